"""What a series says: its points and settings handed to the figures, and the answer as it is kept."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Final

from merkbar.check.indicators import periods
from merkbar.check.indicators.figures.settings import Point, Settings, Verdict
from merkbar.check.indicators.figures.verdict import verdict_of
from merkbar.check.indicators.models import AdjustmentKind, Shape
from merkbar.check.indicators.readings import Series

CHARTS: Final = {Shape.SHARE: "p", Shape.RATE: "u", Shape.MEAN: "i", Shape.COUNT: "i", Shape.DONE: "run"}
"""Whose limits are drawn when the indicator does not say; without counts only single values are known."""
PER_CENT: Final = 100
LINE: Final = 36
"""Periods of the small chart in a list."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word, since when it holds, one sentence, and what a list needs to know of it."""

    word: str
    since: dt.date | None = None
    sentence: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def verdict_on(series: Series) -> Spoken:
    """Say whether the series has changed, in bokmål."""
    found = verdict_of(points_of(series), settings_of(series))
    return Spoken(found.word, found.since, found.sentence, _facts(found))


def points_of(series: Series) -> list[Point]:
    """Give the points as the figures take them."""
    return [
        Point(point.period, *map(_number, (point.value, point.numerator, point.denominator))) for point in series.points
    ]


def settings_of(series: Series) -> Settings:
    """Give how the series is read: every adjustment is somebody's choice, with a reason on the page."""
    indicator = series.indicator
    days: dict[str, list[dt.date]] = {kind: [] for kind in AdjustmentKind.values}
    for adjustment in series.adjustments:
        days[adjustment.kind].append(adjustment.day)
    counted = bool(series.known) and all(point.denominator for point in series.known)
    made = CHARTS[Shape(indicator.shape)]
    return Settings(
        chart=indicator.chart or (made if counted else "i" if made in {"p", "u"} else made),
        direction=indicator.direction,
        cadence=indicator.cadence,
        baselines=tuple(sorted(days[AdjustmentKind.FREEZE])),
        parts=tuple(sorted(days[AdjustmentKind.PART])),
        excluded=frozenset(periods.start(indicator.cadence, day) for day in days[AdjustmentKind.EXCLUDE]),
        seasonal=indicator.seasonal,
        engine=indicator.engine,
        per=PER_CENT if indicator.shape == Shape.SHARE else indicator.per,
        decimals=indicator.decimals,
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _facts(found: Verdict) -> dict[str, Any]:
    return {
        "short": str(found.short),
        "detected": found.detected.isoformat() if found.detected else "",
        "toward": found.toward,
        "rule": found.rule,
        "length": found.length,
        "side": found.side,
        "line": [None if point.value is None else round(point.value, 3) for point in found.points[-LINE:]],
        "median": found.drawing.median[-1] if found.drawing.median else None,
    }
