"""Dates and numbers as Norwegians write them. Pure functions; no-break spaces where a line must not break."""

import datetime as dt

from merkbar.ground.clock.zone import OSLO

DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
SHORT_MONTHS = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "des.")
NB = "\u00a0"


def _date(moment: dt.date | dt.datetime) -> dt.date:
    return moment.astimezone(OSLO).date() if isinstance(moment, dt.datetime) else moment


def day(moment: dt.date | dt.datetime) -> str:
    """The whole date with its weekday.

    >>> day(dt.date(2026, 9, 21))
    'mandag 21. september 2026'
    """
    d = _date(moment)
    return f"{DAYS[d.weekday()]} {d.day}. {MONTHS[d.month - 1]} {d.year}"


def short_day(moment: dt.date | dt.datetime, *, today: dt.date | None = None) -> str:
    r"""The date for tables; the year only when it is another year than today's.

    >>> short_day(dt.date(2026, 9, 27), today=dt.date(2026, 9, 21))
    '27.\xa0sept.'
    >>> short_day(dt.date(2025, 5, 2), today=dt.date(2026, 9, 21))
    '2.\xa0mai 2025'
    """
    d = _date(moment)
    year = "" if today and today.year == d.year else f" {d.year}"
    return f"{d.day}.{NB}{SHORT_MONTHS[d.month - 1]}{year}"


def near_day(moment: dt.date | dt.datetime, *, today: dt.date) -> str:
    """A date as one would say it: today, a weekday within two weeks, else day and month.

    >>> near_day(dt.date(2026, 9, 27), today=dt.date(2026, 9, 21))
    'søndag 27. september'
    """
    d = _date(moment)
    away = (d - today).days
    named = {-1: "i går", 0: "i dag", 1: "i morgen"}
    if away in named:
        return named[away]
    if abs(away) <= 14:  # noqa: PLR2004 - two weeks, as screens.md asks
        return f"{DAYS[d.weekday()]} {d.day}. {MONTHS[d.month - 1]}"
    year = "" if d.year == today.year else f" {d.year}"
    return f"{d.day}. {MONTHS[d.month - 1]}{year}"


def when(moment: dt.datetime, *, today: dt.date) -> str:
    """Day and clock.

    >>> when(dt.datetime(2026, 9, 21, 7, 12, tzinfo=OSLO), today=dt.date(2026, 9, 21))
    'i dag kl. 07.12'
    """
    local = moment.astimezone(OSLO)
    return f"{near_day(local, today=today)} kl. {local:%H.%M}"


def dmy(moment: dt.date | dt.datetime) -> str:
    """The date as it is typed.

    >>> dmy(dt.date(2026, 9, 2))
    '02.09.2026'
    """
    return f"{_date(moment):%d.%m.%Y}"


def count(number: int) -> str:
    r"""A whole number with thin groups from 10 000.

    >>> count(5657), count(10000)
    ('5657', '10\xa0000')
    """
    return str(number) if abs(number) < 10_000 else f"{number:,}".replace(",", NB)  # noqa: PLR2004 - from five digits


def decimal(number: float, places: int = 1) -> str:
    """A number with decimal comma.

    >>> decimal(2.905)
    '2,9'
    """
    return f"{number:.{places}f}".replace(".", ",")


def percent(share: float | None, places: int = 0) -> str:
    r"""A share (0–1) in per cent; nothing to share gives a dash.

    >>> percent(0.327), percent(None)
    ('33\xa0%', '–')
    """
    return "–" if share is None else f"{decimal(share * 100, places)}{NB}%"


def days(number: int) -> str:
    r"""A number of days.

    >>> days(1), days(17)
    ('1\xa0dag', '17\xa0dager')
    """
    return f"{count(number)}{NB}{'dag' if number == 1 else 'dager'}"
