"""What the system counts by itself, counted anew and written where it differs."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from merkbar.check.indicators import judging, periods, sources
from merkbar.check.indicators.models import Indicator, Measurement, SourceKind
from merkbar.check.indicators.writes.verdicts import keep_verdicts
from merkbar.ground.clock import clock
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

PERIODS_BACK = 3
"""Whole periods counted anew each night; what happened before them seldom changes."""
FACTS = ("numerator", "denominator", "value", "entered_at")


@write
def compute(*, by: Any, since: dt.date | None = None, indicators: Iterable[Indicator] | None = None) -> int:
    """Count every own source, from the period of `since` to the last whole one, and give the number of rows that changed.

    An own figure is not corrected by a new row: it follows what it is counted from, and the history keeps what it was.
    """
    today = clock.today()
    units = dict(Unit.objects.values_list("pk", "path"))
    own = Indicator.objects.in_use().filter(source_kind=SourceKind.OWN).select_related("record__unit")
    changed = 0
    for indicator in own if indicators is None else indicators:
        if sources.of(indicator.source_code):
            changed += _renew(indicator, _span(indicator, today, since), units)
    return changed


def _span(indicator: Indicator, today: dt.date, since: dt.date | None) -> sources.Span:
    """From some periods ago to the last whole one; a figure that grows through the year also has the one that runs."""
    cadence = indicator.cadence
    whole = periods.last_whole(cadence, today)
    last = periods.start(cadence, today) if indicator.cumulative else whole
    first = periods.start(cadence, since) if since else periods.step(cadence, whole, 1 - PERIODS_BACK)
    return sources.Span(cadence, first, periods.end(cadence, last))


def _renew(indicator: Indicator, span: sources.Span, units: dict[int, str]) -> int:
    top = indicator.record.unit.path
    known = Measurement.objects.filter(indicator=indicator, current=True, period__range=(span.first, span.last))
    before = {(row.unit_id, row.period): row for row in known}
    new, other = [], []
    for count in sources.counts(indicator.source_code, span):
        if not units.get(count.unit, "").startswith(top):
            continue
        row = _row(indicator, count)
        was = before.pop((count.unit, count.period), None)
        if was is None:
            new.append(row)
        elif (was.numerator, was.denominator, was.value) != (row.numerator, row.denominator, row.value):
            was.numerator, was.denominator, was.value, was.entered_at = (
                row.numerator,
                row.denominator,
                row.value,
                row.entered_at,
            )
            other.append(was)
    gone = list(before.values())
    Measurement.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Measurement.objects.bulk_create(new, batch_size=1000)
    Measurement.objects.bulk_update(other, FACTS, batch_size=500)
    touched = [*new, *other, *gone]
    keep_verdicts(by=None, series={(indicator.pk, units[row.unit_id]) for row in touched})
    return len(touched)


def _row(indicator: Indicator, count: sources.Count) -> Measurement:
    top = Decimal(count.numerator)
    bottom = None if count.denominator is None else Decimal(count.denominator)
    return Measurement(
        indicator=indicator,
        unit_id=count.unit,
        period=count.period,
        numerator=top,
        denominator=bottom,
        value=judging.value_of(indicator.shape, indicator.per, judging.Given(top, bottom)),
        source=SourceKind.OWN,
        entered_at=clock.now(),
    )
