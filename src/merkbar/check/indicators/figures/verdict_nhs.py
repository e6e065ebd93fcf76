"""What NHS Making Data Count says of the newest values of a part, and when it could first have said so."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from merkbar.check.indicators.figures import ptd_rules
from merkbar.check.indicators.figures.ptd import FIXED_FROM, ptd
from merkbar.check.indicators.figures.settings import Settings


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest stretch of special cause: its first value, the value at which it was first seen, and its side."""

    first: int
    fired: int
    side: int


def newest(days: Sequence[dt.date], values: Sequence[float], settings: Settings) -> Seen | None:
    """The stretch that the last value is part of; None when the last value is common cause."""
    sides = _sides(days, values, settings)
    if not sides[-1]:
        return None
    first = len(sides) - 1
    while first and sides[first - 1] == sides[-1]:
        first -= 1
    fired = next(
        place
        for place in range(first, len(sides))
        if _sides(days[: place + 1], values[: place + 1], settings)[place] == sides[-1]
    )
    return Seen(first, fired, sides[-1])


def mean_of(days: Sequence[dt.date], values: Sequence[float], settings: Settings) -> float | None:
    """The mean that counts today."""
    found: list[float | None] = _answer(days, values, settings)["mean"]
    return found[-1]


def _sides(days: Sequence[dt.date], values: Sequence[float], settings: Settings) -> list[int]:
    """The side of each special cause, 0 for common cause."""
    labels: list[str] = _answer(days, values, settings)["special_cause_type"]
    return [0 if label == ptd_rules.NOTHING else 1 if ptd_rules.is_high(label) else -1 for label in labels]


def _answer(days: Sequence[dt.date], values: Sequence[float], settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {"improvement_direction": "neutral", "screen_outliers": settings.screened}
    until = max((day for day in settings.baselines if days[0] <= day < days[-1]), default=None)
    fixed = sum(1 for day in days if until is not None and day <= until)
    if fixed >= FIXED_FROM:
        options["fix_after_n_points"] = fixed
    return ptd({"x": [day.isoformat() for day in days], "y": list(values)}, options)
