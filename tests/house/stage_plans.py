"""Plans on the stage: at each place one that holds and one still a draft, with an action plan of the unit."""

from dataclasses import dataclass
from typing import Any

from merkbar.plan.goals.tests import kit
from tests.house.addresses import Address

DESK = {
    "build",
    "add_node",
    "edit",
    "adopt",
    "drop",
    "add_target",
    "edit_target",
    "move_target",
    "remove_target",
    "restore_target",
    "add_picture",
}
"""Addresses about a draft, beside those of reading a document in; all others are about a plan that holds."""


@dataclass
class Plans:
    """Their numbers and keys."""

    running: str
    draft: str
    target: str
    draft_target: str
    node: int
    picture: int
    unit_plan: str
    line: int


def lay(name: str, unit: Any, by: Any, responsible: Any) -> Plans:
    """Lay out the plans of one place."""
    running = kit.running(by, unit, title=f"Plan som gjelder ({name})")
    draft = kit.draft(by, unit, title=f"Plan under arbeid ({name})")
    own = kit.unit_plan(by, running, unit)
    return Plans(
        running=running.record.reference,
        draft=draft.record.reference,
        target=kit.target_of(running).record.reference,
        draft_target=kit.target_of(draft).record.reference,
        node=kit.area_of(draft).pk,
        picture=kit.picture(by, draft).pk,
        unit_plan=own.record.reference,
        line=kit.line(by, own, responsible).pk,
    )


def named(address: Address, at: Plans) -> dict[str, Any]:
    """What an address of plans names at a place."""
    step = address.name.partition(":")[2]
    desk = step in DESK or step.startswith("import")
    if "pk" in address.variables:
        if "bilde/" in address.pattern:
            return {"pk": at.picture}
        return {"pk": at.line if "tiltak/" in address.pattern else at.node}
    if "mal/(" in address.pattern:
        return {"reference": at.draft_target if desk else at.target}
    if "handlingsplaner/(" in address.pattern:
        return {"reference": at.unit_plan}
    more = {"form": "csv"} if "form" in address.variables else {}
    more |= {"key": f"n{at.node}"} if "key" in address.variables else {}
    return {"reference": at.draft if desk else at.running, **more}
