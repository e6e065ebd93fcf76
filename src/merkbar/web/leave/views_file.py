"""Read a file of leaves: see what is wrong and what it comes to, then keep all of it or nothing."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from merkbar.ground.access.doors import door, me
from merkbar.ground.files.sealed import seal, unseal
from merkbar.ground.files.sheets import Unreadable, rows_of
from merkbar.web.leave import policy, writes
from merkbar.web.leave.forms import FileForm
from merkbar.web.leave.intake import WORDS, Intake, lines

KIND = "leave.file"
MOST_SHOWN = 100
"""Findings and lines a preview lists."""


@door(policy.may_keep)
def read_file(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what it comes to, and keep it. What was read travels sealed in the page."""
    if request.method != "POST":
        return _choose(request, FileForm())
    sealed = request.POST.get("sealed", "")
    form = FileForm(request.POST, request.FILES)
    if not sealed and not form.is_valid():
        return _choose(request, form)
    try:
        if not sealed:
            file = form.cleaned_data["file"]
            content = file.read()
            digest = hashlib.sha256(content).hexdigest()
            sealed = seal(rows_of(file.name, content), file.name, digest, kind=KIND)
        rows, _name, _digest = unseal(sealed, kind=KIND)
        found = Intake()
        read = lines(rows, found)
    except Unreadable as wrong:
        form.full_clean()
        form.errors.clear()
        form.add_error("file", str(wrong))
        return _choose(request, form)
    standing, keep = me(request), "lagre" in request.POST
    people = policy.people_within(standing)
    writes.take_in(by=standing.person, lines=read, people=people, found=found, keep=keep)
    if keep and not found.findings:
        facts = {"n": len(found.changes), "same": found.same}
        said = ngettext(
            "%(n)s permisjon er lest inn, %(same)s var like fra før.",
            "%(n)s permisjoner er lest inn, %(same)s var like fra før.",
            len(found.changes),
        )
        messages.success(request, said % facts)
        return redirect("leave:index")
    return _preview(request, sealed, found)


def _choose(request: HttpRequest, form: FileForm) -> HttpResponse:
    shown = {"form": form, "columns": [WORDS[name] for name in ("employee_no", "valid_from", "valid_to")]}
    return render(request, "leave/file.html", shown, status=422 if form.errors else 200)


def _preview(request: HttpRequest, sealed: str, found: Intake) -> HttpResponse:
    facts = {
        "sealed": sealed,
        "intake": found,
        "findings": found.findings[:MOST_SHOWN],
        "changes": found.changes[:MOST_SHOWN],
        "more": max(len(found.findings), len(found.changes)) > MOST_SHOWN,
    }
    return render(request, "leave/preview.html", facts, status=422 if found.findings else 200)
