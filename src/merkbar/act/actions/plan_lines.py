"""How actions follow up the units' action plans: they are made of a plan's lines, and change when a line changes."""

import datetime as dt

from merkbar.act.actions import states
from merkbar.act.actions.models import Action, Strength
from merkbar.act.actions.writes import edit, open_action
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.records.registries import add_follower, add_maker
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.models import UnitPlanLine


def make(
    *,
    by: Person | None,
    title: str,
    unit: Unit,
    owner: Person,
    deadline: dt.date,
    description: str,
    origin: Record,
    at: dt.datetime | None = None,
) -> Record:
    """Start the action of a line. Its strength is not judged in the plan, so it counts as medium until somebody says."""
    action = open_action(
        by=by,
        title=title,
        unit=unit,
        owner=owner,
        deadline=deadline,
        description=description,
        origin=origin,
        strength=Strength.MEDIUM,
        at=at,
    )
    return action.record


def line_edited(*, record: Record, line: UnitPlanLine, by: Person) -> None:
    """Say the same as the plan, as long as the action is not done."""
    action = Action.objects.select_related("record", "type").get(pk=record.pk)
    now = (action.record.title, action.record.owner_id, action.deadline)
    if action.state not in states.UNFINISHED or now == (line.what, line.responsible_id, line.deadline):
        return
    edit(
        by=by,
        action=action,
        title=line.what,
        owner=line.responsible,
        deadline=line.deadline,
        action_type=action.type,
        description=action.description,
        sign=action.sign,
        effect_due=action.effect_due,
    )


def register() -> None:
    """Take part in plans."""
    add_maker("action", make)
    add_follower("action", "line_edited", line_edited)
