"""Who may read, define and enter: questions that are answered yes or no.

Requirements 1.11: leaders of an area develop indicators with the quality roles; wards and HR enter; all who work there read.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators.models import Adjustment, Annotation, Indicator, IndicatorTarget
from merkbar.check.indicators.models.reach import answered_for, answers_for
from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit


def may_read(standing: Standing, indicator: Indicator) -> bool:
    """Whether the person sees it at all: it is measured in their line, or they own or deliver it. As `visible_to` asks."""
    top = indicator.record.unit.path
    paths = standing.reach(Right.READ_INDICATORS).paths
    return any(top.startswith(path) or path.startswith(top) for path in paths) or answers_for(standing, indicator)


def may_define(standing: Standing) -> bool:
    """Whether the person may start a new indicator anywhere."""
    return standing.may(Right.EDIT_INDICATORS)


def may_define_at(standing: Standing, unit: Unit) -> bool:
    """Whether the person may start a new indicator that is measured in this unit."""
    return standing.covers(Right.EDIT_INDICATORS, unit.path)


@says(_("Bare den som leder området, eller en kvalitetsrolle i linjen kan endre hva som måles."))
def may_edit(standing: Standing, indicator: Indicator) -> bool:
    """Whether the person may change the definition, its targets and how its series are read."""
    return standing.covers(Right.EDIT_INDICATORS, indicator.record.unit.path)


def may_enter(standing: Standing) -> bool:
    """Whether the person may enter values anywhere."""
    return standing.may(Right.ENTER_INDICATORS)


def may_enter_at(standing: Standing, indicator: Indicator, unit: Unit) -> bool:
    """Whether the person may enter this indicator's values for this unit: the unit is theirs, or the indicator is."""
    inside = unit.path.startswith(indicator.record.unit.path)
    return standing.covers(Right.ENTER_INDICATORS, unit.path) or (
        inside and answers_for(standing, indicator, Right.ENTER_INDICATORS)
    )


def units_to_enter(standing: Standing) -> QuerySet[Unit]:
    """Units the person may enter something for: their own, and all in which what they own or deliver is measured."""
    mine = Indicator.objects.in_use().filter(answered_for(standing, Right.ENTER_INDICATORS))
    tops = mine.values_list("record__unit__path", flat=True).distinct()
    return Unit.objects.on(standing.day).under(*standing.reach(Right.ENTER_INDICATORS).paths, *tops)


@says(_("Bare den som fører inn tall her, kan skrive merknader."))
def may_annotate(standing: Standing, indicator: Indicator) -> bool:
    """Whether the person may write on the chart somewhere in what the indicator measures."""
    top, reach = indicator.record.unit.path, standing.reach(Right.ENTER_INDICATORS)
    measured_here = any(top.startswith(path) or path.startswith(top) for path in reach.paths)
    return measured_here or answers_for(standing, indicator, Right.ENTER_INDICATORS)


@says(_("Bare den som fører inn tall for enheten, kan rette merknaden eller ta den bort."))
def may_change_note(standing: Standing, annotation: Annotation) -> bool:
    """Whether the person may correct a note, or take it off the chart."""
    return may_enter_at(standing, annotation.indicator, annotation.unit)


@says(_("Bare den som leder området, eller en kvalitetsrolle i linjen kan endre hva som måles."))
def may_edit_part(standing: Standing, part: IndicatorTarget | Adjustment) -> bool:
    """Whether the person may take away a target or an adjustment."""
    return may_edit(standing, part.indicator)


@says(_("Bare den som leder i linjen, eller følger opp der, kan be om en forklaring."))
def may_ask(standing: Standing, indicator: Indicator) -> bool:
    """Whether the person follows up somewhere in what the indicator measures."""
    top = indicator.record.unit.path
    return any(top.startswith(path) or path.startswith(top) for path in standing.reach(Right.FOLLOW_ACTIONS).paths)


def may_ask_at(standing: Standing, unit: Unit) -> bool:
    """Whether the person follows up in this unit."""
    return standing.covers(Right.FOLLOW_ACTIONS, unit.path)
