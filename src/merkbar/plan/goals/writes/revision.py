"""The four-yearly revision (R107): a new version that starts as a copy; the old one stays as it was."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.plan.goals import states
from merkbar.plan.goals.models import Node, Picture, Plan, ResultTarget
from merkbar.plan.goals.writes.common import begin, settle, write_down
from merkbar.plan.goals.writes.plans import FACTS, open_plan
from merkbar.plan.goals.writes.targets import MEASURED, add_target

STAYS = ("level", "order", "title", "text", "means", "quote", "page")


@write
def revise(*, by: Person | None, plan: Plan, at: dt.datetime | None = None) -> Plan:
    """Start the next version: the same tree and targets as a draft, each knowing what it follows."""
    now = at or clock.now()
    plan = begin(plan, "revise")
    if plan.revisions.exclude(state__in=states.ENDED).exists():
        raise ValidationError(_("Det finnes allerede en ny versjon av denne planen."))
    settle(plan, at=now)
    facts = {name: getattr(plan, name) for name in FACTS - {"first_year", "last_year"}}
    facts.update(_next_part(plan))
    new = open_plan(
        by=by,
        title=plan.record.title,
        unit=plan.record.unit,
        template=plan.template,
        fill=False,
        owner=plan.record.owner,
        at=now,
        revises=plan,
        version=plan.version + 1,
        **facts,
    )
    nodes = _copy_nodes(plan, new)
    _copy_targets(by, plan, new, nodes, now)
    _copy_pictures(plan, new, nodes)
    write_down(plan.record, by=by, step="revise", text=_("Ny versjon er begynt"), at=now)
    return new


def _next_part(plan: Plan) -> dict[str, int | None]:
    """The years of the next version: the next part of a long plan, else as many years again."""
    if plan.part_first_year and plan.part_last_year:
        length = plan.part_last_year - plan.part_first_year
        first = plan.part_last_year + 1
        return {
            "first_year": plan.first_year,
            "last_year": max(plan.last_year, first + length),
            "part_first_year": first,
            "part_last_year": first + length,
        }
    return {"first_year": plan.last_year + 1, "last_year": 2 * plan.last_year + 1 - plan.first_year}


def _copy_nodes(old: Plan, new: Plan) -> dict[int, Node]:
    """Copy the tree, parents before children."""
    copies: dict[int, Node] = {}
    waiting: list[Node] = list(Node.objects.alive().filter(plan=old))
    while waiting:
        ready = [node for node in waiting if node.parent_id is None or node.parent_id in copies]
        if not ready:
            break
        for node in ready:
            parent = copies[node.parent_id] if node.parent_id else None
            words = {name: getattr(node, name) for name in STAYS}
            copies[node.pk] = Node.objects.create(plan=new, parent=parent, follows=node, **words)
        waiting = [node for node in waiting if node.pk not in copies]
    return copies


def _copy_pictures(old: Plan, new: Plan, nodes: dict[int, Node]) -> None:
    """Show the same pictures at the same places; the bytes are kept once."""
    for picture in Picture.objects.alive().filter(plan=old):
        node = nodes[picture.node_id] if picture.node_id else None
        Picture.objects.create(
            plan=new, node=node, attachment=picture.attachment, alt=picture.alt, caption=picture.caption
        )


def _copy_targets(by: Person | None, old: Plan, new: Plan, nodes: dict[int, Node], now: dt.datetime) -> None:
    for target in ResultTarget.objects.alive().filter(plan=old):
        node = nodes[target.node_id] if target.node_id else None
        measured = {name: getattr(target, name) for name in MEASURED}
        words: dict[str, Any] = {name: getattr(target, name) for name in ("text", "code", "quote", "page")}
        copy = add_target(by=by, plan=new, node=node, at=now, **words, **measured)
        copy.follows = target
        copy.save(update_fields=["follows"])
