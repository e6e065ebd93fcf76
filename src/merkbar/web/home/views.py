"""Mitt arbeid."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.states import DRAFT
from merkbar.check.deviations.views_mine import status_words
from merkbar.ground.access.doors import door, logged_in, me
from merkbar.ground.access.fixed import Fixed
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.trail.written import Written
from merkbar.web.home import overview, tasks, work
from merkbar.web.home.quality import Quality

SHOWN = 5
"""One's own reports on the page."""
FIRST = 3
"""Sentences at the top of a leader's page; the rest stand below the work."""
NUMBERS = ("Ingen", "Én", "To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte", "Ni", "Ti", "Elleve", "Tolv")


@require_GET
@door(logged_in)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, in order of when."""
    standing = me(request)
    found = work.sections(standing)
    leads = any(seat.leads for seat in standing.seats)
    wide = overview.wide_seat(standing)
    quality = Quality(standing, wide) if wide else None
    said = overview.sentences(standing, wide, quality) if wide and quality else []
    near = overview.near_seats(standing)
    context = {
        "standing": standing,
        "sections": found,
        "lead": lead(found, leads=leads, urgent=sum(s.urgent for s in said)),
        "leads": leads,
        "may_report": standing.may(Right.REPORT),
        "reports": _reports(standing),
        "overview": said[:FIRST],
        "more": said[FIRST:],
        "grid": quality.grid if quality else None,
        "targets": quality.targets() if quality else [],
        "near": _(" og ").join(seat.unit_name for seat in near),
        "old": work.old_cases(standing, near) if near else None,
        "answers": work.answer_share(standing, near) if near else None,
    }
    return render(request, "web/home.html", context)


def lead(found: list[tasks.Section], *, leads: bool, urgent: int = 0) -> str:
    """The answer in one or two sentences; `urgent` is how much of the overview somebody must act on."""
    today = next((section for section in found if section.key == "idag"), None)
    if today is None and not urgent:
        return _("Ingenting haster i dag.") if found or leads else _("Ingenting venter på deg.")
    now = ngettext("%(word)s ting trenger deg nå.", "%(word)s ting trenger deg nå.", urgent) % {"word": _word(urgent)}
    if today is None:
        return now
    number = len(today.tasks)
    said = ngettext(
        "%(word)s ting bør gjøres i dag. Det tar omtrent %(min)d minutter.",
        "%(word)s ting bør gjøres i dag. De tar omtrent %(min)d minutter.",
        number,
    ) % {"word": _word(number), "min": today.minutes}
    return f"{now} {said}" if urgent else said


def _word(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _reports(standing: Standing) -> list[dict[str, object]]:
    return [{"case": case, "status": status_words(case)} for case in _reported(standing)]


@Written
def _reported(standing: Standing) -> "QuerySet[Deviation]":
    own = Deviation.objects.visible_to(standing).filter(reporter=standing.person).exclude(state=Fixed(DRAFT))
    return own.exclude(channel="bulk").select_related("record", "unit").order_by("-reported_at")[:SHOWN]
