"""Answers that need not be asked for twice: within one request, and in memory until the history of their tables grows.

A short list that seldom changes (harm words, types, units) is asked for on nearly every page. The history tells with one
small statement whether anything happened to it; if not, what was read before still holds. No page shows an old list.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar, cast

from django.db import connection, models

T = TypeVar("T")

_answers: ContextVar[dict[Hashable, object] | None] = ContextVar("answers_of_this_request", default=None)


@contextmanager
def request() -> Iterator[None]:
    """Remember answers from here until the request is done."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(key: Hashable, ask: Callable[[], T]) -> T:
    """The answer to a question, asked once a request; outside a request it is asked every time."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    return cast(T, answers[key])


class Kept(Generic[T]):
    """What `read` gives from some tracked tables, in memory until their history grows."""

    def __init__(self, read: Callable[[], T], *tables: type[models.Model]) -> None:
        self._read, self._value, self._stamp = read, cast(T, None), ""
        names = (f"{table._meta.db_table}event" for table in tables)  # noqa: SLF001 - Django's documented name for it
        parts = (f'coalesce((SELECT max(pgh_id) FROM "{name}"), 0)' for name in names)  # noqa: S608 - our own tables
        self._question = f"SELECT concat_ws(' ', {', '.join(parts)})"

    def __call__(self) -> T:
        """The value as it is now."""
        return once(self, self._now)

    def _now(self) -> T:
        with connection.cursor() as cursor:
            cursor.execute(self._question)
            (stamp,) = cursor.fetchone()
        if stamp != self._stamp:
            self._value, self._stamp = self._read(), stamp
        return self._value
