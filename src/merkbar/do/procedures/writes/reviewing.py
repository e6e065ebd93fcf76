"""The yearly decision: still valid, revise (`drafting.start`), or propose removal, which the process owner decides."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.do.procedures import owners
from merkbar.do.procedures.models import Decision, Document, Review, ReviewNotice, Version
from merkbar.do.procedures.writes.approving import need_level
from merkbar.do.procedures.writes.common import (
    begin,
    need,
    need_coming,
    revisers,
    settle,
    tell_each,
    write_down,
)
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import day as in_words

LONGEST_MONTHS = 60


@write
def confirm(
    *,
    by: Person,
    version: Version,
    reason: str,
    next_due: dt.date,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Version:
    """Say that it is still valid, why, and when to look again."""
    now = at or clock.now()
    version = begin(version, "confirm", seen=seen)
    reason = need("reason", reason, _("Skriv kort hvorfor den fortsatt gjelder"))
    _decide(version, by=by, decision=Decision.STILL_VALID, reason=reason, next_due=next_due, at=now)
    text = _("Fortsatt gyldig. %(reason)s") % {"reason": reason}
    write_down(version.document, by=by, step="confirm", text=text, at=now)
    return version


@write
def propose_removal(
    *, by: Person, version: Version, reason: str, seen: int | None = None, at: dt.datetime | None = None
) -> Version:
    """Ask the process owner to withdraw it. Until that is decided nobody is asked to review it."""
    now = at or clock.now()
    version = begin(version, "propose_removal", seen=seen)
    document = version.document
    if document.removal_proposed_at:
        raise ValidationError(_("Den er allerede foreslått slettet."))
    reason = need("reason", reason, _("Skriv hvorfor den ikke trengs lenger"))
    document.removal_proposed_at, document.removal_proposed_by, document.removal_reason = now, by, reason
    _keep_review(version, by=by, decision=Decision.REMOVE, reason=reason, next_due=None, at=now)
    document.save()
    settle(version, at=now)
    post = owners.process_owner(document.record.unit, now.astimezone(clock.OSLO).date())
    if post:
        text = _("«%(title)s» er foreslått slettet: %(reason)s") % {"title": document.record.title, "reason": reason}
        tell_each(document, [post.person], by=by, text=text, why=_("Du er prosesseier der prosedyren gjelder"))
    said = _("Foreslått slettet. %(reason)s") % {"reason": reason}
    write_down(document, by=by, step="propose_removal", text=said, at=now)
    return version


@write
def keep(
    *,
    by: Person,
    version: Version,
    reason: str,
    next_due: dt.date,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Version:
    """Decline a removal: it stays, and is looked at again on a day."""
    now = at or clock.now()
    version = begin(version, "keep", seen=seen)
    need_level(version.document, by)
    reason = need("reason", reason, _("Skriv hvorfor den skal beholdes"))
    _decide(version, by=by, decision=Decision.KEEP, reason=reason, next_due=next_due, at=now)
    text = _("Beholdes. %(reason)s") % {"reason": reason}
    write_down(version.document, by=by, step="keep", text=text, at=now)
    return version


@write
def withdraw(
    *, by: Person, version: Version, reason: str, seen: int | None = None, at: dt.datetime | None = None
) -> Version:
    """Take it out of force, at the right level only; it is still there to be cited."""
    now = at or clock.now()
    version = begin(version, "withdraw", seen=seen)
    need_level(version.document, by)
    document = version.document
    reason = need("reason", reason or document.removal_reason, _("Skriv hvorfor den trekkes tilbake"))
    today = now.astimezone(clock.OSLO).date()
    version.in_force_to = max(today, version.in_force_from or today)
    _keep_review(version, by=by, decision=Decision.REMOVED, reason=reason, next_due=None, at=now)
    document.review_due, document.removal_reason = None, reason
    document.save()
    settle(version, at=now)
    text = _("Trukket tilbake. %(reason)s") % {"reason": reason}
    write_down(document, by=by, step="withdraw", text=text, at=now)
    told = _("«%(title)s» er trukket tilbake") % {"title": document.record.title}
    tell_each(document, revisers(document, today), by=by, text=told, why=_("Du er revisjonsansvarlig"))
    return version


def _decide(version: Version, *, by: Person, decision: str, reason: str, next_due: dt.date, at: dt.datetime) -> None:
    """Set the day of the next review, and forget a proposed removal."""
    document: Document = version.document
    today = at.astimezone(clock.OSLO).date()
    need_coming("next_due", next_due, today=today)
    if (next_due - today).days > LONGEST_MONTHS * 31:
        raise ValidationError({"next_due": _("Prosedyren må vurderes minst hvert femte år.")})
    _keep_review(version, by=by, decision=decision, reason=reason, next_due=next_due, at=at)
    document.review_due, document.reviewed_at = next_due, today
    document.removal_proposed_at = document.removal_proposed_by = None
    document.removal_reason = ""
    document.save()
    settle(version, at=at)


def _keep_review(
    version: Version, *, by: Person, decision: str, reason: str, next_due: dt.date | None, at: dt.datetime
) -> None:
    Review.objects.create(
        document=version.document,
        version=version,
        decision=decision,
        reason=reason,
        at=at,
        by=by,
        was_due=version.document.review_due,
        next_due=next_due,
    )


@write
def remind_review(
    *, by: Any, person: Person, documents: Sequence[Document], late: bool, at: dt.datetime | None = None
) -> bool:
    """Tell a revision owner, once for each review, that it falls due or is `late`. False: told of all before."""
    now = at or clock.now()
    made = [
        (one, due)
        for one in documents
        if (due := one.review_due)
        and ReviewNotice.objects.get_or_create(document=one, person=person, due=due, late=late, defaults={"at": now})[1]
    ]
    if not made:
        return False
    first, due = made[0]
    facts = {"title": first.record.title, "day": in_words(due), "n": len(made)}
    if len(made) > 1 and late:
        text = ngettext("%(n)d vurdering er over fristen", "%(n)d vurderinger er over fristen", len(made)) % facts
    elif len(made) > 1:
        text = ngettext("Vurder %(n)d prosedyre", "Vurder %(n)d prosedyrer", len(made)) % facts
    elif late:
        text = _("Vurderingen av «%(title)s» skulle vært gjort %(day)s") % facts
    else:
        text = _("Gjelder «%(title)s» fortsatt? Vurder den innen %(day)s") % facts
    address = f"/prosedyrer/{first.record.reference}/" if len(made) == 1 else "/prosedyrer/vurdering/"
    record = first.record if len(made) == 1 else None
    tell(by=by, person=person, text=text, why=_("Du er revisjonsansvarlig"), address=address, record=record)
    return True
