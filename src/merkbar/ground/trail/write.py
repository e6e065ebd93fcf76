"""The one shape of a change: keyword-only, `by=`, one transaction, one line in the trail."""

import json
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("inside_a_write", default=False)


class HIDDEN:  # a marker, used as a value
    """Stands for an actor whose name no trail may hold: a reporter who asked for it."""

    pk = None


def write(function: Callable[P, R]) -> Callable[P, R]:
    """Run a change in one transaction and tell the history who (`by`), what (the step's name) and why (`why`).

    A write inside a write belongs to the outer one: its lines carry the outer step. With `hidden=True` the actor is a
    reporter whose name no trail may hold.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return function(*args, **kwargs)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                who = HIDDEN if kwargs.get("hidden") else kwargs.get("by")
                tell_history(by=who, step=function.__name__.lstrip("_"), why=str(kwargs.get("why") or ""))
                return function(*args, **kwargs)
        finally:
            _inside.reset(token)

    run.is_write = True  # type: ignore[attr-defined]  # the house test asks for it
    return run


def tell_history(*, by: Any, step: str, why: str = "") -> None:
    """Set what the history triggers write beside each row, until the transaction ends.

    `pgtrigger.ignore` is set to nothing because reading it unset costs each trigger a failed subtransaction.
    """
    who = "hidden" if by is HIDDEN else getattr(by, "pk", None)
    context = json.dumps({"by": who, "step": step, "why": why[:500]}, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true), "
            "set_config('pgtrigger.ignore', '{}', true)",
            [str(uuid.uuid4()), context],
        )
