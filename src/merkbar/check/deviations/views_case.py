"""One case: the reporter's words, the next step, has it happened before, what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from merkbar.check.deviations import parts, policy, similar, timeline, unsaved, writes
from merkbar.check.deviations.escalation import reminders
from merkbar.check.deviations.forms_case import (
    AnswerForm,
    AssessForm,
    CausesForm,
    CloseForm,
    FinishForm,
    ReopenForm,
    SendForm,
)
from merkbar.check.deviations.forms_step import StepForm
from merkbar.check.deviations.kinds import finished_words
from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.models import Deviation, DeviationCause, Feedback
from merkbar.check.deviations.states import WrongState, can
from merkbar.check.deviations.suggest import suggested_type
from merkbar.check.deviations.writes.common import ANSWER_WITHIN
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.notices.coming import has_come
from merkbar.ground.records import registries
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.records.writes import Stale

CAN = ("assess", "answer", "send", "merge", "finish", "reopen")
BOTH = ["GET", "POST"]
FOUND = 302
THANKS = gettext_lazy("Takk for at du meldte. ")


@require_GET
@door(policy.may_open, find=policy.find)
def case(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """The case as this person may see it; who only reported it is shown their report."""
    if not policy.may_read(me(request), deviation):
        return redirect("deviations:own_case", ref=deviation.record.reference)
    has_come(request, deviation.record, hidden=policy.stays_hidden(me(request), deviation))
    return case_page(request, deviation)


def case_page(
    request: HttpRequest,
    deviation: Deviation,
    *,
    refused: StepForm | None = None,
    beside: dict[str, StepForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the case with its forms; one that was refused, and what was typed beside it, come back as they were typed."""
    standing = me(request)
    handles = policy.may_handle(standing, deviation)
    context = _facts(deviation, standing, handles=handles)
    if handles:
        typed = unsaved.kept(request, deviation) if beside is None else beside
        context |= _forms(deviation, standing, context["causes"]) | typed | {"waiting": bool(typed)}
        context["seen"] = deviation.record.version
    if handles and refused is not None:
        context |= {refused.slot: refused, "problem": refused, "seen": refused["seen"].value()}
        context["left"] = _left([refused, *typed.values()], deviation)
    return render(request, "deviations/case.html", context, status=status)


def _left(forms: list[StepForm], deviation: Deviation) -> list[str]:
    """What was typed for steps that the case has left behind: there is no form to show it in any more."""
    gone = [form for form in forms if form.step and not can(form.step, deviation.state)]
    return [text for form in gone for name in form.texts() if (text := form.data.get(name, "").strip())]


def _facts(deviation: Deviation, standing: Standing, *, handles: bool) -> dict[str, Any]:
    harm = next((harm for harm in lists().harms if harm.level == deviation.harm), None)
    return {
        "d": deviation,
        "handles": handles,
        "problem": None,
        "can": {step: can(step, deviation.state) for step in CAN},
        "answer_by": deviation.reported_at + ANSWER_WITHIN,
        "harm_word": harm.reporter_word or harm.name if harm else _("Vet ikke"),
        "finished": finished_words(deviation.state),
        "reminders": reminders(deviation) if handles else [],
        "causes": parts.causes_of(deviation.pk),
        "feedback": parts.messages_of(deviation.pk),
        "timeline": timeline.lines(deviation, handles=handles),
        "similar": similar.similar_to(deviation, standing),
        "ends": parts.ends_of(deviation.pk),
        "redactions": parts.redactions_of(deviation.pk) if handles else [],
        "hits": find_personal(deviation.what) if handles else [],
        "panels": registries.panels(deviation.record, "actions", standing),
        "files": registries.panels(deviation.record, "files", standing),
        "steps": registries.panels(deviation.record, "thread", standing),
        "thread": _thread(deviation, standing),
    }


def _thread(deviation: Deviation, standing: Standing) -> list[dict[str, Any]]:
    """The red thread: the pattern and what else this case is tied to."""
    links = parts.links_of(deviation.pk)
    cases = [link.target_id for link in links if link.to_kind == "deviation"]
    visible = Deviation.objects.visible_to(standing).filter(pk__in=cases)
    seen = set(visible.values_list("pk", flat=True)) if cases else set()
    return [
        {"relation": link.relation, "record": link.target, "open": link.to_kind == "deviation"}
        for link in links
        if link.to_kind != "deviation" or link.target_id in seen
    ]


def _forms(deviation: Deviation, standing: Standing, causes: list[DeviationCause]) -> dict[str, Any]:
    suggested = suggested_type(deviation)
    assessed = {
        "kind": deviation.kind,
        "type": deviation.type_id or (suggested.code if suggested else ""),
        "harm_physical": _suggested_harm(deviation),
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
        "harm_suggested": deviation.harm_physical is None is deviation.harm_psychological
        and deviation.harm is not None,
        "assess": AssessForm(initial=assessed),
        "answer": AnswerForm(initial={"text": "" if deviation.answered_at else THANKS}),
        "causes_form": CausesForm(initial=chosen | {"held": deviation.held}),
        "finish": FinishForm(initial=finished),
        "send": SendForm(),
        "reopen": ReopenForm(),
        "may_close": can("close", deviation.state) and not registries.refusals(deviation.record, "close"),
    }


