"""Profiles, what people have shown, and the plan of the year."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.do.learning import policy
from merkbar.do.learning.models import Competence, Holding, Level, PlanLine, ProfileLine
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person, Role
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

PLAN = "/laering/kompetanse/plan/"


@write
def name_competence(*, by: Person | None, code: str, name: str, kind: str) -> Competence:
    """Name something one can know, so that profiles, modules and plans mean the same by it."""
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
    if due.year < year:
        raise ValidationError({"due": _("Sett en frist i planens år eller senere")})
    line = PlanLine(unit=unit, year=year, responsible=responsible, due=due, **facts)
    line.full_clean()
    line.save()
    if by != responsible:
        text = _("Du har fått ansvar i kompetanseplanen: %(what)s") % {"what": line.what}
        address = f"{PLAN}?enhet={unit.code}&aar={year}"
        tell(by=by, person=responsible, text=text, why=_("Du står som ansvarlig"), address=address)
    return line


@write
def finish_line(*, by: Person, line: PlanLine) -> PlanLine:
    """Say that a line of the plan is done, once."""
    if line.done_on is None:
        line.done_on = clock.today()
        line.save(update_fields=["done_on"])
    return line
