"""Mine meldinger: what happened with what I reported; and the same by receipt code for those nobody knows."""

import uuid
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from merkbar.check.deviations import choices, policy
from merkbar.check.deviations.forms import ReportForm, as_typed, reporter_words
from merkbar.check.deviations.kinds import finished_words
from merkbar.check.deviations.models import Channel, Deviation, DeviationQuerySet, Feedback, Mode
from merkbar.check.deviations.states import CLOSED, DRAFT, EFFECT_CHECK, VOID
from merkbar.check.deviations.writes import KeyReused, rate, read_feedback, report_anonymously
from merkbar.check.deviations.writes.common import ANSWER_WITHIN
from merkbar.check.deviations.writes.reporting import digest_of, receipt_digest
from merkbar.ground.access.doors import anyone, door, holds, me
from merkbar.ground.access.fixed import Fixed
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.notices.coming import has_come
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.records.privacy import sentence
from merkbar.ground.trail.written import Written
from merkbar.ground.ui.forms import Form, Text
from merkbar.ground.units.models import Unit

SHOWN = 100
RECEIPT = "kvittering"
RECEIPT_SECONDS = 600
"""How long the browser that reported may show the code again [s]; long enough to write it down."""
PUBLIC_FACTS = ("what", "unit", "kind", "area", "type", "harm", "occurred_at", "immediate_action")


@require_GET
@door(holds(Right.REPORT))
def mine(request: HttpRequest) -> HttpResponse:
    """Everything I reported, newest first; drafts and what still waits on the phone on top."""
    standing = me(request)
    context = {"drafts": _drafts(standing), "reports": [_line(case) for case in _reports(standing)]}
    return render(request, "deviations/mine.html", context)


def _own(standing: Standing) -> DeviationQuerySet:
    own = Deviation.objects.visible_to(standing).filter(reporter=standing.person)
    return own.exclude(channel=Fixed(Channel.BULK)).select_related("record", "unit").order_by("-reported_at", "-pk")


@Written
def _drafts(standing: Standing) -> QuerySet[Deviation]:
    return _own(standing).filter(state=Fixed(DRAFT))[:SHOWN]


@Written
def _reports(standing: Standing) -> QuerySet[Deviation]:
    return _own(standing).exclude(state=Fixed(DRAFT))[:SHOWN]


def _line(case: Deviation) -> dict[str, Any]:
    return {"case": case, "status": status_words(case)}


def status_words(case: Deviation) -> str:
    """One sentence on where a report stands, in the reporter's words."""
    if case.state == VOID:
        return _("Behandles sammen med en annen melding")
    if case.state == CLOSED:
        return _("Ferdig behandlet")
    if case.state == EFFECT_CHECK:
        return finished_words(case.state)
    if case.answered_at:
        return _("Besvart. Saken behandles videre")
    if clock.now() > case.reported_at + ANSWER_WITHIN:
        return _("Venter på svar. Fristen på 7 dager er passert, og leder er påminnet")
    return _("Venter på svar")


