"""Quick entry: one page for one unit and one month, a row for each indicator, one button for all of it."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.check.indicators import periods, policy, writes
from merkbar.check.indicators.columns import FIELDS, Line
from merkbar.check.indicators.models import Indicator, Measurement, Shape, SourceKind
from merkbar.check.indicators.models.reach import answered_for
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit

ASKED = {
    Shape.SHARE: ("numerator", "denominator"),
    Shape.RATE: ("numerator", "denominator"),
    Shape.MEAN: ("value",),
    Shape.COUNT: ("numerator",),
    Shape.DONE: ("value",),
}
"""Which cells a row has, by the shape of the value."""
LONGEST = 30


@dataclass
class Cell:
    """One box to write in."""

    field: str
    name: str
    label: str
    text: str = ""
    error: str = ""


@dataclass
class Row:
    """An indicator with its boxes; `known` is what is written already."""

    indicator: Indicator
    period: dt.date
    known: Measurement | None
    cells: list[Cell] = field(default_factory=list)

    @property
    def period_name(self) -> str:
        """The period as it is said."""
        return periods.name(self.indicator.cadence, self.period)

    @property
    def errors(self) -> list[Cell]:
        """Boxes with something wrong."""
        return [cell for cell in self.cells if cell.error]


@door(policy.may_enter)
def enter(request: HttpRequest) -> HttpResponse:
    """Show this month's boxes for my unit, and keep what is written in them: all of it, or nothing."""
    standing = me(request)
    first = _first(request, standing)
    units = units_to_enter(standing, first)
    unit = _unit(request, units)
    month = _month(request, standing.day)
    rows = rows_of(unit, month, standing, first) if unit else []
    if request.method == "POST" and unit and _kept(request, unit, rows, standing):
        return redirect(f"{reverse('indicators:entry')}?enhet={unit.code}&maned={month:%Y-%m}")
    place = unit or _unit(request, list(policy.units_to_enter(standing).order_by("path")))
    wrong = [(row, cell) for row in rows for cell in row.errors]
    facts = {
        "unit": unit,
        "units": units,
        "rows": rows,
        "wrong": wrong,
        "month": month,
        "month_name": periods.name("month", month),
        "before": periods.step("month", month, -1),
        "after": periods.step("month", month) if periods.step("month", month) <= standing.day else None,
        "corrects": any(row.known for row in rows),
        "first": first,
        "place": place,
        "others": others(standing, place, rows) if place else [],
    }
    return render(request, "indicators/entry.html", facts, status=422 if wrong else 200)


def _first(request: HttpRequest, standing: Standing) -> Indicator | None:
    """Find the indicator the address names (`indikator`): a unit writes its first value of it."""
    code = clean_text(request.GET.get("indikator", ""))[:LONGEST]
    return _typed_in(standing).filter(code=code).select_related("record__unit").first() if code else None


def _typed_in(standing: Standing) -> "QuerySet[Indicator]":
    return Indicator.objects.visible_to(standing).in_use().filter(source_kind=SourceKind.MANUAL)


def others(standing: Standing, unit: Unit, rows: list[Row]) -> list[Indicator]:
    """Indicators of the units above that this one has given no value for yet, and may."""
    told = {row.indicator.pk for row in rows}
    found = _typed_in(standing).exclude(pk__in=told).select_related("record__unit").order_by("code")
    above = [one for one in found if unit.path.startswith(one.record.unit.path)]
    return [one for one in above if policy.may_enter_at(standing, one, unit)]


def units_to_enter(standing: Standing, first: Indicator | None = None) -> list[Unit]:
    """Units the person enters for and that have something to enter, in the order of the tree; all that may, of `first`."""
    asked = _typed_in(standing)
    mine = asked.filter(answered_for(standing, Right.ENTER_INDICATORS))
    inside = Q(pk__in=units_within(standing.reach(Right.ENTER_INDICATORS).paths))
    wanted = (inside & _measured(standing, asked)) | _measured(standing, mine)
    if first is not None:
        begun = policy.units_to_enter(standing).filter(path__startswith=first.record.unit.path)
        wanted |= Q(pk__in=begun.order_by().values("pk"))
    return list(Unit.objects.on(standing.day).filter(wanted).order_by("path"))


