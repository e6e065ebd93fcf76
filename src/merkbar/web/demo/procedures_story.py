"""The storyline's procedure: P-MH-031, double check of multidose, from version 1.0 to the draft of 4.0 (scenario 4.8)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from merkbar.check.deviations.models import Deviation
from merkbar.do.procedures import documents, reading_list, states
from merkbar.do.procedures.models import Basis, Document, Question, ReadingRule, Receipt, Version
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Leave, Role
from merkbar.ground.records.models import Access, Entry, Link, Record, StateGroup
from merkbar.web.demo.draw import share, whole
from merkbar.web.demo.organisation import Solvik
from merkbar.web.demo.procedures_plan import multidose_body
from merkbar.web.demo.source import read_json

READERS: Final = (("ansatt", "MH1"), ("ansatt", "MH2"), ("ansatt", "MH3"), ("avdelingsleder", "MH"))
"""Who must read it, 318 in all: all at the nursing homes and in home care, and every leader of a department in the area."""
NAMED: Final = 9
"""Deviations that name it since the last review (journey J5)."""
AWAY: Final = 11
"""Readers who are away and have not read it (journey J5)."""


def load_multidose(solvik: Solvik, today: dt.date) -> None:
    """The procedure as it stands on `today`; nothing before its first version."""
    told = read_json("procedures.json")["multidose"]
    past = [row for row in told["versions"] if dt.date.fromisoformat(row["from"]) <= today]
    if not past:
        return
    document = _document(told, past, solvik)
    versions = _versions(document, told, past, solvik)
    rules = [
        ReadingRule(
            document=document,
            role=Role.objects.get(code=role),
            unit=solvik.units[unit],
            since=dt.date.fromisoformat(past[0]["from"]),
        )
        for role, unit in READERS
    ]
    ReadingRule.objects.bulk_create(rules)
    for row, version in zip(past, versions, strict=True):
        _receipts(row, version, solvik, today, last=version is versions[-1])
    _talk(told, versions[-1], solvik, today)
    if dt.date.fromisoformat(told["draft"]["on"]) <= today and len(past) == len(told["versions"]):
        _draft(document, told, solvik)
    _breaches(document, today)


def _noon(day: str | dt.date) -> dt.datetime:
    read = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return dt.datetime.combine(read, dt.time(12), clock.OSLO)


def _document(told: dict[str, Any], past: list[dict[str, Any]], solvik: Solvik) -> Document:
    due = dt.date.fromisoformat(told["review_due"])
    reviewed = due.replace(year=due.year - 1)
    record = Record.objects.create(
        kind="procedure",
        reference=told["number"],
        title=told["title"],
        unit=solvik.units["MH"],
        owner=solvik.people["revisjonsansvarlig.multidose"],
        state_group=StateGroup.OPEN,
        access=Access.OPEN,
        created_at=_noon(past[0]["from"]),
        next_alarm=clock.start_of(due),
    )
    document = Document.objects.create(
        record=record,
        topic_id="legemidler",
        reviser=solvik.people["revisjonsansvarlig.multidose"],
        published=True,
        review_due=due,
        reviewed_at=reviewed,
    )
    Basis.objects.create(
        document=document, law="Forskrift om legemiddelhåndtering", paragraph="§ 4", title="Virksomhetsleders ansvar"
    )
    return document


def _versions(document: Document, told: dict[str, Any], past: list[dict[str, Any]], solvik: Solvik) -> list[Version]:
    found = []
    for place, row in enumerate(past):
        start, body, last = dt.date.fromisoformat(row["from"]), multidose_body(row["steps"]), place == len(past) - 1
        until = None if last else dt.date.fromisoformat(past[place + 1]["from"]) - dt.timedelta(days=1)
        version = Version(
            document=document,
            major=place + 1,
            state=states.IN_FORCE if last else states.SUPERSEDED,
            body=body,
            plain=documents.plain_text(body),
            news=row["news"],
            in_force_from=start,
            planned_from=start,
            in_force_to=until,
            started_at=_noon(start - dt.timedelta(days=30)),
            changed_at=_noon(start),
            written_by=solvik.people["revisjonsansvarlig.multidose"],
            approved_by=solvik.people["kommunalsjef.mh"],
            approved_as="Kommunalsjef, Mestring og helse",
            approved_at=_noon(start),
        )
        if last and place == len(told["versions"]) - 1:
            version.question, version.options, version.right_option = told["question"], told["options"], told["right"]
        found.append(version)
    Version.objects.bulk_create(found)
    Entry.objects.bulk_create(
        Entry(
            record=document.record,
            at=_noon(version.in_force_from or dt.date.min),
            by=solvik.people["kommunalsjef.mh"],
            step="approve",
            text=f"v{version.number} gjelder",
        )
        for version in found
    )
    return found


def _receipts(row: dict[str, Any], version: Version, solvik: Solvik, today: dt.date, *, last: bool) -> None:
    """So many read it within 14 days, so many later; the storyline's two in Øst are not among them yet."""
    start = version.in_force_from or today
    waiting = {solvik.people["leder.ost"].pk, solvik.people["ansatt.ost"].pk} if last else set()
    asked = set(reading_list.seats_asked(version.document, today).values_list("person", flat=True))
    if last:
        waiting |= _away(asked - waiting, today)
    ranked = sorted(asked - waiting, key=lambda pk: share(pk * 7 + version.major, "multidose-read"))
    within, later = ranked[: row["within"]], ranked[row["within"] : row["within"] + row["later"]]
    days = [(pk, whole(pk, f"read-{version.major}", 0, 13)) for pk in within]
    days += [(pk, whole(pk, f"read-{version.major}", 16, 60)) for pk in later]
    rows = [(pk, start + dt.timedelta(days=passed)) for pk, passed in days]
    Receipt.objects.bulk_create(
        Receipt(version=version, person_id=pk, at=_noon(day)) for pk, day in rows if day < today
    )


