"""Whoever has a module due is reminded, once; a week later the leader is told, once; nobody away is."""

import datetime as dt

import pytest
from time_machine import travel

from merkbar.do.learning import assigned, coverage, figures, jobs, writes
from merkbar.do.learning.models import Reminder
from merkbar.do.learning.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Leave, Role
from merkbar.ground.ui.norwegian import short_day

pytestmark = pytest.mark.django_db
DAYS = 20


@pytest.fixture
def module(cast, solvik):
    made = kit.module(cast)
    role = Role.objects.get(code="ansatt")
    writes.add_rule(by=cast.adviser, module=made, unit=solvik.east, role=role, days=DAYS)
    return made


def told(person):
    notices = Notice.objects.filter(person=person, address__startswith="/laering/").order_by("pk")
    return list(notices.values_list("text", "address"))


def morning(after, hour=7):
    """Run the job so many days after today."""
    with travel(dt.datetime.combine(clock.today() + dt.timedelta(days=after), dt.time(hour, 5), clock.OSLO)):
        jobs.morning(0)


def test_nobody_is_reminded_long_before(cast, module):
    morning(DAYS - 8)
    assert told(cast.nurse) == []


def test_a_nurse_is_reminded_a_week_before_and_the_day_after_once_each(cast, module):
    for after in range(DAYS - 7, DAYS + 30):
        morning(after)
        morning(after)
    soon, late = told(cast.nurse)
    assert soon[0].startswith("Ta «Avvik og læring» innen")
    assert late[0].startswith("Fristen for læringsmodulen «Avvik og læring» var")
    assert soon[1] == "/laering/modul/avvik-og-laering/"


def test_the_leader_hears_a_week_after_the_nurse_in_one_notice(cast, module):
    morning(DAYS + 6)
    assert told(cast.leader) == []
    morning(DAYS + 7)
    morning(DAYS + 8)
    text = "2 av dine er over fristen for læringsmodulen «Avvik og læring»"
    assert told(cast.leader) == [(text, "/laering/oversikt/?modul=avvik-og-laering")]
    assert told(cast.neighbour) == []


def test_several_modules_are_one_notice(cast, module, solvik):
    other = kit.module(cast, slug="hygiene", title="Hygiene", questions=())
    writes.add_rule(
        by=cast.adviser, module=other, unit=solvik.east, role=Role.objects.get(code="ansatt"), days=DAYS - 2
    )
    morning(DAYS - 1)
    assert [text for text, _address in told(cast.nurse)] == ["Du har 2 læringsmoduler å ta. 1 er over fristen."]
    morning(DAYS + 7)
    assert [text for text, _address in told(cast.leader)] == ["2 av dine er over fristen for læringsmoduler"]


def test_who_has_taken_it_or_is_away_hears_nothing(cast, module):
    writes.complete(by=cast.nurse, module=module, answers=kit.right_answers(module))
    Leave.objects.create(person=cast.colleague, valid_from=clock.today())
    morning(DAYS - 1)
    morning(DAYS + 8)
    assert told(cast.nurse) == told(cast.colleague) == told(cast.leader) == []
    assert not Reminder.objects.exists()


def test_a_module_that_falls_due_during_leave_waits_and_reminds_when_the_nurse_is_back(cast, module, web):
    gone, back = clock.today() + dt.timedelta(days=2), clock.today() + dt.timedelta(days=DAYS + 40)
    Leave.objects.create(person=cast.nurse, valid_from=gone, valid_to=back)
    returned = DAYS + 40
    for after in range(0, returned + DAYS - 7, 4):
        morning(after)
    assert told(cast.nurse) == []
    assert not Reminder.objects.filter(person=cast.nurse).exists()
    for after in range(returned + DAYS - 7, returned + DAYS + 8):
        morning(after)
    soon, late = told(cast.nurse)
    assert soon[0] == f"Ta «Avvik og læring» innen {short_day(back + dt.timedelta(days=DAYS))}"
    assert late[0].startswith("Fristen for læringsmodulen «Avvik og læring» var")
    assert Reminder.objects.filter(person=cast.nurse, what=figures.LEADER).exists()


def test_the_page_of_who_is_back_says_the_same_day_as_the_reminder(cast, module):
    back = clock.today() + dt.timedelta(days=DAYS + 40)
    Leave.objects.create(person=cast.nurse, valid_from=clock.today(), valid_to=back)
    (task,) = assigned.tasks(cast.nurse, back)
    (asked,) = [one for one in coverage.everybody(back) if one.person == cast.nurse.pk]
    assert task.due == asked.due == back + dt.timedelta(days=DAYS)


def test_a_leader_who_is_late_is_told_of_by_the_leader_above(cast, solvik):
    module = kit.module(cast, questions=())
    role = Role.objects.get(code="avdelingsleder")
    writes.add_rule(by=cast.adviser, module=module, unit=solvik.east, role=role, days=DAYS)
    morning(DAYS + 7)
    assert all("av dine" not in text for text, _address in told(cast.leader))
    assert Notice.objects.filter(text__startswith="1 av dine er over fristen").exclude(person=cast.leader).count() == 1


def test_before_seven_nobody_is_told(cast, module):
    morning(DAYS - 1, hour=6)
    assert told(cast.nurse) == []


def test_a_module_to_be_taken_again_reminds_again(cast, solvik):
    module = kit.module(cast, renewal_months=12, questions=())
    writes.add_rule(by=cast.adviser, module=module, unit=solvik.east, days=10)
    made = writes.complete(by=cast.nurse, module=module)
    again = (made.until - clock.today()).days
    morning(again)
    assert told(cast.nurse) == []
    morning(again + 4)
    assert len(told(cast.nurse)) == 1


def test_the_leader_sees_what_is_due_within_a_week(cast, module, web):
    with travel(dt.datetime.combine(clock.today() + dt.timedelta(days=DAYS - 3), dt.time(9), clock.OSLO)):
        page = " ".join(web.as_(cast.leader).get("/laering/oversikt/").content.decode().split())
    assert '<td class="m-num">2</td><td class="m-num">0</td></tr>' in page
