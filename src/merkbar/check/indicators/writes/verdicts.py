"""What a series says is worked out when it changes and kept, so that a start page reads it without counting anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from merkbar.check.indicators import readings
from merkbar.check.indicators.models import Adjustment, Indicator, IndicatorTarget, KeptVerdict, Measurement
from merkbar.check.indicators.speech import verdict_on
from merkbar.ground.clock import clock
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

KEPT = ("word", "since", "sentence", "facts", "last_period", "last_value", "made_at")


@write
def keep_verdicts(*, by: Any, series: Iterable[tuple[int, str]]) -> None:
    """Work out anew what the series of these units say, and of every unit above them that the indicator is measured in.

    `series`: (indicator's key, unit's path). An indicator whose reading was changed is given with its top unit.
    """
    paths: dict[int, set[str]] = defaultdict(set)
    for pk, path in series:
        paths[pk].add(path)
    indicators = Indicator.objects.filter(pk__in=paths).select_related("record__unit")
    rows = _rows(paths)
    adjusted, targets = _by_indicator(Adjustment, paths), _by_indicator(IndicatorTarget, paths)
    staff = _staff()
    units = {unit.path: unit for unit in Unit.objects.all()}
    kept = []
    for indicator in indicators:
        top = indicator.record.unit.path
        for path in sorted(_line(paths[indicator.pk], top)):
            unit = units[path]
            below = [row for row in rows[indicator.pk] if row.path.startswith(path)]
            own = readings.Series(
                indicator,
                unit,
                points=readings.points_of(indicator, below),
                adjustments=[one for one in adjusted[indicator.pk] if one.unit_id in {None, unit.pk}],
                targets=targets[indicator.pk],
            )
            if own.points:
                kept.append(_kept(own, sum(n for place, n in staff if place.startswith(path))))
    KeptVerdict.objects.bulk_create(
        kept, batch_size=500, update_conflicts=True, unique_fields=["indicator", "unit"], update_fields=KEPT
    )


@write
def keep_all_verdicts(*, by: Any, indicators: Iterable[Indicator]) -> None:
    """Work out anew every series of these indicators, down to the units that have values of their own."""
    measured = Measurement.objects.filter(current=True, indicator__in=[one.pk for one in indicators])
    pairs = measured.order_by().values_list("indicator_id", "unit__path").distinct()
    keep_verdicts(by=by, series=list(pairs))


def _kept(series: readings.Series, staff: int) -> KeptVerdict:
    verdict = verdict_on(series)
    last = series.known[-1] if series.known else None
    return KeptVerdict(
        indicator=series.indicator,
        unit=series.unit,
        word=verdict.word,
        since=verdict.since,
        sentence=verdict.sentence,
        facts={"staff": staff, **verdict.facts},
        last_period=last.period if last else None,
        last_value=last.value if last else None,
        made_at=clock.now(),
    )


def _rows(paths: Iterable[int]) -> dict[int, list[readings.Row]]:
    found: dict[int, list[readings.Row]] = defaultdict(list)
    measured = Measurement.objects.filter(current=True, indicator__in=list(paths))
    for pk, *facts in measured.order_by().values_list(*readings.ROW):
        found[pk].append(readings.Row(*facts))
    return found


def _by_indicator(model: Any, paths: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(indicator__in=list(paths)):
        found[row.indicator_id].append(row)
    return found


def _staff() -> list[tuple[str, int]]:
    return list(Unit.objects.filter(employees__gt=0).order_by().values_list("path", "employees"))


def _line(paths: Iterable[str], top: str) -> Iterator[str]:
    """Every unit from each of these up to the top, once."""
    seen = set()
    for path in paths:
        steps = path.rstrip(".").split(".")
        for length in range(len(steps), 0, -1):
            place = ".".join(steps[:length]) + "."
            if not place.startswith(top) or place in seen:
                break
            seen.add(place)
            yield place
