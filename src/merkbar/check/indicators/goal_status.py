"""How a plan's targets stand, said by the indicators that measure them: two questions to the database, whatever the number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from merkbar.check.indicators import judging, periods, readings
from merkbar.check.indicators.models import Indicator, IndicatorTarget, Measurement, Shape
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.norwegian import dmy
from merkbar.plan.goals.figures import number, sentence_of
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.status import Status

YEARS_SHOWN: Final = 3
"""Years before this one whose figures are shown beside the target."""


def of(targets: Sequence[ResultTarget], standing: Standing | None, day: dt.date) -> dict[int, Status]:
    """Judge each target that an indicator measures. What a plan promises, everybody who reads the plan sees the answer to."""
    wanted = {target.pk: target for target in targets}
    ties = IndicatorTarget.objects.filter(result_target__in=wanted).select_related("indicator__record__unit")
    return of_ties([(wanted[tie.result_target_id], tie) for tie in ties if tie.result_target_id is not None], day)


def of_ties(ties: Sequence[tuple[ResultTarget, IndicatorTarget]], day: dt.date) -> dict[int, Status]:
    """Judge targets by the indicators they are tied to, in one question."""
    rows: dict[int, list[readings.Row]] = defaultdict(list)
    measured = Measurement.objects.current().filter(
        indicator__in={tie.indicator_id for _target, tie in ties},
        period__range=(dt.date(day.year - YEARS_SHOWN, 1, 1), day),
    )
    for pk, *facts in measured.order_by().values_list(*readings.ROW):
        rows[pk].append(readings.Row(*facts))
    return {target.pk: status_of(target, tie, rows[tie.indicator_id], day) for target, tie in ties}


def status_of(target: ResultTarget, tie: IndicatorTarget, rows: Sequence[readings.Row], day: dt.date) -> Status:
    """Judge one target by the rows of its indicator."""
    indicator = tie.indicator
    found = readings.readings_of(readings.points_of(indicator, rows))
    aim = judging.Aim(
        comparator=target.comparator,
        value=target.value,
        period=target.period,
        deadline=target.deadline,
        per_unit=target.per_unit,
        baseline=target.baseline if target.baseline is not None else tie.baseline,
        baseline_day=tie.baseline_day,
        value_to=target.value_to,
    )
    judged = judging.judge(aim, found, **shape_of(indicator), day=day)
    return Status(
        judged.word,
        judged.measured,
        judged.period,
        _sentence(target, indicator, judged),
        _before(indicator, found, day),
    )


def shape_of(indicator: Indicator) -> dict[str, Any]:
    """Give what the judgement needs to know of an indicator."""
    return {
        "shape": indicator.shape,
        "per": indicator.per,
        "cadence": indicator.cadence,
        "cumulative": indicator.cumulative,
    }


def _before(indicator: Indicator, found: Sequence[judging.Reading], day: dt.date) -> tuple[tuple[str, Decimal], ...]:
    """One figure for each earlier year that has any."""
    shown = []
    for year in range(day.year - YEARS_SHOWN, day.year):
        inside = [one for one in found if one.period.year == year]
        value = judging.whole(indicator.shape, indicator.per, inside)
        if value is not None:
            shown.append((str(year), rounded(indicator, value)))
    return tuple(shown)


def rounded(indicator: Indicator, value: Decimal) -> Decimal:
    """Give a value with the decimals that are shown."""
    return value.quantize(Decimal(1).scaleb(-indicator.decimals))


def _sentence(target: ResultTarget, indicator: Indicator, judged: judging.Judged) -> str:
    if judged.measured is None:
        if indicator.measured_from:
            return _("Måles fra %(period)s.") % {"period": periods.name("month", indicator.measured_from)}
        return _("Ingen tall ennå for denne perioden.")
    part, whole = (number(count) for count in judged.counts or (Decimal(0), Decimal(0)))
    facts = {
        "value": _value(indicator, judged.measured),
        "period": judged.period,
        "target": sentence_of(target, tell=_),
        "deadline": dmy(target.deadline) if target.deadline else "",
        "part": part,
        "whole": whole,
    }
    return _told(target, indicator, judged, with_target=bool(facts["target"])) % facts


def _told(target: ResultTarget, indicator: Indicator, judged: judging.Judged, *, with_target: bool) -> str:
    """Choose the sentence."""
    if indicator.shape == Shape.DONE:
        return _("Gjort i %(period)s.") if (judged.measured or 0) >= 1 else _("Ikke gjort i %(period)s.")
    if target.per_unit and judged.counts:
        return _("%(part)s av %(whole)s i %(period)s. Målet gjelder hver av dem.")
    if not with_target:
        return _("%(value)s i %(period)s. Målet har ikke noe tall ennå.")
    if target.deadline:
        return _("%(value)s i %(period)s. Målet er %(target)s innen %(deadline)s.")
    return _("%(value)s i %(period)s. Målet er %(target)s.")


def _value(indicator: Indicator, measured: Decimal) -> str:
    """Say a value; a bare count leaves the noun to the target beside it."""
    unit = "" if indicator.shape == Shape.COUNT else indicator.unit_word
    return f"{number(rounded(indicator, measured))} {unit}".strip()
