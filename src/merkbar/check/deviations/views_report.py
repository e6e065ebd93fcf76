"""Report: the page in the stairwell, its receipt, and drafts."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from merkbar.check.deviations import choices, policy
from merkbar.check.deviations.forms import CHIPS, ReportForm, as_typed, reporter_words
from merkbar.check.deviations.models import Channel, Deviation
from merkbar.check.deviations.states import DRAFT, WrongState
from merkbar.check.deviations.writes import KeyReused, discard, report, save_draft, send_draft
from merkbar.check.deviations.writes.common import ANSWER_WITHIN
from merkbar.check.deviations.writes.reporting import digest_of
from merkbar.ground.access.doors import door, holds, me, wants_json
from merkbar.ground.access.standing import Standing, leader_of
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.records.privacy import sentence

FACTS = ("what", "unit", "kind", "area", "type", "harm", "occurred_at", "immediate_action")


@require_http_methods(["GET", "POST"])
@door(holds(Right.REPORT))
def report_page(request: HttpRequest) -> HttpResponse:
    """GET: four questions on one page. POST: one case, whatever happens on the way."""
    standing = me(request)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid.uuid4(), "when": "now"},
        phone_now=request.headers.get("X-Phone-Now"),
    )
    if request.method == "POST" and "draft" in request.POST:
        return _keep(request, standing, form)
    if request.method == "POST" and form.is_valid():
        hits = find_personal(form.cleaned_data["what"])
        if not hits or wants_json(request) or "hint_seen" in request.POST:
            return _send(request, standing, form)
        return _page(request, standing, form, hint=sentence(hits))
    if request.method == "POST" and wants_json(request):
        return JsonResponse({"errors": _problems(form)}, status=422)
    return _page(request, standing, form, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest, standing: Standing, form: ReportForm, *, hint: str = "", draft: Any = None, status: int = 200
) -> HttpResponse:
    unit = choices.home_of(standing)
    chosen = form["unit"].value() or (unit.code if unit else "")
    context = {
        "form": form,
        "tiles": choices.tiles(),
        "groups": choices.most_used(unit),
        "harms": reporter_words(),
        "chips": CHIPS,
        "unit": unit,
        "chosen": chosen,
        "places": choices.places(standing),
        "leader": leader_of(unit, standing.day) if unit else None,
        "hint": hint,
        "draft": draft,
        "may_report_many": policy.may_report_many(standing),
    }
    return render(request, "deviations/report.html", context, status=status)


def _facts(form: ReportForm) -> dict[str, Any]:
    return {name: form.cleaned_data.get(name) for name in FACTS}


def _send(request: HttpRequest, standing: Standing, form: ReportForm) -> HttpResponse:
    data = form.cleaned_data
    facts = _facts(form)
    phone = data["channel"] == Channel.PHONE
    key = (request.headers.get("Idempotency-Key") or data["key"] or "")[:64]
    try:
        deviation, new = report(
            by=standing.person,
            hidden=data["hide"],
            key=key,
            digest=digest_of(standing.person, as_typed(request.POST)) if key else "",
            channel=Channel.PHONE if phone else Channel.PC,
            written_at=data["written_at"],
            **facts,
        )
    except KeyReused as reused:
        if wants_json(request):
            return JsonResponse({"detail": str(reused.sentence)}, status=409)
        form.add_error(None, str(reused.sentence))
        return _page(request, standing, form, status=409)
    ref = deviation.record.reference
    address = f"/meld/kvittering/{ref}/"
    if wants_json(request):
        by = deviation.reported_at + ANSWER_WITHIN
        return JsonResponse({"ref": ref, "url": address, "reply_by": by.isoformat()}, status=201 if new else 200)
    return redirect(address)


def _problems(form: ReportForm) -> list[dict[str, str]]:
    return [{"pointer": name, "detail": str(e)} for name, found in form.errors.items() for e in found]


@require_GET
@door(holds(Right.REPORT))
def session_page(request: HttpRequest) -> HttpResponse:
    """What the phone asks before it sends what it kept: a fresh token, who is here, what time it is."""
    person: Person = request.user  # type: ignore[assignment]
    return JsonResponse({"csrf": get_token(request), "person": str(person.pk), "now": clock.now().isoformat()})


@require_GET
@door(policy.owns, find=policy.find_own)
def receipt(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Thanks, the number, who sees it, when the answer comes."""
    context = {
        "deviation": deviation,
        "reply_by": deviation.reported_at + ANSWER_WITHIN,
        "leader": leader_of(deviation.unit, clock.today()),
        "serious": (deviation.harm or 0) >= 4,  # noqa: PLR2004 - alvorlig
    }
    return render(request, "deviations/receipt.html", context)


