"""Statements written once: Django makes the SQL of a question the first time, and afterwards only its values change.

Building a queryset and its SQL costs more processor time than the database takes to answer a small question, and a page
asks twenty such questions, always the same ones (decision 0014).
"""

import copy
import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

T = TypeVar("T")
REMEMBERED = 128
"""So many ways of asking one question are remembered in a process, such as for so many persons' standings."""
_MARKS: dict[type, Callable[[int, int], Any]] = {
    int: lambda number, turn: 1000 * (turn + 1) + number,
    str: lambda number, turn: f"\ue000{turn}.{number}",
    dt.date: lambda number, turn: dt.date(1 + turn, 1, 1 + number),
    dt.datetime: lambda number, turn: dt.datetime(3 + turn, 1, 1 + number, tzinfo=dt.UTC),
}
"""What stands in the place of value number so and so while the statement is written.

It is written in two turns: what follows its mark from one turn to the other is that value, and nothing else is.
"""


def _refuse(_execute: Any, text: str, *_sent: Any) -> Any:
    """What is read while a statement is written would stand in it for ever."""
    raise ValueError(text)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the value of this number goes."""

    number: int


@dataclass(frozen=True, slots=True)
class _Statement:
    """The SQL, what is sent with it, and what Django needs to make objects of the rows."""

    rows: "QuerySet[Any, Any]"
    writer: Any
    text: str
    params: tuple[Any, ...]

    def sent(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """What is sent for these values."""
        return tuple(values[param.number] if isinstance(param, _Place) else param for param in self.params)


class Written(Generic[T]):
    """A question asked as a function; gives the rows as a list.

    Whole numbers, texts, days and moments may differ each time. Anything else (a standing, None) decides how the
    statement is written, and one is kept for each. The function must take all that changes as an argument: what it
    reads elsewhere, such as the clock, would stand in the statement for ever.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, T]]", *, remembered: int = REMEMBERED) -> None:
        self.__doc__ = build.__doc__
        self.anew = build
        """The queryset itself, for what may not be kept."""
        self._statement = lru_cache(remembered)(self._write)

    def __call__(self, *values: Any) -> list[T]:
        """Ask it with these values."""
        statement = self._for(values)
        if statement is None:
            return []
        sent = statement.sent(values)
        writer = copy.copy(statement.writer)
        writer.connection = connections[statement.rows.db]
        writer.as_sql = lambda *_how, **_more: (statement.text, sent)
        rows = statement.rows.all()
        rows.query.get_compiler = lambda *_how, **_more: writer  # type: ignore[method-assign]
        return list(rows)

    def number(self, *values: Any) -> int:
        """How many rows it has, without reading them."""
        statement = self._for(values)
        if statement is None:
            return 0
        with connections[statement.rows.db].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({statement.text}) AS counted", statement.sent(values))  # noqa: S608 - Django wrote it
            return int(cursor.fetchone()[0])

    def _for(self, values: tuple[Any, ...]) -> "_Statement | None":
        kinds = tuple(type(value) if type(value) in _MARKS else None for value in values)
        return self._statement(kinds, tuple(None if kind else value for kind, value in zip(kinds, values, strict=True)))

    def _write(self, kinds: tuple[type | None, ...], fixed: tuple[Hashable, ...]) -> _Statement | None:
        marked = {number: kind for number, kind in enumerate(kinds) if kind}
        turns = [{number: _MARKS[kind](number, turn) for number, kind in marked.items()} for turn in (0, 1)]
        try:
            with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse):
                first = self._compile(turns[0], fixed)
                second = self._compile(turns[1], fixed) if marked else first
        except EmptyResultSet:
            return None
        params: list[Any] = []
        for one, other in zip(first.params, second.params, strict=True):
            pairs = (number for number in marked if (one, other) == (turns[0][number], turns[1][number]))
            params.append(one if one == other else _Place(next(pairs, -1)))
        lost = marked.keys() ^ {param.number for param in params if isinstance(param, _Place)}
        if lost or first.text != second.text:
            raise ValueError(f"{self.anew.__qualname__}: {sorted(lost)}")
        return replace(first, params=tuple(params))

    def _compile(self, marks: dict[int, Any], fixed: tuple[Hashable, ...]) -> _Statement:
        rows = self.anew(*(marks.get(number, value) for number, value in enumerate(fixed)))
        writer = rows.query.get_compiler(using=rows.db)
        return _Statement(rows, writer, *writer.as_sql())
