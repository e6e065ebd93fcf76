"""What plans ask of a person: to begin the revision that is due every fourth year, and to finish what is begun."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.fixed import Fixed
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.trail.written import Written
from merkbar.ground.ui.norwegian import days, dmy, short_day
from merkbar.plan.goals import revising, states
from merkbar.plan.goals.models import Plan
from merkbar.web.home.tasks import Days, Section, Task

MINUTES = 15
"""To make the new version and see what must be changed, on average [minutes]."""
SHOWN = 8


def plans(standing: Standing, by_day: Days) -> None:
    """Plans the person is to revise, from nine months before."""
    for plan in revising.tasks(standing):
        due = revising.due(plan)
        late = (standing.day - due).days
        text = _("%(ref)s. En ny versjon må være vedtatt innen %(day)s.") % {
            "ref": plan.record.reference,
            "day": dmy(due),
        }
        when = (
            _("%(days)s over frist") % {"days": days(late)}
            if late > 0
            else _("Innen %(day)s") % {"day": short_day(due, today=standing.day)}
        )
        address = reverse("goals:show", args=[plan.record.reference])
        title = _("Revider planen: %(title)s") % {"title": plan.record.title}
        by_day.of(due).tasks.append(Task(title, text, address, when, MINUTES, late=late > 0))


def drafts(standing: Standing) -> Section:
    """Plans that are begun and not adopted, for those who write there; nothing says when they must be done."""
    found = _drafts(standing) if standing.may(Right.EDIT_PLANS) else []
    return Section("utkast", _("Planer under arbeid"), [_draft(plan, standing) for plan in found])


def _draft(plan: Plan, standing: Standing) -> Task:
    text = _("%(ref)s. Planen er ikke vedtatt ennå.") % {"ref": plan.record.reference}
    begun = _("Begynt %(day)s") % {"day": short_day(plan.record.created_at, today=standing.day)}
    address = reverse("goals:build", args=[plan.record.reference])
    return Task(_("Utkast: %(title)s") % {"title": plan.record.title}, text, address, begun)


@Written
def _drafts(standing: Standing) -> "QuerySet[Plan]":
    """The newest first."""
    own = units_within(standing.reach(Right.EDIT_PLANS).paths)
    begun = Plan.objects.visible_to(standing).filter(state=Fixed(states.DRAFT), record__unit__in=own)
    return begun.select_related("record").order_by("-pk")[:SHOWN]
