"""The inbox, newest first, and what comes by mail."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from merkbar.ground.access.doors import door, logged_in
from merkbar.ground.access.standing import Standing, standing_of
from merkbar.ground.notices import policy, writes
from merkbar.ground.notices.forms import Choose
from merkbar.ground.notices.models import Notice, NoticeQuerySet, NoticeSettings

PAGE = 25
LARGEST_KEY = 2**63 - 1


def find_notice(standing: Standing, pk: int) -> Notice | None:
    """One of the person's own notices."""
    return Notice.objects.visible_to(standing).filter(pk=pk).first() if pk <= LARGEST_KEY else None


@door(logged_in)
def inbox(request: HttpRequest) -> HttpResponse:
    """A page of notices; the cursor is the last one seen."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    mine = Notice.objects.visible_to(standing)
    cursor = request.GET.get("etter", "")
    seen = _older_than(mine, standing, cursor).select_related("record")
    page = list(seen[: PAGE + 1])
    facts = {
        "notices": page[:PAGE],
        "older": page[PAGE - 1].pk if len(page) > PAGE else None,
        "first_page": not cursor,
        "unread": mine.unread().count(),
    }
    return render(request, "notices/inbox.html", facts)


def _older_than(mine: NoticeQuerySet, standing: Standing, cursor: str) -> NoticeQuerySet:
    known = cursor.isascii() and cursor.isdigit()
    last = find_notice(standing, int(cursor)) if known and len(cursor) < len(str(LARGEST_KEY)) else None
    return mine.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk)) if last else mine


@door(policy.may_open, find=find_notice)
@require_POST
def open_notice(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Mark as read, and go where it points."""
    writes.read(by=request.user, notice=notice)  # type: ignore[arg-type]
    own = notice.address.startswith("/") and url_has_allowed_host_and_scheme(notice.address, allowed_hosts=None)
    return HttpResponseRedirect(notice.address if own else reverse("notices:inbox"))


@door(logged_in)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    writes.read_all(by=request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(reverse("notices:inbox"))


@door(logged_in)
def settings(request: HttpRequest) -> HttpResponse:
    """Choose what comes by mail; who answers for a unit is always told at once when something is serious."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    must = policy.must_be_reached(standing)
    chosen = NoticeSettings.objects.filter(person=standing.person).first() or NoticeSettings(person=standing.person)
    form = Choose(
        request.POST if request.method == "POST" else None,
        initial={"digest": chosen.digest, "instant": chosen.instant},
        must_be_reached=must,
    )
    if request.method == "POST" and form.is_valid():
        instant = must or form.cleaned_data["instant"]
        writes.choose(by=standing.person, digest=form.cleaned_data["digest"], instant=instant)
        messages.success(request, _("Valget er lagret."))
        return HttpResponseRedirect(reverse("notices:settings"))
    return render(request, "notices/settings.html", {"form": form, "must": must, "email": standing.person.email})
