"""The yearly review: the list, the decision, and what readers wonder about."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.do.procedures import listing, page, policy, reviews, sheet, writes
from merkbar.do.procedures.finding import (
    attempt,
    by_of,
    find_current,
    find_document,
    find_question,
    is_old,
    moved_on,
    status_of,
)
from merkbar.do.procedures.forms import AnswerForm, NextForm, ReasonForm
from merkbar.do.procedures.models import Document, Question, Version
from merkbar.do.procedures.views_edit import sent
from merkbar.do.procedures.writes.common import months_after
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.records.registries import panels
from merkbar.ground.ui.export import TYPES, download
from merkbar.ground.ui.forms import StepForm


def may_decide(standing: Standing, version: Version) -> bool:
    """Whether a person decides about removals at all; the write asks for the level."""
    return policy.may_decide_removal(standing, version.document)


may_decide.sentence = policy.may_decide_removal.sentence  # type: ignore[attr-defined]


@door(policy.may_review_list)
def review(request: HttpRequest) -> HttpResponse:
    """My procedures by the day of their review, and how much of each area's is overdue."""
    standing = me(request)
    facts = {
        "rows": reviews.of(standing, whole_line=request.GET.get("hvem") == "linjen"),
        "whole_line": request.GET.get("hvem") == "linjen",
        "may_line": standing.may(Right.EDIT_PROCEDURES),
        "shares": listing.overdue_by_area(standing, standing.day),
        "today": standing.day,
    }
    return render(request, "procedures/review.html", facts)


@door(policy.may_review_list)
def review_away(request: HttpRequest, form: str) -> HttpResponse:
    """Give the shares of the areas as a file."""
    if form not in TYPES:
        raise Http404
    standing = me(request)
    rows = [
        [one.name, one.total, one.overdue, round(one.share * 100, 1)]
        for one in listing.overdue_by_area(standing, standing.day)
    ]
    return download(_("vurderinger"), form, sheet.share_headings(), rows)


def _decide(
    request: HttpRequest,
    version: Version,
    form: StepForm,
    write: Callable[..., Any],
    words: tuple[str, str, str],
) -> HttpResponse:
    """Show a decision on a page of its own with what it rests on, and take it."""
    title, button, said = words
    record = version.document.record
    if is_old(form):
        moved_on(form, record)
    elif form.is_bound and form.is_valid() and attempt(form, write, record, by=by_of(request), version=version):
        messages.success(request, said)
        return redirect("procedures:show", record.reference)
    facts = {
        "form": form,
        "title": title,
        "button": button,
        "record": record,
        "panels": panels(record, "since", me(request)),
        "questions": page.questions(version.document),
        "document": version.document,
    }
    return render(request, "procedures/decide.html", facts, status=status_of(form))


def _next(version: Version) -> dict[str, Any]:
    due = months_after(clock.today(), version.document.review_months)
    return {"seen": version.document.record.version, "next_due": due, "reason": ""}


@door(policy.may_edit_version, find=find_current)
def confirm(request: HttpRequest, version: Version) -> HttpResponse:
    """Still valid: one minute."""
    form = NextForm(sent(request), initial=_next(version))
    words = (_("Fortsatt gyldig"), _("Lagre vurderingen"), _("Vurderingen er lagret."))
    return _decide(request, version, form, writes.confirm, words)


@door(policy.may_edit_version, find=find_current)
def propose_removal(request: HttpRequest, version: Version) -> HttpResponse:
    """Ask the process owner to withdraw it."""
    form = ReasonForm(sent(request), initial={"seen": version.document.record.version})
    words = (_("Foreslå slettet"), _("Send forslaget"), _("Forslaget er sendt til den som godkjenner."))
    return _decide(request, version, form, writes.propose_removal, words)


@door(may_decide, find=find_current)
def keep(request: HttpRequest, version: Version) -> HttpResponse:
    """Decline a removal."""
    form = NextForm(sent(request), initial=_next(version))
    words = (_("Behold prosedyren"), _("Behold"), _("Prosedyren beholdes."))
    return _decide(request, version, form, writes.keep, words)


@door(may_decide, find=find_current)
def withdraw(request: HttpRequest, version: Version) -> HttpResponse:
    """Take it out of force."""
    form = ReasonForm(
        sent(request), initial={"seen": version.document.record.version, "reason": version.document.removal_reason}
    )
    form.fields["reason"].help_text = _(
        "Leserne får se hvorfor. Den går ut av listene, men kan fortsatt siteres, revideres og tas i bruk igjen."
    )
    words = (_("Trekk tilbake prosedyren"), _("Trekk tilbake"), _("Prosedyren er trukket tilbake."))
    return _decide(request, version, form, writes.withdraw, words)


@door(policy.may_read, find=find_document)
def questions(request: HttpRequest, document: Document) -> HttpResponse:
    """What readers have asked, with answers; those who may answer see who asked."""
    may_answer = policy.may_edit(me(request), document)
    asked = Question.objects.filter(version__document=document).select_related("by", "answered_by", "version")
    if not may_answer:
        asked = asked.filter(answered_at__isnull=False) | asked.filter(by=me(request).person)
    facts = {"document": document, "record": document.record, "asked": list(asked), "may_answer": may_answer}
    return render(request, "procedures/questions.html", facts)


@door(policy.may_answer, find=find_question)
def answer(request: HttpRequest, question: Question) -> HttpResponse:
    """Answer a reader."""
    record = question.version.document.record
    form = AnswerForm(sent(request))
    if form.is_bound and form.is_valid() and attempt(form, writes.answer, record, by=by_of(request), question=question):
        messages.success(request, _("Svaret er sendt."))
        return redirect("procedures:questions", record.reference)
    facts = {
        "form": form,
        "title": _("Svar leseren"),
        "button": _("Send svar"),
        "record": record,
        "quote": question.text,
    }
    return render(request, "procedures/step.html", facts, status=status_of(form))
