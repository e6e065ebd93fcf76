"""A condition that an index can serve where `IN (subquery)` cannot: beside an OR."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet


class OneOf(Func):
    """`column = ANY (ARRAY(subquery))`: the few ids are fetched first, then looked up like any other value."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()

    def __init__(self, column: str, rows: "QuerySet[Any, Any]", **extra: Any) -> None:
        super().__init__(F(column), ArraySubquery(rows), **extra)

    def __repr__(self) -> str:
        return "OneOf(…)"
