"""Competence: what each role asks for, how a unit stands, and its plan of the year."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from merkbar.do.learning import coverage, gaps, policy, writes
from merkbar.do.learning.finding import (
    attempt,
    by_of,
    find_plan_line,
    find_profile_line,
    find_role,
    look_again,
    sent,
    status_of,
    step,
)
from merkbar.do.learning.forms_competence import ChangePlanForm, ConfirmForm, NameForm, PlanForm, ProfileForm
from merkbar.do.learning.models import PlanLine, ProfileLine
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.units.models import Unit


@require_GET
@door(policy.may_learn)
def profiles(request: HttpRequest) -> HttpResponse:
    """Every role, and how much its profile asks for."""
    lines = list(ProfileLine.objects.select_related("competence", "role").order_by("role__title", "-mandatory"))
    asked: dict[Role, list[ProfileLine]] = {}
    for line in lines:
        asked.setdefault(line.role, []).append(line)
    standing = me(request)
    facts = {
        "profiles": list(asked.items()),
        "without": list(Role.objects.exclude(pk__in=[line.role_id for line in lines])),
        "may_write": policy.may_write(standing),
        "may_follow": policy.may_follow(standing),
    }
    return render(request, "learning/profiles.html", facts)


@door(policy.may_write)
def name_competence(request: HttpRequest) -> HttpResponse:
    """Name a new competence."""
    form = NameForm(sent(request))
    if attempt(form, writes.name_competence, by=by_of(request)):
        messages.success(request, _("Kompetansen er lagret. Nå kan den stå i profiler og planer."))
        return redirect("learning:profiles")
    facts = {"form": form, "title": _("Ny kompetanse"), "back": reverse("learning:profiles")}
    return render(request, "learning/form.html", facts, status=status_of(form))


@door(policy.may_change_profile, find=find_role)
def profile(request: HttpRequest, role: Role) -> HttpResponse:
    """What one role asks for, with the form that adds to it."""
    form = ProfileForm(sent(request))
    if attempt(form, writes.ask_for, by=by_of(request), role=role):
        messages.success(request, _("Profilen er lagret."))
        return redirect("learning:profile", role.pk)
    facts = {"role": role, "lines": list(role.competences.select_related("competence")), "form": form}
    return render(request, "learning/profile.html", facts, status=status_of(form))


def may_stop_asking(standing: Standing, line: ProfileLine) -> bool:
    """Whether the person changes the profile this line is in."""
    return policy.may_change_profile(standing, line.role)


@require_POST
@door(may_stop_asking, find=find_profile_line)
def stop_asking(request: HttpRequest, line: ProfileLine) -> HttpResponse:
    """Take a line out of a profile."""
    to = reverse("learning:profile", args=[line.role_id])
    return step(request, to, _("Kompetansen er tatt ut av profilen."), writes.stop_asking, line=line)


def _place(request: HttpRequest, standing: Standing) -> tuple[list[Unit], Unit | None, int]:
    """Which unit and year the address asks for: else the first one follows, and this year."""
    units = coverage.units_followed(standing)
    seat = standing.main
    wanted = request.GET.get("enhet") or (seat.unit_code if seat else "")
    unit = next((one for one in units if one.code == wanted), units[0] if units else None)
    year = request.GET.get("aar", "")
    asked = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0  # noqa: PLR2004 - digits of a year
    return units, unit, asked if abs(asked - standing.day.year) <= MOST_YEARS else standing.day.year


MOST_YEARS = 10
"""Years back or ahead that a plan may be looked up [years]."""


@require_GET
@door(policy.may_follow)
def plan(request: HttpRequest) -> HttpResponse:
    """The gap of a unit, and what it does about it this year."""
    standing = me(request)
    units, unit, year = _place(request, standing)
    lines = PlanLine.objects.visible_to(standing).filter(year=year, unit__path__startswith=unit.path if unit else "-")
    facts: dict[str, Any] = {
        "units": units,
        "unit": unit,
        "year": year,
        "years": [standing.day.year - 1, standing.day.year, standing.day.year + 1],
        "gaps": gaps.of_unit(standing, unit) if unit else [],
        "lines": list(lines.select_related("competence", "person", "responsible", "unit")),
        "today": standing.day,
        "may_plan": unit is not None and policy.may_plan_at(standing, unit),
    }
    return render(request, "learning/plan.html", facts)


def _people(unit: Unit, standing: Standing) -> Any:
    posts = Post.objects.on(standing.day).filter(unit__in=Unit.objects.under(unit.path))
    return Person.objects.filter(pk__in=posts.values("person")).order_by("name")


@door(policy.may_plan)
def plan_line(request: HttpRequest) -> HttpResponse:
    """Add a line to the plan of a unit."""
    return _about_unit(request, PlanForm, writes.plan_line, _("Ny linje i kompetanseplanen"), _("Planen er lagret."))


@door(policy.may_plan)
def confirm(request: HttpRequest) -> HttpResponse:
    """Say that somebody can something."""
    return _about_unit(request, ConfirmForm, writes.confirm, _("Bekreft kompetanse"), _("Kompetansen er bekreftet."))


def _about_unit(request: HttpRequest, kind: Any, write: Any, title: str, said: str) -> HttpResponse:
    standing = me(request)
    _units, unit, year = _place(request, standing)
    if unit is None or not policy.may_plan_at(standing, unit):
        return render(
            request, "ui/forbidden.html", {"sentence": _("Du lager ikke planen for denne enheten.")}, status=403
        )
    back = f"{reverse('learning:plan')}?enhet={unit.code}&aar={year}"
    first = {"competence": request.GET.get("kompetanse"), "responsible": standing.person.pk, "on": standing.day}
    form = kind(sent(request), initial=first, people=_people(unit, standing))
    facts = {"unit": unit, "year": year} if kind is PlanForm else {}
    if attempt(form, write, by=by_of(request), **facts):
        messages.success(request, said)
        return redirect(back)
    shown = {"form": form, "title": title, "back": back, "lead": unit.name}
    return render(request, "learning/form.html", shown, status=status_of(form))


def _plan_of(line: PlanLine) -> str:
    return f"{reverse('learning:plan')}?enhet={line.unit.code}&aar={line.year}"


@require_POST
@door(policy.may_finish_line, find=find_plan_line)
def finish_line(request: HttpRequest, line: PlanLine) -> HttpResponse:
    """Say that a line is done, or that it was not after all: the button says which."""
    to = _plan_of(line) if me(request).may(Right.FOLLOW_LEARNING) else reverse("learning:mine")
    if request.POST.get("ferdig") == "nei":
        return step(request, to, _("Linjen er åpen igjen."), writes.reopen_line, line=line)
    return step(request, to, _("Linjen er gjort."), writes.finish_line, line=line)


@door(policy.may_change_line, find=find_plan_line)
def change_line(request: HttpRequest, line: PlanLine) -> HttpResponse:
    """Change a line of the plan, with the button that takes it out."""
    names = ("competence", "person", "what", "due", "responsible")
    first = {"seen": line.version, **{name: getattr(line, name) for name in names}}
    people = _people(line.unit, me(request)) | Person.objects.filter(pk__in=[line.person_id, line.responsible_id])
    form = ChangePlanForm(sent(request), initial=first, people=people.distinct())
    if attempt(form, writes.change_line, by=by_of(request), line=line):
        messages.success(request, _("Planen er lagret."))
        return redirect(_plan_of(line))
    look_again(form, line.version)
    facts = {"form": form, "line": line, "back": _plan_of(line)}
    return render(request, "learning/plan_line.html", facts, status=status_of(form))


@require_POST
@door(policy.may_change_line, find=find_plan_line)
def remove_line(request: HttpRequest, line: PlanLine) -> HttpResponse:
    """Take a line out of the plan."""
    seen = request.POST.get("seen", "")
    version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < LONGEST_SEEN else 0
    return step(request, _plan_of(line), _("Linjen er tatt ut av planen."), writes.remove_line, line=line, seen=version)


LONGEST_SEEN = 10
"""Digits of a version that an address or a hidden field may hold."""
