"""A plan in other hands, and a draft that is given up and taken up again."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.plan.goals import revising
from merkbar.plan.goals.models import Plan
from merkbar.plan.goals.writes.common import begin, settle, write_down


@write
def hand_over(*, by: Person, plan: Plan, owner: Person, seen: int | None = None, at: dt.datetime | None = None) -> Plan:
    """Name another owner of a plan that holds. Its words stand; the new owner is told, and reminded from now on."""
    now = at or clock.now()
    plan = begin(plan, "hand_over", seen=seen)
    if owner not in revising.writers(plan.record.unit, now.astimezone(clock.OSLO).date()):
        raise ValidationError({"owner": _("Velg en som skriver planer her")})
    plan.record.owner = owner
    settle(plan, at=now)
    told = _("%(name)s har ansvar for planen") % {"name": owner.name}
    write_down(plan.record, by=by, step="hand_over", text=told, at=now)
    if owner != by:
        text = _("Du har fått ansvar for planen «%(title)s».") % {"title": plan.record.title[:180]}
        why, address = _("Du er valgt som ansvarlig"), f"/planer/{plan.record.reference}/"
        tell(by=by, person=owner, text=text, why=why, address=address, record=plan.record)
    return plan


@write
def drop(*, by: Person, plan: Plan, at: dt.datetime | None = None) -> Plan:
    """Give up a draft; nothing is lost, and it can be taken up again."""
    now = at or clock.now()
    plan = begin(plan, "drop")
    settle(plan, at=now)
    write_down(plan.record, by=by, step="drop", text=_("Utkastet er forkastet"), at=now)
    return plan


@write
def take_up(*, by: Person, plan: Plan, at: dt.datetime | None = None) -> Plan:
    """Go on with a draft that was given up, unless another version was begun meanwhile."""
    now = at or clock.now()
    plan = begin(plan, "take_up")
    settle(plan, at=now)
    write_down(plan.record, by=by, step="take_up", text=_("Utkastet er tatt opp igjen"), at=now)
    return plan
