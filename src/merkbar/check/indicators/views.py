"""The numbers behind an indicator with every correction, and what became of the notes on its chart."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from merkbar.check.indicators import periods, policy, readings
from merkbar.check.indicators.forms import AnnotationForm
from merkbar.check.indicators.models import Annotation, Indicator, Measurement
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.trail.written import Written
from merkbar.ground.ui.export import TYPES, download
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit


def find(standing: Standing, code: str) -> Indicator | None:
    """Find an indicator by its code, or by its number among all records, from what the person may see."""
    return next(iter(_called(standing, code)), None)


@Written
def _called(standing: Standing, code: str) -> "QuerySet[Indicator]":
    seen = Indicator.objects.visible_to(standing).select_related("record__unit", "record__owner")
    return seen.filter(Q(code__iexact=code) | Q(record__reference=code)).order_by("pk")[:1]


def units_measured(indicator: Indicator, standing: Standing) -> list[Unit]:
    """Units with a series the person may read: with values of their own, or added up from those below."""
    found = _measured(standing, indicator.pk)
    top = indicator.record.unit
    if readings.may_see_at(standing, indicator, top) and top not in found:
        found.insert(0, top)
    return found


@Written
def _measured(standing: Standing, indicator: int) -> "QuerySet[Unit]":
    own = Measurement.objects.visible_to(standing).filter(indicator=indicator, unit=OuterRef("pk"))
    said = readings.kept(standing).filter(indicator=indicator, unit=OuterRef("pk"))
    return Unit.objects.filter(Exists(own) | Exists(said)).order_by("path")


def unit_of(request: HttpRequest, indicator: Indicator) -> tuple[Unit, list[Unit]]:
    """Choose the unit as asked, else the nearest to the person that has a series."""
    standing = me(request)
    units = units_measured(indicator, standing)
    if not units:
        raise Http404
    code = clean_text(request.GET.get("enhet", ""))[:30]
    if code:
        asked = [unit for unit in units if unit.code == code]
        if not asked:
            raise Http404
        return asked[0], units
    main = standing.main
    near = [unit for unit in units if main and unit.path.startswith(main.path)]
    return (near or units)[0], units


@door(policy.may_read, find=find)
def data(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Show every value of one unit, the newest first, with what it corrected; and the notes."""
    unit, units = unit_of(request, indicator)
    return render(request, "indicators/data.html", facts_of(request, indicator, unit, units, AnnotationForm()))


def facts_of(
    request: HttpRequest, indicator: Indicator, unit: Unit, units: list[Unit], form: AnnotationForm
) -> dict[str, Any]:
    """Give what the page of numbers shows."""
    standing = me(request)
    series = readings.series_of(indicator, unit, place=readings.place_of(standing, unit))
    entered, older = history(indicator, unit)
    rows = [
        {
            "name": periods.name(indicator.cadence, point.period),
            "point": point,
            "entered": entered.get(point.period),
            "older": older[point.period],
        }
        for point in reversed(series.points)
        if point.value is not None or point.held_back or point.period in entered
    ]
    return {
        "indicator": indicator,
        "unit": unit,
        "units": units,
        "rows": rows,
        "series": series,
        "form": form,
        "earlier": Annotation.objects.visible_to(standing).ended(indicator, unit),
        "may_annotate": policy.may_enter_at(standing, indicator, unit),
        "may_edit": policy.may_edit(standing, indicator),
        "may_enter": policy.may_enter_at(standing, indicator, unit),
    }


def history(indicator: Indicator, unit: Unit) -> tuple[dict[Any, Measurement], dict[Any, list[Measurement]]]:
    """The unit's own rows: what holds, and for each period what was corrected, the newest first."""
    found = Measurement.objects.filter(indicator=indicator, unit=unit).select_related("entered_by").order_by("-pk")
    entered: dict[Any, Measurement] = {}
    older: dict[Any, list[Measurement]] = defaultdict(list)
    for row in found:
        if row.current:
            entered[row.period] = row
        else:
            older[row.period].append(row)
    return entered, older


@door(policy.may_read, find=find)
def take_away(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Give the values of one unit as a file; `form` is csv or xlsx."""
    form = request.GET.get("form", "csv")
    if form not in TYPES:
        raise Http404
    unit, _units = unit_of(request, indicator)
    headings = ["indikator", "enhet", "periode", "teller", "nevner", "verdi"]
    rows = (
        [
            indicator.code,
            unit.code,
            periods.key(indicator.cadence, point.period),
            *map(_plain, (point.numerator, point.denominator, point.value)),
        ]
        for point in readings.series_of(indicator, unit, place=readings.place_of(me(request), unit)).points
    )
    return download(f"{indicator.code}-{unit.code}".lower(), form, headings, rows)


def _plain(value: Any) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
