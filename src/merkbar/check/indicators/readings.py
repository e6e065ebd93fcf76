"""Series as they are read: the current values of a unit, or of the units below it added up; and what they say.

Few persons are held back: a point whose denominator is under the indicator's least, and figures about the staff of a
unit with fewer than ten employees where units stand side by side, five where everybody reads (J13).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from django.db.models import IntegerField, Q, QuerySet, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from merkbar.check.indicators import judging, periods
from merkbar.check.indicators.models import (
    Adjustment,
    Annotation,
    Indicator,
    IndicatorTarget,
    KeptVerdict,
    Measurement,
    SourceKind,
)
from merkbar.check.indicators.models.reach import answers_for, readable
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.trail.written import Written
from merkbar.ground.units.models import Unit

Place = Literal["line", "table", "public"]
FEWEST_STAFF: Final[dict[Place, int]] = {"line": 0, "table": 10, "public": 5}
"""Employees a unit must have before a figure about its staff is shown there [persons]."""
ROW = ("indicator_id", "unit__path", "period", "numerator", "denominator", "value")


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `value` None: nothing was measured, or it is held back because it is about few."""

    period: dt.date
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A current measurement as the arithmetic needs it."""

    path: str
    period: dt.date
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None


@dataclass
class Series:
    """Every period from the first to the last measured, with what belongs on the chart; `rows` is what they were made of."""

    indicator: Indicator
    unit: Unit
    points: list[Point] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    targets: list[IndicatorTarget] = field(default_factory=list)
    held_back: bool = False
    rows: list[Row] = field(default_factory=list)

    @property
    def known(self) -> list[Point]:
        """Points that have a value that is shown."""
        return [point for point in self.points if point.value is not None]


def series_of(indicator: Indicator, unit: Unit, *, place: Place = "line", until: dt.date | None = None) -> Series:
    """The series of one indicator in one unit, in four queries."""
    rows = rows_under([indicator], unit, until=until)[indicator.pk]
    series = Series(indicator, unit, held_back=indicator.about_staff and staff_of(unit) < FEWEST_STAFF[place])
    if not series.held_back:
        series.rows, series.points = rows, points_of(indicator, rows)
        line = [unit.path[: end + 1] for end, sign in enumerate(unit.path) if sign == "."]
        series.annotations = list(indicator.annotations.current().filter(unit__path__in=line).select_related("unit"))
    series.adjustments, series.targets = _adjusted(indicator.pk, unit.pk), _aimed_at(indicator.pk)
    return series


@Written
def _adjusted(indicator: int, unit: int) -> QuerySet[Adjustment]:
    return Adjustment.objects.filter(Q(unit=unit) | Q(unit=None), indicator=indicator)


@Written
def _aimed_at(indicator: int) -> QuerySet[IndicatorTarget]:
    return IndicatorTarget.objects.holding().filter(indicator=indicator).select_related("result_target")


def in_line(standing: Standing, unit: Unit) -> bool:
    """Whether the unit lies within the person's reach, or above."""
    reach = standing.reach(Right.READ_INDICATORS).paths
    return any(unit.path.startswith(path) or path.startswith(unit.path) for path in reach)


def may_see_at(standing: Standing, indicator: Indicator, unit: Unit) -> bool:
    """Whether the person reads what this indicator measures at this unit: in the line, or as its owner or supplier."""
    return in_line(standing, unit) or (
        answers_for(standing, indicator) and unit.path.startswith(indicator.record.unit.path)
    )


def place_of(standing: Standing, unit: Unit) -> Place:
    """Where a series is read from: one who is not in the unit's line goes from unit to unit, as in a table of them."""
    return "line" if in_line(standing, unit) else "table"


def staff_of(unit: Unit) -> int:
    """Employees of a unit and of all below it [persons]."""
    found = Unit.objects.under(unit.path).aggregate(sum=Sum("employees", default=0))
    return int(found["sum"])


