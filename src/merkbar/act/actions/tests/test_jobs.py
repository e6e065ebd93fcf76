import datetime as dt

import pytest
import time_machine

from merkbar.act.actions import jobs, states
from merkbar.act.actions.jobs import follow_up, morning
from merkbar.act.actions.tests.kit import again, case, in_days, start, start_done
from merkbar.act.actions.writes import ask_effect
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Post
from merkbar.ground.records.models import Access

MONDAY = dt.datetime(2026, 9, 21, 7, 0, tzinfo=clock.OSLO)


@pytest.fixture
def calendar():
    with time_machine.travel(MONDAY, tick=True) as traveller:
        clock.forget()
        yield traveller


def go(calendar, days):
    calendar.move_to(MONDAY + dt.timedelta(days=days))
    clock.forget()


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_the_effect_check_opens_on_its_day_once(cast, solvik, calendar):
    action = start_done(by=cast.manager, owner=cast.nurse, unit=solvik.east)
    go(calendar, 89)
    follow_up()
    assert again(action).state == states.DONE
    go(calendar, 90)
    morning()
    morning()
    assert again(action).state == states.EFFECT_CHECK
    assert told(cast.leader) == ["Virket det? Samle oppdragene på én liste"]
    assert told(cast.manager) == ["Virket det? Samle oppdragene på én liste"]


@pytest.mark.parametrize(("month", "early", "struck"), [(1, 5, 6), (7, 4, 5)])
def test_nobody_is_told_before_seven_in_winter_or_summer(month, early, struck, monkeypatch):
    runs = []
    monkeypatch.setattr(jobs, "follow_up", lambda: runs.append(1))
    for hour in (early, struck):
        with time_machine.travel(dt.datetime(2026, month, 15, hour, 0, tzinfo=dt.UTC), tick=False):
            morning()
        assert len(runs) == (hour == struck)


def test_the_check_is_not_asked_for_before_its_day(cast, solvik, calendar):
    action = start_done(by=cast.manager, owner=cast.nurse, unit=solvik.east)
    assert ask_effect(by=None, action=action) is False
    assert again(action).state == states.DONE


def test_the_check_goes_past_a_leader_who_did_it(cast, solvik, calendar):
    start_done(by=cast.leader, owner=cast.leader, unit=solvik.east)
    go(calendar, 91)
    follow_up()
    assert told(cast.leader) == []
    assert len(told(cast.manager)) == 1


def test_the_owner_is_reminded_on_day_one_seven_and_fourteen(cast, solvik, calendar):
    start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=0)
    for day in range(18):
        go(calendar, day)
        follow_up()
        follow_up()
    assert told(cast.nurse)[1:] == [
        "Tiltak 1 dag over fristen: Samle oppdragene på én liste",
        "Tiltak 7 dager over fristen: Samle oppdragene på én liste",
        "Tiltak 14 dager over fristen: Samle oppdragene på én liste",
    ]


def test_it_climbs_the_seats_after_fourteen_and_thirty_days(cast, solvik, calendar):
    action = start(by=cast.coordinator, owner=cast.nurse, unit=solvik.east, days=0)
    for day, leader, manager in ((13, 0, 0), (14, 1, 0), (29, 1, 0), (30, 1, 1), (60, 1, 1)):
        go(calendar, day)
        follow_up()
        follow_up()
        assert (len(told(cast.leader)), len(told(cast.manager))) == (leader, manager)
    assert again(action).escalated_to == 2
    assert told(cast.director) == []


def test_missed_mornings_are_caught_up_once(cast, solvik, calendar):
    start(by=cast.coordinator, owner=cast.nurse, unit=solvik.east, days=0)
    go(calendar, 40)
    follow_up()
    follow_up()
    assert told(cast.nurse)[1:] == ["Tiltak 40 dager over fristen: Samle oppdragene på én liste"]
    assert (len(told(cast.leader)), len(told(cast.manager))) == (1, 1)


def test_a_leader_who_is_late_is_heard_of_one_seat_higher(cast, solvik, calendar):
    start(by=cast.coordinator, owner=cast.leader, unit=solvik.east, days=0)
    go(calendar, 14)
    follow_up()
    assert len(told(cast.manager)) == 1


def test_when_the_owner_has_left_the_seat_is_reminded(cast, solvik, calendar):
    start(by=cast.coordinator, owner=cast.nurse, unit=solvik.east, days=0)
    Post.objects.filter(person=cast.nurse).update(valid_to=MONDAY.date())
    go(calendar, 1)
    follow_up()
    assert len(told(cast.leader)) == 1


def test_the_words_of_a_closed_case_stay_out_of_notices(cast, solvik, calendar):
    origin = case(solvik.east, reporter=cast.director, access=Access.RESTRICTED)
    action = start(by=cast.director, owner=cast.nurse, unit=solvik.east, origin=origin, days=0)
    go(calendar, 15)
    follow_up()
    texts = told(cast.nurse) + told(cast.leader)
    assert len(texts) == 3
    assert all(action.record.reference in text and "Samle" not in text for text in texts)


def test_a_leader_who_may_not_read_it_is_passed_over(cast, solvik, calendar):
    origin = case(solvik.east, reporter=cast.director, access=Access.NAMED)
    start(by=cast.director, owner=cast.nurse, unit=solvik.east, origin=origin, days=0)
    go(calendar, 14)
    follow_up()
    assert told(cast.leader) == told(cast.manager) == []
    assert len(told(cast.director)) == 1


def test_a_new_deadline_silences_the_reminders(cast, solvik, calendar):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=20)
    go(calendar, 19)
    follow_up()
    assert len(told(cast.nurse)) == 1
    assert again(action).deadline == in_days(1)


def test_a_reminder_spoils_nobodys_open_form(cast, solvik, calendar):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=0)
    go(calendar, 15)
    follow_up()
    assert again(action).record.version == action.record.version
