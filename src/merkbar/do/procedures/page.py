"""What the page of a procedure shows, and what the page of a draft shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from merkbar.do.procedures import documents, owners, policy, reading_list, states, watch
from merkbar.do.procedures.models import Document, Form, Question, Version
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Post
from merkbar.ground.records.models import Entry
from merkbar.ground.records.registries import panels
from merkbar.ground.ui.norwegian import day as in_words


def shown(html: str) -> SafeString:
    """Mark a text that `documents` has cleaned as fit for a page."""
    return mark_safe(html)


def differing(old: Version, new: Version) -> SafeString:
    """Give a version's text for a page, with what became of another one."""
    return shown(documents.in_regions(documents.difference(old.body, new.body)))


def text_of(version: Version) -> dict[str, Any]:
    """Give a version's text for `_text.html`."""
    written = version.form == Form.WRITTEN
    return {"version": version, "text": shown(documents.anchored(version.body)) if written else ""}


def facts(document: Document, standing: Standing) -> dict[str, Any]:
    """Everything on the page of a procedure: the text that applies, who has read, what has happened, the way on."""
    record = document.record
    versions = list(Version.objects.visible_to(standing).filter(document=document).defer("body", "plain"))
    current = next((v for v in versions if v.state == states.IN_FORCE), None)
    draft = next((v for v in versions if v.state in states.AT_WORK), None)
    latest = current or next((v for v in versions if v.state == states.WITHDRAWN), None) or draft
    may_edit, may_follow = policy.may_edit(standing, document), policy.may_follow(standing, document)
    owner = owners.process_owner(record.unit, standing.day)
    return {
        "document": document,
        "record": record,
        "current": current,
        "draft": draft,
        "band": band(document, current, draft, standing.day),
        "earlier": [v for v in versions if v.state == states.SUPERSEDED],
        "coverage": coverage(current, standing.day) if current and may_follow else None,
        "panels": panels(record, "since", standing),
        "questions": questions(document),
        "may_edit": may_edit,
        "may_follow": may_follow,
        "may_decide": bool(current and document.removal_proposed_at) and owners.is_process_owner(standing, record.unit),
        "owner": owners.seat_text(owner) if owner else "",
        "is_favourite": standing.person.favourites.filter(document=document).exists(),
        "revisers": reviser_names(document, standing.day),
        "bases": list(document.bases.all()),
        "hints": watch.hints(watch.said_in(document, latest.plain)) if latest and may_edit else [],
        **(text_of(latest) if latest else {"version": None, "text": ""}),
    }


def band(document: Document, current: Version | None, draft: Version | None, day: dt.date) -> str:
    """Say what a reader must know before the text: is it valid, is it due, is a new one coming?"""
    said = []
    if current is None:
        gone = [_("Prosedyren gjelder ikke lenger."), document.removal_reason]
        said += gone if document.published else [_("Prosedyren gjelder ikke ennå.")]
    elif document.removal_proposed_at:
        said.append(_("Den er foreslått slettet, men gjelder til det er bestemt."))
    elif document.review_due and document.review_due < day:
        said.append(_("Vurderingen skulle vært gjort %(day)s.") % {"day": in_words(document.review_due)})
    elif document.review_due and (document.review_due - day).days <= 30:  # noqa: PLR2004 - a month ahead
        said.append(_("Årlig vurdering innen %(day)s.") % {"day": in_words(document.review_due)})
    if draft and current:
        said.append(_("Versjon %(number)s er under arbeid.") % {"number": draft.number})
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many must read, have read and are away."""

    asked: int
    read: int
    away: int

    @property
    def missing(self) -> int:
        """Who has not read."""
        return self.asked - self.read


def coverage(version: Version, day: dt.date) -> Coverage:
    """Count the readers of a version."""
    return Coverage(*reading_list.coverage(version, day))


def questions(document: Document) -> dict[str, int]:
    """Count readers' questions since the last review, and those without an answer."""
    since = Q(at__date__gte=document.reviewed_at) if document.reviewed_at else Q()
    return Question.objects.filter(version__document=document).aggregate(
        since=Count("pk", filter=since), open=Count("pk", filter=Q(answered_at__isnull=True))
    )


def reviser_names(document: Document, day: dt.date) -> str:
    """Name who revises it: the person, or the seat and who sits there."""
    if document.reviser:
        return document.reviser.name
    if not (document.reviser_role and document.reviser_unit):
        return ""
    held = Post.objects.on(day).filter(role=document.reviser_role_id, unit=document.reviser_unit_id)
    names = ", ".join(held.values_list("person__name", flat=True))
    seat = f"{document.reviser_role.title}, {document.reviser_unit.short}"
    return f"{seat} ({names})" if names else seat


def draft_facts(version: Version, standing: Standing) -> dict[str, Any]:
    """Everything on the page of a draft: its text with remarks or what differs, the hearing, the steps."""
    document, record = version.document, version.document.record
    current = document.versions.filter(state=states.IN_FORCE).first()
    comments = list(version.comments.select_related("by", "settled_by"))
    hearing = version.hearings.filter(closed_at__isnull=True).first()
    parties = list(hearing.parties.select_related("person")) if hearing else []
    mine = next((one for one in parties if one.person_id == standing.person.pk), None)
    found, nearest = owners.approval(version, standing.day), owners.process_owner(record.unit, standing.day)
    return {
        "document": document,
        "record": record,
        "current": current,
        "comments": comments,
        "hearing": hearing,
        "parties": parties,
        "asked_me": mine is not None and mine.answered_at is None,
        "owner": owners.seat_text(found.post) if found.post else "",
        "is_owner": found.is_for(standing),
        "by_another": found.post != nearest,
        "may_edit": policy.may_edit(standing, document),
        "may_approve": policy.may_approve(standing, version) and found.is_for(standing),
        "entries": Entry.objects.filter(record=record).select_related("by").order_by("-at", "-pk")[:20],
        "hints": watch.hints(watch.said_in(document, version.plain)),
        "bases": list(document.bases.all()),
        **text_of(version),
    }
