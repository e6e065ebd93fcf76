"""The reading list, the reading of one, and who has read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.do.procedures import coverage, page, policy, reading_list, sheet, writes
from merkbar.do.procedures.finding import (
    attempt,
    by_of,
    find_current,
    find_document,
    find_rule,
    refusal,
    status_of,
)
from merkbar.do.procedures.forms import AskForm, ReceiptForm, RuleForm
from merkbar.do.procedures.models import Document, ReadingRule, Receipt, Version
from merkbar.do.procedures.views_edit import sent
from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Leave
from merkbar.ground.ui.export import TYPES, download
from merkbar.ground.units.models import Unit

WORDS_A_MINUTE = 180
"""How fast a busy person reads instructions [words/min]."""


def may_read_version(standing: Standing, version: Version) -> bool:
    """Whether a person may read a version that `find` has given."""
    return policy.may_read(standing, version.document)


@door(holds(Right.READ_PROCEDURES))
def reading(request: HttpRequest) -> HttpResponse:
    """What I have to read, the nearest due first; below, what I have read lately."""
    standing = me(request)
    read = Receipt.objects.filter(person=standing.person).select_related("version__document__record")
    facts = {
        "tasks": reading_list.tasks(standing.person, standing.day),
        "today": standing.day,
        "leave": Leave.objects.on(standing.day).filter(person=standing.person).first(),
        "read": list(read.defer("version__body", "version__plain").order_by("-at")[:20]),
    }
    return render(request, "procedures/reading.html", facts)


@door(may_read_version, find=find_current)
def receipt(request: HttpRequest, version: Version) -> HttpResponse:
    """What is new for me, the text, and «lest og forstått»."""
    form = ReceiptForm(sent(request), version=version)
    record = version.document.record
    if form.is_bound and form.is_valid() and attempt(form, writes.receipt, record, by=by_of(request), version=version):
        messages.success(request, _("Takk. «%(title)s» er lest.") % {"title": record.title})
        return redirect("procedures:reading")
    return _reading_page(request, version, form)


def _reading_page(request: HttpRequest, version: Version, form: Any, ask: AskForm | None = None) -> HttpResponse:
    standing, record = me(request), version.document.record
    left = reading_list.tasks(standing.person, standing.day)
    place = next((n for n, task in enumerate(left, 1) if task.version.pk == version.pk), 0)
    mine = Receipt.objects.filter(
        person=standing.person, version__document=version.document_id, version__major=version.major
    ).first()
    facts = {
        "document": version.document,
        "record": record,
        "form": form,
        "ask": ask or AskForm(),
        "place": place,
        "left": len(left),
        "minutes": max(1, round(len(version.plain.split()) / WORDS_A_MINUTE)),
        "mine": mine,
        **page.text_of(version),
    }
    status = status_of(ask) if ask else status_of(form)
    return render(request, "procedures/read.html", facts, status=status)


@door(may_read_version, find=find_current)
def ask(request: HttpRequest, version: Version) -> HttpResponse:
    """Send a question to the revision owner."""
    record = version.document.record
    form = AskForm(sent(request))
    if not form.is_bound:
        return redirect("procedures:receipt", record.reference)
    if form.is_valid() and attempt(form, writes.ask, record, by=by_of(request), version=version):
        messages.success(request, _("Spørsmålet er sendt til den som er revisjonsansvarlig. Du får svar i Varsler."))
        return redirect("procedures:receipt", record.reference)
    return _reading_page(request, version, ReceiptForm(version=version), form)


@door(policy.may_follow, find=find_document)
def followed(request: HttpRequest, document: Document) -> HttpResponse:
    """Who has read: a line a unit, and the names where one leads."""
    standing = me(request)
    current = Version.objects.visible_to(standing).in_force().filter(document=document).first()
    if current is None:
        raise Http404
    current.document = document
    may_edit = policy.may_edit(standing, document)
    rules = ReadingRule.objects.filter(document=document).select_related("role", "unit")
    facts = {
        "document": document,
        "record": document.record,
        "version": current,
        "rules": list(rules),
        "may_edit": may_edit,
        "today": standing.day,
        **coverage.facts(current, standing),
    }
    return render(request, "procedures/followed.html", facts)


@door(policy.may_follow, find=find_document)
def followed_csv(request: HttpRequest, document: Document) -> HttpResponse:
    """Give who has read as CSV, for supervision."""
    return _away(request, document, "csv")


@door(policy.may_follow, find=find_document)
def followed_xlsx(request: HttpRequest, document: Document) -> HttpResponse:
    """Give who has read as a spreadsheet."""
    return _away(request, document, "xlsx")


def _away(request: HttpRequest, document: Document, form: str) -> HttpResponse:
    standing = me(request)
    current = Version.objects.visible_to(standing).in_force().filter(document=document).first()
    if current is None or form not in TYPES:
        raise Http404
    current.document = document
    named = coverage.named(current, standing)
    name = f"lest-{document.record.reference}-{current.number}"
    return download(name, form, sheet.reader_headings(), sheet.reader_lines(current, named))


@door(policy.may_edit, find=find_document)
def add_rule(request: HttpRequest, document: Document) -> HttpResponse:
    """Say who must read: only where the document applies is anybody bothered."""
    record = document.record
    units = list(Unit.objects.on(me(request).day).under(record.unit.path).order_by("path"))
    form = RuleForm(sent(request), units=units)
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, writes.add_rule, record, by=by_of(request), document=document)
    ):
        messages.success(request, _("Leseplikten er lagret."))
        return redirect("procedures:followed", record.reference)
    facts = {"form": form, "title": _("Hvem må lese?"), "button": _("Lagre"), "record": record}
    return render(request, "procedures/step.html", facts, status=status_of(form))


def may_end(standing: Standing, rule: ReadingRule) -> bool:
    """Whether a person changes who must read."""
    return policy.may_edit(standing, rule.document)


@door(may_end, find=find_rule)
def end_rule(request: HttpRequest, rule: ReadingRule) -> HttpResponse:
    """Ask them no more."""
    number = rule.document.record.reference
    if request.method == "POST":
        if said := refusal(writes.end_rule, by=by_of(request), rule=rule):
            return render(request, "ui/forbidden.html", {"sentence": said}, status=409)
        messages.success(request, _("Leseplikten er tatt bort."))
    return redirect("procedures:followed", number)
