"""Units × focus areas: has each unit a measure for each area (R202)? And how the measures stand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.records.models import StateGroup
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.models import Level, Node, Plan, UnitPlan, UnitPlanLine

WORDS: Final[dict[str, Promise]] = {
    "done": _("gjort"),
    "on_time": _("i rute"),
    "late": _("over fristen"),
    "stopped": _("stoppet"),
}


def progress(line: UnitPlanLine, day: dt.date) -> str:
    """How a measure stands on `day`: a key of WORDS. What nobody follows up yet is judged by its deadline alone."""
    group = line.action.state_group if line.action else StateGroup.OPEN
    if group == StateGroup.VOID:
        return "stopped"
    if group in {StateGroup.DONE, StateGroup.WAITING}:
        return "done"
    return "late" if line.deadline < day else "on_time"


def tally(lines: Iterable[UnitPlanLine], day: dt.date) -> dict[str, int]:
    """Count measures by how they stand; words that none has are 0."""
    found = [progress(line, day) for line in lines]
    return {word: found.count(word) for word in WORDS}


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit and one focus area: how many measures, and how many of them are late."""

    area: Node
    number: int
    late: int


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, its action plan if there is one, and a cell a focus area."""

    unit: Unit
    unit_plan: UnitPlan | None
    cells: list[Cell]

    @property
    def missing(self) -> list[Node]:
        """Focus areas without a measure."""
        return [cell.area for cell in self.cells if not cell.number]


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole of it for one plan and year. `counts` are measures by how they stand."""

    year: int
    areas: list[Node]
    rows: list[Row]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Cells in all."""
        return len(self.rows) * len(self.areas)

    @property
    def filled(self) -> int:
        """Cells with at least one measure."""
        return sum(1 for row in self.rows for cell in row.cells if cell.number)

    @property
    def measures(self) -> int:
        """Measures in all."""
        return sum(self.counts.values())

    @property
    def started(self) -> int:
        """Units that have an action plan."""
        return sum(1 for row in self.rows if row.unit_plan)


def units_of(plan: Plan, standing: Standing) -> list[Unit]:
    """The units that make action plans: those below the plan's own unit with none below themselves, within reach."""
    below = Unit.objects.on(standing.day).filter(parent=OuterRef("pk"))
    reach = standing.reach(Right.READ_PLANS).paths
    inside = Unit.objects.under(plan.record.unit.path).on(standing.day).filter(~Exists(below))
    return list(inside.filter(pk__in=units_within(reach)).order_by("path"))


def grid(plan: Plan, year: int, standing: Standing) -> Grid:
    """Fill the grid with what this person may see: four queries, whatever the size."""
    areas = list(Node.objects.visible_to(standing).alive().filter(plan=plan, level=Level.FOCUS_AREA))
    plans = UnitPlan.objects.visible_to(standing).filter(plan=plan, year=year).select_related("record", "unit")
    made = {unit_plan.unit_id: unit_plan for unit_plan in plans}
    lines = list(
        UnitPlanLine.objects.visible_to(standing)
        .alive()
        .filter(unit_plan__plan=plan, unit_plan__year=year)
        .select_related("action", "unit_plan")
    )
    cells: dict[tuple[int, int], list[UnitPlanLine]] = defaultdict(list)
    for line in lines:
        cells[line.unit_plan.unit_id, line.focus_area_id].append(line)
    units = units_of(plan, standing)
    known = {unit.pk for unit in units}
    units += [unit_plan.unit for unit_plan in made.values() if unit_plan.unit_id not in known]
    rows = [Row(unit, made.get(unit.pk), _cells(areas, cells, unit, standing.day)) for unit in units]
    return Grid(year, areas, rows, tally(lines, standing.day))


def _cells(areas: list[Node], lines: dict[tuple[int, int], list[UnitPlanLine]], unit: Unit, day: dt.date) -> list[Cell]:
    found = []
    for area in areas:
        here = lines[unit.pk, area.pk]
        found.append(Cell(area, len(here), tally(here, day)["late"]))
    return found


def covered(plan: Plan, year: int, path: str) -> tuple[int, int]:
    """Cells with a measure and cells in all below a path, for everybody: a figure without names (M37)."""
    below = Unit.objects.filter(parent=OuterRef("pk"), valid_to__isnull=True)
    units = Unit.objects.under(plan.record.unit.path).filter(~Exists(below), Q(valid_to__isnull=True))
    units = units.filter(path__startswith=path)
    areas = Node.objects.alive().filter(plan=plan, level=Level.FOCUS_AREA).count()
    lines = UnitPlanLine.objects.alive().filter(unit_plan__plan=plan, unit_plan__year=year, unit_plan__unit__in=units)
    return lines.values("unit_plan__unit", "focus_area").distinct().count(), areas * units.count()
