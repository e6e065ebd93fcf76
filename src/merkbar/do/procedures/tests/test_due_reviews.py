"""A revision owner is told of a review in good time and when it is late, once each, by the morning's job."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from merkbar.do.procedures import jobs, writes
from merkbar.do.procedures.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.notices import jobs as mailing
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Leave, Post, Role

pytestmark = pytest.mark.django_db
START = dt.datetime(2027, 3, 1, 8, tzinfo=clock.OSLO)
DAY = dt.timedelta(days=1)


def morning(passed):
    """Two runs on a morning so many days after the start: the second has nothing left to do."""
    with time_machine.travel(START + passed * DAY):
        jobs.remind_revisers()
        jobs.remind_revisers()


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def due_in(cast, unit, days, **facts):
    with time_machine.travel(START - 300 * DAY):
        return kit.procedure(cast, unit, review_due=START.date() + days * DAY, **facts)


def test_one_notice_a_month_ahead_and_one_when_it_is_late(cast, solvik):
    due_in(cast, solvik.health, 40)
    days = []
    for passed in range(60):
        before = len(told(cast.coordinator))
        morning(passed)
        days += [passed] * (len(told(cast.coordinator)) - before)
    assert days == [10, 41]
    early, late = told(cast.coordinator)
    assert "10. april" in early
    assert "skulle vært gjort" in late


def test_who_reviews_is_told_anew_of_the_next_day_and_not_of_the_old(cast, solvik):
    version = due_in(cast, solvik.health, 10)
    morning(0)
    with time_machine.travel(START + DAY):
        writes.confirm(by=cast.coordinator, version=version, reason="Ingen avvik", next_due=START.date() + 300 * DAY)
    morning(20)
    assert len(told(cast.coordinator)) == 1
    morning(271)
    assert len(told(cast.coordinator)) == 2


def test_many_that_fall_due_are_one_notice(cast, solvik):
    for n in range(3):
        due_in(cast, solvik.health, 5 + n, number=f"P-{n}", title=f"Prosedyre {n}")
    due_in(cast, solvik.health, -5, number="P-8", title="Sen")
    morning(0)
    texts = told(cast.coordinator)
    assert "Vurder 3 prosedyrer" in texts
    assert any(text.startswith("Vurderingen av «Sen»") for text in texts)
    assert len(texts) == 2


def test_a_seat_that_revises_tells_whoever_sits_there(cast, solvik):
    role = Role.objects.get(code="virksomhetsleder")
    version = due_in(cast, solvik.health, 5)
    document = version.document
    document.reviser, document.reviser_role, document.reviser_unit = None, role, solvik.home_care
    document.save()
    morning(0)
    assert len(told(cast.manager)) == 1
    Post.objects.filter(person=cast.manager).update(valid_to=START.date())
    heir = kit.employee(solvik.home_care, "arving", role="virksomhetsleder", since=START.date())
    morning(1)
    assert len(told(heir)) == 1
    assert told(cast.coordinator) == []


def test_nobody_is_told_of_what_is_phased_out_or_withdrawn_or_while_on_leave(cast, solvik):
    version = due_in(cast, solvik.health, 5)
    Leave.objects.create(person=cast.coordinator, valid_from=START.date(), valid_to=START.date() + 2 * DAY)
    morning(0)
    assert told(cast.coordinator) == []
    morning(2)
    assert len(told(cast.coordinator)) == 1
    with time_machine.travel(START + 3 * DAY):
        writes.propose_removal(by=cast.coordinator, version=version, reason="Trengs ikke")
    morning(20)
    assert len(told(cast.coordinator)) == 1


def test_the_job_waits_for_the_morning_and_the_notice_comes_with_the_digest(cast, solvik):
    due_in(cast, solvik.health, 5)
    with time_machine.travel(START.replace(hour=6, minute=10)):
        jobs.morning()
    assert told(cast.coordinator) == []
    with time_machine.travel(START.replace(hour=7, minute=10)):
        jobs.morning()
    notice = Notice.objects.get(person=cast.coordinator)
    assert (notice.instant, notice.address) == (False, "/prosedyrer/P-MH-031/")
    mailing.mail_digest(cast.coordinator.pk, notice.pk)
    assert "Dobbeltkontroll" in mail.outbox[0].body