def many(indicators: Iterable[Indicator], unit: Unit, *, until: dt.date | None = None) -> dict[int, list[Point]]:
    """The points of many indicators in one unit, in one query."""
    wanted = list(indicators)
    rows = rows_under(wanted, unit, until=until)
    return {indicator.pk: points_of(indicator, rows[indicator.pk]) for indicator in wanted}


def rows_under(indicators: Iterable[Indicator], unit: Unit, *, until: dt.date | None = None) -> dict[int, list[Row]]:
    """The current measurements of a unit and all below it, by indicator."""
    wanted = [indicator.pk for indicator in indicators]
    rows = Measurement.objects.current().filter(indicator__in=wanted, unit__path__startswith=unit.path)
    if until:
        rows = rows.filter(period__lte=until)
    grouped: dict[int, list[Row]] = defaultdict(list)
    for pk, *facts in rows.order_by().values_list(*ROW):
        grouped[pk].append(Row(*facts))
    return grouped


def points_of(indicator: Indicator, rows: Sequence[Row]) -> list[Point]:
    """One point a period from the first to the last: the unit's own value, else those below it added up."""
    by_period: dict[dt.date, list[Row]] = defaultdict(list)
    for row in rows:
        by_period[row.period].append(row)
    if not by_period:
        return []
    spanned = periods.between(indicator.cadence, min(by_period), max(by_period))
    return [_point(indicator, period, by_period.get(period, [])) for period in spanned]


def _point(indicator: Indicator, period: dt.date, rows: Sequence[Row]) -> Point:
    tops = list(rows) if indicator.source_kind == SourceKind.OWN else _topmost(rows)
    if len(tops) == 1:
        only = tops[0]
        return _shown(indicator, Point(period, only.value, only.numerator, only.denominator))
    if not tops or not indicator.adds_up:
        return Point(period, None)
    return _shown(indicator, _added(indicator, period, tops))


def _topmost(rows: Sequence[Row]) -> list[Row]:
    """Leave out rows of units below another: what is given for a unit stands for all in it. Own counts do not."""
    tops: list[Row] = []
    for row in sorted(rows, key=lambda row: row.path):
        if not any(row.path.startswith(top.path) for top in tops):
            tops.append(row)
    return tops


def _added(indicator: Indicator, period: dt.date, rows: Sequence[Row]) -> Point:
    """Add up units that lie beside each other; values without counts cannot be."""
    if indicator.shape == "count":
        return Point(period, sum((row.value or Decimal(0) for row in rows), Decimal(0)))
    if any(row.numerator is None or row.denominator is None for row in rows):
        return Point(period, None)
    top = sum((row.numerator or Decimal(0) for row in rows), Decimal(0))
    bottom = sum((row.denominator or Decimal(0) for row in rows), Decimal(0))
    return Point(period, judging.value_of(indicator.shape, indicator.per, judging.Given(top, bottom)), top, bottom)


def _shown(indicator: Indicator, point: Point) -> Point:
    """Hold a point back when it is about fewer than the indicator allows."""
    if point.denominator is not None and point.denominator < indicator.minimum_n:
        return Point(point.period, None, held_back=True)
    return point


def readings_of(points: Iterable[Point]) -> list[judging.Reading]:
    """Points with a value, as the judgement of targets takes them."""
    return [
        judging.Reading(point.period, point.value, point.numerator, point.denominator)
        for point in points
        if point.value is not None
    ]


def kept(standing: Standing) -> QuerySet[KeptVerdict]:
    """What series say that the person may read; figures about few employees are left out."""
    few = Q(indicator__about_staff=True, staff__lt=FEWEST_STAFF["table"])
    counted = KeptVerdict.objects.alias(staff=Cast(KT("facts__staff"), IntegerField()))
    return counted.filter(readable(standing, "unit__path"), indicator__active=True).exclude(few)


def verdicts(standing: Standing, unit: Unit | None = None) -> list[KeptVerdict]:
    """What every series says that the person may read, under `unit` when it is given, in one query."""
    seen = kept(standing)
    if unit:
        seen = seen.filter(unit__path__startswith=unit.path)
    return list(seen.select_related("indicator__record", "unit").order_by("indicator__code", "unit__path"))
