"""What plans ask of a person: to begin the revision that is due every fourth year."""

from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.norwegian import days, dmy, short_day
from merkbar.plan.goals import revising
from merkbar.web.home.tasks import Days, Task

MINUTES = 15
"""To make the new version and see what must be changed, on average [minutes]."""


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
