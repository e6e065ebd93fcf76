"""What a source's own page shows of its actions, and what its access means for the mail about them."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string

from merkbar.act.actions import policy, sentences, sources
from merkbar.act.actions.guards import actions_of
from merkbar.act.actions.models import Action
from merkbar.ground.access.standing import Standing
from merkbar.ground.clock import clock
from merkbar.ground.notices.policy import add_shield
from merkbar.ground.records.models import Record
from merkbar.ground.records.registries import add_panel
from merkbar.ground.trail.kept import once
from merkbar.ground.trail.written import Written


def _actions(record: Record, standing: Standing) -> list[Action]:
    """The actions of a record that this person sees: all, when the record itself may be read."""
    seen_by = None if sources.may_see(standing, record) else standing
    return once(("actions", record.pk, standing.person.pk), lambda: _of(record.pk, seen_by))


@Written
def _of(record: int, seen_by: Standing | None) -> "QuerySet[Action]":
    found = actions_of(record)
    return found.visible_to(seen_by) if seen_by else found


def in_thread(record: Record, standing: Standing) -> str:
    """Show the actions as steps of the red thread: what is done about it, and whether it worked."""
    today = clock.today()
    steps = [(action, sentences.effect(action, today)) for action in _actions(record, standing)]
    return render_to_string("actions/_thread.html", {"steps": steps}) if steps else ""


def of_case(record: Record, standing: Standing) -> str:
    """Show the actions of a case with who, when, state and strength, and the way to a new one."""
    facts: dict[str, Any] = {
        "origin": record,
        "actions": _actions(record, standing),
        "may_open": policy.may_open(standing, record),
    }
    return render_to_string("actions/_of_case.html", facts)


def is_closed_off(record: Record) -> bool:
    """Whether an action, or the case it grew out of, may be read by few."""
    action = Action.objects.select_related("record", "origin").filter(record=record).first()
    return action is not None and action.is_closed_off


def register() -> None:
    """Take part in the pages of deviations, patterns, result targets and indicators, and in the mail about actions."""
    add_shield("action", is_closed_off)
    for kind in ("deviation", "pattern", "result_target", "indicator"):
        add_panel(kind, "actions", of_case)
    add_panel("deviation", "thread", in_thread)
