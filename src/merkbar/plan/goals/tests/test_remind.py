"""Nine months before a revision is due, the plan's owner is told, once; and the task stands in what waits for them."""

import datetime as dt

import pytest
import time_machine

from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.plan.goals import jobs, revising, writes
from merkbar.plan.goals.tests import kit


@pytest.fixture
def plan(cast, solvik):
    return kit.running(cast.coordinator, solvik.health)


def on(day):
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), clock.OSLO), tick=False)


def told():
    return list(Notice.objects.filter(text__contains="må revideres").values_list("person__login", flat=True))


@pytest.mark.parametrize(
    ("facts", "year"),
    [
        ({"first_year": 2024, "last_year": 2036, "part_first_year": 2024, "part_last_year": 2027}, 2027),
        ({"first_year": 2024, "last_year": 2036, "part_first_year": None, "part_last_year": None}, 2027),
        ({"first_year": 2025, "last_year": 2026, "part_first_year": None, "part_last_year": None}, 2026),
    ],
)
def test_a_plan_is_due_when_its_focus_areas_end_and_at_the_latest_in_its_fourth_year(cast, solvik, facts, year):
    assert revising.due(kit.draft(cast.coordinator, solvik.health, **facts)) == dt.date(year, 12, 31)


@pytest.mark.parametrize(
    ("year", "day"), [(2027, (2027, 4, 1)), (2028, (2028, 4, 3)), (2029, (2029, 4, 3)), (2026, (2026, 4, 1))]
)
def test_the_reminder_falls_on_a_working_day(cast, solvik, year, day):
    plan = kit.draft(
        cast.coordinator, solvik.health, first_year=2024, last_year=2036, part_first_year=2024, part_last_year=year
    )
    assert revising.remind_on(plan) == dt.date(*day)


def test_the_owner_is_told_on_the_day_and_only_once(cast, plan):
    day = revising.remind_on(plan)
    with on(day - dt.timedelta(days=1)):
        jobs.remind_owners()
        assert told() == []
    with on(day):
        jobs.remind_owners()
        jobs.remind_owners()
    with on(day + dt.timedelta(days=30)):
        jobs.remind_owners()
    assert told() == [cast.coordinator.login]
    notice = Notice.objects.get(text__contains="må revideres")
    assert notice.address == f"/planer/{plan.record.reference}/"
    assert f"31.12.{plan.part_last_year}" in notice.text


def test_the_task_waits_for_the_owner_until_the_new_version_is_begun(web, cast, plan):
    title = f"Revider planen: {plan.record.title}"
    with on(revising.remind_on(plan)):
        assert title in web.as_(cast.coordinator).get("/").content.decode()
        assert title not in web.as_(cast.nurse).get("/").content.decode()
        writes.revise(by=cast.coordinator, plan=plan)
        assert title not in web.as_(cast.coordinator).get("/").content.decode()
        jobs.remind_owners()
    assert told() == []


def test_a_new_version_that_is_begun_counts_also_after_one_that_was_given_up(cast, plan):
    given_up, by = writes.revise(by=cast.coordinator, plan=plan), cast.coordinator
    how = {"case_number": "042/26", "adopted_on": clock.today(), "adopted_by": "Kommunestyret"}
    writes.expire(by=by, plan=writes.adopt(by=by, plan=given_up, **how))
    with on(revising.remind_on(plan)):
        assert revising.waiting(clock.today()) == [plan]
        writes.revise(by=by, plan=plan)
        assert revising.waiting(clock.today()) == []


def test_when_the_owner_writes_plans_no_more_those_who_do_are_told(cast, solvik, plan):
    plan.record.owner = cast.nurse
    plan.record.save(update_fields=["owner"])
    day = revising.remind_on(plan)
    with on(day):
        able = revising.writers(solvik.health, day)
        assert cast.coordinator in able
        assert cast.nurse not in able
        jobs.remind_owners()
    assert sorted(told()) == sorted(person.login for person in able)
    assert revising.tasks(standing_of(cast.nurse)) == []


def test_a_new_version_is_reminded_of_by_itself(cast, plan):
    with on(revising.remind_on(plan)):
        jobs.remind_owners()
        new = writes.revise(by=cast.coordinator, plan=plan)
    assert new.reminded_for is None
    assert new.record.owner == cast.coordinator
    assert revising.due(new).year == revising.due(plan).year + 4
