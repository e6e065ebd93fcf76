"""Who approves a procedure: the process owner, computed from where it applies (Tønsberg annex 3)."""

import datetime as dt

from django.utils.translation import gettext as _

from merkbar.do.procedures.models import Document
from merkbar.ground.access.standing import Standing, leader_of
from merkbar.ground.people.models import Post
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
    return _("%(number)s gjelder for %(scope)s. Den skal godkjennes av %(title)s i %(unit)s, ikke på ditt nivå.") % {
        "number": document.record.reference,
        "scope": unit.name,
        "title": post.role.title.lower(),
        "unit": post.unit.short,
    }


def seat_text(post: Post) -> str:
    """Name a seat: «Kommunalsjef, Mestring og helse»."""
    return _("%(title)s, %(unit)s") % {"title": post.role.title, "unit": post.unit.short}