def _suggested_harm(deviation: Deviation) -> int | None:
    """Physical harm as judged; until somebody has judged, what the reporter said."""
    return deviation.harm_level if deviation.harm_psychological is None else deviation.harm_physical


def take_step(
    request: HttpRequest,
    deviation: Deviation,
    kind: type[StepForm],
    *,
    do: Callable[[Any], Any],
    said: Callable[[Any], str],
) -> HttpResponse:
    """Ask the form, do the step, tell what happened where it happened; anything refused comes back beside what was typed."""
    if request.method != "POST":
        return redirect("deviations:case", ref=deviation.record.reference)
    form, beside = kind(request.POST), unsaved.beside(request.POST, kind.slot)
    if form.is_valid() and (done := _done(form, do)):
        unsaved.keep(request, deviation, beside)
        place = "" if kind is SendForm else kind.slot
        messages.success(request, said(done), extra_tags=place)
        page = reverse("deviations:case", args=[deviation.record.reference])
        return redirect(f"{page}#lagret" if place else page)
    now = _again(deviation)
    if form.stale:
        form.renew(now.record.version)
    return case_page(request, now, refused=form, beside=beside, status=409 if form.stale else 422)


def _done(form: StepForm, do: Callable[[Any], Any]) -> Any:
    """Take the step; what refuses it becomes a sentence on the form."""
    try:
        return do(form)
    except (Stale, WrongState) as moved_on:
        form.stale = True
        form.add_error(None, str(moved_on.sentence))
    except ValidationError as refused:
        for sentence in refused.messages:
            form.add_error(None, sentence)
    return None


def _again(deviation: Deviation) -> Deviation:
    """The case as it stands now, for a page that is shown again."""
    return Deviation.objects.select_related(
        "record__unit", "unit", "area", "type", "reporter", "close_reason", "pattern__record"
    ).get(pk=deviation.pk)


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def assess(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Does this fit?"""

    def do(form: AssessForm) -> Deviation:
        seen = form.cleaned_data["seen"]
        return writes.assess(by=me(request).person, deviation=deviation, seen=seen, **form.facts())

    return take_step(request, deviation, AssessForm, do=do, said=lambda _case: _("Vurderingen er lagret."))


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def answer(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Answer the reporter."""

    def do(form: AnswerForm) -> Feedback:
        return writes.answer(by=me(request).person, deviation=deviation, **form.cleaned_data)

    return take_step(request, deviation, AnswerForm, do=do, said=lambda _sent: _("Svaret er sendt til melder."))


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def set_causes(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Why did it happen?"""

    def do(form: CausesForm) -> Deviation:
        data = form.cleaned_data
        return writes.set_causes(
            by=me(request).person, deviation=deviation, causes=form.causes(), held=data["held"], seen=data["seen"]
        )

    return take_step(request, deviation, CausesForm, do=do, said=lambda _case: _("Årsakene er lagret."))


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def finish(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Set the case to finished, if nothing refuses."""

    def do(form: FinishForm) -> Deviation:
        return writes.finish(by=me(request).person, deviation=deviation, **form.cleaned_data)

    def said(done: Deviation) -> str:
        told = [finished_words(done.state), _("Melder har fått beskjed") if done.wants_answer else ""]
        return "".join(f"{sentence}. " for sentence in told if sentence).rstrip()

    return take_step(request, deviation, FinishForm, do=do, said=said)


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def close(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Close a case that waits for an effect which is known."""

    def do(form: CloseForm) -> Deviation:
        return writes.close(by=me(request).person, deviation=deviation, seen=form.cleaned_data["seen"])

    return take_step(request, deviation, CloseForm, do=do, said=lambda _case: _("Saken er lukket."))


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def reopen(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Take the case up again."""

    def do(form: ReopenForm) -> Deviation:
        return writes.reopen(by=me(request).person, deviation=deviation, **form.cleaned_data)

    return take_step(request, deviation, ReopenForm, do=do, said=lambda _case: _("Saken er tatt opp igjen."))


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def send(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Send the case to the right unit; whoever does not see it there is taken home."""

    def do(form: SendForm) -> Deviation:
        return writes.send(by=me(request).person, deviation=deviation, **form.cleaned_data)

    def said(sent: Deviation) -> str:
        return _("%(ref)s er sendt til %(unit)s.") % {"ref": sent.record.reference, "unit": sent.unit.short}

    taken = take_step(request, deviation, SendForm, do=do, said=said)
    sees = taken.status_code != FOUND or policy.find(me(request), deviation.record.reference)
    return taken if sees else redirect("home")
