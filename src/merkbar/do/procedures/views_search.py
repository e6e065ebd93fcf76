"""Find in ten seconds: what applies to me, favourites, what changed, a search; and the copy that a phone keeps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from merkbar.do.procedures import policy, search, writes
from merkbar.do.procedures.finding import by_of, find_document
from merkbar.do.procedures.models import Document
from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.table import Right
from merkbar.ground.ui.forms import clean_text

RECENT_SHOWN = 8


@require_GET
@door(holds(Right.READ_PROCEDURES))
def mine(request: HttpRequest) -> HttpResponse:
    """Show what applies to the person, or the hits of their search."""
    standing = me(request)
    typed = clean_text(request.GET.get("q", ""))[: search.LONGEST_QUERY].strip()
    found = search.hits(standing, typed) if typed else []
    if len(found) == 1 and found[0].document.record.reference.lower() == typed.lower():
        return redirect("procedures:show", found[0].document.record.reference)
    facts = {
        "q": typed,
        "hits": found,
        "meant": search.meant(standing, typed) if typed and not found else [],
        "favourites": [] if typed else list(search.favourites(standing)),
        "recent": [] if typed else list(search.recent(standing)[:RECENT_SHOWN]),
        "applying": [] if typed else list(search.by_topic(standing)),
    }
    return render(request, "procedures/mine.html", facts)


@require_POST
@door(policy.may_read, find=find_document)
def favourite(request: HttpRequest, document: Document) -> HttpResponse:
    """Mark a procedure, or take the mark away: the button says which."""
    wanted = request.POST.get("onsket") == "ja"
    writes.favour(by=by_of(request), document=document, wanted=wanted)
    messages.success(
        request, _("Nå er den en av favorittene dine.") if wanted else _("Den er ikke lenger en favoritt.")
    )
    return redirect("procedures:show", document.record.reference)


@require_GET
@door(holds(Right.READ_PROCEDURES))
def copy(request: HttpRequest) -> HttpResponse:
    """Give a phone what applies to its owner; nothing when it has it already."""
    standing = me(request)
    mark = search.mark_of(standing)
    if request.headers.get("If-None-Match") == mark:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse({"person": standing.person.pk, "items": search.copies(standing)})
    response.headers["ETag"] = mark
    return response
