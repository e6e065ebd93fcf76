"""The tables of plans: the plan and its tree, its result targets, and the units' own action plans."""

from merkbar.plan.goals.models.pictures import Picture
from merkbar.plan.goals.models.plans import FactorRating, Involvement, Level, Node, Plan, State, Template
from merkbar.plan.goals.models.sources import SourceDocument
from merkbar.plan.goals.models.targets import (
    COMPARISONS,
    Cadence,
    Comparator,
    Direction,
    Measurable,
    Period,
    ResultTarget,
    SourceKind,
)
from merkbar.plan.goals.models.unit_plans import Evaluation, UnitPlan, UnitPlanLine, UnitState

__all__ = [
    "COMPARISONS",
    "Cadence",
    "Comparator",
    "Direction",
    "Evaluation",
    "FactorRating",
    "Involvement",
    "Level",
    "Measurable",
    "Node",
    "Period",
    "Picture",
    "Plan",
    "ResultTarget",
    "SourceDocument",
    "SourceKind",
    "State",
    "Template",
    "UnitPlan",
    "UnitPlanLine",
    "UnitState",
]
