"""Paging by where one stands, not by how far one has come: the same speed on the first page and the thousandth."""

import base64
import binascii
import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

CAP = 10_000
"""Counts stop here: «mer enn 10 000»."""


def cursor_of(moment: dt.datetime, pk: int) -> str:
    """An opaque mark behind a row.

    >>> read_cursor(cursor_of(dt.datetime(2026, 9, 21, tzinfo=dt.UTC), 7))
    (datetime.datetime(2026, 9, 21, 0, 0, tzinfo=datetime.timezone.utc), 7)
    """
    return base64.urlsafe_b64encode(f"{moment.astimezone(dt.UTC).isoformat()}|{pk}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> tuple[dt.datetime, int] | None:
    """The row a mark stands behind; nothing for a mark nobody made."""
    try:
        moment, pk = base64.urlsafe_b64decode(text[:200] + "==").decode("ascii").split("|")
        read = dt.datetime.fromisoformat(moment)
        return (read, int(pk)) if read.tzinfo and 0 < int(pk) < 2**63 else None
    except (ValueError, binascii.Error, OverflowError):
        return None


def page(rows: "QuerySet[Any]", *, by: str, after: str, size: int, key: str = "pk") -> tuple[list[Any], str]:
    """The next `size` rows newest first by `by`, and the mark to go on from ('' at the end)."""
    moment, pk = read_cursor(after) or (None, None)
    return cut(list(behind(rows, moment, pk, by=by, size=size, key=key)), by=by, size=size)


def behind(
    rows: "QuerySet[Any]", moment: dt.datetime | None, pk: int | None, *, by: str, size: int, key: str = "pk"
) -> "QuerySet[Any]":
    """The rows from a mark on (None: from the newest), and one more, which tells whether there are others."""
    if moment:
        older = Q(**{f"{by}__lt": moment}) | Q(**{by: moment, f"{key}__lt": pk})
        rows = rows.filter(older, **{f"{by}__lte": moment})  # the second lets the index start there
    return rows.order_by(f"-{by}", f"-{key}")[: size + 1]


def cut(found: list[Any], *, by: str, size: int) -> tuple[list[Any], str]:
    """A page of what was found, and the mark to go on from."""
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], cursor_of(getattr(last, by), last.pk)


def capped(rows: "QuerySet[Any]") -> int:
    """How many rows, but never count further than one past the cap."""
    return rows.order_by()[: CAP + 1].count()
