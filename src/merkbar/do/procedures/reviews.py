"""The review list: procedures by the day of their review, with what has happened since last time."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from merkbar.do.procedures import states
from merkbar.do.procedures.models import Document, Question, Version
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.records.models import Access, Link

MOST = 200
"""Rows shown [procedures]."""


@dataclass(frozen=True, slots=True)
class Row:
    """One procedure to review, and what speaks for or against it."""

    document: Document
    current: Version
    draft: Version | None
    breaches: int
    questions: int
    late: bool


def of(standing: Standing, *, whole_line: bool = False) -> list[Row]:
    """My own, or those of the line I write for, the most overdue first; phased-out ones are left out."""
    known = Document.objects.visible_to(standing).in_force().filter(removal_proposed_at__isnull=True)
    if whole_line and standing.may(Right.EDIT_PROCEDURES):
        known = known.filter(record__unit__in=units_within(standing.reach(Right.EDIT_PROCEDURES).paths))
    else:
        known = known.revised_by(standing.person, standing.day)
    asked = Question.objects.filter(version__document=OuterRef("pk")).order_by().values("version__document")
    since = Q(at__date__gte=OuterRef("reviewed_at"))
    named = Link.objects.filter(
        target=OuterRef("pk"), relation="breached", source__access__in=(Access.OPEN, Access.UNIT)
    )
    tied = named.order_by().values("target")
    rows = known.select_related("record__unit", "topic").annotate(
        asked=Coalesce(Subquery(asked.filter(since).annotate(n=Count("pk")).values("n")), 0),
        named=Coalesce(
            Subquery(tied.filter(created_at__date__gte=OuterRef("reviewed_at")).annotate(n=Count("pk")).values("n")), 0
        ),
    )
    found = list(rows.order_by(F("review_due").asc(nulls_last=True), "record__reference")[:MOST])
    shown = Version.objects.visible_to(standing).filter(
        document__in=[one.pk for one in found], state__in=(*states.AT_WORK, states.IN_FORCE)
    )
    by_document: dict[int, dict[bool, Version]] = {}
    for version in shown.defer("body", "plain"):
        by_document.setdefault(version.document_id, {})[version.state == states.IN_FORCE] = version
    return [_row(one, by_document[one.pk], standing.day) for one in found]


def _row(document: Document, versions: dict[bool, Version], day: dt.date) -> Row:
    asked: int = document.asked  # type: ignore[attr-defined]  # annotated in `of`
    named: int = document.named  # type: ignore[attr-defined]
    late = document.review_due is not None and document.review_due < day
    return Row(document, versions[True], versions.get(False), named, asked, late)
