"""The stretches of days cases are dealt to: every month of a year, September 2026 in two at the demo's today."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from .rounding import largest_remainder
from .shapes import GOLDEN
from .source import monthly

YEARS = (2024, 2025, 2026)
SEPTEMBER_TO_DATE = (20, 30)
"""Days of September 2026 before today, and days of the month."""


@dataclass(frozen=True, slots=True)
class Period:
    """Cases reported from `first` to `last`, both included."""

    number: int
    first: date
    last: date

    @property
    def stratum(self) -> str:
        """The group whose shares are exact: 2024, 2025, 2026 to date, or the rest of 2026."""
        return str(self.first.year) if self.first < GOLDEN else "after"


@cache
def periods() -> tuple[Period, ...]:
    """All 37 periods in time order; their number is their place."""
    stretches: list[tuple[date, date]] = []
    for year in YEARS:
        for month in range(1, 13):
            first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
            if first <= GOLDEN <= last:
                stretches += [(first, GOLDEN.replace(day=GOLDEN.day - 1)), (GOLDEN, last)]
            else:
                stretches.append((first, last))
    return tuple(Period(number, first, last) for number, (first, last) in enumerate(stretches))


def of_year(year: int) -> list[Period]:
    """List the periods of one year: 12, or 13 in 2026."""
    return [period for period in periods() if period.first.year == year]


def number_of(day: date) -> int:
    """Find the number of the period a day lies in."""
    return next(period.number for period in periods() if period.first <= day <= period.last)


def split(months: list[int], year: int, to_date: int | None = None) -> list[int]:
    """Twelve monthly counts as counts per period; `to_date` is the part of September before today."""
    if year != GOLDEN.year:
        return list(months)
    place = GOLDEN.month - 1
    if to_date is None:
        before, whole = SEPTEMBER_TO_DATE
        to_date = months[place] * before // whole
    return [*months[:place], to_date, months[place] - to_date, *months[place + 1 :]]


@cache
def september_to_date() -> dict[str, int]:
    """September 2026 before today per type: 20/30 of the month, by largest remainder over all types together."""
    september = {code: years[GOLDEN.year][GOLDEN.month - 1] for code, years in monthly().items()}
    before, days = SEPTEMBER_TO_DATE
    return largest_remainder(sum(september.values()) * before // days, september)


def counts(code: str, year: int) -> list[int]:
    """Cases of a type in each period of a year."""
    return split(monthly()[code][year], year, september_to_date()[code])
