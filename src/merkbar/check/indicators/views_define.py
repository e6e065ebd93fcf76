"""Define an indicator, change it, draw its targets, and say how its series are read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from merkbar.check.indicators import policy, writes
from merkbar.check.indicators.forms import AdjustForm, AimForm, IndicatorForm
from merkbar.check.indicators.models import Adjustment, Indicator, IndicatorTarget
from merkbar.check.indicators.models.reach import above
from merkbar.check.indicators.views import find
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right, roles_with
from merkbar.ground.people.models import Post
from merkbar.ground.records.writes import Stale
from merkbar.ground.ui.forms import put_on
from merkbar.ground.units.models import Unit

NOT_FACTS = ("code", "title", "unit")


@door(policy.may_define)
def new(request: HttpRequest) -> HttpResponse:
    """Start an indicator."""
    form = IndicatorForm(
        request.POST if request.method == "POST" else None,
        units=_units(me(request)),
        posts=owners(me(request), *me(request).reach(Right.EDIT_INDICATORS).paths),
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        facts = {name: value for name, value in said.items() if name not in NOT_FACTS}
        unit = Unit.objects.get(code=said["unit"])
        try:
            made = writes.define(by=me(request).person, code=said["code"], title=said["title"], unit=unit, **facts)
        except ValidationError as wrong:
            put_on(form, wrong)
        else:
            messages.success(request, _("Indikatoren %(code)s er lagret.") % {"code": made.code})
            return redirect("indicators:edit", made.code)
    return render(request, "indicators/define.html", {"form": form}, status=422 if form.errors else 200)


@door(policy.may_edit, find=find)
def edit(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Change the definition; its targets and how it is read stand below."""
    form = _form(request, indicator, posted=request.method == "POST")
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        facts = {name: value for name, value in said.items() if name not in NOT_FACTS}
        seen = request.POST.get("seen", "")
        try:
            writes.edit(
                by=me(request).person,
                indicator=indicator,
                seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0,  # noqa: PLR2004 - a version
                title=said["title"],
                **facts,
            )
        except Stale:
            form.add_error(None, Stale.sentence)
        except ValidationError as wrong:
            put_on(form, wrong)
        else:
            messages.success(request, _("Endringen er lagret."))
            return redirect("indicators:edit", indicator.code)
    return _show(request, indicator, form, AimForm(), AdjustForm())


def _form(request: HttpRequest, indicator: Indicator, *, posted: bool) -> IndicatorForm:
    unit = indicator.record.unit
    form = IndicatorForm(
        request.POST if posted else None,
        initial=_written(indicator),
        units=[(unit.code, unit.name)],
        posts=owners(me(request), unit.path, keep=indicator.owner_post_id),
        known_source=indicator.source_code,
    )
    for fixed in ("code", "unit"):
        del form.fields[fixed]
    return form


def _written(indicator: Indicator) -> dict[str, Any]:
    """Give what the form shows of an indicator."""
    known = {name: getattr(indicator, name) for name in IndicatorForm.base_fields if hasattr(indicator, name)}
    return {**known, "title": indicator.record.title, "unit": indicator.record.unit.code}


def _show(
    request: HttpRequest, indicator: Indicator, form: IndicatorForm, aim_form: AimForm, adjust_form: AdjustForm
) -> HttpResponse:
    fresh = Indicator.objects.visible_to(me(request)).select_related("record__unit").get(pk=indicator.pk)
    facts: dict[str, Any] = {
        "form": form,
        "indicator": fresh,
        "aim_form": aim_form,
        "adjust_form": adjust_form,
        "targets": fresh.targets.select_related("result_target__record"),
        "adjustments": fresh.adjustments.select_related("unit", "made_by"),
    }
    wrong = form.errors or aim_form.errors or adjust_form.errors
    return render(request, "indicators/define.html", facts, status=422 if wrong else 200)


@require_POST
@door(policy.may_edit, find=find)
def aim(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Draw a target or a line to compare with."""
    form = AimForm(request.POST)
    if form.is_valid():
        try:
            writes.aim(by=me(request).person, indicator=indicator, **form.cleaned_data)
        except ValidationError as wrong:
            put_on(form, wrong)
        else:
            messages.success(request, _("Streken er tegnet."))
            return redirect("indicators:edit", indicator.code)
    return _show(request, indicator, _form(request, indicator, posted=False), form, AdjustForm())


@require_POST
@door(policy.may_edit, find=find)
def adjust(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Freeze the limits, begin a new part, or leave a point out."""
    form = AdjustForm(request.POST)
    if form.is_valid():
        try:
            writes.adjust(by=me(request).person, indicator=indicator, **form.cleaned_data)
        except ValidationError as wrong:
            put_on(form, wrong)
        else:
            messages.success(request, _("Kurven leses nå slik."))
            return redirect("indicators:edit", indicator.code)
    return _show(request, indicator, _form(request, indicator, posted=False), AimForm(), form)


def find_target(standing: Standing, code: str, pk: int) -> IndicatorTarget | None:
    """Find a line drawn on an indicator one sees; those of a plan are changed in the plan."""
    indicator = find(standing, code)
    drawn = IndicatorTarget.objects.select_related("indicator__record__unit").filter(indicator=indicator, pk=pk)
    return drawn.filter(result_target=None).first() if indicator else None


def find_adjustment(standing: Standing, code: str, pk: int) -> Adjustment | None:
    """Find an adjustment of an indicator one sees."""
    indicator = find(standing, code)
    made = Adjustment.objects.select_related("indicator__record__unit").filter(indicator=indicator, pk=pk)
    return made.first() if indicator else None


@require_POST
@door(policy.may_edit_part, find=find_target)
def drop_aim(request: HttpRequest, target: IndicatorTarget) -> HttpResponse:
    """Take a line away."""
    code = target.indicator.code
    writes.drop_aim(by=me(request).person, target=target)
    messages.success(request, _("Streken er tatt bort."))
    return redirect("indicators:edit", code)


@require_POST
@door(policy.may_edit_part, find=find_adjustment)
def withdraw(request: HttpRequest, adjustment: Adjustment) -> HttpResponse:
    """Read the series as before."""
    code = adjustment.indicator.code
    writes.withdraw(by=me(request).person, adjustment=adjustment)
    messages.success(request, _("Kurven leses som før."))
    return redirect("indicators:edit", code)


def owners(standing: Standing, *tops: str, keep: int | None = None) -> QuerySet[Post]:
    """Posts that may own an indicator: whoever enters figures in these units, in the line above, or for everybody (HR).

    `keep` is the post that owns it already.
    """
    entering = Post.objects.on(standing.day).filter(role__in=roles_with(Right.ENTER_INDICATORS), deputy_for=None)
    line = Q(role__leads=False, role__in=roles_with(Right.EDIT_INDICATORS))
    for top in tops:
        line |= Q(unit__path__startswith=top) | above(top, "unit__path")
    known = Post.objects.filter(Q(pk__in=entering.filter(line)) | Q(pk=keep))
    return known.select_related("person", "role", "unit").order_by("unit__path", "role__title", "person__name")


def _units(standing: Standing) -> list[tuple[str, str]]:
    reach = standing.reach(Right.EDIT_INDICATORS).paths
    units = Unit.objects.on(standing.day).filter(pk__in=units_within(reach)).order_by("path")
    return [(unit.code, unit.name) for unit in units]
