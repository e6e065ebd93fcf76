"""The reminder that a plan must be revised: told once for each revision, however often the job runs."""

import datetime as dt

from django.utils.translation import gettext as _

from merkbar.ground.access.standing import leader_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import dmy
from merkbar.plan.goals import revising
from merkbar.plan.goals.models import Plan
from merkbar.plan.goals.writes.common import write_down


@write
def remind(*, by: Person | None, plan: Plan, at: dt.datetime | None = None) -> bool:
    """Tell whoever is to revise it. False: told before, or there is nobody to tell yet."""
    now = at or clock.now()
    day = now.astimezone(clock.OSLO).date()
    due = revising.due(plan)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("record__unit", "record__owner").get(pk=plan.pk)
    people = revising.owners(plan, day) or _leader(plan, day)
    if plan.reminded_for == due.year or not people:
        return False
    plan.reminded_for = due.year
    plan.save(update_fields=["reminded_for"])
    title, until = plan.record.title, dmy(due)
    for person in people:
        tell(
            by=by,
            person=person,
            text=_("«%(title)s» må revideres innen %(day)s. Lag en ny versjon og begynn arbeidet.")
            % {"title": title[:180], "day": until},
            why=_("Du har ansvar for planen"),
            address=f"/planer/{plan.record.reference}/",
            record=plan.record,
        )
    told = _("Påminnelse sendt: planen må revideres innen %(day)s") % {"day": until}
    write_down(plan.record, by=by, step="remind", text=told, at=now)
    return True


def _leader(plan: Plan, day: dt.date) -> list[Person]:
    """The leader, where nobody writes plans."""
    post = leader_of(plan.record.unit, day)
    return [post.person] if post else []
