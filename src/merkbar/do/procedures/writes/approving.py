"""Approval at the right level, and what follows from it: in force, the old one superseded, readers told by a job."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.do.procedures import owners, states
from merkbar.do.procedures.models import Document, Version
from merkbar.do.procedures.writes.common import (
    begin,
    hold,
    months_after,
    need,
    need_coming,
    revisers,
    settle,
    tell_each,
    write_down,
)
from merkbar.do.procedures.writes.drafting import need_ready
from merkbar.do.procedures.writes.hearing import close_hearing
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.jobs.defer import defer
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import day as in_words

TELL_READERS = "procedures.tell_readers"


class WrongLevel(ValidationError):
    """Somebody tried to approve what is another level's to approve."""


def need_level(document: Document, by: Person) -> str:
    """Refuse unless the person is the process owner; give the seat they approve from."""
    standing = standing_of(by)
    unit = document.record.unit
    post = owners.process_owner(unit, standing.day)
    if post is None or not owners.is_process_owner(standing, unit):
        raise WrongLevel(owners.wrong_level(document, standing.day))
    return owners.seat_text(post)


def need_approver(version: Version, by: Person) -> owners.Approval:
    """Refuse unless the person approves this text; give who does."""
    standing = standing_of(by)
    found = owners.approval(version, standing.day)
    if not found.is_for(standing):
        raise WrongLevel(owners.not_yours(found, standing, version))
    return found


@write
def submit(*, by: Person, version: Version, seen: int | None = None, at: dt.datetime | None = None) -> Version:
    """Send a draft to its process owner, who is found from where it applies."""
    now = at or clock.now()
    today = now.astimezone(clock.OSLO).date()
    version = begin(version, "submit", seen=seen)
    need_ready(version)
    document = version.document
    post = owners.approval(version, today).post
    if post is None:
        raise ValidationError(owners.wrong_level(document, today))
    close_hearing(version, at=now)
    settle(version, at=now)
    text = _("Godkjenn «%(title)s», v%(number)s") % {"title": document.record.title, "number": version.number}
    why = _("Du godkjenner prosedyren")
    address = f"/prosedyrer/{document.record.reference}/utkast/"
    tell_each(document, [post.person], by=by, text=text, why=why, address=address)
    said = _("Til godkjenning hos %(seat)s") % {"seat": owners.seat_text(post)}
    write_down(document, by=by, step="submit", text=said, at=now)
    return version


@write
def take_back(*, by: Person, version: Version, seen: int | None = None, at: dt.datetime | None = None) -> Version:
    """Take a text back to write more on it."""
    now = at or clock.now()
    version = _unapproved(begin(version, "take_back", seen=seen))
    close_hearing(version, at=now)
    settle(version, at=now)
    write_down(version.document, by=by, step="take_back", text=_("Tatt tilbake som utkast"), at=now)
    return version


@write
def send_back(
    *, by: Person, version: Version, reason: str, seen: int | None = None, at: dt.datetime | None = None
) -> Version:
    """Say no for now, and why."""
    now = at or clock.now()
    version = _unapproved(begin(version, "send_back", seen=seen))
    need_approver(version, by)
    reason = need("reason", reason, _("Skriv hva som må endres"))
    settle(version, at=now)
    document = version.document
    text = _("«%(title)s» er sendt tilbake: %(reason)s") % {"title": document.record.title, "reason": reason}
    people = revisers(document, now.astimezone(clock.OSLO).date())
    tell_each(document, people, by=by, text=text, why=_("Du er revisjonsansvarlig"))
    said = _("Sendt tilbake: %(reason)s") % {"reason": reason}
    write_down(document, by=by, step="send_back", text=said, at=now)
    return version


def _unapproved(version: Version) -> Version:
    version.approved_by, version.approved_at, version.approved_as, version.planned_from = None, None, "", None
    return version


@write
def approve(
    *,
    by: Person,
    version: Version,
    planned_from: dt.date | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Version:
    """Approve, at the right level only. It applies at once, or from a day that is to come."""
    now = at or clock.now()
    today = now.astimezone(clock.OSLO).date()
    version = begin(version, "approve", seen=seen)
    found = need_approver(version, by)
    version.approved_as = owners.seat_text(found.post) if found.post else ""
    version.approved_by, version.approved_at = by, now
    start = planned_from or today
    version.planned_from = start if start == today else need_coming("planned_from", start, today=today)
    settle(version, at=now)
    text = _("Godkjent. Gjelder fra %(day)s") % {"day": in_words(start)}
    if by.pk in found.writers:
        text = _("%(text)s. Skrevet og godkjent av samme person, fordi ingen andre kan godkjenne") % {"text": text}
    write_down(version.document, by=by, step="approve", text=text, at=now)
    document = version.document
    told = _("«%(title)s» er godkjent") % {"title": document.record.title}
    tell_each(document, revisers(document, today), by=by, text=told, why=_("Du er revisjonsansvarlig"))
    return take_effect(by=by, version=version, at=now) if start == today else version


@write
def take_effect(*, by: Any, version: Version, at: dt.datetime | None = None) -> Version:
    """Put an approved version in force; the one before is superseded, and those who must read are told by a job."""
    now = at or clock.now()
    version = hold(version, "take_effect")
    start = version.planned_from
    if version.approved_at is None or start is None or start > now.astimezone(clock.OSLO).date():
        raise states.WrongState
    document = version.document
    for old in document.versions.filter(state=states.IN_FORCE):
        supersede(by=by, version=old, until=start - dt.timedelta(days=1))
    version.in_force_from = start
    document.published, document.reviewed_at = True, start
    document.review_due = months_after(start, document.review_months)
    document.removal_proposed_at = document.removal_proposed_by = None
    document.removal_reason = ""
    document.save()
    settle(version, at=now)
    text = _("v%(number)s gjelder") % {"number": version.number}
    write_down(document, by=by, step="take_effect", text=text, at=now)
    defer(TELL_READERS, version=version.pk)
    return version


@write
def supersede(*, by: Any, version: Version, until: dt.date) -> Version:
    """Let a version give way to the next one; it is still there to be cited."""
    version.state = states.after("supersede", version.state)
    version.in_force_to = until
    version.save(update_fields=["state", "in_force_to"])
    return version
