"""Working days in Norway: Monday to Friday except public holidays (lov om 1. og 17. mai, lov om helligdager).

Christmas Eve and New Year's Eve are working days here, as in statutory time limits counted in «virkedager».
Holidays come from the package `holidays`; nothing is looked up on a network.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from holidays import country_holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class DecidedBeforeReceivedError(ValueError):
    """Case time runs forwards: the decision cannot be older than the application."""


class NaiveTimeError(ValueError):
    """A clock counted in hours must know its time zone, or it is wrong twice a year."""


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[date]:
    """Public holidays of one year, moved and fixed."""
    return frozenset(country_holidays("NO", language="no", years=year))


def is_workday(day: date) -> bool:
    """Whether the day is a working day.

    >>> is_workday(date(2026, 5, 25))  # Whit Monday
    False
    """
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def add_workdays(day: date, count: int) -> date:
    """Find the working day `count` working days [d] after `day` (before it when negative), `day` itself not counted.

    Source: the five working days of helsetilsynsloven § 6 count from the day after the event.

    >>> add_workdays(date(2025, 5, 22), 5)  # Ascension Day on the 29th
    datetime.date(2025, 5, 30)
    """
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(received: date, decided: date) -> int:
    """Case time in working days [d]: the day of receipt is not counted, the day of decision is.

    >>> workdays_between(date(2026, 9, 21), date(2026, 9, 22))
    1
    """
    if decided < received:
        raise DecidedBeforeReceivedError(f"{decided} is before {received}")
    days = (decided - received).days
    weeks, rest = divmod(days, 7)
    tail = sum((received + timedelta(days=i)).weekday() < SATURDAY for i in range(1, rest + 1))
    off = sum(
        received < holiday <= decided and holiday.weekday() < SATURDAY
        for year in range(received.year, decided.year + 1)
        for holiday in holidays_of(year)
    )
    return weeks * SATURDAY + tail - off


def hours_deadline(start: datetime, hours: int) -> datetime:
    """Find the moment `hours` real hours [h] after `start`, in the time zone of `start`.

    Counted in UTC, so that the 72 hours of GDPR article 33 stay 72 when summer time begins or ends.
    """
    if start.tzinfo is None:
        raise NaiveTimeError("start has no time zone")
    return (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(start.tzinfo)
