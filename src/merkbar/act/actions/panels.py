"""What a source's own page shows of its actions, and what its access means for the mail about them."""

from typing import Any

from django.template.loader import render_to_string

from merkbar.act.actions import policy
from merkbar.act.actions.guards import actions_of
from merkbar.act.actions.models import Action
from merkbar.ground.access.standing import Standing
from merkbar.ground.notices.policy import add_shield
from merkbar.ground.records.models import Record
from merkbar.ground.records.registries import add_panel


def of_case(record: Record, standing: Standing) -> str:
    """Show the actions of a case with who, when, state and strength, and the way to a new one."""
    facts: dict[str, Any] = {
        "origin": record,
        "actions": list(actions_of(record).visible_to(standing)),
        "may_open": policy.may_open(standing, record),
    }
    return render_to_string("actions/_of_case.html", facts)


def is_closed_off(record: Record) -> bool:
    """Whether an action, or the case it grew out of, may be read by few."""
    action = Action.objects.select_related("record", "origin").filter(record=record).first()
    return action is not None and action.is_closed_off


def register() -> None:
    """Take part in the pages of deviations and result targets, and in the mail about actions."""
    add_shield("action", is_closed_off)
    for kind in ("deviation", "result_target"):
        add_panel(kind, "actions", of_case)
