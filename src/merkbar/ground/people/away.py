"""Who is on leave, and when the time of what they are asked starts to run. Pure: days in, days out."""

import datetime as dt
from collections.abc import Iterable

Away = tuple[dt.date, dt.date | None]
"""A leave: first day away, first day back or None."""


def is_away(leaves: Iterable[Away], day: dt.date) -> bool:
    """Whether somebody is away on a day.

    >>> is_away([(dt.date(2026, 2, 1), None)], dt.date(2026, 2, 1))
    True
    """
    return any(gone <= day and (until is None or until > day) for gone, until in leaves)


def runs_from(start: dt.date, leaves: Iterable[Away], day: dt.date) -> dt.date:
    """Find the day somebody's time starts to run: on `start`, but not before they are back from leave.

    >>> away = [(dt.date(2026, 2, 1), dt.date(2026, 3, 20))]
    >>> runs_from(dt.date(2026, 3, 1), away, dt.date(2026, 4, 1)), runs_from(dt.date(2026, 3, 1), away, dt.date(2026, 3, 2))
    (datetime.date(2026, 3, 20), datetime.date(2026, 3, 1))
    """
    return max([start, *(until for _gone, until in leaves if until is not None and until <= day)])
