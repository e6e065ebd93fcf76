"""Send a zip, follow it, read and take away what was told."""

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui import export
from merkbar.web.movein import lines, policy, writes
from merkbar.web.movein.forms import LARGEST_ZIP, ZipForm
from merkbar.web.movein.models import MoveIn
from merkbar.web.movein.report import Carried, links_of

SECONDS_BETWEEN_LOOKS: Final = 3
SHOWN: Final = 500
LARGEST_KEY: Final = 2**63 - 1


def find(standing: Standing, pk: int, **_more: Any) -> MoveIn | None:
    """Find one of the person's own."""
    return policy.sent_by(standing).filter(pk=pk).first() if pk <= LARGEST_KEY else None


@door(policy.may_move_in)
def start(request: HttpRequest) -> HttpResponse:
    """Take a zip, or say in a sentence why not."""
    too_big = getattr(request, "upload_too_big", False)
    form = ZipForm(request.POST, request.FILES) if request.method == "POST" else ZipForm()
    if request.method == "POST":
        if too_big:
            form.errors.clear()
            form.add_error("file", _("Filen er for stor. Del den opp i flere zip-filer."))
        elif form.is_valid():
            facts = form.cleaned_data
            sent = writes.send(by=request.user, upload=facts["file"], trial=facts["trial"])
            return redirect("movein:show", sent.pk)
    earlier = list(policy.sent_by(me(request))[:10])
    facts = {"form": form, "earlier": earlier, "headings": lines.WORDS, "required": lines.REQUIRED}
    return render(request, "movein/start.html", facts, status=413 if too_big else 422 if form.errors else 200)


def most(request: HttpRequest) -> int:
    """How much this page takes in: more than others, but only from those it is for [bytes]."""
    allowed = request.user.is_authenticated and policy.may_move_in(me(request))
    return LARGEST_ZIP if allowed else settings.FILES_MAX_BYTES


start.upload_most = most  # type: ignore[attr-defined]  # asked by ground.files.handlers


@require_GET
@door(policy.may_see, find=find)
def show(request: HttpRequest, sent: MoveIn) -> HttpResponse:
    """Show how far it has come, and what was told; the page looks again by itself while it is not done."""
    carried = _carried(sent)
    facts = {
        "sent": sent,
        "lossy": [one for one in carried if one.lost][:SHOWN],
        "moved": len(carried),
        "whole": sum(1 for one in carried if not one.lost),
        "pictures": sum(one.pictures for one in carried),
        "links": list(links_of(carried).items())[:SHOWN],
        "faults": sent.report.get("faults", [])[:SHOWN],
        "unused": sent.report.get("unused", [])[:SHOWN],
        "rows": sent.report.get("rows", 0),
    }
    response = render(request, "movein/show.html", facts)
    if not sent.has_ended:
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response


def find_format(standing: Standing, pk: int, format: str) -> tuple[MoveIn, str] | None:  # noqa: A002 - as in the address
    """Find one of the person's own, and the kind of file asked for."""
    sent = find(standing, pk)
    return (sent, format) if sent is not None and format in export.TYPES else None


def may_download(standing: Standing, asked: tuple[MoveIn, str]) -> bool:
    """Whoever sees the report may take it away."""
    return policy.may_see(standing, asked[0])


@require_GET
@door(may_download, find=find_format)
def download(request: HttpRequest, asked: tuple[MoveIn, str]) -> HttpResponse:
    """Give the whole report as a table: a row for each thing told and each outside link."""
    sent, form = asked
    if not sent.has_ended:
        raise Http404
    headings = [_("Rad"), _("Nummer"), _("Tittel"), _("Fil"), _("Slag"), _("Hva")]
    return export.download(f"flytt-inn-{sent.pk}", form, headings, list(_rows(sent)))


def _rows(sent: MoveIn) -> list[tuple[Any, ...]]:
    faults = [(None, "", "", "", _("Feil"), sentence) for sentence in sent.report.get("faults", [])]
    told = [
        (one.row, one.number, one.title, one.file, kind, what)
        for one in _carried(sent)
        for kind, things in ((_("Ikke tatt med"), one.lost), (_("Lenke ut"), one.links))
        for what in things
    ]
    unused = [(None, "", "", name, _("Ikke på lista"), "") for name in sent.report.get("unused", [])]
    return [*faults, *told, *unused]


def _carried(sent: MoveIn) -> list[Carried]:
    return [Carried(**one) for one in sent.report.get("carried", [])]
