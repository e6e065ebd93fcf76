"""Hand out a file, always as a download; take one in."""

from typing import Any, cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.files import hints, policy, registry, store, writes
from merkbar.ground.files.forms import Upload
from merkbar.ground.files.models import Attachment
from merkbar.ground.records.models import Record

LARGEST_KEY = 2**63 - 1


def find_attachment(standing: Standing, pk: int) -> Attachment | None:
    """A file that the person sees."""
    if pk > LARGEST_KEY:
        return None
    found = Attachment.objects.select_related("record").filter(pk=pk).first()
    return found if found is not None and policy.may_fetch(standing, found) else None


def find_record(standing: Standing, pk: int) -> Record | None:
    """A record that the person sees."""
    found = Record.objects.select_related("unit").filter(pk=pk).first() if pk <= LARGEST_KEY else None
    return found if found is not None and registry.sees(standing, found) else None


@door(policy.may_fetch, find=find_attachment)
@require_GET
def fetch(request: HttpRequest, attachment: Attachment) -> HttpResponse:
    """Hand out the bytes: never shown in the page, never guessed at, never run."""
    path = store.path_of(attachment.digest)
    if not path.is_file():
        raise Http404
    response: Any = FileResponse(
        path.open("rb"), as_attachment=True, filename=attachment.name, content_type=attachment.media_type
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return cast("HttpResponse", response)


@door(policy.may_add, find=find_record)
def add(request: HttpRequest, record: Record) -> HttpResponse:
    """Take one file, or say in a sentence why not."""
    form = Upload(request.POST or None, request.FILES or None)
    too_big = getattr(request, "upload_too_big", False)
    if request.method == "POST":
        form = Upload(request.POST, request.FILES)
        try:
            if too_big:
                raise store.TooBig
            if form.is_valid():
                made = _keep(me(request), record, form.cleaned_data["file"])
                return HttpResponseRedirect(reverse("files:add", kwargs={"pk": record.pk}) + f"?ny={made.pk}")
        except store.Refused as refused:
            form.errors.clear()
            form.add_error("file", refused.sentence)
    files = list(registry.files(me(request), record))
    facts = {
        "form": form,
        "record": record,
        "files": files,
        "new": _new(request, files),
        "megabytes": settings.FILES_MAX_BYTES // 1_000_000,
    }
    facts["hint"] = hints.hint(facts["new"]) if isinstance(facts["new"], Attachment) else ""
    status = 413 if too_big else 422 if form.errors else 200
    return render(request, "files/add.html", facts, status=status)


def _keep(standing: Standing, record: Record, upload: Any) -> Attachment:
    actor, by_reporter = registry.actor(standing, record), registry.is_reporter(standing, record)
    return writes.save(by=actor, record=record, upload=upload, by_reporter=by_reporter)


def _new(request: HttpRequest, files: list[Attachment]) -> Attachment | None:
    """Which of the files was just added."""
    wanted = request.GET.get("ny", "")
    return next((file for file in files if str(file.pk) == wanted), None)
