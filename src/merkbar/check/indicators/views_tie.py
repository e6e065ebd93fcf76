"""What measures a plan's target: a page to choose on, and what the target's own page shows of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.check.indicators import policy, writes
from merkbar.check.indicators.forms_tie import NEW, NONE, TieForm
from merkbar.check.indicators.models import Indicator, IndicatorTarget
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.forms import put_on
from merkbar.plan.goals.finding import find_target
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.policy import may_tend


@door(may_tend, find=find_target)
def choose(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """Choose the indicator that measures a target, or make a new one of what the target says."""
    standing, now = me(request), measuring(target)
    form = TieForm(
        request.POST if request.method == "POST" else None,
        indicators=offered(standing, target),
        may_make=policy.may_define_at(standing, target.record.unit),
        tied=now.code if now else "",
    )
    if form.is_bound and form.is_valid():
        try:
            return _chosen(request, target, form.cleaned_data["indicator"])
        except ValidationError as wrong:
            put_on(form, wrong)
    facts = {"target": target, "form": form, "now": now}
    return render(request, "indicators/tie.html", facts, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, target: ResultTarget, code: str) -> HttpResponse:
    """Do as chosen, and go to where there is something to do next."""
    by = me(request).person
    if code == NEW:
        writes.tie(by=by, target=target, indicator=None)
        made = writes.measure(by=by, target=target).indicator
        messages.success(request, _("Indikatoren %(code)s er laget. Se over hvordan den måles.") % {"code": made.code})
        return redirect("indicators:edit", made.code)
    chosen = None if code == NONE else Indicator.objects.visible_to(me(request)).get(code=code)
    writes.tie(by=by, target=target, indicator=chosen)
    said = _("Ingen indikator måler målet nå.") if chosen is None else _("Målet måles av %(code)s.")
    messages.success(request, said % ({"code": chosen.code} if chosen else {}))
    return redirect("goals:target", target.record.reference)


def measuring(target: ResultTarget) -> Indicator | None:
    """Find the indicator that measures a target."""
    tied = IndicatorTarget.objects.select_related("indicator__record__unit").filter(result_target=target).first()
    return tied.indicator if tied else None


def offered(standing: Standing, target: ResultTarget) -> list[Indicator]:
    """Give indicators in use in the plan's line that the person decides over."""
    top = target.record.unit.path
    seen = Indicator.objects.visible_to(standing).in_use().select_related("record__unit").order_by("code")
    lines = [one for one in seen if one.record.unit.path.startswith(top) or top.startswith(one.record.unit.path)]
    return [one for one in lines if policy.may_edit(standing, one)]
