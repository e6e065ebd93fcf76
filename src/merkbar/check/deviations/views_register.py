"""Avvik: which cases wait, how old, has the reporter got an answer?"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_GET

from merkbar.check.deviations import listing, policy, register
from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.models import Deviation, State
from merkbar.check.deviations.states import EFFECT_CHECK, HANDLING, NEW, VOID
from merkbar.check.deviations.writes.common import ANSWER_WITHIN
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.ui import export, keyset
from merkbar.ground.ui.norwegian import short_day
from merkbar.ground.units.models import Unit

STATUSES = (
    ("apne", later("Åpne")),
    (NEW, later("Nye")),
    (HANDLING, later("Under behandling")),
    (EFFECT_CHECK, later("Venter effektsjekk")),
    ("closed", later("Ferdig behandlet")),
    ("alle", later("Alle")),
    (VOID, later("Slått sammen eller forkastet")),
)
PERIODS = (
    ("", later("Alle år")),
    ("i-ar", later("I år")),
    ("i-fjor", later("I fjor")),
    ("siste-30", later("Siste 30 dager")),
    ("siste-365", later("Siste 12 måneder")),
)
EXPORT_LIMIT = 50_000


@require_GET
@door(policy.may_see_register)
def register_page(request: HttpRequest) -> HttpResponse:
    """The cases one may see, newest first, narrowed by what the address says."""
    standing = me(request)
    wanted = register.read(request.GET)
    found, after = listing.page(standing, wanted, request.GET.get("etter", ""))
    told = listing.lead(standing, wanted.unit)
    only_open = wanted.status == "apne" and not wanted.narrows_more
    harms: dict[int | None, str] = {harm.level: harm.name for harm in lists().harms}
    context = {
        "wanted": wanted,
        "lines": [_line(case, harms.get(policy.harm_shown(standing, case))) for case in found],
        "after": after,
        "first": not request.GET.get("etter"),
        "total": told.open if only_open else listing.total(standing, wanted),
        "cap": keyset.CAP,
        "lead": told,
        "units": list(Unit.objects.under(*_tops(standing)).only("code", "name", "depth", "path")),
        "types": register.types_for_filter(),
        "statuses": STATUSES,
        "periods": PERIODS,
        "may_export": standing.may(Right.EXPORT),
        "may_count": standing.may(Right.STATISTICS),
    }
    return render(request, "deviations/register.html", context)


def _tops(standing: Standing) -> list[str]:
    reach = standing.reach(Right.READ)
    return sorted(reach.paths.union(*reach.paths_by_area.values()) if reach.paths_by_area else reach.paths)


def _line(case: Deviation, harm: str | None) -> dict[str, Any]:
    return {
        "case": case,
        "type": case.type.short if case.type else _("Ikke bestemt"),
        "harm": harm or _("Vet ikke"),
        "answer": answer_words(case),
        "status": State(case.state).label,
    }


def answer_words(case: Deviation) -> str:
    """Whether the reporter has an answer, or when they shall have one."""
    today = clock.today()
    if case.answered_at:
        return _("Svart %(day)s") % {"day": short_day(case.answered_at, today=today)}
    if not case.wants_answer:
        return _("Ingen venter")
    due = (case.reported_at + ANSWER_WITHIN).astimezone(clock.OSLO).date()
    if due < today:
        return _("Skulle vært svart %(day)s") % {"day": short_day(due, today=today)}
    return _("I dag") if due == today else _("Innen %(day)s") % {"day": short_day(due, today=today)}


@require_GET
@door(policy.may_see_register)
def register_export(request: HttpRequest, form: str) -> HttpResponse:
    """The narrowed register as CSV or XLSX: only where the right to export reaches, never a hidden name."""
    standing = me(request)
    if not standing.may(Right.EXPORT) or form not in export.TYPES:
        raise Http404
    cases = register.exported(standing, register.read(request.GET))
    newest = cases.select_related("record", "unit", "type", "area").order_by("-reported_at", "-pk")[:EXPORT_LIMIT]
    return export.download(
        f"avvik-{clock.today():%Y-%m-%d}", form, [str(heading) for heading in HEADINGS], _export(newest, standing)
    )


HEADINGS = (
    later("Nummer"),
    later("Tittel"),
    later("Hva skjedde"),
    later("Enhet"),
    later("Meldingstype"),
    later("Område"),
    later("Type"),
    later("Skade"),
    later("Status"),
    later("Skjedde"),
    later("Meldt"),
    later("Svart"),
    later("Ferdig"),
)


def _export(cases: Any, standing: Standing) -> Iterator[list[Any]]:
    for case in cases.iterator(chunk_size=2000):
        yield [
            case.record.reference,
            case.record.title,
            case.what,
            case.unit.name,
            case.get_kind_display(),
            case.area.name if case.area else "",
            case.type.name if case.type else "",
            policy.harm_shown(standing, case),
            State(case.state).label,
            *(_local(moment) for moment in (case.occurred_at, case.reported_at, case.answered_at, case.closed_at)),
        ]


def _local(moment: dt.datetime | None) -> str:
    return moment.astimezone(clock.OSLO).strftime("%d.%m.%Y %H:%M") if moment else ""
