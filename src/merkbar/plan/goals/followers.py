"""What happens to the actions of a unit's plan comes back to its lines."""

from typing import Any

from merkbar.ground.records.models import Record
from merkbar.ground.records.registries import add_follower
from merkbar.plan.goals.models import UnitPlanLine
from merkbar.plan.goals.writes import follow


def action_edited(*, record: Record, action: Any, by: Any) -> None:
    """Keep the line's words, person and deadline the same as the action's."""
    line = UnitPlanLine.objects.filter(unit_plan=record.pk, action=action.record).first()
    owner, title = action.record.owner, action.record.title
    if line and (line.what, line.responsible_id, line.deadline) != (title, action.record.owner_id, action.deadline):
        follow(by=by, line=line, responsible=owner, deadline=action.deadline, what=title)


def register() -> None:
    """Take part."""
    add_follower("unit_plan", "action_edited", action_edited)
