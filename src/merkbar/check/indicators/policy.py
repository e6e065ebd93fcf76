"""Who may read, define and enter: questions that are answered yes or no.

Requirements 1.11: leaders of an area develop indicators with the quality roles; wards and HR enter; all who work there read.
"""

from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators.models import Adjustment, Annotation, Indicator, IndicatorTarget
from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit


def may_read(standing: Standing, indicator: Indicator) -> bool:
    """Whether the person sees it at all."""
    return Indicator.objects.visible_to(standing).filter(pk=indicator.pk).exists()


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


def may_enter_at(standing: Standing, unit: Unit) -> bool:
    """Whether the person may enter values for this unit."""
    return standing.covers(Right.ENTER_INDICATORS, unit.path)


@says(_("Bare den som fører inn tall her, kan skrive merknader."))
def may_annotate(standing: Standing, indicator: Indicator) -> bool:
    """Whether the person may write on the chart somewhere in what the indicator measures."""
    reach = standing.reach(Right.ENTER_INDICATORS)
    return any(
        indicator.record.unit.path.startswith(path) or path.startswith(indicator.record.unit.path)
        for path in reach.paths
    )


@says(_("Bare den som fører inn tall for enheten, kan ta bort merknaden."))
def may_erase(standing: Standing, annotation: Annotation) -> bool:
    """Whether the person may take a note off the chart."""
    return may_enter_at(standing, annotation.unit)


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
