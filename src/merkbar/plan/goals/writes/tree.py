"""The tree of a draft: add, edit, move, take away and put back a place; and the yearly word on a success factor."""

import datetime as dt
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.writes import Stale
from merkbar.ground.trail.write import write
from merkbar.plan.goals import states
from merkbar.plan.goals.models import FactorRating, Level, Node, Plan, ResultTarget
from merkbar.plan.goals.writes.common import hold, last_place, need, swap, write_down

HOME: Final = {
    Level.FOCUS_AREA: (None,),
    Level.GOAL: (None, Level.FOCUS_AREA, Level.GOAL),
    Level.SUCCESS_FACTOR: (Level.FOCUS_AREA, Level.GOAL),
    Level.SECTION: (None, Level.FOCUS_AREA, Level.GOAL, Level.SECTION),
    Level.ITEM: (None, Level.FOCUS_AREA, Level.GOAL, Level.SECTION, Level.SUCCESS_FACTOR, Level.ITEM),
}
"""Level → the levels it may stand under; None is the plan itself."""


@write
def add_node(
    *,
    by: Person | None,
    plan: Plan,
    level: str,
    title: str,
    parent: Node | None = None,
    text: str = "",
    means: str = "",
    quote: str = "",
    page: int | None = None,
    at: dt.datetime | None = None,
) -> Node:
    """Put a new place last among its siblings."""
    now = at or clock.now()
    plan = hold(plan)
    if parent is not None and parent.plan_id != plan.pk:
        raise ValidationError(_("Punktet må ligge i samme plan."))
    if (Level(parent.level) if parent else None) not in HOME[Level(level)]:
        raise ValidationError(_("Dette kan ikke ligge her i planen."))
    siblings = Node.objects.filter(plan=plan, parent=parent)
    node = Node(plan=plan, parent=parent, level=level, order=last_place(siblings), quote=quote.strip(), page=page)
    node.title = need("title", title, _("Skriv en tittel"))
    node.text, node.means = text.strip(), means.strip()
    node.full_clean()
    node.save()
    told = _("Lagt til: %(title)s") % {"title": node.title}
    write_down(plan.record, by=by, step="add_node", text=told, at=now)
    return node


@write
def edit_node(
    *,
    by: Person,
    node: Node,
    title: str,
    text: str = "",
    means: str = "",
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Node:
    """Change our words of a place; the document's own words stay beside them."""
    now = at or clock.now()
    plan = hold(node.plan)
    node = _fresh(node, seen)
    node.title = need("title", title, _("Skriv en tittel"))
    node.text, node.means = text.strip(), means.strip()
    node.full_clean()
    node.save()
    told = _("Endret: %(title)s") % {"title": node.title}
    write_down(plan.record, by=by, step="edit_node", text=told, at=now)
    return node


def _fresh(node: Node, seen: int | None) -> Node:
    fresh = Node.objects.select_for_update(of=("self",)).get(pk=node.pk)
    if seen is not None and fresh.version != seen:
        raise Stale
    fresh.version += 1
    return fresh


@write
def move_node(*, by: Person, node: Node, up: bool) -> Node:
    """Change places with the neighbour above or below."""
    hold(node.plan)
    swap(node, list(Node.objects.alive().filter(plan=node.plan_id, parent=node.parent_id)), up=up)
    return node


def _under(node: Node) -> list[int]:
    """The keys of a place and everything below it."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Node.objects.filter(plan=node.plan_id).values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    found, waiting = [], [node.pk]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


@write
def remove_node(*, by: Person, node: Node, at: dt.datetime | None = None) -> Node:
    """Take a place away with all below it. The rows stay, with one and the same moment, so that it can be undone."""
    now = at or clock.now()
    plan = hold(node.plan)
    keys = _under(node)
    Node.objects.filter(pk__in=keys, removed_at__isnull=True).update(removed_at=now)
    ResultTarget.objects.filter(node__in=keys, removed_at__isnull=True).update(removed_at=now)
    told = _("Slettet: %(title)s") % {"title": node.title}
    write_down(plan.record, by=by, step="remove_node", text=told, at=now)
    node.removed_at = now
    return node


def _need_free_codes(plan: Plan, targets: QuerySet[ResultTarget]) -> None:
    """Refuse to bring back targets whose code another has taken meanwhile."""
    codes = targets.exclude(code="").values("code")
    taken = ResultTarget.objects.alive().filter(plan=plan, code__in=codes).order_by("code")
    if code := taken.values_list("code", flat=True).first():
        raise ValidationError(
            _("Koden %(code)s er brukt på et annet mål i planen. Endre den der først."), params={"code": code}
        )


@write
def restore_node(*, by: Person, node: Node, at: dt.datetime | None = None) -> Node:
    """Put back what was taken away in the same stroke."""
    now = at or clock.now()
    plan = hold(node.plan)
    node.refresh_from_db(fields=["removed_at", "parent"])
    if node.removed_at is None:
        return node
    if node.parent and node.parent.removed_at:
        raise ValidationError(_("Hent først tilbake punktet det lå under."))
    keys = _under(node)
    targets = ResultTarget.objects.filter(node__in=keys, removed_at=node.removed_at)
    _need_free_codes(plan, targets)
    Node.objects.filter(pk__in=keys, removed_at=node.removed_at).update(removed_at=None)
    targets.update(removed_at=None)
    told = _("Hentet tilbake: %(title)s") % {"title": node.title}
    write_down(plan.record, by=by, step="restore_node", text=told, at=now)
    node.removed_at = None
    return node


@write
def rate_factor(*, by: Person | None, node: Node, year: int, word: str, at: dt.datetime | None = None) -> FactorRating:
    """Say how far a success factor has come this year; a new word replaces the year's old one."""
    now = at or clock.now()
    if node.level != Level.SUCCESS_FACTOR or node.plan.state not in states.RUNNING:
        raise states.WrongState
    facts: dict[str, Any] = {"word": FactorRating.Word(word), "by": by, "at": now}
    rating, _new = FactorRating.objects.update_or_create(node=node, year=year, defaults=facts)
    told = _("%(title)s er vurdert for %(year)s: %(word)s") % {
        "title": node.title,
        "year": year,
        "word": rating.get_word_display(),
    }
    write_down(node.plan.record, by=by, step="rate_factor", text=told, at=now)
    return rating
