"""What is written in a unit's action plan: its measures, how the vision is seen, and what a tertial taught."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.choices import candidates
from merkbar.ground.records.models import Record
from merkbar.ground.ui.forms import Form
from merkbar.plan.goals import figures, policy, writes
from merkbar.plan.goals.finding import attempt, by_of, find_line, find_unit_plan, take
from merkbar.plan.goals.forms_units import EditLineForm, EvaluateForm, LineForm, VisionForm, typed_line
from merkbar.plan.goals.models import Level, Node, UnitPlan, UnitPlanLine


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _areas(unit_plan: UnitPlan, standing: Standing) -> Any:
    return Node.objects.visible_to(standing).alive().filter(plan=unit_plan.plan_id, level=Level.FOCUS_AREA)


def _show(request: HttpRequest, unit_plan: UnitPlan, form: Form, title: str) -> HttpResponse:
    facts = {"unit_plan": unit_plan, "record": unit_plan.record, "plan": unit_plan.plan, "form": form, "title": title}
    return render(request, "goals/line.html", facts, status=422 if form.errors else 200)


@door(policy.may_edit_unit_plan, find=find_unit_plan)
def plan_line(request: HttpRequest, unit_plan: UnitPlan) -> HttpResponse:
    """Add a measure, under a focus area when one is named (`omrade`)."""
    standing = me(request)
    people = candidates(unit_plan.unit, standing.day)
    initial = {"focus_area": request.GET.get("omrade", "")}
    form = LineForm(_sent(request), people=people, areas=_areas(unit_plan, standing), initial=initial)
    if form.is_bound and form.is_valid():
        made = attempt(form, writes.add_line, lambda: 1, by=by_of(request), unit_plan=unit_plan)
        if made:
            messages.success(request, _("Tiltaket er lagt i planen."))
            return redirect("goals:unit_plan", unit_plan.record.reference)
    return _show(request, unit_plan, form, _("Nytt tiltak i handlingsplanen"))


@door(policy.may_edit_line, find=find_line)
def edit_line(request: HttpRequest, line: UnitPlanLine) -> HttpResponse:
    """Change a measure."""
    standing = me(request)
    people = candidates(line.unit_plan.unit, standing.day, keep=line.responsible)
    areas = _areas(line.unit_plan, standing)
    form = EditLineForm(_sent(request), people=people, areas=areas, initial=typed_line(line))
    if form.is_bound and form.is_valid():
        version = UnitPlanLine.objects.visible_to(standing).values_list("version", flat=True).get(pk=line.pk)
        if attempt(form, writes.edit_line, lambda: version, by=by_of(request), line=line):
            messages.success(request, _("Endringen er lagret."))
            return redirect("goals:unit_plan", line.unit_plan.record.reference)
    return _show(request, line.unit_plan, form, _("Endre tiltaket"))


def _line_step(request: HttpRequest, line: UnitPlanLine, write: Callable[..., Any], said: str) -> HttpResponse:
    return take(request, write, said, redirect("goals:unit_plan", line.unit_plan.record.reference), line=line)


@door(policy.may_edit_line, find=find_line)
def remove_line(request: HttpRequest, line: UnitPlanLine) -> HttpResponse:
    """Take a measure away that nobody follows up yet."""
    return _line_step(request, line, writes.remove_line, _("Tiltaket er slettet. Du kan angre under «Slettet»."))


@door(policy.may_edit_line, find=find_line)
def restore_line(request: HttpRequest, line: UnitPlanLine) -> HttpResponse:
    """Put it back."""
    return _line_step(request, line, writes.restore_line, _("Tiltaket er hentet tilbake."))


@door(policy.may_edit_unit_plan, find=find_unit_plan)
def describe(request: HttpRequest, unit_plan: UnitPlan) -> HttpResponse:
    """Say how the vision is seen here."""
    initial = {"vision_text": unit_plan.vision_text, "seen": unit_plan.record.version}
    form = VisionForm(_sent(request), initial=initial)
    return _own(request, unit_plan, form, writes.describe, _("Slik merkes visjonen hos oss"))


@door(policy.may_evaluate_unit_plan, find=find_unit_plan)
def evaluate(request: HttpRequest, unit_plan: UnitPlan) -> HttpResponse:
    """Say what a tertial taught: the one that last ended is chosen beforehand."""
    ended = max(figures.tertial_of(me(request).day.month) - 1, 1)
    form = EvaluateForm(_sent(request), initial={"tertial": ended, "seen": unit_plan.record.version})
    return _own(request, unit_plan, form, writes.evaluate, _("Hva har dere lært dette tertialet?"))


def _own(request: HttpRequest, unit_plan: UnitPlan, form: Form, write: Callable[..., Any], title: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        version = Record.objects.values_list("version", flat=True).get(pk=unit_plan.pk)
        if attempt(form, write, lambda: version, by=by_of(request), unit_plan=unit_plan):
            messages.success(request, _("Det er lagret."))
            return redirect("goals:unit_plan", unit_plan.record.reference)
    return _show(request, unit_plan, form, title)
