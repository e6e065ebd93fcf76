"""What every write on a plan shares: lock and move, check and save, one line on the timeline, places in a row."""

import datetime as dt
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet

from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record, StateGroup
from merkbar.ground.records.writes import claim, note, reindex
from merkbar.plan.goals import states
from merkbar.plan.goals.models import Node, Plan, ResultTarget

GROUPS: Final = {
    states.DRAFT: StateGroup.DRAFT,
    states.ADOPTED: StateGroup.OPEN,
    states.IN_FORCE: StateGroup.OPEN,
    states.REVISED: StateGroup.DONE,
    states.EXPIRED: StateGroup.DONE,
    states.DROPPED: StateGroup.DONE,
    states.CLOSED: StateGroup.DONE,
}
"""State → what it is called across all kinds of records."""
RECORD_FIELDS: Final = ("title", "owner", "unit", "state_group", "closed_at", "version")
PLAN, TARGET, UNIT_PLAN = "plan", "result_target", "unit_plan"
PREFIXES: Final = {PLAN: "PL", TARGET: "RM", UNIT_PLAN: "HP"}


def need(field: str, value: str, sentence: str) -> str:
    """Give a text back without air around it, or say what is missing."""
    text = value.strip()
    if not text:
        raise ValidationError({field: sentence})
    return text


def begin(plan: Plan, step: str, *, seen: int | None = None) -> Plan:
    """Lock a plan, refuse when it changed since `seen`, and take the step."""
    record = claim(plan.record, seen=seen)
    fresh = Plan.objects.get(pk=record.pk)
    fresh.record = record
    fresh.state = states.after(step, fresh.state)
    return fresh


def settle(plan: Plan, *, at: dt.datetime, is_new: bool = False) -> Plan:
    """Check and save a plan, and keep its record in step."""
    save_record(plan.record, plan.state, at=at)
    plan.full_clean(exclude=["record"])
    plan.save(force_insert=is_new)
    reindex(plan.record, f"{plan.motto}\n{plan.vision}\n{plan.introduction}")
    return plan


def save_record(record: Record, state: str, *, at: dt.datetime) -> None:
    """Keep the common row in step with its own state."""
    record.state_group = GROUPS[state]
    record.closed_at = at if record.state_group == StateGroup.DONE else None
    record.full_clean(exclude=["search"])
    record.save(update_fields=RECORD_FIELDS)


def hold(plan: Plan) -> Plan:
    """Lock a plan whose tree is changed: two who change it wait for each other, nobody's open form goes stale."""
    record = Record.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    fresh = Plan.objects.get(pk=plan.pk)
    fresh.record = record
    states.after("edit", fresh.state)
    return fresh


def last_place(rows: QuerySet[Any]) -> int:
    """The place after the last of a row of siblings."""
    found: int | None = rows.aggregate(last=Max("order"))["last"]
    return 1 if found is None else found + 1


def swap(row: Node | ResultTarget, siblings: list[Any], *, up: bool) -> bool:
    """Change places with the neighbour above or below; places are numbered afresh. False: it is at the end, or taken away."""
    place = next((index for index, one in enumerate(siblings) if one.pk == row.pk), None)
    if place is None:
        return False
    other = place - 1 if up else place + 1
    if not 0 <= other < len(siblings):
        return False
    siblings[place], siblings[other] = siblings[other], siblings[place]
    for order, one in enumerate(siblings, 1):
        if one.order != order:
            one.order = order
            one.save(update_fields=["order"])
    return True


def write_down(record: Record, *, by: Person | None, step: str, text: str, at: dt.datetime) -> None:
    """Put one line on a timeline."""
    note(record=record, by=by, step=step, text=text, at=at)
