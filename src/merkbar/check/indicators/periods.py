"""Months, tertials and years as the first day of each. Pure: no Django, no clock."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from merkbar.ground.ui.norwegian import MONTHS, SHORT_MONTHS

LENGTHS: Final = {"month": 1, "tertial": 4, "year": 12}
"""How many months each cadence holds."""
FIRST_YEAR, LAST_YEAR = 1990, 2200
YEAR = re.compile(r"(\d{4})")
YEAR_MONTH = re.compile(r"(\d{4})(?:[-/. ]?M?|M)(\d{1,2})", re.IGNORECASE)
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
WHOLE_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
NORWEGIAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
TERTIAL = re.compile(
    r"(?:(\d{4})[- ]?(?:T|tertial) ?([1-3])|(?:T|tertial)? ?([1-3])\.? ?(?:tertial)?[- ](\d{4}))", re.IGNORECASE
)
NAMED = re.compile(r"([a-zæøå]+)\.? (\d{4})", re.IGNORECASE)


class NotAPeriod(ValueError):
    """The text is no month, tertial or year."""


def start(cadence: str, day: dt.date) -> dt.date:
    """The first day of the period that holds `day`.

    >>> start("tertial", dt.date(2026, 9, 21))
    datetime.date(2026, 9, 1)
    """
    length = LENGTHS[cadence]
    return dt.date(day.year, (day.month - 1) // length * length + 1, 1)


def step(cadence: str, period: dt.date, number: int = 1) -> dt.date:
    """The period `number` later, or earlier when it is negative.

    >>> step("month", dt.date(2026, 1, 1), -1)
    datetime.date(2025, 12, 1)
    """
    months = period.year * 12 + period.month - 1 + number * LENGTHS[cadence]
    return dt.date(months // 12, months % 12 + 1, 1)


def end(cadence: str, period: dt.date) -> dt.date:
    """The last day of a period.

    >>> end("month", dt.date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return step(cadence, period) - dt.timedelta(days=1)


def last_whole(cadence: str, day: dt.date) -> dt.date:
    """The last period that is over on `day`.

    >>> last_whole("month", dt.date(2026, 9, 21))
    datetime.date(2026, 8, 1)
    """
    return step(cadence, start(cadence, day), -1)


def between(cadence: str, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every period from the one of `first` to the one of `last`, both included."""
    period = start(cadence, first)
    while period <= last:
        yield period
        period = step(cadence, period)


def share_gone(first: dt.date, last: dt.date, day: dt.date) -> float:
    """How much of a span is gone at the end of `day`, from 0 to 1.

    >>> round(share_gone(dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2026, 9, 21)), 2)
    0.72
    """
    whole = (last - first).days + 1
    return min(max(((day - first).days + 1) / whole, 0.0), 1.0)


def name(cadence: str, period: dt.date) -> str:
    """The period as it is said.

    >>> name("month", dt.date(2026, 8, 1)), name("tertial", dt.date(2026, 5, 1)), name("year", dt.date(2026, 1, 1))
    ('august 2026', '2. tertial 2026', '2026')
    """
    if cadence == "month":
        return f"{MONTHS[period.month - 1]} {period.year}"
    if cadence == "tertial":
        return f"{(period.month - 1) // 4 + 1}. tertial {period.year}"
    return str(period.year)


def key(cadence: str, period: dt.date) -> str:
    """The period as machines write it: `2026-08`, `2026-T2`, `2026`.

    >>> key("tertial", dt.date(2026, 5, 1))
    '2026-T2'
    """
    if cadence == "month":
        return f"{period:%Y-%m}"
    if cadence == "tertial":
        return f"{period.year}-T{(period.month - 1) // 4 + 1}"
    return str(period.year)


def read(cadence: str, text: str) -> dt.date:
    """Read a period as people and systems write it; for a month also any of its days.

    >>> read("month", "2026M08"), read("month", "31.08.2026"), read("month", "aug. 2026"), read("tertial", "2. tertial 2026")
    (datetime.date(2026, 8, 1), datetime.date(2026, 8, 1), datetime.date(2026, 8, 1), datetime.date(2026, 5, 1))
    """
    try:
        found = _read(cadence, " ".join(text.split()))
    except ValueError as error:
        raise NotAPeriod(text) from error
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise NotAPeriod(text)
    return found


def _read(cadence: str, text: str) -> dt.date | None:
    if found := WHOLE_DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return start(cadence, dt.date(year, month, day))
    if found := NORWEGIAN_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return start(cadence, dt.date(year, month, day))
    if cadence == "year":
        return dt.date(int(text), 1, 1) if YEAR.fullmatch(text) else None
    if cadence == "tertial" and (found := TERTIAL.fullmatch(text)):
        said, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        return dt.date(int(said), int(number) * 4 - 3, 1)
    return _month(text) if cadence == "month" else None


def _month(text: str) -> dt.date | None:
    if found := YEAR_MONTH.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), 1)
    if found := MONTH_YEAR.fullmatch(text):
        return dt.date(int(found[2]), int(found[1]), 1)
    if found := NAMED.fullmatch(text):
        said = found[1].lower()
        names = [
            n
            for n, (long, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), 1)
            if said in {long, short.rstrip(".")}
        ]
        return dt.date(int(found[2]), names[0], 1) if names else None
    return None
