"""Result targets of a draft: add, edit, move, take away, put back; and `tend`: how a target is measured, at any time."""

import datetime as dt
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, StateGroup
from merkbar.ground.records.writes import claim, open_record, reindex
from merkbar.ground.trail.write import write
from merkbar.plan.goals import states
from merkbar.plan.goals.models import Node, Plan, ResultTarget
from merkbar.plan.goals.writes.common import PREFIXES, TARGET, hold, last_place, need, swap, write_down

MEASURED: Final = frozenset(
    {
        "comparator",
        "value",
        "value_to",
        "unit_text",
        "period",
        "deadline",
        "per_unit",
        "measurable",
        "proxy",
        "questions",
        "exclusions",
        "source_kind",
        "source_code",
        "baseline",
        "baseline_text",
        "cadence",
        "direction",
        "owner_post",
    }
)
"""How a target is measured. What is undecided may be decided after the plan is adopted; its words may not change."""


@write
def add_target(
    *,
    by: Person | None,
    plan: Plan,
    text: str,
    node: Node | None = None,
    code: str = "",
    quote: str = "",
    page: int | None = None,
    at: dt.datetime | None = None,
    **measured: Any,
) -> ResultTarget:
    """Put a new target last under its node."""
    now = at or clock.now()
    plan = hold(plan)
    if node is not None and node.plan_id != plan.pk:
        raise ValidationError(_("Punktet må ligge i samme plan."))
    text = need("text", text, _("Skriv hva som skal oppnås"))
    record = open_record(
        by=by,
        kind=TARGET,
        prefix=PREFIXES[TARGET],
        title=text,
        unit=plan.record.unit,
        at=now,
        access=Access.OPEN,
        state_group=StateGroup.OPEN,
    )
    siblings = ResultTarget.objects.filter(plan=plan, node=node)
    target = ResultTarget(
        record=record, plan=plan, node=node, order=last_place(siblings), quote=quote.strip(), page=page
    )
    _set(target, text=text, code=code, **measured)
    target.full_clean(exclude=["record"])
    target.save(force_insert=True)
    told = _("Nytt resultatmål: %(title)s") % {"title": record.title}
    write_down(plan.record, by=by, step="add_target", text=told, at=now)
    return target


def _set(target: ResultTarget, *, text: str, code: str, **measured: Any) -> None:
    target.text = text
    target.code = code.strip()
    target.record.title = text[:200]
    for name in MEASURED & measured.keys():
        setattr(target, name, measured[name])


@write
def edit_target(
    *,
    by: Person,
    target: ResultTarget,
    text: str,
    code: str = "",
    seen: int | None = None,
    at: dt.datetime | None = None,
    **measured: Any,
) -> ResultTarget:
    """Change our words of a target and how it is measured, in a draft; the plan's own words stay beside them."""
    now = at or clock.now()
    plan = hold(target.plan)
    target = _fresh(target, seen)
    _set(target, text=need("text", text, _("Skriv hva som skal oppnås")), code=code, **measured)
    _save(target)
    told = _("Endret resultatmål: %(title)s") % {"title": target.record.title}
    write_down(plan.record, by=by, step="edit_target", text=told, at=now)
    write_down(target.record, by=by, step="edit_target", text=_("Endret"), at=now)
    return target


@write
def tend(
    *, by: Person, target: ResultTarget, seen: int | None = None, at: dt.datetime | None = None, **measured: Any
) -> ResultTarget:
    """Decide how a target is measured: also in a plan that holds, when the number or the source was left open."""
    now = at or clock.now()
    states.after("tend", Plan.objects.values_list("state", flat=True).get(pk=target.plan_id))
    target = _fresh(target, seen)
    for name in MEASURED & measured.keys():
        setattr(target, name, measured[name])
    _save(target)
    write_down(target.record, by=by, step="tend", text=_("Endret hvordan målet måles"), at=now)
    return target


def _fresh(target: ResultTarget, seen: int | None) -> ResultTarget:
    record = claim(target.record, seen=seen)
    fresh = ResultTarget.objects.select_related("plan__record__unit").get(pk=record.pk)
    fresh.record = record
    return fresh


def _save(target: ResultTarget) -> None:
    target.full_clean(exclude=["record"])
    target.save()
    target.record.save(update_fields=["title", "version"])
    reindex(target.record, f"{target.code}\n{target.text}\n{target.quote}")


@write
def move_target(*, by: Person, target: ResultTarget, up: bool) -> ResultTarget:
    """Change places with the neighbour above or below."""
    hold(target.plan)
    swap(target, list(ResultTarget.objects.alive().filter(plan=target.plan_id, node=target.node_id)), up=up)
    return target


@write
def remove_target(*, by: Person, target: ResultTarget, at: dt.datetime | None = None) -> ResultTarget:
    """Take a target away; the row stays so that it can be undone."""
    now = at or clock.now()
    plan = hold(target.plan)
    target.removed_at = now
    target.save(update_fields=["removed_at"])
    told = _("Slettet resultatmål: %(title)s") % {"title": target.record.title}
    write_down(plan.record, by=by, step="remove_target", text=told, at=now)
    return target


@write
def restore_target(*, by: Person, target: ResultTarget, at: dt.datetime | None = None) -> ResultTarget:
    """Put a target back that was taken away; its code must still be free and its node in place."""
    now = at or clock.now()
    plan = hold(target.plan)
    if target.node and target.node.removed_at:
        raise ValidationError(_("Hent først tilbake punktet målet lå under."))
    target.removed_at = None
    target.full_clean(exclude=["record"])
    target.save(update_fields=["removed_at"])
    told = _("Hentet tilbake resultatmål: %(title)s") % {"title": target.record.title}
    write_down(plan.record, by=by, step="restore_target", text=told, at=now)
    return target
