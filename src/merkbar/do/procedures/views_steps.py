"""A draft's page and its steps: hearing, comments, approval."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.do.procedures import choosing, documents, page, policy, remarks, writes
from merkbar.do.procedures.finding import attempt, by_of, find_comment, find_draft, is_old, moved_on, status_of
from merkbar.do.procedures.forms import ApproveForm, CommentForm, NothingForm, ReasonForm, SaidForm, SettleForm
from merkbar.do.procedures.forms_text import HearingForm
from merkbar.do.procedures.models import Comment, Version
from merkbar.do.procedures.views_edit import sent
from merkbar.ground.access.doors import door, me
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.ui.forms import Form, StepForm


def may_see(standing: Any, version: Version) -> bool:
    """Whether a person may see a draft that `find` has given: all that is found may be seen."""
    return version.pk is not None and standing is not None


@door(may_see, find=find_draft)
def draft(request: HttpRequest, version: Version) -> HttpResponse:
    """The draft with remarks, or (`vis=endringer`) what differs from the one in force."""
    return _shown(request, version)


def _shown(request: HttpRequest, version: Version, failed: Form | None = None) -> HttpResponse:
    facts = page.draft_facts(version, me(request))
    current, asked = facts["current"], request.GET.get("vis")
    changes = current is not None and (asked == "endringer" or (asked is None and facts["is_owner"]))
    anchor = request.GET.get("avsnitt", "")[:24]
    said: dict[str, int] = {}
    for one in facts["comments"]:
        said[one.anchor] = said.get(one.anchor, 0) + 1
    if changes:
        facts["text"] = page.differing(current, version)
    elif facts["text"] and policy.may_comment(me(request), version):
        facts["text"] = page.shown(remarks.marked(version.body, said))
    quote = next((block.text for block in documents.blocks(version.body) if block.anchor == anchor), "")
    facts |= {
        "changes": changes,
        "quote": quote[:200],
        "comment_form": failed if isinstance(failed, CommentForm) else CommentForm(initial={"anchor": anchor}),
        "seen": version.document.record.version,
        "failed": failed,
        "approve_form": failed if isinstance(failed, ApproveForm) else _fresh(ApproveForm, version),
        "reason_form": failed if isinstance(failed, ReasonForm) else _fresh(ReasonForm, version),
    }
    return render(request, "procedures/draft.html", facts, status=status_of(failed) if failed else 200)


def _fresh(kind: type[StepForm], version: Version) -> StepForm:
    return kind(initial={"seen": version.document.record.version}, prefix=None, auto_id=f"{kind.__name__.lower()}_%s")


def _take(
    request: HttpRequest, version: Version, kind: type[StepForm], write: Callable[..., Any], said: str
) -> HttpResponse:
    """Read the form and take the step; what stands in the way is shown on the page with what was typed."""
    record = version.document.record
    if request.method != "POST":
        return redirect("procedures:draft", record.reference)
    form = kind(request.POST, auto_id=f"{kind.__name__.lower()}_%s")
    if is_old(form):
        moved_on(form, record)
    elif form.is_valid() and attempt(form, write, record, by=by_of(request), version=version):
        messages.success(request, said)
        still = find_draft(me(request), record.reference) is not None
        return redirect("procedures:draft" if still else "procedures:show", record.reference)
    again = find_draft(me(request), record.reference)
    return _shown(request, again, form) if again else redirect("procedures:show", record.reference)


@door(policy.may_edit_version, find=find_draft)
def submit(request: HttpRequest, version: Version) -> HttpResponse:
    """Send it to the process owner."""
    return _take(request, version, NothingForm, writes.submit, _("Sendt til godkjenning."))


@door(policy.may_edit_version, find=find_draft)
def take_back(request: HttpRequest, version: Version) -> HttpResponse:
    """Take it back as a draft."""
    return _take(request, version, NothingForm, writes.take_back, _("Du kan skrive videre på utkastet."))


@door(policy.may_approve, find=find_draft)
def send_back(request: HttpRequest, version: Version) -> HttpResponse:
    """Say no for now, and why."""
    return _take(request, version, ReasonForm, writes.send_back, _("Sendt tilbake."))


@door(policy.may_approve, find=find_draft)
def approve(request: HttpRequest, version: Version) -> HttpResponse:
    """Approve it."""
    return _take(request, version, ApproveForm, writes.approve, _("Godkjent."))


@door(policy.may_edit_version, find=find_draft)
def send_hearing(request: HttpRequest, version: Version) -> HttpResponse:
    """Ask named people."""
    document, day = version.document, me(request).day
    unit, record = document.record.unit, document.record
    form = HearingForm(
        sent(request),
        initial={"seen": record.version, "days": 7},
        people=choosing.people_to_hear(unit, day),
        safety=choosing.safety_of(unit, day),
    )
    if is_old(form):
        moved_on(form, record)
    elif (
        form.is_bound
        and form.is_valid()
        and attempt(form, writes.send_hearing, record, by=by_of(request), version=version)
    ):
        messages.success(request, _("Utkastet er sendt på høring."))
        return redirect("procedures:draft", record.reference)
    facts = {"form": form, "title": _("Send på høring"), "button": _("Send på høring"), "record": record}
    return render(request, "procedures/step.html", facts, status=status_of(form))


@door(policy.may_comment, find=find_draft)
def comment(request: HttpRequest, version: Version) -> HttpResponse:
    """Say something to a block."""
    record = version.document.record
    if request.method != "POST":
        return redirect("procedures:draft", record.reference)
    form = CommentForm(request.POST)
    if form.is_valid() and attempt(form, writes.comment, record, by=by_of(request), version=version):
        messages.success(request, _("Kommentaren er lagret."))
        return redirect("procedures:draft", record.reference)
    return _shown(request, version, form)


def may_settle(standing: Any, comment: Comment) -> bool:
    """Whether a person answers comments on this draft."""
    return policy.may_edit_version(standing, comment.version)


@door(may_settle, find=find_comment)
def settle_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Answer a comment."""
    version, form = comment.version, SettleForm(sent(request))
    record = version.document.record
    if form.is_bound:
        if not form.is_valid() or not attempt(form, writes.settle_comment, record, by=by_of(request), comment=comment):
            return _shown(request, version, form)
        messages.success(request, _("Svaret er lagret."))
    return redirect("procedures:draft", record.reference)


@door(policy.may_change_comment, find=find_comment)
def change_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Correct what one has said oneself, or (`bort`) take it back."""
    record, away = comment.version.document.record, "bort" in request.POST
    form = SaidForm(sent(request), initial={"text": comment.text})
    if away:
        form.fields["text"].required = False
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, _changed, record, by=by_of(request), comment=comment, away=away)
    ):
        messages.success(request, _("Kommentaren er tatt bort.") if away else _("Kommentaren er endret."))
        return redirect("procedures:draft", record.reference)
    facts = {"form": form, "record": record, "quote": comment.quote}
    return render(request, "procedures/comment.html", facts, status=status_of(form))


def _changed(*, by: Person, comment: Comment, away: bool, text: str) -> None:
    if away:
        writes.take_back_comment(by=by, comment=comment)
    else:
        writes.change_comment(by=by, comment=comment, text=text)


@door(policy.may_comment, find=find_draft)
def answer_hearing(request: HttpRequest, version: Version) -> HttpResponse:
    """Say that one is done."""
    if request.method == "POST":
        writes.answer_hearing(by=by_of(request), version=version)
        messages.success(request, _("Takk. De som skriver, ser at du er ferdig."))
    record: Record = version.document.record
    return redirect("procedures:draft", record.reference)
