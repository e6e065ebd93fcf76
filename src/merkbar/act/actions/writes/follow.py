"""What happens when a deadline passes: the one responsible is reminded, then the line hears of it, seat by seat."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.act.actions import owners, policy, states
from merkbar.act.actions.models import Action
from merkbar.act.actions.writes.common import fetch, hold, tell_person
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.writes import note
from merkbar.ground.trail.write import write

REMIND_AFTER: Final = (1, 7, 14)
"""Days past the deadline when the one responsible is reminded [d]."""
ESCALATE_AFTER: Final = (14, 30)
"""Days past the deadline when the first and the second leader above hear of it [d]."""


def steps_due(days_over: int, thresholds: tuple[int, ...]) -> int:
    """How many thresholds have been passed.

    >>> steps_due(8, (1, 7, 14))
    2
    """
    return sum(days_over >= threshold for threshold in thresholds)


@write
def remind(*, by: Person | None, action: Action, day: dt.date) -> bool:
    """Remind the one responsible, once for each threshold passed; several missed ones become one reminder."""
    action = fetch(hold(action.record))
    over = action.days_over(day)
    due = steps_due(over, REMIND_AFTER)
    if action.state != states.OPEN or due <= action.reminded:
        return False
    action.reminded = due
    action.save(update_fields=["reminded"])
    person = owners.answers_for(action, day)
    if person is None:
        return False
    text = _over(over) + ": %(what)s"
    tell_person(action, by=by, person=person, text=text, why=_("Du er satt som ansvarlig"))
    return True


@write
def escalate(*, by: Person | None, action: Action, day: dt.date) -> int:
    """Tell the next leaders up, one for each threshold passed and not told before; gives the steps taken."""
    action = fetch(hold(action.record))
    over = action.days_over(day)
    due, before = steps_due(over, ESCALATE_AFTER), action.escalated_to
    if action.state != states.OPEN or due <= before:
        return 0
    line = seats_above(action, day)
    action.escalated_to = due
    action.save(update_fields=["escalated_to"])
    for person in line[before:due]:
        why = _("Tiltaket ligger i linjen du leder")
        tell_person(action, by=by, person=person, text=_over(over) + ": %(what)s", why=why)
        told = _("%(name)s fikk beskjed om at fristen er passert") % {"name": person.name}
        note(record=action.record, by=by, step="escalate", text=told, at=clock.now())
    return due - before


def seats_above(action: Action, day: dt.date) -> list[Person]:
    """List the leaders who can hear of it, nearest first: not the one responsible, and only who may read it."""
    doer = owners.answers_for(action, day)
    line = owners.leaders_above(action.record.unit, day)
    return [person for person in line if person != doer and policy.may_read(standing_of(person), action)]


def _over(days: int) -> str:
    text = ngettext("Tiltak %(days)s dag over fristen", "Tiltak %(days)s dager over fristen", days)
    return text % {"days": days}
