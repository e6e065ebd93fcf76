"""A case belongs to the seat: when a post ends, it waits with the next leader up, and they are told."""

import datetime as dt

import pytest
import time_machine

from merkbar.check.deviations.jobs import remind_of_answers
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take
from merkbar.ground.access.standing import standing_of, units_answered_by
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east)


@pytest.fixture
def vacant(case, cast):
    Post.objects.filter(person=cast.leader).update(valid_to=clock.today() - dt.timedelta(days=1))
    return case


def waiting(person):
    return (
        Deviation.objects.visible_to(standing_of(person)).open().filter(unit__in=units_answered_by(standing_of(person)))
    )


def test_a_leader_who_left_no_longer_reaches_the_case(web, cast, vacant):
    assert web.as_(cast.leader).get(address(vacant)).status_code == 404
    assert take(web, cast.leader, vacant, "svar", text="Hei på deg").status_code == 404


def test_it_waits_with_the_next_leader_up_who_can_answer(web, cast, vacant):
    assert list(waiting(cast.manager)) == [vacant]
    assert list(waiting(cast.director)) == []
    assert take(web, cast.manager, vacant, "svar", text="Jeg tar denne nå").status_code == 302
    assert again(vacant).answered_at


def test_before_the_seat_is_vacant_it_does_not_wait_above(cast, case):
    assert list(waiting(cast.leader)) == [case]
    assert list(waiting(cast.manager)) == []


def test_a_new_report_tells_the_next_leader_up(cast, solvik, vacant):
    Notice.objects.all().delete()
    CaseFactory(by=cast.nurse, unit=solvik.east)
    (notice,) = Notice.objects.all()
    assert notice.person == cast.manager
    assert "Hjemmetjenesten" in notice.why


def test_the_reminder_finds_the_one_who_answers_now(cast, vacant):
    Notice.objects.all().delete()
    with time_machine.travel(clock.now() + dt.timedelta(days=7), tick=False):
        remind_of_answers(timestamp=0)
    assert [notice.person for notice in Notice.objects.all()] == [cast.manager]


def test_a_new_leader_takes_over_what_lies_there(web, cast, solvik, vacant):
    Post.objects.filter(person=cast.colleague).update(role="avdelingsleder")
    assert list(waiting(cast.colleague)) == [vacant]
    assert list(waiting(cast.manager)) == []
    assert take(web, cast.colleague, vacant, "svar", text="Jeg er ny her").status_code == 302
