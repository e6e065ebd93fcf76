"""Make a procedure, change what is said about it, begin a version, write on it, give it up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.do.procedures import choosing, policy, writes
from merkbar.do.procedures.finding import (
    attempt,
    by_of,
    find_current,
    find_document,
    find_draft,
    is_old,
    moved_on,
    refusal,
    status_of,
)
from merkbar.do.procedures.forms import ChangeForm, FactsForm
from merkbar.do.procedures.forms_text import EditForm, typed
from merkbar.do.procedures.models import Document, Version
from merkbar.ground.access.doors import door, me


def sent(request: HttpRequest) -> Any:
    """What was posted, or nothing."""
    return request.POST if request.method == "POST" else None


@door(policy.may_open)
def open_document(request: HttpRequest) -> HttpResponse:
    """Make a new procedure with an empty draft."""
    standing = me(request)
    units = choosing.units_to_write_for(standing)
    free = choosing.next_numbers(units)
    initial = {"number": next(iter(free.values()))} if len(free) == 1 else {}
    revisers = choosing.revisers_to_choose(standing.day)
    form = FactsForm(sent(request), initial=initial, units=units, revisers=revisers)
    if free:
        numbers = ", ".join(f"{number} ({area})" for area, number in free.items())
        form.fields["number"].help_text = _("Neste ledige: %(numbers)s. Du kan velge et annet.") % {"numbers": numbers}
    if form.is_bound and form.is_valid():
        made = attempt(form, writes.open_document, None, by=by_of(request))
        if made:
            messages.success(request, _("Prosedyren er opprettet. Skriv teksten nå."))
            return redirect("procedures:edit", made.document.record.reference)
    facts = {"form": form, "title": _("Ny prosedyre"), "button": _("Opprett"), "record": None}
    return render(request, "procedures/step.html", facts, status=status_of(form))


@door(policy.may_edit, find=find_document)
def change_facts(request: HttpRequest, document: Document) -> HttpResponse:
    """Change title, place, revision owner."""
    standing, record = me(request), document.record
    initial = {
        "seen": record.version,
        "title": record.title,
        "unit": record.unit.code,
        "reviser": choosing.reviser_key(document),
        "kind": document.kind,
        "topic": document.topic_id,
        "review_months": document.review_months,
    }
    form = ChangeForm(
        sent(request),
        initial=initial,
        units=choosing.units_to_write_for(standing, record.unit),
        revisers=choosing.revisers_to_choose(standing.day, document),
    )
    if is_old(form):
        moved_on(form, record)
    elif (
        form.is_bound
        and form.is_valid()
        and attempt(form, writes.change_facts, record, by=by_of(request), document=document)
    ):
        messages.success(request, _("Opplysningene er lagret."))
        return redirect("procedures:show", record.reference)
    facts = {"form": form, "title": _("Om prosedyren"), "button": _("Lagre"), "record": record}
    return render(request, "procedures/step.html", facts, status=status_of(form))


@door(policy.may_edit, find=find_document)
def start(request: HttpRequest, document: Document) -> HttpResponse:
    """Begin the next version as a copy of the one in force."""
    number = document.record.reference
    if request.method == "POST":
        if said := refusal(writes.start, by=by_of(request), document=document):
            return render(request, "ui/forbidden.html", {"sentence": said}, status=409)
        messages.success(request, _("Her er et utkast. Den som gjelder nå, står uendret til du får godkjent det nye."))
        return redirect("procedures:edit", number)
    return redirect("procedures:show", number)


@door(policy.may_edit_version, find=find_draft)
def edit(request: HttpRequest, version: Version) -> HttpResponse:
    """Write on a draft. What two write at once is never silently lost: the second keeps the text and is told."""
    record = version.document.record
    form = EditForm(sent(request), initial=typed(version), version=version)
    if is_old(form):
        moved_on(form, record)
    elif form.is_bound and form.is_valid() and attempt(form, writes.edit, record, by=by_of(request), version=version):
        messages.success(request, _("Utkastet er lagret."))
        return redirect("procedures:draft", record.reference)
    current = find_current(me(request), record.reference)
    facts = {
        "form": form,
        "version": version,
        "document": version.document,
        "record": record,
        "current": current,
        "newer": find_draft(me(request), record.reference) if status_of(form) == 409 else None,  # noqa: PLR2004
    }
    return render(request, "procedures/edit.html", facts, status=status_of(form))


@door(policy.may_edit_version, find=find_draft)
def drop(request: HttpRequest, version: Version) -> HttpResponse:
    """Give up a draft."""
    number = version.document.record.reference
    if request.method == "POST":
        if said := refusal(writes.drop, by=by_of(request), version=version):
            return render(request, "ui/forbidden.html", {"sentence": said}, status=409)
        messages.success(request, _("Utkastet er forkastet."))
        if not version.document.published:
            return redirect("procedures:mine")
    return redirect("procedures:show", number)
