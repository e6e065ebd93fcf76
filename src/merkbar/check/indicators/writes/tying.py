"""Which indicator measures a plan's target: chosen, changed or let go. The plan's own comparator and value hold."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.check.indicators.models import Indicator, IndicatorTarget
from merkbar.check.indicators.writes.defining import aim
from merkbar.ground.people.models import Person
from merkbar.ground.records.writes import note
from merkbar.ground.trail.write import write
from merkbar.plan.goals.models import ResultTarget


@write
def tie(*, by: Person | None, target: ResultTarget, indicator: Indicator | None) -> None:
    """Let this indicator measure the target from now on, instead of the one before; None: nobody does.

    The indicator before stays with its numbers; the baseline that was written for the target goes with it.
    """
    ResultTarget.objects.select_for_update(of=("self",)).get(pk=target.pk)
    before = IndicatorTarget.objects.select_related("indicator__record").filter(result_target=target).first()
    if indicator is not None and not indicator.active:
        raise ValidationError(_("Indikatoren er ikke i bruk lenger. Velg en annen."))
    if before and before.indicator_id == (indicator.pk if indicator else None):
        return
    if before:
        note(record=before.indicator.record, by=by, step="drop_aim", text=target.record.title)
        before.delete()
    if indicator is None:
        note(record=target.record, by=by, step="tie", text=_("Ingen indikator måler målet"))
        return
    told = _("Måles av %(code)s %(title)s") % {"code": indicator.code, "title": indicator.record.title}
    note(record=target.record, by=by, step="tie", text=told)
    aim(
        by=by,
        indicator=indicator,
        result_target=target,
        baseline=before.baseline if before else target.baseline,
        baseline_day=before.baseline_day if before else None,
    )
