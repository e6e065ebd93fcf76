"""The register, one procedure, its earlier versions, what changed, and the printed copy."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.do.procedures import listing, page, policy, printing, search, sheet
from merkbar.do.procedures.finding import find_document, find_version
from merkbar.do.procedures.models import Document, Topic, Version
from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.ui.export import TYPES, download
from merkbar.ground.ui.forms import DayField
from merkbar.ground.units.models import Unit


def may_cite(standing: Standing, version: Version) -> bool:
    """Whether a person may read a version that `find` has given."""
    return policy.may_read(standing, version.document)


@door(holds(Right.READ_PROCEDURES))
def register(request: HttpRequest) -> HttpResponse:
    """Show the list of procedures, filtered by what the address asks for."""
    standing = me(request)
    wanted = listing.read(request.GET, standing, clock.today())
    found, following = listing.page(wanted)
    unknown = bool(wanted.text) and not found and not search.hits(standing, wanted.text)
    facts = {
        "wanted": wanted,
        "rows": found,
        "following": following,
        "meant": search.meant(standing, wanted.text) if unknown else [],
        "counts": listing.counts(wanted),
        "statuses": listing.STATUSES,
        "whose": listing.WHOSE,
        "topics": Topic.objects.filter(active=True),
        "units": Unit.objects.on(standing.day).filter(depth__lte=2).order_by("path"),
        "may_open": policy.may_open(standing),
        "may_review": policy.may_review_list(standing),
        "may_lists": policy.may_edit_lists(standing),
    }
    return render(request, "procedures/register.html", facts)


@door(holds(Right.READ_PROCEDURES))
def take_away(request: HttpRequest, form: str) -> HttpResponse:
    """Give the same list as a file."""
    if form not in TYPES:
        raise Http404
    wanted = listing.read(request.GET, me(request), clock.today())
    return download(_("prosedyrer"), form, sheet.headings(), sheet.lines(wanted))


@door(policy.may_read, find=find_document)
def show(request: HttpRequest, document: Document) -> HttpResponse:
    """One procedure: what do I do, is it valid, who has read it? With `dato`, the version that applied then."""
    if asked := request.GET.get("dato", ""):
        return _on(document, asked, me(request))
    return render(request, "procedures/show.html", page.facts(document, me(request)) | _paper(request, document))


def _on(document: Document, asked: str, standing: Standing) -> HttpResponse:
    """Lead to the version that applied on a day: it can be cited by date."""
    try:
        day = DayField().to_python(asked[:20]) or clock.today()
    except ValidationError:
        day = clock.today()
    found = Version.objects.visible_to(standing).on(day).filter(document=document).first()
    return redirect(address_of(found)) if found else redirect("procedures:show", document.record.reference)


def address_of(version: Version) -> str:
    """Where a version can be cited."""
    return reverse("procedures:version", args=[version.document.record.reference, version.major, version.minor])


@door(may_cite, find=find_version)
def version(request: HttpRequest, version: Version) -> HttpResponse:
    """One version as it was, with the days it applied."""
    facts = {"document": version.document, "record": version.document.record, **page.text_of(version)}
    return render(request, "procedures/version.html", facts)


@door(policy.may_read, find=find_document)
def compare(request: HttpRequest, document: Document) -> HttpResponse:
    """What became of the text from one version (`fra`) to another (`til`)."""
    versions = list(Version.objects.visible_to(me(request)).filter(document=document))
    if len(versions) < 2:  # noqa: PLR2004 - one has nothing to differ from
        raise Http404
    by_number = {one.number: one for one in versions}
    new = by_number.get(request.GET.get("til", ""), versions[0])
    older = [one for one in versions if (one.major, one.minor) < (new.major, new.minor)]
    old = by_number.get(request.GET.get("fra", "")) or (older[0] if older else versions[-1])
    facts = {
        "document": document,
        "record": document.record,
        "old": old,
        "new": new,
        "versions": versions,
        "text": page.differing(old, new),
    }
    return render(request, "procedures/compare.html", facts)


@door(policy.may_read, find=find_document)
def printed(request: HttpRequest, document: Document) -> HttpResponse:
    """A copy for paper: it says that it is valid today, and carries the way to what applies then."""
    current = Version.objects.visible_to(me(request)).in_force().filter(document=document).first()
    if current is None:
        raise Http404
    current.document = document
    facts: dict[str, Any] = {
        "document": document,
        "record": document.record,
        **_paper(request, document),
        **page.text_of(current),
    }
    return render(request, "procedures/printed.html", facts)


def _paper(request: HttpRequest, document: Document) -> dict[str, Any]:
    """What a sheet of paper says: when it was valid, and the way to what applies then."""
    address = request.build_absolute_uri(reverse("procedures:show", args=[document.record.reference]))
    return {"today": clock.today(), "address": address, "qr": printing.qr(address)}
