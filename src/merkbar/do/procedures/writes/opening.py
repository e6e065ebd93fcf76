"""Make a document: from nothing, or from a text that already applies. And change what is said about it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from merkbar.do.procedures import documents, states
from merkbar.do.procedures.models import Basis, Document, DocumentKind, Topic, Version
from merkbar.do.procedures.writes.common import KIND, months_after, need, need_number, settle, settle_record, write_down
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Role
from merkbar.ground.records.models import Access, StateGroup
from merkbar.ground.records.writes import claim, open_record
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit


@write
def open_document(
    *, by: Any, number: str, title: str, unit: Unit, at: dt.datetime | None = None, **said: Any
) -> Version:
    """Make a document with an empty first draft. `said`: reviser or its seat, topic, kind, months between reviews."""
    now = at or clock.now()
    record = open_record(
        by=by,
        kind=KIND,
        prefix="",
        reference=need_number(number),
        title=need("title", title, _("Skriv hva prosedyren heter")),
        unit=unit,
        at=now,
        access=Access.OPEN,
        owner=said.get("reviser"),
        state_group=StateGroup.DRAFT,
    )
    document = Document(record=record, **said)
    document.full_clean(exclude=["record"])
    document.save(force_insert=True)
    version = Version(document=document, written_by=by, started_at=now, changed_at=now)
    settle(version, at=now)
    write_down(document, by=by, step="open_document", text=_("Opprettet"), at=now)
    return version


@write
def change_facts(
    *,
    by: Person,
    document: Document,
    title: str,
    unit: Unit,
    reviser: Person | None = None,
    reviser_role: Role | None = None,
    reviser_unit: Unit | None = None,
    topic: Topic | None = None,
    kind: str = DocumentKind.PROCEDURE,
    review_months: int = 12,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Document:
    """Change what is said about a document: title, where it applies, who revises it."""
    now = at or clock.now()
    record = claim(document.record, seen=seen)
    document = Document.objects.get(pk=document.pk)
    document.record = record
    record.title = need("title", title, _("Skriv hva prosedyren heter"))[:200]
    record.unit = unit
    document.kind, document.topic, document.review_months = kind, topic, review_months
    document.reviser, document.reviser_role, document.reviser_unit = reviser, reviser_role, reviser_unit
    document.full_clean(exclude=["record"])
    document.save()
    settle_record(document, at=now)
    write_down(document, by=by, step="change_facts", text=_("Opplysningene om prosedyren er endret"), at=now)
    return document


@write
def set_basis(
    *,
    by: Any,
    document: Document,
    rows: Sequence[dict[str, str]],
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Document:
    """Write down which laws and pages a document stands on, in order; what stood there before is replaced."""
    document.record = claim(document.record, seen=seen)
    document.bases.all().delete()
    for order, row in enumerate(rows):
        basis = Basis(document=document, order=order, **row)
        basis.full_clean()
        basis.save()
    settle_record(document, at=at or clock.now())
    text = _("Hva prosedyren bygger på, er endret")
    write_down(document, by=by, step="set_basis", text=text, at=at or clock.now())
    return document


@write
def import_procedure(
    *,
    by: Any,
    number: str,
    title: str,
    unit: Unit,
    html: str,
    in_force_from: dt.date,
    review_due: dt.date | None = None,
    news: str = "",
    major: int = 1,
    minor: int = 0,
    approved_as: str = "",
    at: dt.datetime | None = None,
    **said: Any,
) -> Version:
    """Take in a text that was approved before this system and applies already. Nobody is asked to read it again."""
    now = at or clock.now()
    version = open_document(by=by, number=number, title=title, unit=unit, at=now, **said)
    document = version.document
    document.published = True
    document.reviewed_at = in_force_from
    document.review_due = review_due or months_after(in_force_from, document.review_months)
    document.save()
    version.major, version.minor = major, minor
    version.body, version.news = documents.written(html), news.strip()
    version.state, version.in_force_from = states.IN_FORCE, in_force_from
    version.approved_at = now
    version.approved_as = approved_as or _("Godkjent før den ble flyttet inn")
    return settle(version, at=now)
