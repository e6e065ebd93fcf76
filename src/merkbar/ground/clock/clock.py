"""Domain time. Everything a municipality dates uses `now()`; sessions, tokens and job timers use real time.

A demo stores a start; domain time then runs from there at the ordinary pace. Without a stored start it is the real time.
"""

import datetime as dt
import time
from dataclasses import dataclass

from django.utils import timezone

from merkbar.ground.clock.models import ClockStart
from merkbar.ground.clock.zone import OSLO

__all__ = ["OSLO", "forget", "now", "start_of", "today"]
KEPT_SECONDS = 5.0
"""How long a process trusts the offset it has read [s]."""


@dataclass
class _Kept:
    offset: dt.timedelta = dt.timedelta()
    until: float = 0.0


_kept = _Kept()


def now() -> dt.datetime:
    """Domain time now, aware, in Europe/Oslo."""
    if time.monotonic() > _kept.until:
        start = ClockStart.objects.first()
        _kept.offset = start.starts_at - start.stored_at if start else dt.timedelta()
        _kept.until = time.monotonic() + KEPT_SECONDS
    return (timezone.now() + _kept.offset).astimezone(OSLO)


def today() -> dt.date:
    """The domain date in Norway."""
    return now().date()


def start_of(day: dt.date) -> dt.datetime:
    """Midnight in Norway at the start of `day`."""
    return dt.datetime.combine(day, dt.time(), OSLO)


def forget() -> None:
    """Read the stored start again at the next call."""
    _kept.until = 0.0
