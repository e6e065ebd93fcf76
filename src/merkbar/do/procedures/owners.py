"""Who approves a procedure: the process owner, computed from where it applies (Tønsberg annex 3)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Value
from django.utils.translation import gettext as _

from merkbar.do.procedures.models import Document, Version
from merkbar.ground.access.standing import Standing, leader_of
from merkbar.ground.people.models import Post
from merkbar.ground.records.models import Entry
from merkbar.ground.units.models import Unit


def process_owner(unit: Unit, day: dt.date) -> Post | None:
    """Find who answers for a unit: its leader, else the deputy, else the nearest leader above."""
    return leader_of(unit, day)


def is_process_owner(standing: Standing, unit: Unit) -> bool:
    """Whether a person leads at exactly the level that approves what applies to this unit."""
    post = process_owner(unit, standing.day)
    return post is not None and any(seat.leads and seat.unit == post.unit_id for seat in standing.seats)


def wrong_level(document: Document, day: dt.date) -> str:
    """Say whose approval it takes, to somebody who tried at another level."""
    unit = document.record.unit
    post = process_owner(unit, day)
    if post is None:
        return _("Ingen leder kan godkjenne for %(unit)s ennå. Sett inn en leder først.") % {"unit": unit.name}
    return _level(document, post)


def _level(document: Document, post: Post) -> str:
    return _("%(number)s gjelder for %(scope)s. Den skal godkjennes av %(title)s i %(unit)s, ikke på ditt nivå.") % {
        "number": document.record.reference,
        "scope": document.record.unit.name,
        "title": post.role.title.lower(),
        "unit": post.unit.short,
    }


def seat_text(post: Post) -> str:
    """Name a seat: «Kommunalsjef, Mestring og helse»."""
    return _("%(title)s, %(unit)s") % {"title": post.role.title, "unit": post.unit.short}


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves a text, and who has written it alone (None when several have been at it)."""

    post: Post | None
    writer: int | None

    def is_for(self, standing: Standing) -> bool:
        """Whether a person leads at exactly the level that approves, and did not alone write it."""
        if self.post is None:
            return False
        leads = any(seat.leads and seat.unit == self.post.unit_id for seat in standing.seats)
        mine = standing.person.pk
        return leads and (self.post.person_id == mine or self.writer != mine)


def approval(version: Version, day: dt.date) -> Approval:
    """Find who approves a text: whoever answers for the unit, but never alone what they alone have written.

    Then it is the next who leads there, else the level above. Where nobody else leads, the writer approves.
    """
    unit = version.document.record.unit
    here = Post.objects.on(day).filter(role__leads=True).annotate(place=Value(unit.path))
    line = here.filter(place__startswith=F("unit__path")).select_related("role", "unit", "person")
    posts = list(line.order_by("-unit__depth", F("deputy_for").asc(nulls_first=True), "pk"))
    edits = Entry.objects.filter(
        record=version.document_id, step="edit", at__gte=version.started_at, by__isnull=False
    ).order_by()
    writers: set[int | None] = set(edits.values_list("by", flat=True).distinct()) or {version.written_by_id}
    writer = writers.pop() if len(writers) == 1 else None
    others = [post for post in posts if post.person_id != writer]
    return Approval(next(iter(others or posts), None), writer)


def not_yours(found: Approval, standing: Standing, version: Version) -> str:
    """Say whose approval a text takes, to somebody who tried and may not."""
    document, post = version.document, found.post
    if post is None:
        return wrong_level(document, standing.day)
    if found.writer == standing.person.pk:
        facts = {"title": post.role.title.lower(), "unit": post.unit.short}
        return _("Du har skrevet teksten alene. Da må en annen godkjenne den: %(title)s i %(unit)s.") % facts
    return _level(document, post)