def _keep(request: HttpRequest, standing: Standing, form: ReportForm) -> HttpResponse:
    """Save a draft; the only thing it needs is a word or two."""
    form.is_valid()
    data = form.cleaned_data
    unit = data.get("unit") or choices.home_of(standing)
    unreadable = any(error.code != "required" for found in form.errors.as_data().values() for error in found)
    if not data.get("what") or unit is None or unreadable:
        return _page(request, standing, form, status=422)
    facts = {name: data.get(name) for name in FACTS if name != "unit"} | {"unit": unit}
    facts["immediate_action"] = facts["immediate_action"] or ""
    own = Deviation.objects.visible_to(standing).filter(reporter=standing.person, state=DRAFT, what=facts["what"])
    same = own.select_related("record").first()
    save_draft(by=standing.person, draft=same, hidden=bool(data.get("hide")), **facts)
    messages.success(request, _("Utkastet er lagret. Bare du ser det."))
    return redirect("deviations:mine")


@require_http_methods(["GET", "POST"])
@door(policy.owns, find=policy.find_draft)
def draft_page(request: HttpRequest, draft: Deviation) -> HttpResponse:
    """Go on with a draft: save it, send it or throw it away."""
    standing = me(request)
    if request.method == "GET":
        return _page(request, standing, ReportForm(initial=_typed(draft)), draft=draft)
    if "discard" in request.POST:
        discard(by=standing.person, draft=draft)
        messages.success(request, _("Utkastet er slettet."))
        return redirect("deviations:mine")
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, standing, form, draft=draft, status=422)
    if "draft" in request.POST:
        save_draft(by=standing.person, draft=draft, hidden=form.cleaned_data["hide"], **_facts(form))
        messages.success(request, _("Utkastet er lagret. Bare du ser det."))
        return redirect("deviations:mine")
    return _send_draft(request, standing, form, draft)


def _send_draft(request: HttpRequest, standing: Standing, form: ReportForm, draft: Deviation) -> HttpResponse:
    hits = find_personal(form.cleaned_data["what"])
    if hits and "hint_seen" not in request.POST:
        return _page(request, standing, form, draft=draft, hint=sentence(hits))
    try:
        sent = send_draft(by=standing.person, draft=draft, hidden=form.cleaned_data["hide"], **_facts(form))
    except WrongState:
        return redirect("deviations:mine")
    return redirect(f"/meld/kvittering/{sent.record.reference}/")


def _typed(draft: Deviation) -> dict[str, Any]:
    tile = draft.type_id if draft.area_id == "FO" else draft.area_id
    occurred = draft.occurred_at or dt.datetime.now(tz=dt.UTC)
    return {
        "what": draft.what,
        "area": tile,
        "type": draft.type_id,
        "harm": "unknown" if draft.harm is None else str(draft.harm),
        "when": "other",
        "occurred_at": occurred.astimezone(clock.OSLO).strftime("%d.%m.%Y %H.%M"),
        "unit": draft.unit.code,
        "immediate_action": draft.immediate_action,
        "hide": draft.hidden,
    }


@require_POST
@door(holds(Right.REPORT))
def hint(request: HttpRequest) -> HttpResponse:
    """The server's own look at a text before it is sent, for pages without the phone's script."""
    hits = find_personal(request.POST.get("what", "")[:100_000])
    return JsonResponse({"hint": sentence(hits), "hits": [[hit.start, hit.end, hit.kind] for hit in hits]})
