"""The demo's procedures in the database: 412 in force, 37 of them overdue for review, and who has read what."""

import datetime as dt
from typing import Any, Final

from django.db import connection

from merkbar.do.procedures import documents, reading_list, states
from merkbar.do.procedures.models import Basis, Document, ReadingRule, Receipt, Topic, Version
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Leave, Person, Role
from merkbar.ground.records.models import Access, Entry, Record, StateGroup
from merkbar.web.demo.draw import share, whole
from merkbar.web.demo.organisation import Solvik
from merkbar.web.demo.people_plan import REVIEWERS, posts
from merkbar.web.demo.procedures_plan import Plan, hash_of, plans
from merkbar.web.demo.procedures_story import load_multidose
from merkbar.web.demo.source import read_json

AWAY: Final = 40
"""Persons on leave today, of 1,200."""
SEAT_OF_ALL: Final = "kvalitetsradgiver"
BATCH: Final = 500


def load_procedures(solvik: Solvik, today: dt.date) -> None:
    """Topics, leaves, 412 procedures with versions and rules, the story of P-MH-031, and receipts."""
    Topic.objects.bulk_create(
        [Topic(code=code, name=name, order=n) for n, (code, name) in enumerate(read_json("procedures.json")["topics"])],
        ignore_conflicts=True,
    )
    _leaves(solvik, today)
    made = _documents(solvik, plans(today))
    load_multidose(solvik, today)
    for plan, version in made:
        if plan.read_by:
            _read(version, solvik, today, full=plan.in_force_from < today - dt.timedelta(days=60))
    _index()


def noon(day: dt.date) -> dt.datetime:
    """Noon of a day."""
    return dt.datetime.combine(day, dt.time(12), clock.OSLO)


def _documents(solvik: Solvik, rows: list[Plan]) -> list[tuple[Plan, Version]]:
    revisers = _revisers(solvik)
    role = Role.objects.get(code=SEAT_OF_ALL)
    records, made, versions, bases, rules = [], [], [], [], []
    everybody = Role.objects.get(code="ansatt")
    for plan in rows:
        unit = solvik.units[plan.unit]
        own = revisers.get(plan.area, [])
        person = own[hash_of(plan.number) % len(own)] if own else None
        record = _record(plan, unit, person)
        records.append(record)
        seat = {} if person else {"reviser_role": role, "reviser_unit": solvik.units["SOLVIK"]}
        document = Document(
            record=record,
            topic_id=plan.topic,
            reviser=person,
            published=True,
            review_due=plan.review_due,
            reviewed_at=plan.in_force_from,
            **seat,
        )
        made.append(document)
        versions.append(_version(document, plan))
        bases += [Basis(document=document, law=law, paragraph=part, order=n) for n, (law, part) in enumerate(plan.laws)]
        if plan.read_by:
            where = solvik.units[plan.read_by]
            rules.append(ReadingRule(document=document, role=everybody, unit=where, since=plan.in_force_from))
    Record.objects.bulk_create(records, batch_size=BATCH)
    Document.objects.bulk_create(made, batch_size=BATCH)
    older = [_older(version) for plan, version in zip(rows, versions, strict=True) if plan.older]
    Version.objects.bulk_create(versions + older, batch_size=BATCH)
    Basis.objects.bulk_create(bases, batch_size=BATCH)
    ReadingRule.objects.bulk_create(rules)
    Entry.objects.bulk_create(
        [Entry(record=v.document.record, at=v.changed_at, step="approve", text="Godkjent") for v in versions],
        batch_size=BATCH,
    )
    return list(zip(rows, versions, strict=True))


def _record(plan: Plan, unit: Any, person: Person | None) -> Record:
    return Record(
        kind="procedure",
        reference=plan.number,
        title=plan.title,
        unit=unit,
        owner=person,
        state_group=StateGroup.OPEN,
        access=Access.OPEN,
        created_at=noon(plan.in_force_from),
        next_alarm=clock.start_of(plan.review_due),
    )


def _version(document: Document, plan: Plan) -> Version:
    at = noon(plan.in_force_from)
    return Version(
        document=document,
        major=2 if plan.older else 1,
        state=states.IN_FORCE,
        body=plan.body,
        plain=documents.plain_text(plan.body),
        news="Teksten er kortere og følger rekkefølgen du jobber i." if plan.older else "",
        in_force_from=plan.in_force_from,
        planned_from=plan.in_force_from,
        started_at=at,
        changed_at=at,
        approved_at=at,
        approved_as=f"Prosesseier, {document.record.unit.short}",
    )


def _older(version: Version) -> Version:
    """The version before, a year older and a step shorter."""
    start = (version.in_force_from or dt.date.min) - dt.timedelta(days=365)
    return Version(
        document=version.document,
        major=1,
        state=states.SUPERSEDED,
        body=version.body.replace("<h2>Hvis det ikke går</h2>", "<h2>Avvik</h2>"),
        plain=version.plain,
        in_force_from=start,
        planned_from=start,
        in_force_to=(version.in_force_from or start) - dt.timedelta(days=1),
        started_at=noon(start),
        changed_at=noon(start),
        approved_at=noon(start),
        approved_as=version.approved_as,
    )


def _revisers(solvik: Solvik) -> dict[str, list[Person]]:
    """Area → its revision owners, as the plan of posts seats them."""
    found: dict[str, list[Person]] = {}
    seats = [plan for plan in posts() if plan.role == "revisjonsansvarlig"]
    for plan in seats[:REVIEWERS]:
        area = solvik.units[plan.unit].path.split(".")[1]
        if plan.person != "revisjonsansvarlig.multidose":
            found.setdefault(area, []).append(solvik.people[plan.person])
    return found


def _leaves(solvik: Solvik, today: dt.date) -> None:
    """Some are away: parents, the ill, students. Why is not kept."""
    named = {key for key in solvik.people if "." in key or key.isalpha()}
    keys = sorted((key for key in solvik.people if key not in named), key=lambda key: share(hash_of(key), "leave"))
    Leave.objects.bulk_create(
        Leave(
            person=solvik.people[key],
            valid_from=today - dt.timedelta(days=whole(hash_of(key), "leave-from", 20, 200)),
            valid_to=today + dt.timedelta(days=whole(hash_of(key), "leave-to", 10, 150)),
        )
        for key in keys[:AWAY]
    )


def _read(version: Version, solvik: Solvik, today: dt.date, *, full: bool) -> None:
    """Nearly everybody has read what has been in force for a while; of what is new, most have."""
    start = version.in_force_from or today
    waiting = {solvik.people["leder.ost"].pk, solvik.people["ansatt.ost"].pk} if not full else set()
    rows = []
    for post in reading_list.seats_asked(version.document, today).values_list("person", flat=True).distinct():
        key = post * 1009 + version.document_id
        named = post in waiting and version.document.record.unit.code != "SOLVIK"
        if named or (not full and post not in waiting and share(key, "unread") < 0.2):  # noqa: PLR2004 - one in five has it left
            continue
        at = noon(min(start + dt.timedelta(days=whole(key, "read-on", 0, 20)), today - dt.timedelta(days=1)))
        rows.append(Receipt(version=version, person_id=post, at=at))
    Receipt.objects.bulk_create(rows, batch_size=2000)


def _index() -> None:
    """Write the search vectors in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_record r SET search = to_tsvector('norwegian', r.title || ' ' || r.reference || ' ' || v.plain) "
            "FROM procedures_version v WHERE v.document_id = r.id AND v.state = 'in_force'"
        )
