"""What a reader does with a suggested tree: accept, change level, move under another place, merge, split, take out."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.plan.goals.models import Level, Node, Plan, ResultTarget, SourceDocument
from merkbar.plan.goals.reading import parse
from merkbar.plan.goals.writes.common import hold, last_place, write_down
from merkbar.plan.goals.writes.importing import headline, measured
from merkbar.plan.goals.writes.targets import add_target, edit_target, remove_target
from merkbar.plan.goals.writes.tree import HOME, remove_node

AS_TARGET = "target"
"""Beside the levels of places: make it a result target."""


@write
def settle_places(*, by: Person, plan: Plan, keys: Collection[str], done: bool = True) -> int:
    """Mark places as gone through, or not; how many are marked in all."""
    plan = hold(plan)
    source = SourceDocument.objects.select_for_update().get(pk=plan.pk)
    marked, keys = set(source.settled), _keys(plan, keys)
    source.settled = sorted(marked | set(keys) if done else marked - set(keys))
    source.save(update_fields=["settled"])
    return len(source.settled)


@write
def relevel(*, by: Person, plan: Plan, keys: Sequence[str], level: str, at: dt.datetime | None = None) -> None:
    """Say what the chosen places are instead."""
    now = at or clock.now()
    plan = hold(plan)
    nodes, targets = _chosen(plan, keys)
    every = _every(plan)
    for node in nodes:
        if level == AS_TARGET:
            _to_target(by, node, every, now)
        else:
            _to_level(node, level, every)
    for target in targets:
        if level != AS_TARGET:
            _to_node(target, level, every, now)
    write_down(plan.record, by=by, step="relevel", text=_("Endret hva punkter i planen er"), at=now)


def _every(plan: Plan) -> dict[int | None, Node]:
    """All places of a plan by key, read once."""
    return {node.pk: node for node in Node.objects.alive().filter(plan=plan)}


def _to_level(node: Node, level: str, every: dict[int | None, Node]) -> None:
    node.level = level
    parent = every.get(node.parent_id)
    while (Level(parent.level) if parent else None) not in HOME[Level(level)]:
        if parent is None:
            raise ValidationError(
                _("«%(title)s» må ligge under et satsingsområde. Flytt det først."), params={"title": node.title}
            )
        parent = every.get(parent.parent_id)
    for child in every.values():
        if child.parent_id == node.pk and node.pk and Level(level) not in HOME[Level(child.level)]:
            raise ValidationError(
                _("Under «%(title)s» ligger «%(child)s», som ikke kan ligge der da."),
                params={"title": node.title, "child": child.title},
            )
    if node.pk is None or node.parent_id != (parent.pk if parent else None):
        node.parent = parent
        node.order = last_place(Node.objects.filter(plan=node.plan_id, parent=parent))
    node.version += 1
    node.full_clean()
    node.save()
    every[node.pk] = node


def _to_target(by: Person, node: Node, every: dict[int | None, Node], now: dt.datetime) -> None:
    below = any(child.parent_id == node.pk for child in every.values())
    if below or ResultTarget.objects.alive().filter(node=node).exists():
        raise ValidationError(_("«%(title)s» har noe under seg og kan ikke bli et mål."), params={"title": node.title})
    words = _words(node)
    facts = measured(parse(words))
    parent = every.get(node.parent_id)
    add_target(
        by=by, plan=node.plan, text=words, node=parent, quote=node.quote or words, page=node.page, at=now, **facts
    )
    Node.objects.filter(pk=node.pk).update(removed_at=now)
    every.pop(node.pk)


def _to_node(target: ResultTarget, level: str, every: dict[int | None, Node], now: dt.datetime) -> None:
    title, text = headline(target.text)
    home = every.get(target.node_id)
    _to_level(
        Node(plan=target.plan, parent=home, title=title, text=text, quote=target.quote, page=target.page), level, every
    )
    ResultTarget.objects.filter(pk=target.pk).update(removed_at=now)


@write
def move_under(
    *, by: Person, plan: Plan, keys: Sequence[str], parent: Node | None, at: dt.datetime | None = None
) -> None:
    """Put the chosen places last under another place, or at the top."""
    now = at or clock.now()
    plan = hold(plan)
    nodes, targets = _chosen(plan, keys)
    above = _above(parent, _every(plan))
    for node in nodes:
        if node.pk in above:
            raise ValidationError(_("«%(title)s» kan ikke ligge under seg selv."), params={"title": node.title})
        if (Level(parent.level) if parent else None) not in HOME[Level(node.level)]:
            raise ValidationError(_("«%(title)s» kan ikke ligge der."), params={"title": node.title})
        node.parent = parent
        node.order = last_place(Node.objects.filter(plan=plan, parent=parent))
        node.save(update_fields=["parent", "order"])
    for target in targets:
        target.node = parent
        target.order = last_place(ResultTarget.objects.filter(plan=plan, node=parent))
        target.save(update_fields=["node", "order"])
    write_down(plan.record, by=by, step="move_under", text=_("Flyttet punkter i planen"), at=now)


@write
def take_out(*, by: Person, plan: Plan, keys: Sequence[str], at: dt.datetime | None = None) -> None:
    """Leave the chosen places out, with all below them. The words are kept, and can be put back from the desk."""
    now = at or clock.now()
    nodes, targets = _chosen(hold(plan), keys)
    for node in nodes:
        remove_node(by=by, node=node, at=now)
    for target in targets:
        remove_target(by=by, target=target, at=now)


def _above(node: Node | None, every: dict[int | None, Node]) -> set[int]:
    """The keys of a place and of all it lies under."""
    found: set[int] = set()
    while node is not None and node.pk not in found:
        found.add(node.pk)
        node = every.get(node.parent_id)
    return found


@write
def merge(*, by: Person, plan: Plan, keys: Sequence[str], at: dt.datetime | None = None) -> None:
    """Make one of several: the first keeps its place and takes the words, and what lay under the others."""
    now = at or clock.now()
    plan = hold(plan)
    nodes, targets = _chosen(plan, keys)
    if len(nodes) + len(targets) < 2 or (nodes and targets):  # noqa: PLR2004
        raise ValidationError(_("Velg to eller flere punkter, eller to eller flere mål, som skal bli ett."))
    if targets:
        _merge_targets(by, targets, now)
    else:
        _merge_nodes(nodes, now)
    write_down(plan.record, by=by, step="merge", text=_("Slo sammen punkter i planen"), at=now)


def _merge_nodes(nodes: list[Node], now: dt.datetime) -> None:
    first, others = nodes[0], nodes[1:]
    every = _every(first.plan)
    whole = first.level in {Level.FOCUS_AREA, Level.SECTION}
    for other in others:
        if other.pk in _above(first, every) or first.pk in _above(other, every):
            raise ValidationError(_("Et punkt kan ikke slås sammen med det det ligger under."))
        if whole:
            first.text = "\n\n".join(part for part in (first.text, other.title, other.text) if part)
        else:
            first.title, first.text = headline(f"{_words(first)} {_words(other)}")
        first.quote = "\n\n".join(part for part in (first.quote, other.quote) if part)
        Node.objects.filter(parent=other).update(parent=first)
        ResultTarget.objects.filter(node=other).update(node=first)
    first.version += 1
    first.full_clean()
    first.save()
    Node.objects.filter(pk__in=[other.pk for other in others]).update(removed_at=now)


def _merge_targets(by: Person, targets: list[ResultTarget], now: dt.datetime) -> None:
    first, others = targets[0], targets[1:]
    words = " ".join(target.text.strip() for target in targets)
    quote = "\n\n".join(target.quote for target in targets if target.quote)
    ResultTarget.objects.filter(pk=first.pk).update(quote=quote)
    edit_target(by=by, target=first, text=words, code=first.code, at=now, **measured(parse(words)))
    ResultTarget.objects.filter(pk__in=[other.pk for other in others]).update(removed_at=now)


@write
def split(*, by: Person, plan: Plan, key: str, text: str, at: dt.datetime | None = None) -> int:
    """Make several of one, where the reader put an empty line; how many it became. No word may be lost."""
    now = at or clock.now()
    plan = hold(plan)
    nodes, targets = _chosen(plan, [key])
    pieces = [" ".join(piece.split()) for piece in re.split(r"\n\s*\n", text) if piece.strip()]
    if not nodes and not targets:
        raise ValidationError(_("Punktet finnes ikke lenger."))
    words = _words(nodes[0]) if nodes else targets[0].text
    if Counter(" ".join(pieces).split()) != Counter(words.split()):
        raise ValidationError({"text": _("Behold alle ordene. Sett bare inn tomme linjer der teksten skal deles.")})
    if len(pieces) < 2:  # noqa: PLR2004
        raise ValidationError({"text": _("Sett en tom linje der teksten skal deles.")})
    if nodes:
        _split_node(nodes[0], pieces)
    else:
        _split_target(by, targets[0], pieces, now)
    write_down(plan.record, by=by, step="split", text=_("Delte et punkt i planen"), at=now)
    return len(pieces)


def _split_node(node: Node, pieces: list[str]) -> None:
    siblings = list(Node.objects.filter(plan=node.plan_id, parent=node.parent_id))
    at = next(place for place, one in enumerate(siblings) if one.pk == node.pk)
    made = []
    for piece in pieces[1:]:
        title, rest = headline(piece)
        made.append(
            Node(
                plan=node.plan,
                parent=node.parent,
                level=node.level,
                title=title,
                text=rest,
                quote=piece,
                page=node.page,
            )
        )
    node.title, node.text = headline(pieces[0])
    node.quote, node.version = pieces[0], node.version + 1
    for order, one in enumerate([*siblings[:at], node, *made, *siblings[at + 1 :]], 1):
        if one.pk is None or one is node or one.order != order:
            one.order = order
            one.save()


def _split_target(by: Person, target: ResultTarget, pieces: list[str], now: dt.datetime) -> None:
    ResultTarget.objects.filter(pk=target.pk).update(quote=pieces[0])
    edit_target(by=by, target=target, text=pieces[0], code=target.code, at=now, **measured(parse(pieces[0])))
    for piece in pieces[1:]:
        add_target(
            by=by,
            plan=target.plan,
            text=piece,
            node=target.node,
            quote=piece,
            page=target.page,
            at=now,
            **measured(parse(piece)),
        )


def _keys(plan: Plan, keys: Collection[str]) -> set[str]:
    """Those of the keys that name something in this plan."""
    nodes = Node.objects.filter(plan=plan).values_list("pk", flat=True)
    targets = ResultTarget.objects.filter(plan=plan).values_list("pk", flat=True)
    return {*(f"n{pk}" for pk in nodes), *(f"t{pk}" for pk in targets)} & set(keys)


def _words(node: Node) -> str:
    return f"{node.title} {node.text}".strip()


def _chosen(plan: Plan, keys: Sequence[str]) -> tuple[list[Node], list[ResultTarget]]:
    """The places and targets of this plan with these keys, in the order given."""
    node_keys = [int(key[1:]) for key in keys if re.fullmatch(r"n\d{1,18}", key)]
    target_keys = [int(key[1:]) for key in keys if re.fullmatch(r"t\d{1,18}", key)]
    nodes = Node.objects.alive().filter(plan=plan, pk__in=node_keys).select_related("plan").in_bulk()
    found = ResultTarget.objects.alive().filter(plan=plan, pk__in=target_keys).select_related("plan", "node", "record")
    targets = found.in_bulk()
    if not nodes and not targets:
        raise ValidationError(_("Kryss av for minst ett punkt først."))
    return [nodes[key] for key in node_keys if key in nodes], [targets[key] for key in target_keys if key in targets]
