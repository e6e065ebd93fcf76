"""The page of a unit's action plan put together, and where a person may start one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from merkbar.ground.access.standing import Standing, units_answered_by, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.records.registries import panels
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import coverage, policy, states
from merkbar.plan.goals.models import Level, Node, Plan, UnitPlan, UnitPlanLine


@dataclass(frozen=True, slots=True)
class Measure:
    """A line with how it stands, in a word of the grid's."""

    line: UnitPlanLine
    word: str

    @property
    def name(self) -> Any:
        """The word as it is shown."""
        return coverage.WORDS[self.word]


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area with the unit's measures."""

    node: Node
    measures: list[Measure]


def startable(plan: Plan, standing: Standing) -> set[int]:
    """Keys of the units whose action plan this person may start."""
    if not policy.may_start_unit_plan(standing, plan):
        return set()
    edited = Q(pk__in=units_within(standing.reach(Right.EDIT_PLANS).paths))
    answered = Q(pk__in=units_answered_by(standing).values("pk"))
    inside = Unit.objects.under(plan.record.unit.path).filter(edited | answered)
    return set(inside.values_list("pk", flat=True))


def facts(unit_plan: UnitPlan, standing: Standing) -> dict[str, Any]:
    """Everything the page shows."""
    known = UnitPlanLine.objects.visible_to(standing).filter(unit_plan=unit_plan)
    lines = list(known.select_related("responsible", "action"))
    alive = [line for line in lines if line.removed_at is None]
    nodes = Node.objects.visible_to(standing).alive().filter(plan=unit_plan.plan_id, level=Level.FOCUS_AREA)
    areas = [
        Area(
            node, [Measure(one, coverage.progress(one, standing.day)) for one in alive if one.focus_area_id == node.pk]
        )
        for node in nodes
    ]
    return {
        "unit_plan": unit_plan,
        "record": unit_plan.record,
        "plan": unit_plan.plan,
        "areas": areas,
        "missing": [area.node for area in areas if not area.measures],
        "counts": coverage.tally(alive, standing.day),
        "number": len(alive),
        "removed": [line for line in lines if line.removed_at],
        "evaluations": list(unit_plan.evaluations.select_related("by")),
        "panels": panels(unit_plan.record, "actions", standing),
        "entries": unit_plan.record.entries.select_related("by").order_by("-at", "-pk")[:30],
        "is_draft": unit_plan.state == states.DRAFT,
        "may_edit": policy.may_edit_unit_plan(standing, unit_plan),
        "may_approve": policy.may_approve_unit_plan(standing, unit_plan),
        "may_evaluate": policy.may_evaluate_unit_plan(standing, unit_plan),
    }
