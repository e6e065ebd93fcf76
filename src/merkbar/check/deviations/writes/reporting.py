"""Report: one case, never two, whatever the phone's network does. Also drafts, anonymous reports and bulk registration."""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.check.deviations import jobs_names, states
from merkbar.check.deviations.escalation import shields
from merkbar.check.deviations.models import Channel, Deviation, EventType, Feedback, Mode, words_of
from merkbar.check.deviations.writes.common import ANSWER_WITHIN, GROUPS, take, tell_leader, title_of
from merkbar.ground.access.standing import leader_of
from merkbar.ground.clock import clock
from merkbar.ground.jobs.defer import defer
from merkbar.ground.people.models import Person, Post
from merkbar.ground.records.models import Access, Record
from merkbar.ground.records.writes import note, open_record
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import day
from merkbar.ground.units.models import Unit

SERIOUS = 4
"""Reporter's harm from which the line is told at once (taxonomy 5.3)."""
RECEIPT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
BULK_LIMIT = 100
LATE = dt.timedelta(minutes=2)


class KeyReused(Exception):
    """The same idempotency key came with another body."""

    sentence = gettext_lazy(
        "Denne meldingen er sendt før med et annet innhold. Last siden på nytt og send den som en ny."
    )


def digest_of(by: Person | None, facts: dict[str, Any]) -> str:
    """What a body is recognised by when its key comes again."""
    body = json.dumps({"by": by.pk if by else None, **facts}, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(body.encode()).hexdigest()


def report(
    *, by: Person, key: str = "", digest: str = "", hidden: bool = False, **facts: Any
) -> tuple[Deviation, bool]:
    """Report something. The same `key` and body again give the same case: (deviation, whether it is new).

    Facts: what, unit, kind, area, type, harm (0–5 or None), occurred_at, immediate_action, channel, written_at.
    """
    if key and (before := _by_key(key, digest)):
        return before, False
    try:
        return _report(by=by, hidden=hidden, reporter=by, key=key or None, digest=digest, **facts), True
    except IntegrityError:
        if key and (before := _by_key(key, digest)):
            return before, False
        raise


def report_anonymously(*, key: str = "", digest: str = "", **facts: Any) -> tuple[Deviation, str]:
    """Report without being known. Gives the case and the receipt code by which the answer is read.

    The code grows out of the page's key, so a double tap gets the same one; of both we keep only digests.
    """
    key = key or secrets.token_hex(32)
    code = _code_of(key)
    kept = hashlib.sha256(f"anonymous {key}".encode()).hexdigest()
    if before := _by_key(kept, digest):
        return before, code
    nobody: dict[str, Any] = {"by": None, "hidden": True, "reporter": None, "receipt": receipt_digest(code)}
    try:
        return _report(**nobody, key=kept, digest=digest, **facts), code
    except IntegrityError:
        if before := _by_key(kept, digest):
            return before, code
        raise


def _code_of(key: str) -> str:
    """Twelve letters and digits that nobody without the installation's secret can make from the key."""
    sealed = hmac.digest(settings.SECRET_KEY.encode(), f"receipt {key}".encode(), "sha256")
    letters = "".join(RECEIPT_LETTERS[byte % len(RECEIPT_LETTERS)] for byte in sealed[:12])
    return "-".join(letters[n : n + 4] for n in (0, 4, 8))


def receipt_digest(code: str) -> str:
    """What is kept of a receipt code; hyphens and spaces are for the eye."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


def _by_key(key: str, digest: str) -> Deviation | None:
    kept = Deviation.objects.filter(key=key).values_list("pk", "key_digest")[:1]
    for pk, known in kept:
        if known != digest:
            raise KeyReused
        return Deviation.objects.select_related("record", "unit").get(pk=pk)
    return None


@write
def _report(
    *,
    by: Person | None,
    hidden: bool,
    reporter: Person | None,
    what: str,
    unit: Unit,
    type: EventType | None = None,  # noqa: A002 - the field's own name
    written_at: dt.datetime | None = None,
    digest: str = "",
    **facts: Any,
) -> Deviation:
    """Facts: kind, area, harm, occurred_at, immediate_action, channel, key, receipt."""
    now = clock.now()
    facts["area"] = facts.get("area") or (type.area if type else None)
    access = Access.RESTRICTED if shields(type, facts["area"], facts.get("harm")) else Access.UNIT
    facts["occurred_at"] = facts.get("occurred_at") or now
    place: dict[str, Any] = {"unit": unit, "access": access}
    deviation = Deviation(
        **place, type=type, what=what, reported_at=now, reporter=reporter, hidden=hidden, key_digest=digest, **facts
    )
    deviation.clean_fields(exclude=["record", "unit", "area", "type", "reporter"])
    leader = leader_of(unit, clock.today())  # before the number, whose series is held until the end
    deviation.record = open_record(
        by=by,
        kind="deviation",
        prefix="AV",
        title=title_of(what),
        at=now,
        text=words_of(deviation),
        next_alarm=now + ANSWER_WITHIN,
        **place,
    )
    deviation.save(force_insert=True)
    _received(deviation, by=None if hidden else by, written_at=written_at, leader=leader)
    return deviation


def _received(deviation: Deviation, *, by: Person | None, written_at: dt.datetime | None, leader: Post | None) -> None:
    """The bounce-back to the reporter, the line on the timeline, the notice to the seat and the job that escalates."""
    now = deviation.reported_at
    where = Channel(deviation.channel).label
    if written_at and now - written_at > LATE:
        note(record=deviation.record, by=by, step="write", text=_("Skrevet uten nett"), at=written_at)
    note(record=deviation.record, by=by, step="report", text=_("Meldt på %(where)s") % {"where": where}, at=now)
    if deviation.wants_answer:
        text = _("Takk for at du meldte. Du får svar senest %(day)s.") % {"day": day(now + ANSWER_WITHIN)}
        Feedback.objects.create(deviation=deviation, mode=Mode.RECEIPT, text=text, at=now)
    serious = (deviation.harm or 0) >= SERIOUS
    text = _("Ny melding: %(ref)s") % {"ref": deviation.record.reference}
    tell_leader(deviation, by=None, text=text, instant=serious, post=leader)
    defer(jobs_names.ESCALATE, deviation=deviation.pk)


def save_draft(*, by: Person, hidden: bool = False, draft: Deviation | None = None, **facts: Any) -> Deviation:
    """Keep an unfinished report on the server, seen by nobody but its writer.

    The history of a draft never says who: its writer may hide when it is sent.
    """
    return _save_draft(by=by, hidden=True, wanted=hidden, draft=draft, **facts)


@write
def _save_draft(*, by: Person, hidden: bool, wanted: bool, draft: Deviation | None, **facts: Any) -> Deviation:
    """`hidden` is for the trail; `wanted` is whether the writer asks for it."""
    now = clock.now()
    if draft is None:
        record = open_record(
            by=by,
            kind="deviation",
            prefix="UT",
            title=title_of(facts["what"]),
            unit=facts["unit"],
            at=now,
            state_group=GROUPS[states.DRAFT],
        )
        draft = Deviation(record=record, reporter=by, hidden=wanted, state=states.DRAFT, reported_at=now, **facts)
        draft.save(force_insert=True)
        return draft
    if not Deviation.objects.select_for_update(of=("self",)).filter(pk=draft.pk, state=states.DRAFT).exists():
        raise states.WrongState
    for name, value in {**facts, "hidden": wanted}.items():
        setattr(draft, name, value)
    draft.record.title = title_of(facts["what"])
    draft.record.unit = facts["unit"]
    draft.record.save(update_fields=["title", "unit"])
    draft.save()
    return draft


def discard(*, by: Person, draft: Deviation) -> None:
    """Throw a draft away: its rows go, so that nobody in the unit ever finds it among discarded cases."""
    _discard(by=by, draft=draft, hidden=True)


@write
def _discard(*, by: Person, draft: Deviation, hidden: bool) -> None:
    """`hidden` is for the trail, which does not say whose draft it was."""
    try:
        record, draft = take(draft, "discard", seen=None)
    except Record.DoesNotExist as gone:
        raise states.WrongState from gone
    draft.delete()
    record.delete()


@write
def send_draft(*, by: Person, draft: Deviation, hidden: bool, **facts: Any) -> Deviation:
    """Send a draft, once: a real case with its own number; the draft is discarded."""
    discard(by=by, draft=draft)
    sent, _new = report(by=by, hidden=hidden, **facts)
    return sent


def report_many(*, by: Person, days: dict[dt.date, int], key: str = "", **facts: Any) -> list[Deviation]:
    """Register frequent minor events in one go (good-practice B5): one closed case each, so that figures stay true.

    Facts: unit, type, harm. The first case carries the page's key, so a double tap counts once.
    """
    try:
        return _report_many(by=by, days=days, key=key, **facts)
    except IntegrityError:
        if key and (before := _by_key(key, "bulk")):
            return _same_batch(before)
        raise


def _same_batch(first: Deviation) -> list[Deviation]:
    batch = Deviation.objects.filter(channel=Channel.BULK, reporter=first.reporter_id, reported_at=first.reported_at)
    return list(batch)


@write
def _report_many(
    *,
    by: Person,
    unit: Unit,
    type: EventType,  # noqa: A002 - the field's own name
    harm: int,
    days: dict[dt.date, int],
    key: str = "",
) -> list[Deviation]:
    if type.restricted:
        raise ValidationError(_("%(type)s skjermes og må meldes for seg.") % {"type": type.name})
    if sum(days.values()) > BULK_LIMIT:
        raise ValidationError(_("Du kan registrere høyst %(limit)s om gangen.") % {"limit": BULK_LIMIT})
    if key and (before := _by_key(key, "bulk")):
        return _same_batch(before)
    now = clock.now()
    each = [date for date, number in sorted(days.items()) for _one in range(number)]
    keys = [key or None, *[None] * len(each)]
    return [
        _counted(by=by, unit=unit, type=type, harm=harm, date=date, now=now, key=keys[n]) for n, date in enumerate(each)
    ]


def _counted(
    *,
    by: Person,
    unit: Unit,
    type: EventType,  # noqa: A002 - the field's own name
    harm: int,
    date: dt.date,
    now: dt.datetime,
    key: str | None,
) -> Deviation:
    what = _("%(type)s, samleregistrert") % {"type": type.name}
    record = open_record(by=by, kind="deviation", prefix="AV", title=what, unit=unit, at=now, text=what)
    record.state_group, record.closed_at = GROUPS[states.CLOSED], now
    record.save(update_fields=["state_group", "closed_at"])
    note(record=record, by=by, step="report", text=_("Samleregistrert"), at=now)
    return Deviation.objects.create(
        record=record,
        unit=unit,
        area=type.area,
        type=type,
        what=what,
        occurred_at=min(now, clock.start_of(date) + dt.timedelta(hours=12)),
        reported_at=now,
        reporter=by,
        channel=Channel.BULK,
        harm=harm,
        state=states.CLOSED,
        closed_at=now,
        key=key,
        key_digest="bulk",
    )
