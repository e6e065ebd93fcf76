"""The organisation: the tree, one unit, and what can be said about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.trail.history import changes, last_event
from merkbar.ground.units.models import Unit, UnitLevel, ancestors
from merkbar.ground.units.writes import describe_unit, open_unit, rename_level
from merkbar.web.administration import finders, policy
from merkbar.web.administration.common import saved
from merkbar.web.administration.forms_units import LevelForm, OpenUnit, UnitFacts
from merkbar.web.administration.seats import falls_to, leading_posts

FACTS = ("short_name", "kind", "employees", "phone", "duties")
HISTORY = ("name", "parent", *FACTS, "valid_from", "valid_to", "became")


@door(holds(Right.EDIT_UNITS))
def tree(request: HttpRequest) -> HttpResponse:
    """Show the organisation as it is now, with who leads each unit; closed units and missing descriptions apart."""
    units = list(policy.units_editable(me(request)))
    opened = [unit for unit in units if unit.valid_to is None]
    shown = {
        "branches": _branches(opened),
        "levels": _levels(opened),
        "closed": [unit for unit in units if unit.valid_to is not None],
        "silent": [unit for unit in opened if not unit.duties],
        "count": len(opened),
        "may_name_levels": finders.level(me(request), depth=0) is not None,
    }
    return render(request, "administration/tree.html", shown)


def _branches(units: list[Unit]) -> list[dict[str, Any]]:
    """Nest units under their parents; what has no parent among them is a top."""
    leading = leading_posts(clock.today())
    nodes: dict[int, dict[str, Any]] = {
        unit.pk: {"unit": unit, "post": leading.get(unit.path), "below": []} for unit in units
    }
    tops: list[dict[str, Any]] = []
    for unit in units:
        above: Any = nodes.get(unit.parent_id or 0)
        (above["below"] if above else tops).append(nodes[unit.pk])
    return tops


def _levels(units: list[Unit]) -> list[dict[str, Any]]:
    levels = {level.depth: level for level in UnitLevel.objects.all()}
    numbers: dict[int, int] = {}
    for unit in units:
        numbers[unit.depth] = numbers.get(unit.depth, 0) + 1
    return [{"level": level, "count": numbers.get(depth, 0)} for depth, level in levels.items()]


@door(policy.may_edit_unit, find=finders.unit)
def show(request: HttpRequest, unit: Unit) -> HttpResponse:
    """One unit: facts, who leads it, where it has stood, and what has been changed."""
    leading = leading_posts(clock.today())
    shown = {
        "unit": unit,
        "level": UnitLevel.objects.filter(depth=unit.depth).first(),
        "line": [above for above in reversed(ancestors(unit)) if policy.may_edit_unit(me(request), above)],
        "below": unit.children.filter(valid_to__isnull=True),
        "merged": unit.earlier.all(),
        "own": leading.get(unit.path),
        "post": falls_to(unit.path, leading),
        "placements": _placements(unit),
        "changes": changes(unit, HISTORY),
        "may_change": policy.may_change_unit(me(request), unit),
        "may_shift": policy.may_shift_unit(me(request), unit),
    }
    return render(request, "administration/unit.html", shown)


def _placements(unit: Unit) -> list[dict[str, Any]]:
    """Say where the unit stood in each period, with the names of the line above it."""
    placements = list(unit.placements.order_by("-valid_from"))
    codes = {code for placement in placements for code in placement.path.rstrip(".").split(".")[:-1]}
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        {
            "placement": placement,
            "above": [names.get(code, code) for code in placement.path.rstrip(".").split(".")[:-1]],
        }
        for placement in placements
    ]


@door(policy.may_change_unit, find=finders.unit)
def describe(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Change what is said about a unit."""
    if request.method == "POST":
        form = UnitFacts(request.POST)
        if form.is_valid() and saved(form, lambda: _describe(request, unit, form), thing=unit):
            messages.success(request, _("Endringen er lagret."))
            return _to(unit)
    else:
        form = UnitFacts(initial={**{name: getattr(unit, name) for name in FACTS}, "seen": last_event(unit)})
    unit.refresh_from_db()
    return render(
        request, "administration/unit_facts.html", {"unit": unit, "form": form, "changes": changes(unit, FACTS)}
    )


def _describe(request: HttpRequest, unit: Unit, form: UnitFacts) -> None:
    describe_unit(by=request.user, unit=unit, seen=form.cleaned_data["seen"], **form.facts())


@door(holds(Right.EDIT_UNITS))
def add(request: HttpRequest) -> HttpResponse:
    """Open a new unit under another."""
    units = policy.units_editable(me(request))
    start = {"parent": units.filter(code=request.GET.get("under", "")[:30]).first(), "valid_from": clock.today()}
    form = OpenUnit(request.POST or None, units=units, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        if saved(form, lambda: open_unit(by=request.user, **facts)):
            messages.success(request, _("%(unit)s er opprettet.") % {"unit": facts["name"]})
            return _to(Unit.objects.get(code=facts["code"]))
    return render(request, "administration/unit_open.html", {"form": form})


@door(policy.may_name_level, find=finders.level)
def name_level(request: HttpRequest, level: UnitLevel) -> HttpResponse:
    """Call a level something else."""
    if request.method == "POST":
        form = LevelForm(request.POST)
        if form.is_valid() and saved(form, lambda: _name_level(request, level, form), thing=level):
            messages.success(request, _("Endringen er lagret."))
            return HttpResponseRedirect(reverse("administration:tree"))
    else:
        form = LevelForm(initial={"name": level.name, "plural": level.plural, "seen": last_event(level)})
    level.refresh_from_db()
    shown = {"level": level, "form": form, "changes": changes(level, ("name", "plural"))}
    return render(request, "administration/level.html", shown)


def _name_level(request: HttpRequest, level: UnitLevel, form: LevelForm) -> None:
    rename_level(by=request.user, level=level, seen=form.cleaned_data["seen"], **form.facts())


def _to(unit: Unit) -> HttpResponse:
    return HttpResponseRedirect(reverse("administration:unit", kwargs={"code": unit.code}))
