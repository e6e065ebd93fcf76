"""The lines of a chart: each part with its own baseline, median, mean and limits."""

from collections.abc import Sequence
from typing import Any, Final

from merkbar.check.indicators.figures.numbers import known, middle
from merkbar.check.indicators.figures.qic import qic
from merkbar.check.indicators.figures.refusal import Refused
from merkbar.check.indicators.figures.runs import analyse
from merkbar.check.indicators.figures.saying import Said, gettext_noop, period
from merkbar.check.indicators.figures.series import COUNTED, DIVIDED
from merkbar.check.indicators.figures.settings import Drawing, Point, Settings

BASELINE_FROM: Final = 12
"""A baseline of fewer values is unsure [values]."""
THIN: Final = gettext_noop("Utgangspunktet fra %(since)s har under tolv målinger og er usikkert.")
UNSETTLED: Final = gettext_noop(
    "Utgangspunktet fra %(since)s er ikke stabilt. Da er det vanskelig å si hva en endring måles mot."
)
NO_COUNTS: Final = gettext_noop("Noen perioder mangler teller eller nevner, så grensene er regnet av verdiene alene.")


def drawing(points: Sequence[Point], settings: Settings) -> Drawing:
    """Draw every part of an ordered series."""
    if not points:
        return Drawing()
    days = [point.period for point in points]
    cuts = {next((n for n, day in enumerate(days) if day >= start), 0) for start in settings.parts}
    starts = sorted({0, *cuts})
    made = [
        _part(points[first:after], settings) for first, after in zip(starts, [*starts[1:], len(points)], strict=True)
    ]
    return Drawing(
        starts=tuple(starts),
        frozen_to=tuple(
            None if one.frozen_to[0] is None else first + one.frozen_to[0]
            for first, one in zip(starts, made, strict=True)
        ),
        median=tuple(v for one in made for v in one.median),
        mean=tuple(v for one in made for v in one.mean),
        lower=tuple(v for one in made for v in one.lower),
        upper=tuple(v for one in made for v in one.upper),
        outside=tuple(first + place for first, one in zip(starts, made, strict=True) for place in one.outside),
        notes=tuple({str(note): note for one in made for note in one.notes}.values()),
    )


def _part(points: Sequence[Point], settings: Settings) -> Drawing:
    days = [point.period for point in points]
    until = max((day for day in settings.baselines if days[0] <= day < days[-1]), default=None)
    frozen = max((n for n, day in enumerate(days) if until is not None and day <= until), default=None)
    base = [
        point.value
        for place, point in enumerate(points)
        if (frozen is None or place <= frozen) and point.period not in settings.excluded
    ]
    centre = middle(known(base))
    notes = _doubts(base, centre, points, settings) if frozen is not None else []
    lines, more = _limits(points, settings, frozen)
    return Drawing(
        frozen_to=(frozen,),
        median=(centre,) * len(points),
        mean=tuple(lines["cl"]) if lines else (None,) * len(points),
        lower=tuple(lines["lcl"]) if lines else (None,) * len(points),
        upper=tuple(lines["ucl"]) if lines else (None,) * len(points),
        outside=tuple(n for n, beyond in enumerate(lines["sigma_signal"]) if beyond) if lines else (),
        notes=(*notes, *more),
    )


def _doubts(
    base: Sequence[float | None], centre: float | None, points: Sequence[Point], settings: Settings
) -> list[Said]:
    """What makes a baseline unsure."""
    since = {"since": period(points[0].period, settings.cadence)}
    if len(known(base)) < BASELINE_FROM:
        return [Said(THIN, since)]
    sides = [None if v is None or centre is None else (v > centre) - (v < centre) for v in base]
    return [Said(UNSETTLED, since)] if analyse(sides).signals else []


def _limits(points: Sequence[Point], settings: Settings, frozen: int | None) -> tuple[dict[str, Any], list[Said]]:
    """Ask the control chart; where it refuses, there are no limits and its sentence is a note."""
    if settings.chart == "run" or not known(point.value for point in points):
        return {}, []
    chart, series, notes = _series(points, settings)
    options: dict[str, Any] = {"chart": chart, "screened_mr": settings.screened}
    left_out = [n for n, point in enumerate(points, start=1) if point.period in settings.excluded]
    if left_out:
        options["exclude"] = left_out
    if frozen is not None:
        options["freeze"] = frozen + 1
    if "n" in series:
        options["multiply"] = settings.per
    try:
        answer = qic(series, options)
    except Refused as refusal:
        return {}, [*notes, Said("%(sentence)s", {"sentence": Said(str(refusal))})]
    return answer, [*notes, *(Said(note) for note in answer.get("notes", []))]


def _series(points: Sequence[Point], settings: Settings) -> tuple[str, dict[str, Any], list[Said]]:
    """Give the counts to charts of counts, the values to the others; counts that are missing make an I chart."""
    x = list(range(1, len(points) + 1))
    chart = settings.chart
    values = [point.value for point in points]
    if chart in DIVIDED:
        if any(p.value is not None and (p.top is None or not p.bottom) for p in points):
            return "i", {"x": x, "y": values}, [Said(NO_COUNTS)]
        return chart, {"x": x, "y": [p.top for p in points], "n": [p.bottom for p in points]}, []
    if chart in COUNTED and any(v is not None and v < 0 for v in values):
        return "i", {"x": x, "y": values}, []
    return chart, {"x": x, "y": values}, []
