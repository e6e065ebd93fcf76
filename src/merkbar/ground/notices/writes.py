"""Tell somebody something, mark it read, choose what comes by mail, and mark it mailed."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from procrastinate.contrib.django import app

from merkbar.ground.clock import clock
from merkbar.ground.notices.models import DigestRun, Notice, NoticeSettings
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.trail.write import write

MAIL_INSTANT = "notices.mail_instant"
MAIL_DIGEST = "notices.mail_digest"


@write
def tell(
    *,
    by: Any,
    person: Person,
    text: str,
    why: str,
    address: str,
    record: Record | None = None,
    instant: bool = False,
) -> Notice:
    """Put a notice in a person's inbox; an instant one is mailed at once, the rest with the daily digest.

    The job is deferred in this transaction: no mail for what was rolled back, none lost for what was kept.
    """
    notice = Notice.objects.create(
        person=person,
        record=record,
        at=clock.now(),
        text=text[:300],
        why=why[:200],
        address=address,
        instant=instant,
    )
    if instant:
        app.configure_task(MAIL_INSTANT).defer(notice=notice.pk)
    return notice


@write
def read(*, by: Person, notice: Notice) -> Notice:
    """Mark one as read, the first time."""
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@write
def read_about(*, by: Person, record: Record, hidden: bool = False) -> int:
    """Mark one's notices of a record as read; with `hidden` the trail does not say whose they were. Returns how many."""
    return Notice.objects.filter(person=by, record=record).unread().update(read_at=clock.now())


@write
def read_all(*, by: Person) -> int:
    """Mark all of one's own as read; returns how many."""
    return Notice.objects.filter(person=by).unread().update(read_at=clock.now())


@write
def choose(*, by: Person, digest: bool, instant: bool) -> NoticeSettings:
    """Choose what comes by mail."""
    wanted, _new = NoticeSettings.objects.update_or_create(person=by, defaults={"digest": digest, "instant": instant})
    return wanted


@write
def hand_out(*, by: Any, day: dt.date) -> int:
    """Defer one digest for each person who has something to be told; a day is handed out once. Returns how many."""
    _run, new = DigestRun.objects.get_or_create(day=day, defaults={"at": clock.now()})
    if not new:
        return 0
    waiting = Notice.objects.unread().filter(mailed_at__isnull=True, person__is_active=True).exclude(person__email="")
    wanted = waiting.exclude(person__notice_settings__digest=False)
    people = list(wanted.order_by().values_list("person", flat=True).distinct())
    newest = wanted.order_by("-pk").values_list("pk", flat=True).first()
    for person in people:
        app.configure_task(MAIL_DIGEST).defer(person=person, upto=newest)
    return len(people)


@write
def mail(*, by: Any, notices: Sequence[int], send: Callable[[list[Notice]], None]) -> int:
    """Claim these notices and send them as one mail; returns how many were in it.

    The claim holds the rows until the mail is accepted: a second run waits, then finds nothing left. When the mail
    server refuses, the claim is undone and the job tries again.
    """
    waiting = Notice.objects.select_for_update(of=("self",)).filter(pk__in=notices, mailed_at__isnull=True)
    mine = list(waiting.select_related("record", "person").order_by("-at", "-pk"))
    claimed = Notice.objects.filter(pk__in=[n.pk for n in mine], mailed_at__isnull=True).update(mailed_at=clock.now())
    if claimed:
        send(mine)
    return claimed
