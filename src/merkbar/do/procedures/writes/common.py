"""What every write on a procedure shares: lock and move, check and save, tell and write down."""

import datetime as dt
import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.do.procedures import documents, states
from merkbar.do.procedures.models import Document, Version
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person, Post
from merkbar.ground.records.models import Record, StateGroup
from merkbar.ground.records.writes import claim, note, reindex

KIND: Final = "procedure"
NUMBER: Final = re.compile(r"^(?=[^0-9]*[0-9])[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._-]{0,29}$")
"""A number has at least one digit, so that no number is ever a page of its own."""
MOST_NEWS: Final = 300
"""Characters of «hva er nytt for deg» (journey J5)."""
FARTHEST: Final = 3653
"""Days ahead that a day may lie: ten years [d]."""
RECORD_FIELDS: Final = ("title", "unit", "owner", "state_group", "closed_at", "next_alarm", "version")


class NumberTaken(ValidationError):
    """Another record has this number."""

    sentence = gettext_lazy("Nummeret %(number)s er i bruk. Velg et annet.")


def need(field: str, value: str, sentence: str) -> str:
    """Give a text back without air around it, or say what is missing."""
    text = value.strip()
    if not text:
        raise ValidationError({field: sentence})
    return text


def need_number(number: str) -> str:
    """Give a number back that is free and can stand in an address, or say so."""
    found = number.strip()
    if not NUMBER.fullmatch(found):
        raise ValidationError({"number": _("Bruk bokstaver, tall, strek og punktum, og minst ett tall: P-MH-031")})
    if Record.objects.filter(reference__iexact=found).exists():
        raise NumberTaken({"number": NumberTaken.sentence % {"number": found}})
    return found


def need_coming(field: str, day: dt.date, *, today: dt.date) -> dt.date:
    """Give a day back that is to come and not absurdly far, or say so."""
    if day <= today:
        raise ValidationError({field: _("Velg en dag som kommer")})
    if (day - today).days > FARTHEST:
        raise ValidationError({field: _("Datoen er mer enn ti år fram. Se over årstallet")})
    return day


def months_after(day: dt.date, months: int) -> dt.date:
    """Find the same day some months later; the last of the month where there is none.

    >>> months_after(dt.date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def fetch(version: Version) -> Version:
    """Read a version of a locked record as it is now."""
    return Version.objects.select_related("document__record__unit", "document__reviser").get(pk=version.pk)


def begin(version: Version, step: str, *, seen: int | None) -> Version:
    """Lock the record, refuse when it changed since `seen`, and take the step."""
    record = claim(version.document.record, seen=seen)
    fresh = fetch(version)
    fresh.document.record = record
    fresh.state = states.after(step, fresh.state)
    return fresh


def hold(version: Version, step: str) -> Version:
    """Do the same for the system: it spoils nobody's open form."""
    record = Record.objects.select_for_update(of=("self",)).select_related("unit").get(pk=version.document_id)
    fresh = fetch(version)
    fresh.document.record = record
    fresh.state = states.after(step, fresh.state)
    return fresh


def settle(version: Version, *, at: dt.datetime) -> Version:
    """Check and save a version, and keep its document's record in step."""
    version.changed_at = at
    version.plain = documents.plain_text(version.body)
    version.full_clean(exclude=["document"])
    version.save()
    settle_record(version.document, at=at)
    return version


def settle_record(document: Document, *, at: dt.datetime) -> None:
    """Keep the common row in step: its group, its alarm and the words search finds it by: a reader's, never a draft's."""
    record = document.record
    shown = document.versions.order_by("-major", "-minor")
    current = shown.filter(state=states.IN_FORCE).first() or shown.first()
    record.owner_id = document.reviser_id
    record.state_group = group_of(current)
    record.closed_at = at if record.state_group == StateGroup.DONE else None
    record.next_alarm = clock.start_of(document.review_due) if document.review_due else None
    record.full_clean(exclude=["search"])
    record.save(update_fields=RECORD_FIELDS)
    read = shown.filter(state__in=states.HAS_BEEN).first()
    words = current if current and current.state == states.IN_FORCE else read or current
    reindex(record, f"{record.reference}\n{words.plain if words else ''}")


def group_of(version: Version | None) -> str:
    """Say what a document's state is called across all kinds of records."""
    if version is None or version.state == states.DRAFT:
        return StateGroup.DRAFT
    if version.state == states.IN_FORCE:
        return StateGroup.OPEN
    return StateGroup.WAITING if version.state in states.AT_WORK else StateGroup.DONE


def write_down(document: Document, *, by: Any, step: str, text: str, at: dt.datetime) -> None:
    """Put one line on the timeline."""
    note(record=document.record, by=by, step=step, text=text, at=at)


def revisers(document: Document, day: dt.date) -> list[Person]:
    """Find who revises it today: the person named, or who holds the seat."""
    if document.reviser:
        return [document.reviser]
    seats = Post.objects.on(day).filter(role=document.reviser_role_id, unit=document.reviser_unit_id)
    return [post.person for post in seats.select_related("person")]


def tell_each(document: Document, people: list[Person], *, by: Any, text: str, why: str, address: str = "") -> None:
    """Put a notice in the inboxes of some, never of the one who did it."""
    record = document.record
    for person in {person.pk: person for person in people}.values():
        if person != by:
            tell(
                by=by,
                person=person,
                text=text,
                why=why,
                address=address or f"/prosedyrer/{record.reference}/",
                record=record,
            )