def _away(free: Iterable[int], today: dt.date) -> set[int]:
    """Exactly eleven of the readers are away."""
    known = set(Leave.objects.on(today).filter(person__in=list(free)).values_list("person", flat=True))
    more = sorted(set(free) - known, key=lambda pk: share(pk, "multidose-away"))[: max(0, AWAY - len(known))]
    Leave.objects.bulk_create(
        Leave(person_id=pk, valid_from=today - dt.timedelta(days=90), valid_to=today + dt.timedelta(days=60))
        for pk in more
    )
    return set(sorted(known)[:AWAY]) | set(more)


def _talk(told: dict[str, Any], version: Version, solvik: Solvik, today: dt.date) -> None:
    by = solvik.people["revisjonsansvarlig.multidose"]
    for day, who, text, said in told["asked"]:
        if dt.date.fromisoformat(day) > today:
            continue
        facts = {"answer": said, "answered_at": _noon(day) + dt.timedelta(days=2), "answered_by": by} if said else {}
        Question.objects.create(version=version, text=text, by=solvik.people[who], at=_noon(day), **facts)


def _draft(document: Document, told: dict[str, Any], solvik: Solvik) -> None:
    body, at = multidose_body(told["draft"]["steps"]), _noon(told["draft"]["on"])
    Version.objects.create(
        document=document,
        major=len(told["versions"]) + 1,
        body=body,
        plain=documents.plain_text(body),
        question=told["question"],
        options=told["options"],
        right_option=told["right"],
        written_by=solvik.people["revisjonsansvarlig.multidose"],
        started_at=at,
        changed_at=at,
    )


def _breaches(document: Document, today: dt.date) -> None:
    """The newest cases about medicines in home care say that it was not followed."""
    since = document.reviewed_at or today
    named = Deviation.objects.filter(
        type__code__startswith="BR01",
        unit__path__startswith="SOLVIK.MH.MH3.",
        reported_at__gte=_noon(since + dt.timedelta(days=1)),
        record__access=Access.UNIT,
    ).exclude(state__in=("draft", "void"))
    Link.objects.bulk_create(
        Link(
            source=deviation.record,
            relation="breached",
            target=document.record,
            from_kind="deviation",
            to_kind="procedure",
            created_at=deviation.reported_at,
        )
        for deviation in named.select_related("record").order_by("-reported_at", "pk")[:NAMED]
    )
