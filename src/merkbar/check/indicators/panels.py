"""What a plan's target shows of the indicator that measures it."""

from typing import Any

from django.template.loader import render_to_string

from merkbar.check.indicators import policy
from merkbar.check.indicators.models import IndicatorTarget
from merkbar.ground.access.standing import Standing
from merkbar.ground.records.models import Record
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.policy import may_tend


def of_target(record: Record, standing: Standing) -> str:
    """Show the way to the curve, and for whoever decides how the target is measured the way to choose."""
    tied = IndicatorTarget.objects.select_related(
        "indicator__record__unit", "indicator__supplier", "indicator__owner_post"
    )
    found = tied.filter(result_target=record.pk).first()
    target = ResultTarget.objects.visible_to(standing).select_related("plan__record__unit").get(pk=record.pk)
    facts: dict[str, Any] = {
        "record": record,
        "indicator": found.indicator if found and policy.may_read(standing, found.indicator) else None,
        "is_tied": found is not None,
        "may_choose": may_tend(standing, target) and target.removed_at is None,
    }
    return render_to_string("indicators/_of_target.html", facts)
