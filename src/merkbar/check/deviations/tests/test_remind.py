"""An answer that is owed is asked for, at the seat that owes it today."""

import datetime as dt

import pytest
import time_machine

from merkbar.check.deviations import writes
from merkbar.check.deviations.jobs import remind_of_answers
from merkbar.check.deviations.tests.factories import ANSWER, CaseFactory, again, text_of
from merkbar.ground.clock.clock import OSLO
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 9, 7, 9, 0, tzinfo=OSLO)


def morning(day):
    """Run the job on the n-th morning after the report, and give the new notices."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with time_machine.travel(MONDAY.replace(hour=6) + dt.timedelta(days=day), tick=False):
        remind_of_answers(timestamp=0)
    return [(n.person.login, n.text.split(" AV")[0]) for n in Notice.objects.exclude(pk__in=before)]


@pytest.fixture
def case(cast, solvik):
    with time_machine.travel(MONDAY, tick=False):
        return CaseFactory(by=cast.nurse, unit=solvik.east)


def test_nobody_is_reminded_the_first_days(case):
    assert [morning(day) for day in range(1, 6)] == [[]] * 5


def test_the_leader_is_reminded_the_day_before_and_when_it_is_late(case):
    (before,) = morning(7)
    assert before[0] == "leader"
    assert morning(8) == []
    (late,) = morning(9)
    assert late == ("leader", "Svarfristen for")
    (again_,) = morning(11)
    assert again_ == late
    assert case.record.entries.filter(step="remind").count() == 1


def test_who_has_answered_is_left_in_peace(cast, case):
    with time_machine.travel(MONDAY + dt.timedelta(days=2), tick=False):
        writes.answer(by=cast.leader, deviation=case, text=ANSWER)
    assert morning(7) == morning(20) == []


def test_the_reporter_reads_that_it_is_late(web, cast, case):
    morning(9)
    with time_machine.travel(MONDAY + dt.timedelta(days=9), tick=False):
        page = text_of(web.as_(cast.nurse).get("/mine-meldinger/"))
    assert "Fristen på 7 dager er passert, og leder er påminnet" in page


def test_what_was_sent_on_is_asked_for_there(cast, solvik, case):
    with time_machine.travel(MONDAY + dt.timedelta(days=3), tick=False):
        writes.send(by=cast.leader, deviation=again(case), unit=solvik.north, why="Deres")
    assert [who for who, _text in morning(7)] == ["neighbour"]


def test_drafts_and_merged_cases_are_owed_nothing(cast, solvik, case):
    with time_machine.travel(MONDAY, tick=False):
        CaseFactory(by=cast.nurse, unit=solvik.east, draft=True)
        other = CaseFactory(by=cast.nurse, unit=solvik.east)
        writes.merge(by=cast.leader, deviation=case, into=other)
    assert len(morning(7)) == 1
