"""Hearing: ask named experts and the safety representative, take their comments, answer each."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.do.procedures import documents, states
from merkbar.do.procedures.models import Comment, Hearing, HearingParty, Version
from merkbar.do.procedures.writes.common import begin, need, revisers, settle, tell_each, write_down
from merkbar.do.procedures.writes.drafting import need_ready
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import day as in_words


@write
def send_hearing(
    *,
    by: Person,
    version: Version,
    experts: Sequence[Person],
    safety: Person | None,
    days: int = 7,
    message: str = "",
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Version:
    """Show a draft to named people for some days. The text stands still meanwhile."""
    now = at or clock.now()
    version = begin(version, "send_hearing", seen=seen)
    need_ready(version)
    if not experts and safety is None:
        raise ValidationError({"experts": _("Velg minst én som skal uttale seg")})
    if not 1 <= days <= 60:  # noqa: PLR2004 - two months is long enough for a hearing
        raise ValidationError({"days": _("Gi mellom 1 og 60 dager")})
    closes = now.astimezone(clock.OSLO).date() + dt.timedelta(days=days)
    hearing = Hearing.objects.create(
        version=version, message=message.strip(), opened_at=now, opened_by=by, closes_on=closes
    )
    parties = {person.pk: person for person in [*experts, *([safety] if safety else [])]}
    for person in parties.values():
        HearingParty.objects.create(hearing=hearing, person=person, as_safety=person == safety)
    settle(version, at=now)
    tell_each(
        version.document,
        list(parties.values()),
        by=by,
        text=_("Se på utkastet til «%(title)s» innen %(day)s")
        % {"title": version.document.record.title, "day": in_words(closes)},
        why=_("Du er bedt om å uttale deg"),
        address=f"/prosedyrer/{version.document.record.reference}/utkast/",
    )
    text = _("På høring til %(day)s") % {"day": in_words(closes)}
    write_down(version.document, by=by, step="send_hearing", text=text, at=now)
    return version


@write
def comment(*, by: Person, version: Version, text: str, anchor: str = "", at: dt.datetime | None = None) -> Comment:
    """Say something to one block of a draft, or to all of it."""
    if version.state not in states.AT_WORK:
        raise states.WrongState
    words = {block.anchor: block.text for block in documents.blocks(version.body)}
    if anchor and anchor not in words:
        raise ValidationError(_("Avsnittet er endret siden du åpnet siden. Se over og velg på nytt."))
    said = Comment(
        version=version,
        anchor=anchor,
        quote=words.get(anchor, "")[:300],
        text=need("text", text, _("Skriv kommentaren din")),
        by=by,
        at=at or clock.now(),
    )
    said.full_clean()
    said.save()
    return said


def own_comment(comment: Comment) -> Comment:
    """Lock a comment that its writer may still change: nobody has answered it, and the hearing is not over."""
    kept = Comment.objects.select_for_update(of=("self",)).select_related("version").filter(pk=comment.pk).first()
    if kept is None:
        raise ValidationError(_("Kommentaren er tatt bort."))
    if kept.settled_at:
        raise ValidationError(_("Kommentaren er besvart og kan ikke endres nå. Skriv heller en ny."))
    if kept.version.state not in states.HEARD:
        raise ValidationError(_("Høringen er over, så kommentaren kan ikke endres nå."))
    return kept


@write
def change_comment(*, by: Person, comment: Comment, text: str) -> Comment:
    """Correct one's own words."""
    kept = own_comment(comment)
    kept.text = need("text", text, _("Skriv kommentaren din"))
    kept.save(update_fields=["text"])
    return kept


@write
def take_back_comment(*, by: Person, comment: Comment) -> None:
    """Take one's own words away; what was said is kept in the history."""
    own_comment(comment).delete()


@write
def settle_comment(*, by: Person, comment: Comment, answer: str = "", at: dt.datetime | None = None) -> Comment:
    """Answer a comment, or mark it as seen to; who comes second is told, and nothing is overwritten."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.settled_at:
        if comment.answer == answer.strip():
            return comment
        raise ValidationError(_("Noen andre har svart på kommentaren. Se hva som står der nå."))
    comment.answer = answer.strip()
    comment.settled_at, comment.settled_by = at or clock.now(), by
    comment.save(update_fields=["answer", "settled_at", "settled_by"])
    return comment


@write
def answer_hearing(*, by: Person, version: Version, at: dt.datetime | None = None) -> None:
    """Say that one is done: with comments, or with nothing to add."""
    now = at or clock.now()
    party = HearingParty.objects.filter(
        hearing__version=version, hearing__closed_at__isnull=True, person=by, answered_at__isnull=True
    ).first()
    if party is None:
        return
    party.answered_at = now
    party.save(update_fields=["answered_at"])
    text = _("%(name)s har uttalt seg om «%(title)s»") % {"name": by.name, "title": version.document.record.title}
    tell_each(
        version.document,
        revisers(version.document, now.astimezone(clock.OSLO).date()),
        by=by,
        text=text,
        why=_("Du er revisjonsansvarlig"),
        address=f"/prosedyrer/{version.document.record.reference}/utkast/",
    )
    write_down(version.document, by=by, step="answer_hearing", text=_("Har uttalt seg"), at=now)


def close_hearing(version: Version, *, at: dt.datetime) -> None:
    """End the open hearing of a version that moves on."""
    Hearing.objects.filter(version=version, closed_at__isnull=True).update(closed_at=at)
