"""Who approves a procedure: the process owner, computed from where it applies (Tønsberg annex 3)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F
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


def owned(standing: Standing, units: Collection[Unit]) -> set[int]:
    """Pick, of these units, those where the person leads at exactly the level that approves; in one question."""
    led = _leading(units, standing.day)
    seats = {seat.unit for seat in standing.seats if seat.leads}
    return {unit.pk for unit in units if led[unit.path] and led[unit.path][0].unit_id in seats}


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves a text, and who has put words into it."""

    post: Post | None
    writers: frozenset[int]

    def is_for(self, standing: Standing) -> bool:
        """Whether a person leads at exactly the level that approves, and has not written in the text."""
        if self.post is None:
            return False
        leads = any(seat.leads and seat.unit == self.post.unit_id for seat in standing.seats)
        mine = standing.person.pk
        return leads and (self.post.person_id == mine or mine not in self.writers)


def approval(version: Version, day: dt.date) -> Approval:
    """Find who approves a text (`approvals`)."""
    return approvals([version], day)[version.pk]


def approvals(versions: Collection[Version], day: dt.date) -> dict[int, Approval]:
    """Find who approves each text, in two questions: whoever answers for the unit, but nobody approves their own words.

    Whoever has changed the words of this version is its writer, also when others have written in it: what a leader
    adds to another's text, no second person has stood for. A save that changes no word makes nobody a writer; a text
    nobody has changed is the one's who began it. Then it is the next who leads there, else the level above. Where
    nobody else leads, the writer approves, and the timeline says so.
    """
    led = _leading([version.document.record.unit for version in versions], day)
    written = _writers(versions)
    found = {}
    for version in versions:
        writers = written[version.pk] or frozenset(filter(None, [version.written_by_id]))
        posts = led[version.document.record.unit.path]
        others = [post for post in posts if post.person_id not in writers]
        found[version.pk] = Approval(next(iter(others or posts), None), writers)
    return found


def _leading(units: Collection[Unit], day: dt.date) -> dict[str, list[Post]]:
    """Those who lead each unit and the line above it by the unit's path, the nearest first, a leader before a deputy."""
    above = {unit.path[: end + 1] for unit in units for end, sign in enumerate(unit.path) if sign == "."}
    here = Post.objects.on(day).filter(role__leads=True, unit__path__in=above)
    line = here.select_related("role", "unit", "person")
    posts = list(line.order_by("-unit__depth", F("deputy_for").asc(nulls_first=True), "pk"))
    return {unit.path: [post for post in posts if unit.path.startswith(post.unit.path)] for unit in units}


def _writers(versions: Collection[Version]) -> dict[int, frozenset[int]]:
    """Those who have changed the words of each version since it was begun."""
    edits = Entry.objects.filter(record__in=[version.document_id for version in versions], step="edit")
    known = list(edits.filter(by__isnull=False).order_by().values_list("record", "by", "at"))
    return {
        version.pk: frozenset(
            by for record, by, at in known if by and record == version.document_id and at >= version.started_at
        )
        for version in versions
    }


def not_yours(found: Approval, standing: Standing, version: Version) -> str:
    """Say whose approval a text takes, to somebody who tried and may not."""
    document, post = version.document, found.post
    if post is None:
        return wrong_level(document, standing.day)
    if standing.person.pk in found.writers:
        facts = {"title": post.role.title.lower(), "unit": post.unit.short}
        return _("Du har selv skrevet i teksten. Da må en annen godkjenne den: %(title)s i %(unit)s.") % facts
    return _level(document, post)
