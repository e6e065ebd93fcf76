"""Plans as sheets to take away: the targets of a plan, and the measures of the units' action plans."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from merkbar.ground.access.standing import Standing
from merkbar.plan.goals import coverage, status, tree
from merkbar.plan.goals.figures import COMPARES
from merkbar.plan.goals.models import Plan, ResultTarget, UnitPlanLine


def target_headings() -> list[str]:
    """Name the columns of the targets."""
    return [
        _("Kode"),
        _("Satsingsområde"),
        _("Resultatmål"),
        _("Ordrett fra planen"),
        _("Sammenligning"),
        _("Tall"),
        _("Til og med"),
        _("Måleenhet"),
        _("Regnes per"),
        _("Frist"),
        _("Hver enhet"),
        _("Målbar"),
        _("Måles i stedet med"),
        _("Må avklares"),
        _("Målt"),
        _("Periode"),
        _("Status"),
        _("Nummer"),
    ]


def target_lines(plan: Plan, standing: Standing) -> Iterator[list[Any]]:
    """One line a target, in reading order."""
    plan_tree = tree.read(plan)
    found = status.of(plan_tree.all_targets(), standing, standing.day)
    homes = {target.pk: area.node.title for area in plan_tree.areas for target in area.all_targets()}
    for target in plan_tree.all_targets():
        one = found[target.pk]
        yield [
            target.code,
            homes.get(target.pk, ""),
            target.text,
            target.quote,
            _compared(target),
            float(target.value) if target.value is not None else None,
            float(target.value_to) if target.value_to is not None else None,
            target.unit_text,
            target.get_period_display(),
            target.deadline,
            target.per_unit,
            target.get_measurable_display(),
            target.proxy,
            "; ".join(target.questions),
            float(one.measured) if one.measured is not None else None,
            one.period,
            str(one.name),
            target.record.reference,
        ]


def _compared(target: ResultTarget) -> str:
    """The comparison in a word, and its sign when it has one."""
    word = target.get_comparator_display()
    return f"{word} ({target.comparator})" if target.comparator in COMPARES else word


def line_headings() -> list[str]:
    """Name the columns of the measures."""
    return [
        _("Enhet"),
        _("Satsingsområde"),
        _("Hva vil dere oppnå"),
        _("Tiltak"),
        _("Ansvarlig"),
        _("Frist"),
        _("Status"),
        _("Hele området"),
        _("Tiltaksnummer"),
    ]


def line_lines(plan: Plan, year: int, standing: Standing) -> Iterator[list[Any]]:
    """One line a measure, unit by unit."""
    known = UnitPlanLine.objects.visible_to(standing).alive().filter(unit_plan__plan=plan, unit_plan__year=year)
    ordered = known.select_related("unit_plan__unit", "focus_area", "responsible", "action")
    for line in ordered.order_by("unit_plan__unit__path", "focus_area__order", "order", "pk"):
        yield [
            line.unit_plan.unit.name,
            line.focus_area.title,
            line.goal,
            line.what,
            line.responsible.name,
            line.deadline,
            str(coverage.WORDS[coverage.progress(line, standing.day)]),
            line.area_wide,
            line.action.reference if line.action else "",
        ]
