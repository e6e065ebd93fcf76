"""Profiles, what people have shown, and the plan of the year."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.do.learning import figures, policy
from merkbar.do.learning.models import Competence, Holding, Level, PlanLine, ProfileLine
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person, Role
from merkbar.ground.records.writes import Stale
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

LONGEST_CODE = 30
PLAN = "/laering/kompetanse/plan/"


@write
def name_competence(*, by: Person | None, code: str = "", name: str, kind: str) -> Competence:
    """Name something one can know, so that profiles, modules and plans mean the same by it."""
    code = code or figures.address_of(name, Competence.objects.values_list("code", flat=True), LONGEST_CODE)
    made = Competence(code=code, name=name, kind=kind)
    made.full_clean()
    made.save()
    return made


@write
def ask_for(
    *,
    by: Person | None,
    role: Role,
    competence: Competence,
    level: int = Level.CAN,
    mandatory: bool = True,
    renewal_months: int | None = None,
) -> ProfileLine:
    """Ask for a competence in the profile of a role."""
    line = ProfileLine(
        role=role, competence=competence, level=level, mandatory=mandatory, renewal_months=renewal_months
    )
    line.full_clean()
    line.save()
    return line


@write
def stop_asking(*, by: Person, line: ProfileLine) -> None:
    """Take a competence out of a profile; what people have stays theirs."""
    line.delete()


@write
def confirm(*, by: Person, person: Person, competence: Competence, level: int, on: dt.date) -> Holding:
    """Say as a leader that a person has shown a competence; they are told."""
    if not policy.may_confirm(standing_of(by), person):
        raise ValidationError({"person": _("Velg en i enheten din, og ikke deg selv")})
    if on > clock.today():
        raise ValidationError({"on": _("Velg en dag som har vært")})
    made = Holding(person=person, competence=competence, level=level, on=on, confirmed_by=by)
    made.full_clean()
    made.save()
    text = _("%(name)s har bekreftet at du har kompetansen «%(what)s»") % {"name": by.name, "what": competence.name}
    tell(by=by, person=person, text=text, why=_("Det står i kompetanseprofilen din"), address="/laering/")
    return made


@write
def plan_line(*, by: Person | None, unit: Unit, year: int, responsible: Person, due: dt.date, **facts: Any) -> PlanLine:
    """Plan who learns what, how and by when; whoever is in charge is told."""
    line = PlanLine(unit=unit, year=year, responsible=responsible, due=due, **facts)
    _keep(line)
    _tell_responsible(line, by=by)
    return line


@write
def change_line(*, by: Person, line: PlanLine, seen: int, **facts: Any) -> PlanLine:
    """Change a line unless somebody else has since `seen`; a new one in charge is told."""
    fresh = _fresh(line, seen)
    before = fresh.responsible
    for name, value in facts.items():
        setattr(fresh, name, value)
    fresh.version += 1
    _keep(fresh)
    if fresh.responsible != before:
        _tell_responsible(fresh, by=by)
    return fresh


@write
def remove_line(*, by: Person, line: PlanLine, seen: int) -> None:
    """Take a line out of the plan; the history keeps it."""
    _fresh(line, seen).delete()


def _fresh(line: PlanLine, seen: int) -> PlanLine:
    fresh = PlanLine.objects.select_for_update().filter(pk=line.pk).first()
    if fresh is None or fresh.version != seen:
        raise Stale
    return fresh


def _keep(line: PlanLine) -> None:
    if line.due.year < line.year:
        raise ValidationError({"due": _("Sett en frist i planens år eller senere")})
    line.full_clean()
    line.save()


def _tell_responsible(line: PlanLine, *, by: Person | None) -> None:
    if by != line.responsible:
        text = _("Du har fått ansvar i kompetanseplanen: %(what)s") % {"what": line.what}
        address = f"{PLAN}?enhet={line.unit.code}&aar={line.year}"
        tell(by=by, person=line.responsible, text=text, why=_("Du står som ansvarlig"), address=address)


@write
def finish_line(*, by: Person, line: PlanLine) -> PlanLine:
    """Say that a line of the plan is done, once."""
    if line.done_on is None:
        line.done_on = clock.today()
        line.save(update_fields=["done_on"])
    return line


@write
def reopen_line(*, by: Person, line: PlanLine) -> PlanLine:
    """Say that a line of the plan was not done after all."""
    line.done_on = None
    line.save(update_fields=["done_on"])
    return line
