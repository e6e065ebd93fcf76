"""When a reading task begins and when it is due. Pure: days in, days out."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from merkbar.ground.people.away import Away, runs_from

REMIND_AFTER: Final = (7, 14)
"""Days after the task began that a reader is reminded [d] (journey J5)."""
TOLD_FOR: Final = 7
"""So many days a reminder may come late, if the machine was off; then the next one takes over [d]."""


def begins(in_force: dt.date, rule: dt.date, post: dt.date, leaves: Iterable[Away], day: dt.date) -> dt.date:
    """Find the day a reader's time starts to run: text, rule and post are all there, and the reader is back from leave.

    >>> begins(dt.date(2026, 3, 1), dt.date(2026, 1, 1), dt.date(2026, 3, 9), [], dt.date(2026, 4, 1))
    datetime.date(2026, 3, 9)
    >>> away = [(dt.date(2026, 2, 1), dt.date(2026, 3, 20))]
    >>> begins(dt.date(2026, 3, 1), dt.date(2026, 1, 1), dt.date(2025, 1, 1), away, dt.date(2026, 4, 1))
    datetime.date(2026, 3, 20)
    """
    return runs_from(max(in_force, rule, post), leaves, day)


def due(start: dt.date, days: int) -> dt.date:
    """Find the last day to read [day]."""
    return start + dt.timedelta(days=days)


def to_remind(start: dt.date, day: dt.date) -> int | None:
    """Find which reminder a day calls for: 0 on the first day (you have something to read), then 7 and 14.

    >>> [to_remind(dt.date(2026, 3, 1), dt.date(2026, 3, d)) for d in (1, 3, 8, 15, 29)]
    [0, 0, 7, 14, None]
    """
    passed = (day - start).days
    for after in (*reversed(REMIND_AFTER), 0):
        if after <= passed < after + TOLD_FOR:
            return after
    return None
