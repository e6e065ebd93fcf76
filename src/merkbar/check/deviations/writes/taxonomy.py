"""Change the municipality's own lists. Codes never change: old cases keep their meaning, figures can be compared."""

import re
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from merkbar.check.deviations.taxonomy import Area, Cause, CloseReason, EscalationRule, EventType, HarmLevel
from merkbar.ground.trail.history import claim
from merkbar.ground.trail.write import write

CHANGEABLE: dict[type[Model], tuple[str, ...]] = {
    Area: ("name", "tile", "order"),
    EventType: ("name", "short", "help", "restricted", "active", "order"),
    Cause: ("name", "help", "active"),
    HarmLevel: ("name", "help", "reporter_word"),
    CloseReason: ("name", "order"),
    EscalationRule: (
        "area",
        "type",
        "either_min",
        "physical_min",
        "potential_min",
        "tell",
        "restrict",
        "clock_hours",
        "clock_workdays",
        "reminder",
        "source",
        "active",
    ),
}
"""What an administrator may change in each list; codes, parents and what makes a cause individual are not here."""
LOCAL = re.compile(r"\.L(\d+)$")


class CodesNeverChange(ValueError):
    """Somebody tried to change what old cases and figures lean on."""


@write
def change_entry(*, by: Any, entry: Model, seen: int | None = None, **facts: Any) -> Model:
    """Change the texts of an entry, or take it in or out of use; refuse a page that has gone stale."""
    if fixed := set(facts) - set(CHANGEABLE[type(entry)]):
        raise CodesNeverChange(", ".join(sorted(fixed)))
    claim(entry, seen=seen)
    for name, value in facts.items():
        setattr(entry, name, value)
    entry.full_clean()
    entry.save(update_fields=list(facts))
    return entry


@write
def add_subtype(*, by: Any, parent: EventType, name: str, short: str = "", help: str = "") -> EventType:  # noqa: A002 - the field's own name
    """Hang a local sub-type under a stable type. Its code has an L, so that no later shipped one takes it."""
    top = EventType.objects.select_for_update().get(pk=parent.pk)
    if top.parent_id:
        top = EventType.objects.select_for_update().get(pk=top.parent_id)
    taken = [int(found[1]) for code in top.subtypes.values_list("code", flat=True) if (found := LOCAL.search(code))]
    subtype = EventType(
        code=f"{top.code}.L{max(taken, default=0) + 1:02d}",
        area=top.area,
        parent=top,
        name=name,
        short=short or name[:40],
        help=help,
        restricted=top.restricted,
        order=top.subtypes.count(),
    )
    subtype.full_clean()
    subtype.save(force_insert=True)
    return subtype


@write
def add_rule(*, by: Any, **facts: Any) -> EscalationRule:
    """Make a local escalation rule; it gets a code of its own."""
    taken = EscalationRule.objects.select_for_update().filter(code__startswith="local_").values_list("code", flat=True)
    number = max((int(code[6:]) for code in taken if code[6:].isdigit()), default=0) + 1
    rule = EscalationRule(code=f"local_{number:02d}", **facts)
    rule.full_clean()
    rule.save(force_insert=True)
    return rule


def in_use(entry: Model) -> str:
    """Whether reporters and leaders meet the entry, in a word."""
    return _("I bruk") if getattr(entry, "active", True) else _("Ute av bruk")
