"""Deviations in the API: report one, list and read what the person may see."""

import datetime as dt
import hashlib
import re
from typing import Annotated, Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Query, Router

from merkbar.check.deviations import policy, writes
from merkbar.check.deviations.models import Deviation, DeviationQuerySet
from merkbar.check.deviations.states import DRAFT
from merkbar.check.deviations.taxonomy import Area, EventType
from merkbar.ground.access.standing import Standing, standing_of
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.records.language import expand
from merkbar.ground.records.writes import SEARCH_CONFIG
from merkbar.ground.units.models import Unit
from merkbar.web.api.auth import READ, WRITE
from merkbar.web.api.fields import cursor_of, parts_of
from merkbar.web.api.problems import Problem, wrong
from merkbar.web.api.schemas import (
    DeviationDetail,
    DeviationFilter,
    DeviationLine,
    DeviationPage,
    Report,
    Reported,
)

router = Router(tags=["deviations"])
KEY = re.compile(r"[\x21-\x7e]{1,64}")
"""An idempotency key: printable ASCII without space."""
REFERENCE = re.compile(r"[A-Z]{2,6}-\d{4}-\d{1,9}")
ONE_DAY = dt.timedelta(days=1)


@router.post("", auth=WRITE, response={201: Reported, 200: Reported}, summary="Meld en hendelse")
def report(
    request: HttpRequest,
    body: Report,
    idempotency_key: Annotated[str | None, Header(alias="Idempotency-Key")] = None,
) -> tuple[int, Reported]:
    """Report something once, however often it is sent: with the same `Idempotency-Key` the answer is 200."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    if not standing.may(Right.REPORT):
        raise Problem(403, _("Rollen din kan ikke melde hendelser."))
    facts = _facts(body, standing)
    try:
        deviation, new = writes.report(
            by=standing.person, key=_own_key(standing, idempotency_key), digest=_digest(body), channel="api", **facts
        )
    except writes.KeyReused as error:
        raise Problem(409, _("Nøkkelen i Idempotency-Key er brukt før med et annet innhold.")) from error
    reference = deviation.record.reference
    return (201 if new else 200), Reported(ref=reference, url=_address(request, reference))


@router.get("", auth=READ, response=DeviationPage, summary="Avvik du kan se")
def deviations(request: HttpRequest, query: Query[DeviationFilter]) -> DeviationPage:
    """List cases, newest first."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    visible = Deviation.objects.visible_to(standing).exclude(state=DRAFT)
    found = _after(_filtered(visible, query), query.cursor)
    rows = found.select_related("record", "unit").order_by("-reported_at", "-record_id")
    page = list(rows[: query.limit + 1])
    last = page[query.limit - 1] if len(page) > query.limit else None
    return DeviationPage(
        items=[DeviationLine(**_line(request, standing, row)) for row in page[: query.limit]],
        next=cursor_of(last.reported_at.isoformat(), last.pk) if last else None,
    )


