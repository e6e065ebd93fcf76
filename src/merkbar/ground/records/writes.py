"""Every change to the common row: open, claim, move, note, link, name."""

import datetime as dt
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Audience, Entry, Link, LinkRule, Named, Record, StateGroup
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit

SEARCH_CONFIG = "norwegian"


class Stale(Exception):
    """Somebody else changed the record since this page was opened; nothing was overwritten."""

    sentence = gettext_lazy(
        "Noen andre har endret saken siden du åpnet den. Det du skrev, står fortsatt her. Se over og lagre på nytt."
    )


class NoSuchLink(ValidationError):
    """The ontology has no such relation between these kinds."""


def next_reference(prefix: str, year: int) -> str:
    """The next number of a series: `AV-2026-00017`. Nobody waits for it; a write that is undone leaves its number unused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_next_number(%s, %s)", [prefix, year])
        (last,) = cursor.fetchone()
    return f"{prefix}-{year}-{last:05d}"


def searchable(text: str) -> SearchVector:
    """The search vector of a text, for an insert or update."""
    return SearchVector(Value(text[:200_000]), config=SEARCH_CONFIG)


@write
def open_record(
    *,
    by: Any,
    kind: str,
    prefix: str,
    title: str,
    unit: Unit,
    at: dt.datetime,
    text: str = "",
    access: str = Access.UNIT,
    owner: Person | None = None,
    state_group: str = StateGroup.OPEN,
    next_alarm: dt.datetime | None = None,
    reference: str = "",
) -> Record:
    """Make the common row of something new."""
    return Record.objects.create(
        kind=kind,
        reference=reference or next_reference(prefix, at.astimezone(clock.OSLO).year),
        title=title[:200],
        unit=unit,
        owner=owner,
        access=access,
        state_group=state_group,
        created_at=at,
        next_alarm=next_alarm,
        search=searchable(f"{title}\n{text}"),
    )


def claim(record: Record, *, seen: int | None = None) -> Record:
    """Lock a record for this transaction; refuse if it changed since version `seen`. Bumps the version."""
    locked = Record.objects.select_for_update(of=("self",)).select_related("unit").get(pk=record.pk)
    if seen is not None and locked.version != seen:
        raise Stale
    locked.version += 1
    return locked


def reindex(record: Record, text: str) -> None:
    """Write a record's search vector anew after its words changed."""
    Record.objects.filter(pk=record.pk).update(search=searchable(f"{record.title}\n{text}"))


def note(
    *,
    record: Record,
    by: Any,
    step: str,
    text: str = "",
    audience: str = Audience.ALL,
    at: dt.datetime | None = None,
) -> Entry:
    """Write one line on the timeline."""
    person = by if isinstance(by, Person) else None
    return Entry.objects.create(record=record, at=at or clock.now(), by=person, step=step, text=text, audience=audience)


@write
def link(*, by: Any, source: Record, relation: str, target: Record) -> Link:
    """Tie two records together, if the ontology knows the relation."""
    rule = LinkRule.objects.filter(from_kind=source.kind, relation=relation, to_kind=target.kind).exists()
    if not rule:
        raise NoSuchLink(_("Disse to kan ikke knyttes sammen slik."))
    made, _new = Link.objects.get_or_create(
        source=source,
        relation=relation,
        target=target,
        defaults={
            "from_kind": source.kind,
            "to_kind": target.kind,
            "created_at": clock.now(),
            "by": by if isinstance(by, Person) else None,
        },
    )
    return made


@write
def unlink(*, by: Any, link: Link) -> None:
    """Take a thread away; the history keeps it."""
    link.delete()


@write
def name(*, by: Any, record: Record, person: Person, why: str) -> Named:
    """Let one more person see a closed record, and say why."""
    named, _new = Named.objects.get_or_create(record=record, person=person, defaults={"why": why[:200]})
    return named
