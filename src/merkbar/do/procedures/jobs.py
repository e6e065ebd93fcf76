"""Readers are told by a job; every morning what is approved takes effect, and readers and revision owners are reminded.

Each reminder asks the table whether it was given before: a job that runs twice tells nobody twice.
"""

import datetime as dt
from collections import defaultdict
from contextlib import suppress

from django.utils import timezone
from procrastinate.contrib.django import app

from merkbar.do.procedures import reading_dates, reading_list, states
from merkbar.do.procedures.models import Document, Version
from merkbar.do.procedures.writes import remind, remind_review, take_effect
from merkbar.do.procedures.writes.approving import TELL_READERS
from merkbar.do.procedures.writes.common import revisers
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Leave, Person

REVIEW_AHEAD = dt.timedelta(days=30)
"""So long before its day a revision owner is told of a review."""
MORNING = 7
"""The hour people are told [o'clock in Norway, real time]."""


@app.task(name=TELL_READERS, queue="merkbar", pass_context=False)
def tell_readers(version: int) -> None:
    """Tell everybody who must read a version that has just taken effect."""
    found = Version.objects.select_related("document__record").filter(pk=version, state=states.IN_FORCE).first()
    if found is None:
        return
    for reader in reading_list.readers(found, clock.today()):
        if reader.read_at is None and not reader.away:
            remind(by=None, person=Person(pk=reader.person), versions={found: 0})


@app.periodic(cron="0 5,6 * * *", periodic_id="procedures.morning")
@app.task(name="procedures.morning", queue="merkbar", pass_context=False)
def morning(timestamp: int = 0) -> None:
    """Go through what is due when it is seven in Norway; the hours above are UTC, so one run is early or has nothing left."""
    if timezone.now().astimezone(clock.OSLO).hour >= MORNING:
        put_in_force()
        remind_readers()
        remind_revisers()


def put_in_force() -> None:
    """Let what is approved for today take effect; one transaction for each.

    What somebody has just taken back, or another run has just put in force, is left alone.
    """
    due = Version.objects.filter(
        state=states.APPROVAL, approved_at__isnull=False, planned_from__lte=clock.today()
    ).select_related("document__record")
    for version in due:
        with suppress(states.WrongState):
            take_effect(by=None, version=version)


def remind_readers() -> None:
    """Remind each reader on the first day, after 7 and after 14; one notice a person, whatever the number of texts."""
    today = clock.today()
    owed: dict[int, dict[Version, int]] = defaultdict(dict)
    known = Version.objects.in_force().filter(document__rules__isnull=False).distinct()
    for version in known.select_related("document__record").defer("body", "plain"):
        for reader in reading_list.readers(version, today):
            after = reading_dates.to_remind(reader.begins, today)
            if reader.read_at is None and not reader.away and after is not None:
                owed[reader.person][version] = after
    for person, versions in owed.items():
        remind(by=None, person=Person(pk=person), versions=versions)


def remind_revisers() -> None:
    """Tell each revision owner of reviews that fall due within a month, and of those that have; not while on leave."""
    today = clock.today()
    away = set(Leave.objects.on(today).values_list("person", flat=True))
    due = Document.objects.in_force().filter(review_due__lte=today + REVIEW_AHEAD, removal_proposed_at__isnull=True)
    owed: dict[tuple[int, bool], list[Document]] = defaultdict(list)
    for document in due.select_related("record", "reviser").order_by("review_due", "pk"):
        late = document.review_due is not None and document.review_due < today
        for person in revisers(document, today):
            if person.is_active and person.pk not in away:
                owed[person.pk, late].append(document)
    for (person_key, late), documents in owed.items():
        remind_review(by=None, person=Person(pk=person_key), documents=documents, late=late)