@router.get("/{ref}", auth=READ, response=DeviationDetail, summary="Ett avvik")
def deviation(request: HttpRequest, ref: str) -> DeviationDetail:
    """Read one case; what the person may not see does not exist."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    if not REFERENCE.fullmatch(ref):
        raise Http404
    visible = Deviation.objects.visible_to(standing).select_related("record", "unit", "reporter")
    row = visible.filter(record__reference=ref).exclude(state=DRAFT).first()
    if row is None:
        raise Http404
    reads = policy.may_read(standing, row)
    shown = row.reporter_shown if policy.may_handle(standing, row) else None
    return DeviationDetail(
        **_line(request, standing, row),
        what=row.what,
        immediate_action=row.immediate_action,
        harm_physical=row.harm_physical if reads else None,
        harm_psychological=row.harm_psychological if reads else None,
        potential=row.potential if reads else None,
        recurrence=(row.recurrence or None) if reads else None,
        answered_at=row.answered_at,
        reporter=shown.name if shown else None,
        version=row.record.version,
    )


def _facts(body: Report, standing: Standing) -> dict[str, Any]:
    """Look up what the report names; every wrong name is said at once."""
    unit = Unit.objects.on(standing.day).filter(code=body.unit).first()
    event = EventType.objects.select_related("area").filter(code=body.type, active=True).first() if body.type else None
    area = Area.objects.filter(code=body.area).first() if body.area else None
    errors = []
    if unit is None:
        errors.append(("/unit", _("Enheten finnes ikke i dag.")))
    if body.area and area is None:
        errors.append(("/area", _("Området finnes ikke.")))
    if body.type and event is None:
        errors.append(("/type", _("Hendelsestypen finnes ikke eller er ikke i bruk.")))
    if area and event and event.area_id != area.code:
        errors.append(("/type", _("Hendelsestypen hører til et annet område.")))
    if errors:
        raise wrong(*errors)
    return {
        "what": body.what,
        "unit": unit,
        "kind": body.kind,
        "area": area,
        "type": event,
        "harm": body.harm,
        "occurred_at": body.occurred_at,
        "immediate_action": body.immediate_action,
    }


def _own_key(standing: Standing, key: str | None) -> str:
    """Make the key that is stored: each person's keys are their own, so nobody meets another's."""
    if key is None:
        return ""
    if not KEY.fullmatch(key):
        raise wrong(("Idempotency-Key", _("1 til 64 tegn, uten mellomrom og norske bokstaver.")))
    return hashlib.sha256(f"api {standing.person.pk} {key}".encode()).hexdigest()


def _digest(body: Report) -> str:
    """Tell one body from another, whatever the order and space in it."""
    return hashlib.sha256(body.model_dump_json().encode()).hexdigest()


def _filtered(found: DeviationQuerySet, query: DeviationFilter) -> DeviationQuerySet:
    if query.unit:
        unit = Unit.objects.filter(code=query.unit).first()
        if unit is None:
            raise wrong(("?unit", _("Enheten finnes ikke.")))
        found = found.filter(unit__in=Unit.objects.under(unit.path))
    if query.type:
        if not EventType.objects.filter(code=query.type).exists():
            raise wrong(("?type", _("Hendelsestypen finnes ikke.")))
        found = found.filter(Q(type=query.type) | Q(type__parent=query.type))
    chosen = {"kind": query.kind, "state": query.state}
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    if query.start:
        found = found.filter(reported_at__gte=clock.start_of(query.start))
    if query.end:
        found = found.filter(reported_at__lt=clock.start_of(query.end + ONE_DAY))
    if words := expand(query.q):
        found = found.filter(record__search=SearchQuery(words, config=SEARCH_CONFIG, search_type="raw"))
    return found.none() if query.q.strip() and not words else found


def _after(found: DeviationQuerySet, cursor: str | None) -> DeviationQuerySet:
    """Go on where the last page ended (keyset: the same speed on every page)."""
    if not cursor:
        return found
    try:
        moment, key = parts_of(cursor, 2)
        reported_at, pk = dt.datetime.fromisoformat(moment), int(key)
        if reported_at.tzinfo is None or not 0 < pk < 2**63:
            raise ValueError(cursor)  # noqa: TRY301 - one sentence for all that is wrong with it
    except ValueError as error:
        raise wrong(("?cursor", _("Bruk verdien fra «next» slik den er."))) from error
    return found.filter(reported_at__lte=reported_at).exclude(reported_at=reported_at, record_id__gte=pk)


def _line(request: HttpRequest, standing: Standing, row: Deviation) -> dict[str, Any]:
    return {
        "ref": row.record.reference,
        "title": row.record.title,
        "unit": row.unit.code,
        "area": row.area_id,
        "type": row.type_id,
        "kind": row.kind,
        "state": row.state,
        "access": row.access,
        "harm": policy.harm_shown(standing, row),
        "occurred_at": row.occurred_at,
        "reported_at": row.reported_at,
        "closed_at": row.closed_at,
        "url": _address(request, row.record.reference),
    }


def _address(request: HttpRequest, reference: str) -> str:
    return request.build_absolute_uri(f"/avvik/{reference}/")
