"""The units' action plans: the grid of units and focus areas, and a unit's own plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.export import download
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import coverage, page_units, policy, sheet, writes
from merkbar.plan.goals.finding import by_of, find_plan, find_sheet, find_unit_plan, may_take, refusal, take
from merkbar.plan.goals.models import Plan, UnitPlan


def year_of(request: HttpRequest, plan: Plan, standing: Standing) -> int:
    """The year that is asked for (`ar`), within the plan's years; else this year, or the nearest the plan has."""
    wanted = request.GET.get("ar", "") or request.POST.get("ar", "")
    year = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) == 4 else standing.day.year  # noqa: PLR2004
    return min(max(year, plan.first_year), plan.last_year)


@door(policy.may_read, find=find_plan)
def unit_plans(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show which unit has measures for which focus area."""
    standing = me(request)
    year = year_of(request, plan, standing)
    grid = coverage.grid(plan, year, standing)
    allowed = page_units.startable(plan, standing)
    facts = {
        "plan": plan,
        "record": plan.record,
        "grid": grid,
        "years": range(plan.first_year, min(plan.last_year, standing.day.year + 1) + 1),
        "startable": [row.unit for row in grid.rows if not row.unit_plan and row.unit.pk in allowed],
        "words": coverage.WORDS,
    }
    return render(request, "goals/unit_plans.html", facts)


@door(may_take, find=find_sheet)
def take_away_units(request: HttpRequest, wanted: tuple[Plan, str]) -> HttpResponse:
    """Give the measures of the year as a file."""
    plan, form = wanted
    standing = me(request)
    year = year_of(request, plan, standing)
    lines = sheet.line_lines(plan, year, standing)
    return download(f"{_('handlingsplaner')} {year}", form, sheet.line_headings(), lines)


@door(policy.may_start_unit_plan, find=find_plan)
def start_unit_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Make a unit's action plan (`enhet`, `ar`), and go there."""
    standing = me(request)
    back = redirect("goals:unit_plans", plan.record.reference)
    unit = Unit.objects.on(standing.day).filter(code=clean_text(request.POST.get("enhet", ""))[:30]).first()
    if request.method != "POST" or unit is None:
        return back
    if not policy.may_start_unit_plan(standing, plan, unit):
        return render(request, "ui/forbidden.html", {"sentence": policy.NOT_YOUR_UNIT}, status=403)
    year = year_of(request, plan, standing)
    facts: dict[str, Any] = {"by": by_of(request), "plan": plan, "unit": unit, "year": year}
    if said := refusal(writes.start_unit_plan, **facts):
        return render(request, "ui/forbidden.html", {"sentence": said, "back": back["Location"]}, status=409)
    made = UnitPlan.objects.visible_to(standing).select_related("record").get(plan=plan, unit=unit, year=year)
    return redirect("goals:unit_plan", made.record.reference)


@door(policy.may_read_unit_plan, find=find_unit_plan)
def unit_plan(request: HttpRequest, unit_plan: UnitPlan) -> HttpResponse:
    """One unit's action plan, focus area by focus area."""
    return render(request, "goals/unit_plan.html", page_units.facts(unit_plan, me(request)))


def _step(request: HttpRequest, unit_plan: UnitPlan, write: Any, said: str) -> HttpResponse:
    return take(request, write, said, redirect("goals:unit_plan", unit_plan.record.reference), unit_plan=unit_plan)


@door(policy.may_approve_unit_plan, find=find_unit_plan)
def approve(request: HttpRequest, unit_plan: UnitPlan) -> HttpResponse:
    """Put it in force."""
    return _step(request, unit_plan, writes.approve, _("Handlingsplanen gjelder. Tiltakene følges opp i Tiltak."))


@door(policy.may_close_unit_plan, find=find_unit_plan)
def close(request: HttpRequest, unit_plan: UnitPlan) -> HttpResponse:
    """End the year's plan."""
    return _step(request, unit_plan, writes.close, _("Handlingsplanen er avsluttet."))
