"""The page of a plan put together: the lead, one focus area with its texts, factors and targets, and who took part."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.ground.access.standing import Standing
from merkbar.plan.goals import coverage, family, figures, policy, revising, states, status, tree
from merkbar.plan.goals.models import FactorRating, Measurable, Plan, ResultTarget, UnitPlan
from merkbar.plan.goals.status import Status
from merkbar.plan.goals.tree import Place, Tree

SIGNS: Final = {"reached": "reached", "on_track": "ontrack", "missed": "missed", "unmeasured": "notmeasured"}
"""Status → the sign and word of the verdict tag."""
EVERYTHING: Final = "alle"
"""The address's word for every focus area on one page, to read or print."""
LIFE: Final = (
    "open",
    "involve",
    "adopt",
    "publish",
    "supersede",
    "revise",
    "expire",
    "hand_over",
    "drop",
    "take_up",
    "rate_factor",
    "import_plan",
    "remind",
)
"""Steps that the page tells of; what was typed in the draft is in the history."""
LONGEST_LOG: Final = 30
"""Lines of the timeline on the page; the history keeps all."""


@dataclass(frozen=True, slots=True)
class Row:
    """A target in a table: what it asks for, earlier values by column, and how it stands."""

    target: ResultTarget
    asked: str
    status: Status
    sign: str
    before: list[tuple[str, str]]
    now: str


def value(target: ResultTarget, measured: Any) -> str:
    """A measured value as read: «93 %», «20,1»."""
    if measured is None:
        return "–"
    said = figures.number(figures.shown(measured))
    return f"{said} %" if target.unit_text == "%" else said


def asked(target: ResultTarget) -> str:
    """What a target asks for, in words; a milestone shall be carried out."""
    if target.measurable == Measurable.NO and not target.comparator:
        return _("ikke målbar slik")
    return figures.sentence_of(target, tell=_) or _("gjennomført")


def columns(statuses: Iterable[Status]) -> list[str]:
    """The earlier periods that any target has a value for, the oldest first."""
    return sorted({label for one in statuses for label, _value in one.before})


def rows(targets: list[ResultTarget], found: dict[int, Status], labels: list[str]) -> list[Row]:
    """Targets as rows of a table."""
    made = []
    for target in targets:
        one = found[target.pk]
        known = dict(one.before)
        before = [(label, value(target, known.get(label))) for label in labels]
        made.append(Row(target, asked(target), one, SIGNS[one.word], before, value(target, one.measured)))
    return made


def lead(plan: Plan, found: dict[int, Status]) -> str:
    """One sentence on how the targets stand."""
    if not found:
        return _("Planen har ingen resultatmål ennå.")
    number = ngettext("%(n)s resultatmål", "%(n)s resultatmål", len(found)) % {"n": len(found)}
    if plan.state not in states.RUNNING:
        return f"{number}."
    counts = status.counts(found.values())
    if counts["unmeasured"] == len(found):
        return _("%(number)s. Ingen av dem er målt ennå.") % {"number": number}
    said = [
        _("%(n)s nådd") % {"n": counts["reached"]},
        _("%(n)s i rute") % {"n": counts["on_track"]},
        _("%(n)s ikke nådd") % {"n": counts["missed"]},
    ]
    return _("%(number)s: %(said)s og %(rest)s ikke målt ennå.") % {
        "number": number,
        "said": ", ".join(said),
        "rest": counts["unmeasured"],
    }


@dataclass(frozen=True, slots=True)
class Section:
    """One focus area as it is shown: its number in the row, its place, factors by word and targets with their status."""

    number: int
    place: Place | None
    factors: list[tuple[Any, list[Place]]]
    rows: list[Row]


def _numbers(plan_tree: Tree, wanted: str) -> list[int]:
    """Which focus areas are asked for: one by its place in the row (1 …), or all; asked wrongly gives the first."""
    every = list(range(1, len(plan_tree.areas) + 1))
    if wanted == EVERYTHING:
        return every
    return [one for one in every if str(one) == wanted] or every[:1]


def _factors(area: Place) -> list[tuple[Any, list[Place]]]:
    """Success factors by how far they have come, the farthest first, those without a word last."""
    groups: list[tuple[Any, list[Place]]] = [
        (word.label, [one for one in area.factors if one.rating and one.rating.word == word])
        for word in reversed(FactorRating.Word)
    ]
    groups.append((_("Ikke vurdert"), [one for one in area.factors if one.rating is None]))
    return [(label, places) for label, places in groups if places]


def _sections(plan_tree: Tree, numbers: list[int], found: dict[int, Status], labels: list[str]) -> list[Section]:
    if not numbers:
        every = rows(plan_tree.all_targets(), found, labels)
        return [Section(0, None, [], every)] if every else []
    areas = [(number, plan_tree.areas[number - 1]) for number in numbers]
    return [Section(number, area, _factors(area), rows(area.all_targets(), found, labels)) for number, area in areas]


def facts(plan: Plan, standing: Standing, wanted: str) -> dict[str, Any]:
    """Everything the page of a plan shows."""
    plan_tree = tree.read(plan)
    found = status.of(plan_tree.all_targets(), standing, standing.day)
    numbers = _numbers(plan_tree, wanted)
    labels = columns(found.values())
    loose = rows(plan_tree.targets, found, labels) if plan_tree.areas and 1 in numbers else []
    year = standing.day.year
    has_unit_plans = UnitPlan.objects.visible_to(standing).filter(plan=plan, year=year).exists()
    return {
        "plan": plan,
        "record": plan.record,
        "tree": plan_tree,
        "numbers": numbers,
        "everything": EVERYTHING,
        "sections": _sections(plan_tree, numbers, found, labels),
        "lead": lead(plan, found),
        "columns": labels,
        "now": any(one.measured is not None for one in found.values()),
        "loose": loose,
        "words": FactorRating.Word.choices,
        "rated_year": year,
        "grid": coverage.grid(plan, year, standing) if has_unit_plans else None,
        "involvement": list(plan.involvement.all()),
        "next": plan.revisions.exclude(state=states.DROPPED)
        .filter(pk__in=Plan.objects.visible_to(standing))
        .select_related("record")
        .first(),
        "is_over": plan.state in states.RUNNING and plan.last_year < year,
        "parent": family.parent_of(plan, standing),
        "under": family.under(plan, standing),
        "due": revising.due(plan) if plan.state in states.RUNNING else None,
        "entries": plan.record.entries.filter(step__in=LIFE).select_related("by").order_by("-at", "-pk")[:LONGEST_LOG],
        **may(plan, standing),
    }


def may(plan: Plan, standing: Standing) -> dict[str, bool]:
    """Which steps this person may take on the plan now."""
    steps = (
        "edit",
        "drop",
        "take_up",
        "hand_over",
        "adopt",
        "publish",
        "revise",
        "expire",
        "involve",
        "start_unit_plan",
    )
    found = {f"may_{step}": getattr(policy, f"may_{step}")(standing, plan) for step in steps}
    running = plan.state in states.RUNNING
    return {**found, "may_rate": running and found["may_involve"]}
