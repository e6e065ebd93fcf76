"""One case: the reporter's words, the next step, has it happened before, what came of it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from merkbar.check.deviations import policy, similar, timeline, writes
from merkbar.check.deviations.escalation import reminders
from merkbar.check.deviations.forms_case import (
    AnswerForm,
    AssessForm,
    CausesForm,
    FinishForm,
    SendForm,
    StepForm,
    WhyForm,
)
from merkbar.check.deviations.models import Deviation, DeviationCause, HarmLevel
from merkbar.check.deviations.states import WrongState, can
from merkbar.check.deviations.writes.common import ANSWER_WITHIN
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.records import registries
from merkbar.ground.records.models import Link
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.records.writes import Stale

THANKS = gettext_lazy("Takk for at du meldte. ")


@require_GET
@door(policy.may_open, find=policy.find)
def case(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """The case as this person may see it; who only reported it is shown their report."""
    if not policy.may_read(me(request), deviation):
        return redirect("deviations:own_case", ref=deviation.record.reference)
    return case_page(request, deviation)


def case_page(request: HttpRequest, deviation: Deviation, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Show the case with its forms; a form that was refused comes back as it was typed."""
    standing = me(request)
    handles = policy.may_handle(standing, deviation)
    context = _facts(deviation, standing, handles=handles)
    if handles:
        context |= _forms(deviation, standing, context["causes"]) | forms
        context["problem"] = next((form for form in forms.values() if form.errors), None)
    return render(request, "deviations/case.html", context, status=status)


def _facts(deviation: Deviation, standing: Standing, *, handles: bool) -> dict[str, Any]:
    levels = {level.level: level for level in HarmLevel.objects.all()}
    harm = None if deviation.harm is None else levels.get(deviation.harm)
    feedback = list(deviation.feedback.select_related("by").exclude(mode="A"))
    return {
        "d": deviation,
        "handles": handles,
        "problem": None,
        "can": {step: can(step, deviation.state) for step in ("assess", "send", "merge", "finish", "reopen")},
        "answer_by": deviation.reported_at + ANSWER_WITHIN,
        "harm_word": harm.reporter_word or harm.name if harm else _("Vet ikke"),
        "levels": {level.level: level.name for level in levels.values()},
        "reminders": reminders(deviation) if handles else [],
        "causes": list(deviation.causes.select_related("cause")),
        "feedback": feedback,
        "timeline": timeline.lines(deviation, handles=handles),
        "similar": similar.similar_to(deviation, standing),
        "ends": list(deviation.counterparts.select_related("unit", "replied_by")),
        "redactions": deviation.redactions.select_related("by") if handles else [],
        "hits": find_personal(deviation.what) if handles else [],
        "panels": registries.panels(deviation.record, "actions", standing),
        "files": registries.panels(deviation.record, "files", standing),
        "thread": _thread(deviation, standing),
    }


def _thread(deviation: Deviation, standing: Standing) -> list[dict[str, Any]]:
    """The red thread: the pattern and what else this case is tied to."""
    links = list(Link.objects.filter(source=deviation.record_id).select_related("target").order_by("created_at"))
    cases = [link.target_id for link in links if link.to_kind == "deviation"]
    seen = set(Deviation.objects.visible_to(standing).filter(pk__in=cases).values_list("pk", flat=True))
    return [
        {"relation": link.relation, "record": link.target, "open": link.to_kind == "deviation"}
        for link in links
        if link.to_kind != "deviation" or link.target_id in seen
    ]


def _forms(deviation: Deviation, standing: Standing, causes: list[DeviationCause]) -> dict[str, Any]:
    seen = {"seen": deviation.record.version}
    suggested = similar.suggested_type(deviation, standing)
    assessed = {
        "kind": deviation.kind,
        "type": deviation.type_id or (suggested.code if suggested else ""),
        "harm_physical": deviation.harm_physical,
        "harm_psychological": deviation.harm_psychological,
        "potential": deviation.potential,
        "recurrence": deviation.recurrence,
        "consequences": deviation.consequences,
    }
    chosen: dict[str, str] = {}
    for number, link in enumerate(causes, start=1):
        chosen |= {f"cause{number}": link.cause_id, f"line{number}": link.line}
    finished = {"reason": deviation.close_reason_id, "weak_reason": deviation.weak_reason}
    return {
        "suggested": suggested,
        "assess": AssessForm(initial=assessed | seen, auto_id="v_%s"),
        "answer": AnswerForm(initial={"text": THANKS} | seen, auto_id="s_%s"),
        "causes_form": CausesForm(initial=chosen | {"held": deviation.held} | seen, auto_id="a_%s"),
        "finish": FinishForm(initial=finished | seen, auto_id="f_%s"),
        "send": SendForm(initial=seen, auto_id="e_%s"),
        "reopen": WhyForm(initial=seen, auto_id="g_%s"),
        "close": StepForm(initial=seen, auto_id="l_%s"),
        "may_close": can("close", deviation.state) and not registries.refusals(deviation.record, "close"),
    }


