"""Procedures in the API: what applies, when it is reviewed, and every version that can be cited."""

import datetime as dt
from typing import Literal

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from merkbar.do.procedures import listing
from merkbar.do.procedures.models import Document, Version
from merkbar.ground.access.standing import standing_of
from merkbar.ground.units.models import Unit
from merkbar.web.api.auth import READ
from merkbar.web.api.fields import Code, Limit, cursor_of, parts_of
from merkbar.web.api.fields import Query as Words
from merkbar.web.api.problems import wrong

router = Router(auth=READ, tags=["procedures"])
STATES = {"in_force": "gjelder", "draft": "arbeid", "withdrawn": "trukket"}
"""The API's words for a list → the page's."""


class ProcedureFilter(Schema):
    """Which part of the list. `unit` takes the subtree."""

    state: Literal["in_force", "draft", "withdrawn"] = "in_force"
    unit: Code | None = None
    q: Words | None = None
    cursor: str | None = Field(None, max_length=200)
    limit: Limit = 50


class ProcedureLine(Schema):
    """A procedure; `unit` is where it applies, with all below. `version` is null when none may be seen."""

    number: str
    title: str
    unit: str
    kind: str
    topic: str | None
    version: str | None
    in_force_from: dt.date | None
    review_due: dt.date | None
    review_overdue: bool
    url: str


class ProcedurePage(Schema):
    """Some procedures by number, and where the next begin."""

    items: list[ProcedureLine]
    next: str | None


class VersionLine(Schema):
    """One version; `in_force_to` is its last day."""

    version: str
    state: str
    major: bool
    news: str
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    approved_as: str
    approved_at: dt.datetime | None
    text: str
    url: str


@router.get("", response=ProcedurePage, summary="Prosedyrer du kan se")
def procedures(request: HttpRequest, query: Query[ProcedureFilter]) -> ProcedurePage:
    """List procedures by number."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    unit = Unit.objects.filter(code=query.unit).first() if query.unit else None
    if query.unit and unit is None:
        raise wrong(("?unit", _("Enheten finnes ikke.")))
    wanted = listing.Wanted(standing, standing.day, status=STATES[query.state], unit=unit, text=query.q or "")
    found = listing.rows(wanted)
    if query.cursor:
        try:
            found = found.filter(record__reference__gt=parts_of(query.cursor, 1)[0])
        except ValueError as error:
            raise wrong(("?cursor", _("Bruk verdien fra «next» slik den er."))) from error
    page = list(found[: query.limit + 1])
    items = [_line(document, standing.day) for document in page[: query.limit]]
    more = len(page) > query.limit
    return ProcedurePage(items=items, next=cursor_of(page[query.limit - 1].record.reference) if more else None)


def _line(document: Document, day: dt.date) -> ProcedureLine:
    shown: list[Version] = document.shown  # type: ignore[attr-defined]  # fetched by the listing
    current = next((one for one in shown if one.state == "in_force"), shown[0] if shown else None)
    record = document.record
    late = document.review_due is not None and document.review_due < day and document.removal_proposed_at is None
    return ProcedureLine(
        number=record.reference,
        title=record.title,
        unit=record.unit.code,
        kind=document.kind,
        topic=document.topic_id,
        version=current.number if current else None,
        in_force_from=current.in_force_from if current else None,
        review_due=document.review_due,
        review_overdue=late and current is not None and current.state == "in_force",
        url=reverse("procedures:show", args=[record.reference]),
    )


@router.get("/{number}/versions", response=list[VersionLine], summary="Versjonene av en prosedyre")
def versions(request: HttpRequest, number: str) -> list[VersionLine]:
    """List the versions one may see, the newest first, with their words."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    seen = Document.objects.visible_to(standing)
    document = None if "\0" in number else seen.filter(record__reference=number[:30]).first()
    if document is None:
        raise Http404
    found = Version.objects.visible_to(standing).filter(document=document).defer("body")
    return [
        VersionLine(
            version=one.number,
            state=one.state,
            major=one.is_major,
            news=one.news,
            in_force_from=one.in_force_from,
            in_force_to=one.in_force_to,
            approved_as=one.approved_as,
            approved_at=one.approved_at,
            text=one.plain,
            url=reverse("procedures:version", args=[number, one.major, one.minor]),
        )
        for one in found
    ]
