"""Pure counting: months ahead, a quiz passed or not, and whether what somebody has is enough. No Django."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from itertools import count
from math import ceil
from typing import Final

MISSING: Final = "missing"
LOW: Final = "low"
EXPIRED: Final = "expired"
HELD: Final = "held"
SOON: Final = "soon"
LATE: Final = "late"
LEADER: Final = "leader"
MONTHS: Final = 12
"""Months in a year [months]."""
BEFORE: Final = 7
"""Days before the last day that somebody is reminded of a module [d]."""
TO_LEADER: Final = 7
"""Days past the last day before the leader is told too: who is late gets the first word [d]."""


def months_after(day: dt.date, months: int) -> dt.date:
    """Find the same day some months ahead, or the last one of that month.

    >>> months_after(dt.date(2025, 8, 31), 6), months_after(dt.date(2024, 2, 29), 36)
    (datetime.date(2026, 2, 28), datetime.date(2027, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def needed(asked: int, percent: int) -> int:
    """Count the right answers that pass [answers]; a share is never rounded down.

    >>> needed(5, 80), needed(4, 80), needed(0, 80)
    (4, 4, 0)
    """
    return ceil(asked * percent / 100)


def wrong_places(answers: Sequence[int | None], right: Sequence[int]) -> list[int]:
    """Find which questions were answered wrong, counted from 1.

    >>> wrong_places([0, 2, None], [0, 1, 1])
    [2, 3]
    """
    return [place for place, (given, one) in enumerate(zip(answers, right, strict=True), start=1) if given != one]


def stands(
    held: Iterable[tuple[int, dt.date]], level: int, renewal_months: int | None, day: dt.date
) -> tuple[str, dt.date | None]:
    """Say how (level, day shown) stands against what a profile asks, and the day it runs out.

    >>> stands([(2, dt.date(2024, 5, 1))], 2, 24, dt.date(2026, 5, 1))
    ('held', datetime.date(2026, 5, 1))
    >>> stands([(2, dt.date(2024, 5, 1))], 2, 24, dt.date(2026, 5, 2))
    ('expired', datetime.date(2026, 5, 1))
    >>> stands([(1, dt.date(2026, 4, 1))], 2, None, dt.date(2026, 5, 1))
    ('low', None)
    """
    shown = list(held)
    enough = [on for had, on in shown if had >= level]
    if not enough:
        return (LOW, None) if shown else (MISSING, None)
    if renewal_months is None:
        return HELD, None
    until = months_after(max(enough), renewal_months)
    return (HELD if day <= until else EXPIRED), until


def to_remind(due: dt.date, day: dt.date) -> str | None:
    """Say what a day calls for: the last day comes soon, it has passed, or the leader should know; older is not dug up.

    >>> last = dt.date(2026, 5, 20)
    >>> [to_remind(last, last + dt.timedelta(days=after)) for after in (-8, -7, 0, 1, 6, 7, 13, 14)]
    [None, 'soon', 'soon', 'late', 'late', 'leader', 'leader', None]
    """
    passed = (day - due).days
    if -BEFORE <= passed <= 0:
        return SOON
    if 0 < passed < TO_LEADER:
        return LATE
    return LEADER if TO_LEADER <= passed < 2 * TO_LEADER else None


PLAIN: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
ROOM: Final = 4
"""Characters left for a number at the end of an address."""


def address_of(title: str, taken: Iterable[str], longest: int) -> str:
    """Make the last part of an address of a title; a number at its end keeps it apart from those that are taken.

    >>> address_of("Å lære av avvik", [], 60), address_of("HLR", ["hlr", "hlr-2"], 60), address_of("?!", [], 60)
    ('a-laere-av-avvik', 'hlr-3', '1')
    """
    known = set(taken)
    words = "-".join(re.findall(r"[a-z0-9]+", title.lower().translate(PLAIN)))[: longest - ROOM].strip("-")
    return next(
        made
        for number in count(1)
        if (made := words if words and number == 1 else f"{words}-{number}".strip("-")) not in known
    )
