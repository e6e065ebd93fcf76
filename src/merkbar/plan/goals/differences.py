"""What a new version of a plan changed from the one before, place by place and target by target."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from merkbar.plan.goals import figures
from merkbar.plan.goals.models import Node, Picture, Plan, ResultTarget

FIELDS: dict[str, str | Promise] = {"title": _("tittel"), "text": _("tekst"), "means": _("ved å")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `kind` is added, removed or changed; `what` names it; before and after are as read."""

    kind: str
    level: str
    what: str
    field: str | Promise = ""
    before: str = ""
    after: str = ""


def of(plan: Plan) -> list[Difference]:
    """Everything that differs from the version before; nothing when there is none."""
    if plan.revises_id is None:
        return []
    return [*_nodes(plan), *_targets(plan), *_pictures(plan)]


def _nodes(plan: Plan) -> Iterator[Difference]:
    before = {node.pk: node for node in Node.objects.alive().filter(plan=plan.revises_id)}
    kept = set()
    for node in Node.objects.alive().filter(plan=plan):
        old = before.get(node.follows_id or 0)
        if old is None:
            yield Difference("added", node.get_level_display(), node.title)
            continue
        kept.add(old.pk)
        for name, word in FIELDS.items():
            if getattr(old, name) != getattr(node, name):
                said = getattr(old, name), getattr(node, name)
                yield Difference("changed", node.get_level_display(), old.title, word, *said)
    for old in before.values():
        if old.pk not in kept:
            yield Difference("removed", old.get_level_display(), old.title)


def _targets(plan: Plan) -> Iterator[Difference]:
    level = str(_("Resultatmål"))
    before = {target.pk: target for target in ResultTarget.objects.alive().filter(plan=plan.revises_id)}
    kept = set()
    for target in ResultTarget.objects.alive().filter(plan=plan):
        old = before.get(target.follows_id or 0)
        if old is None:
            yield Difference("added", level, _name(target))
            continue
        kept.add(old.pk)
        for word, was, now in _changes(old, target):
            if was != now:
                yield Difference("changed", level, _name(old), word, was, now)
    for old in before.values():
        if old.pk not in kept:
            yield Difference("removed", level, _name(old))


def _pictures(plan: Plan) -> Iterator[Difference]:
    """The same bytes are the same picture, whatever stands with them."""
    level = str(_("Bilde"))
    before = {one.attachment_id: one for one in Picture.objects.alive().filter(plan=plan.revises_id)}
    now = {one.attachment_id: one for one in Picture.objects.alive().filter(plan=plan)}
    for key, picture in now.items():
        old = before.get(key)
        if old is None:
            yield Difference("added", level, picture.alt)
            continue
        if old.alt != picture.alt:
            yield Difference("changed", level, old.alt, _("hva bildet viser"), old.alt, picture.alt)
        if old.caption != picture.caption:
            yield Difference("changed", level, old.alt, _("bildetekst"), old.caption, picture.caption)
    yield from (Difference("removed", level, old.alt) for key, old in before.items() if key not in now)


def _name(target: ResultTarget) -> str:
    return f"{target.code} {target.text}".strip()


def _changes(old: ResultTarget, new: ResultTarget) -> Iterator[tuple[Any, str, str]]:
    yield _("tekst"), old.text, new.text
    yield _("skal være"), figures.sentence_of(old, tell=gettext), figures.sentence_of(new, tell=gettext)
    yield _("målbar"), str(old.get_measurable_display()), str(new.get_measurable_display())
    yield _("måles i stedet med"), old.proxy, new.proxy
    yield _("periode"), str(old.get_period_display()), str(new.get_period_display())
    yield _("frist"), str(old.deadline or ""), str(new.deadline or "")