@require_GET
@door(policy.owns, find=policy.find_own)
def own_case(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """My report: its status, every answer, and whether it was useful."""
    standing = me(request)
    unread = deviation.feedback.filter(read_at__isnull=True)
    if has_come(request, deviation.record, hidden=deviation.hidden) and unread.exists():
        read_feedback(by=standing.person, deviation=deviation, hidden=deviation.hidden)
    context = _status(deviation) | {"rate_to": "", "may_read": policy.may_read(standing, deviation)}
    return render(request, "deviations/own_case.html", context)


def _status(deviation: Deviation) -> dict[str, Any]:
    feedback = list(deviation.feedback.select_related("by"))
    return {
        "deviation": deviation,
        "status": status_words(deviation),
        "reply_by": deviation.reported_at + ANSWER_WITHIN,
        "feedback": feedback,
        "asked": _asked(feedback),
    }


def _asked(feedback: list[Feedback]) -> int | None:
    """The one message the reporter is asked about: the newest from a person, until they have said."""
    newest = next((message for message in reversed(feedback) if message.by_id and message.mode != Mode.AWARENESS), None)
    return newest.pk if newest and newest.useful is None else None


@require_http_methods(["GET", "POST"])
@door(policy.owns, find=policy.find_own)
def rate_answer(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """«Var svaret nyttig?» yes or no."""
    if request.method != "POST":
        return redirect("deviations:own_case", ref=deviation.record.reference)
    feedback = deviation.feedback.filter(pk=_number(request.POST.get("feedback"))).first()
    if feedback is None or request.POST.get("useful") not in {"yes", "no"}:
        raise Http404
    person = request.user
    read_feedback(by=person, deviation=deviation, hidden=deviation.hidden)  # type: ignore[arg-type]
    rate(by=person, feedback=feedback, useful=request.POST.get("useful") == "yes", hidden=deviation.hidden)  # type: ignore[arg-type]
    return redirect("deviations:own_case", ref=deviation.record.reference)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0  # noqa: PLR2004 - fits a bigint


@require_http_methods(["GET", "POST"])
@door(anyone)
def anonymous(request: HttpRequest) -> HttpResponse:
    """Report without logging in. Nothing about the sender is kept; the answer is read with a code."""
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4(), "when": "now"})
    hint = ""
    if request.method == "POST" and form.is_valid():
        hits = find_personal(form.cleaned_data["what"])
        if not hits or "hint_seen" in request.POST:
            facts: dict[str, Any] = {name: form.cleaned_data.get(name) for name in PUBLIC_FACTS}
            digest = digest_of(None, as_typed(request.POST))
            try:
                _case, code = report_anonymously(
                    channel=Channel.PUBLIC, key=form.cleaned_data["key"], digest=digest, **facts
                )
            except KeyReused as reused:
                form.add_error(None, str(reused.sentence))
                return _anonymous_page(request, form, status=409)
            return _with_receipt(code)
        hint = sentence(hits)
    return _anonymous_page(request, form, hint=hint, status=422 if form.errors else 200)


def _anonymous_page(request: HttpRequest, form: ReportForm, *, hint: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "tiles": choices.tiles(),
        "harms": reporter_words(),
        "places": Unit.objects.on(clock.today()).filter(depth__gte=1).only("code", "name"),
        "hint": hint,
    }
    return render(request, "deviations/anonymous.html", context, status=status)


def _with_receipt(code: str) -> HttpResponse:
    """Lead to the receipt. The code goes with the sender's own browser for a moment; we keep only its digest."""
    there = reverse("deviations:anonymous_receipt")
    answer = redirect(there)
    facts: dict[str, Any] = {"httponly": True, "samesite": "Strict", "secure": bool(settings.SESSION_COOKIE_SECURE)}
    answer.set_signed_cookie(RECEIPT, code, salt=RECEIPT, max_age=RECEIPT_SECONDS, path=there, **facts)
    return answer


@require_GET
@door(anyone)
def anonymous_receipt(request: HttpRequest) -> HttpResponse:
    """Thanks, and the code, for the browser that has just reported; others are led to where a code is typed."""
    code = request.get_signed_cookie(RECEIPT, default="", salt=RECEIPT, max_age=RECEIPT_SECONDS)
    case = by_code(code) if code else None
    if case is None:
        return redirect("deviations:by_receipt")
    context = {"receipt_code": code, "reply_by": case.reported_at + ANSWER_WITHIN}
    return render(request, "deviations/anonymous_receipt.html", context)


class CodeForm(Form):
    """The receipt code."""

    code = Text(
        max_length=20,
        label=gettext_lazy("Kvitteringskode"),
        help_text=gettext_lazy("Tolv tegn, for eksempel ABCD-EFGH-JKLM"),
        error_messages={"required": gettext_lazy("Skriv koden du fikk da du meldte")},
    )


@require_http_methods(["GET", "POST"])
@door(anyone)
def by_receipt(request: HttpRequest) -> HttpResponse:
    """The answer to an anonymous report, by its code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        case = by_code(form.cleaned_data["code"])
        if case is None:
            form.add_error("code", _("Vi finner ingen melding med denne koden. Se over tegnene."))
        else:
            read_feedback(by=None, deviation=case, hidden=True)
            context |= _status(case)
    return render(request, "deviations/by_receipt.html", context, status=422 if form.errors else 200)


def by_code(code: str) -> Deviation | None:
    """The anonymous report a code opens."""
    found = Deviation.objects.filter(receipt=receipt_digest(code))
    return found.select_related("record", "unit", "type").first()