def _measured(standing: Standing, asked: "QuerySet[Indicator]") -> Q:
    """Ask for the units that these are defined in, or have given values for before."""
    earlier = Measurement.objects.visible_to(standing).filter(unit=OuterRef("pk"), indicator__in=asked.values("pk"))
    return Q(Exists(asked.filter(record__unit=OuterRef("pk")))) | Q(Exists(earlier))


def rows_of(unit: Unit, month: dt.date, standing: Standing, first: Indicator | None = None) -> list[Row]:
    """One row for each indicator that is typed in for this unit: its own, and those it has given values for before.

    `first` is one it begins with now.

    One who only delivers some indicators here gets the rows of these.
    """
    earlier = Measurement.objects.filter(unit=unit, indicator=OuterRef("pk"))
    asked = Indicator.objects.in_use().filter(source_kind=SourceKind.MANUAL).select_related("record")
    begun = Q(pk=first.pk) if first and unit.path.startswith(first.record.unit.path) else Q()
    asked = asked.filter(Q(record__unit=unit) | Q(Exists(earlier)) | begun).order_by("code")
    if not standing.covers(Right.ENTER_INDICATORS, unit.path):
        asked = asked.filter(answered_for(standing, Right.ENTER_INDICATORS))
    rows = [Row(one, periods.start(one.cadence, month), None) for one in asked]
    known = {
        (one.indicator_id, one.period): one
        for one in Measurement.objects.current().filter(unit=unit, indicator__in=[row.indicator.pk for row in rows])
    }
    for row in rows:
        row.known = known.get((row.indicator.pk, row.period))
        row.cells = [_cell(row, name) for name in ASKED[Shape(row.indicator.shape)]]
    return rows


def _cell(row: Row, name: str) -> Cell:
    indicator = row.indicator
    label = {"numerator": indicator.numerator or _("Teller"), "denominator": indicator.denominator or _("Nevner")}
    done = _("1 når det er gjort, 0 når det ikke er gjort")
    value = done if indicator.shape == Shape.DONE else indicator.unit_word or _("Verdi")
    kept = getattr(row.known, name) if row.known else None
    text = "" if kept is None else f"{kept.normalize():f}".replace(".", ",")
    return Cell(name, f"{name}-{indicator.pk}", label.get(name, value), text)


def _kept(request: HttpRequest, unit: Unit, rows: list[Row], standing: Standing) -> bool:
    """Keep what was written; put on the boxes what was refused."""
    for row in rows:
        for cell in row.cells:
            cell.text = clean_text(request.POST.get(cell.name, ""))[:LONGEST]
    lines = [_line(number, row, unit) for number, row in enumerate(rows) if any(cell.text for cell in row.cells)]
    reason = clean_text(request.POST.get("reason", ""))
    try:
        taken = writes.take_in(
            by=standing.person, lines=lines, source=SourceKind.MANUAL, standing=standing, reason=reason
        )
    except writes.Refused as refused:
        for one in refused.findings:
            _put(rows[one.number], one.column, one.sentence)
        return False
    told = taken.added + taken.corrected
    messages.success(request, ngettext("%(n)s tall er lagret.", "%(n)s tall er lagret.", told) % {"n": told})
    return True


def _line(number: int, row: Row, unit: Unit) -> Line:
    given = {cell.field: cell.text for cell in row.cells if cell.field in FIELDS}
    return Line(number, row.indicator.code, unit.code, row.period.isoformat(), **given)


def _put(row: Row, column: str, sentence: str) -> None:
    """Show a sentence at the box it is about, else at the first."""
    cell = next((one for one in row.cells if one.field == column), row.cells[0])
    cell.error = f"{cell.label}: {sentence}"


def _unit(request: HttpRequest, units: list[Unit]) -> Unit | None:
    code = clean_text(request.GET.get("enhet", ""))[:30]
    return next((unit for unit in units if unit.code == code), units[0] if units else None)


def _month(request: HttpRequest, day: dt.date) -> dt.date:
    """Read the month asked for; else the one that runs, but in its first half the one that has just ended."""
    try:
        asked = periods.read("month", request.GET.get("maned", ""))
    except periods.NotAPeriod:
        return periods.start("month", day - dt.timedelta(days=HALF))
    return asked if asked <= day else periods.start("month", day)


HALF = 15
"""Days into a month that the one before is still what people enter [d]."""
