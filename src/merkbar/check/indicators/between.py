"""The same indicator in the units below: a small chart each, and whether they differ more than their size explains.

Only for those who read the whole unit. Figures about few employees, and denominators under the least, are left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString

from merkbar.check.indicators import charts_funnel, charts_many, readings, speech
from merkbar.check.indicators.charts_many import Small
from merkbar.check.indicators.charts_words import Look
from merkbar.check.indicators.figures import verdict_of
from merkbar.check.indicators.figures.funnel import FEWEST, Kind
from merkbar.check.indicators.figures.funnel import Unit as Compared
from merkbar.check.indicators.models import Adjustment, Indicator
from merkbar.check.indicators.models.reach import answers_for
from merkbar.check.indicators.readings import Row, Series
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit

KINDS: Final[dict[str, Kind]] = {"share": "share", "rate": "rate"}
A_YEAR: Final = {"month": 12, "tertial": 3, "year": 1}
"""Periods that are added up before units are compared."""


class Between:
    """The units below one, as the page shows them."""

    def __init__(self, series: Series, standing: Standing) -> None:
        self.series, self.indicator, self.standing = series, series.indicator, standing
        self.rows: list[Row] = []
        self.units: list[Unit] = []
        if standing.covers(Right.READ_INDICATORS, series.unit.path) or answers_for(standing, self.indicator):
            self._read()

    def _read(self) -> None:
        self.rows = [row for row in self.series.rows if row.path != self.series.unit.path]
        if self.rows:
            below = list(Unit.objects.under(self.series.unit.path).order_by("path"))
            self.units = [unit for unit in below if unit.pk != self.series.unit.pk and self._enough(unit, below)]

    def _enough(self, unit: Unit, below: Sequence[Unit]) -> bool:
        """Whether the unit's figures may stand beside others'."""
        staff = sum(one.employees for one in below if one.path.startswith(unit.path))
        return not self.indicator.about_staff or staff >= readings.FEWEST_STAFF["table"]

    def many(self, look: Look) -> SafeString:
        """A small chart of each unit directly below."""
        near = [unit for unit in self.units if unit.parent_id == self.series.unit.pk]
        grouped = {unit: [row for row in self.rows if row.path.startswith(unit.path)] for unit in near}
        adjusted = list(Adjustment.objects.filter(indicator=self.indicator)) if any(grouped.values()) else []
        smalls = [self._small(unit, rows, adjusted) for unit, rows in grouped.items() if rows]
        if not smalls:
            return SafeString("")
        return charts_many.small_multiples(smalls, replace(look, key=f"{look.key}-many"))

    def _small(self, unit: Unit, rows: Sequence[Row], adjusted: Sequence[Adjustment]) -> Small:
        own = Series(
            self.indicator,
            unit,
            points=readings.points_of(self.indicator, rows),
            adjustments=[one for one in adjusted if one.unit_id in {None, unit.pk}],
        )
        address = f"{reverse('indicators:show', args=[self.indicator.code])}?enhet={unit.code}"
        return Small(unit.short, address, verdict_of(speech.points_of(own), speech.settings_of(own)))

    def funnel(self, look: Look) -> SafeString:
        """Units that have counts of their own, over the last year, by their size."""
        kind = KINDS.get(self.indicator.shape)
        compared = compared_of(self.indicator, self.rows, self.units)
        if kind is None or len(compared) < FEWEST:
            return SafeString("")
        return charts_funnel.funnel_plot(compared, kind, look)


def compared_of(indicator: Indicator, rows: Sequence[Row], units: Sequence[Unit]) -> list[Compared]:
    """Add up the counts of each unit over the last year that has any."""
    last = sorted({row.period for row in rows})[-A_YEAR[indicator.cadence] :]
    tops: dict[str, Decimal] = defaultdict(Decimal)
    bottoms: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.period in last and row.numerator is not None and row.denominator:
            tops[row.path] += row.numerator
            bottoms[row.path] += row.denominator
    return [
        Compared(unit.short, float(tops[unit.path]), float(bottoms[unit.path]))
        for unit in units
        if bottoms.get(unit.path, Decimal(0)) >= max(1, indicator.minimum_n)
    ]