def take_step(
    request: HttpRequest, deviation: Deviation, *, form: StepForm, slot: str, do: Callable[[Any], Any], said: str
) -> HttpResponse:
    """Ask the form, do the step, tell what happened; anything refused comes back beside what was typed."""
    if not form.is_valid():
        return case_page(request, deviation, status=422, **{slot: form})
    try:
        do(form)
    except (Stale, WrongState) as stale:
        form.add_error(None, str(stale.sentence))
        return case_page(request, _again(deviation), status=409, **{slot: _with_version(form, deviation)})
    except ValidationError as refused:
        for sentence in refused.messages:
            form.add_error(None, sentence)
        return case_page(request, _again(deviation), status=422, **{slot: form})
    messages.success(request, said)
    return redirect("deviations:case", ref=deviation.record.reference)


def _version(deviation: Deviation) -> int:
    return int(type(deviation.record).objects.values_list("version", flat=True).get(pk=deviation.record_id))


def _with_version(form: StepForm, deviation: Deviation) -> StepForm:
    typed = cast(QueryDict, form.data).copy()
    typed["seen"] = str(_version(deviation))
    form.data = typed
    return form


def _again(deviation: Deviation) -> Deviation:
    """The case as it stands now, for a page that is shown again."""
    return Deviation.objects.select_related(
        "record__unit", "unit", "area", "type", "reporter", "close_reason", "pattern__record"
    ).get(pk=deviation.pk)


@require_POST
@door(policy.may_handle, find=policy.find)
def assess(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Does this fit?"""

    def do(form: AssessForm) -> None:
        writes.assess(by=me(request).person, deviation=deviation, seen=form.cleaned_data["seen"], **form.facts())

    form = AssessForm(request.POST, auto_id="v_%s")
    return take_step(request, deviation, form=form, slot="assess", do=do, said=_("Vurderingen er lagret."))


@require_POST
@door(policy.may_handle, find=policy.find)
def answer(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Answer the reporter."""

    def do(form: AnswerForm) -> None:
        writes.answer(
            by=me(request).person, deviation=deviation, text=form.cleaned_data["text"], seen=form.cleaned_data["seen"]
        )

    form = AnswerForm(request.POST, auto_id="s_%s")
    return take_step(request, deviation, form=form, slot="answer", do=do, said=_("Svaret er sendt til melder."))


@require_POST
@door(policy.may_handle, find=policy.find)
def set_causes(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Why did it happen?"""

    def do(form: CausesForm) -> None:
        data = form.cleaned_data
        writes.set_causes(
            by=me(request).person, deviation=deviation, causes=form.causes(), held=data["held"], seen=data["seen"]
        )

    form = CausesForm(request.POST, auto_id="a_%s")
    return take_step(request, deviation, form=form, slot="causes_form", do=do, said=_("Årsakene er lagret."))


@require_POST
@door(policy.may_handle, find=policy.find)
def finish(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Set the case to finished, if nothing refuses."""

    def do(form: FinishForm) -> None:
        writes.finish(by=me(request).person, deviation=deviation, **form.cleaned_data)

    form = FinishForm(request.POST, auto_id="f_%s")
    said = _("Saken er ferdig behandlet, og melder har fått beskjed.")
    return take_step(request, deviation, form=form, slot="finish", do=do, said=said)


@require_POST
@door(policy.may_handle, find=policy.find)
def close(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Close a case that waits for an effect which is known."""

    def do(form: StepForm) -> None:
        writes.close(by=me(request).person, deviation=deviation, seen=form.cleaned_data["seen"])

    form = StepForm(request.POST, auto_id="l_%s")
    return take_step(request, deviation, form=form, slot="close", do=do, said=_("Saken er lukket."))


@require_POST
@door(policy.may_handle, find=policy.find)
def reopen(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Take the case up again."""

    def do(form: WhyForm) -> None:
        writes.reopen(by=me(request).person, deviation=deviation, **form.cleaned_data)

    form = WhyForm(request.POST, auto_id="g_%s")
    return take_step(request, deviation, form=form, slot="reopen", do=do, said=_("Saken er tatt opp igjen."))


@require_POST
@door(policy.may_handle, find=policy.find)
def send(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Send the case to the right unit."""
    form = SendForm(request.POST, auto_id="e_%s")
    if not form.is_valid():
        return case_page(request, deviation, status=422, send=form)
    try:
        sent = writes.send(by=me(request).person, deviation=deviation, **form.cleaned_data)
    except (Stale, WrongState) as stale:
        form.add_error(None, str(stale.sentence))
        return case_page(request, _again(deviation), status=409, send=_with_version(form, deviation))
    except ValidationError as refused:
        form.add_error(None, refused)
        return case_page(request, deviation, status=422, send=form)
    messages.success(
        request, _("%(ref)s er sendt til %(unit)s.") % {"ref": sent.record.reference, "unit": sent.unit.short}
    )
    sees = policy.find(me(request), sent.record.reference)
    return redirect("deviations:case", ref=sent.record.reference) if sees else redirect("home")
