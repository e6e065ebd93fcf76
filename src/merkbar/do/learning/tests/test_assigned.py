"""A rule asks; a post answers. Nobody keeps a list of who must take what."""

import datetime as dt

import pytest
from time_machine import travel

from merkbar.do.learning import assigned, coverage, writes
from merkbar.do.learning.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Leave, Post, Role

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def module(cast, solvik):
    made = kit.module(cast)
    writes.add_rule(by=cast.adviser, module=made, unit=solvik.home_care, role=Role.objects.get(code="ansatt"), days=20)
    return made


def slugs(person, day=None):
    return [task.module.slug for task in assigned.tasks(person, day or clock.today()) if task.done is None]


def test_only_the_role_in_the_subtree_is_asked(cast, module):
    assert slugs(cast.nurse) == ["avvik-og-laering"]
    assert slugs(cast.teacher) == []
    assert slugs(cast.leader) == []


def test_a_new_employee_has_it_from_day_one_with_days_from_that_day(cast, module, solvik):
    later = clock.today() + 90 * DAY
    new = kit.employee(solvik.east, "ny", since=later)
    assert slugs(new, later - DAY) == []
    [task] = assigned.tasks(new, later)
    assert task.due == later + 20 * DAY


def test_who_leaves_the_seat_is_asked_no_more(cast, module):
    Post.objects.filter(person=cast.nurse).update(valid_to=clock.today())
    assert slugs(cast.nurse) == []


def test_two_rules_give_the_nearest_day(cast, module, solvik):
    writes.add_rule(by=cast.adviser, module=module, unit=solvik.east, days=5)
    [task] = assigned.tasks(cast.nurse, clock.today())
    assert task.due == clock.today() + 5 * DAY


def test_a_retired_module_asks_nobody_and_what_was_taken_stays(cast, module):
    writes.complete(by=cast.nurse, module=module, answers=kit.right_answers(module))
    writes.retire(by=cast.adviser, module=module)
    assert slugs(cast.colleague) == []
    assert cast.nurse.completions.count() == 1


def test_it_comes_back_when_it_has_run_out(cast, solvik):
    module = kit.module(cast, renewal_months=12, questions=())
    writes.add_rule(by=cast.adviser, module=module, unit=solvik.east, days=10)
    made = writes.complete(by=cast.nurse, module=module)
    assert slugs(cast.nurse, made.until) == []
    [task] = assigned.tasks(cast.nurse, made.until + DAY)
    assert task.done is None
    assert task.due == made.until + 10 * DAY


def test_the_leader_sees_own_people_and_never_the_neighbours(cast, module):
    names = {one.name for one in coverage.asked(standing_of(cast.leader))}
    assert names == {cast.nurse.name, cast.colleague.name}
    assert coverage.asked(standing_of(cast.neighbour)) == []
    assert coverage.asked(standing_of(cast.nurse)) == []


def test_a_unit_out_of_reach_gives_nothing(cast, module, solvik):
    assert coverage.asked(standing_of(cast.leader), unit=solvik.north) == []
    assert coverage.asked(standing_of(cast.leader), unit=solvik.health) == []


def test_coverage_counts_done_late_and_those_away(cast, module):
    writes.complete(by=cast.colleague, module=module, answers=kit.right_answers(module))
    with travel(dt.datetime.combine(clock.today() + 30 * DAY, dt.time(9), clock.OSLO)):
        cast.leader.__dict__.pop("_standing", None)
        standing = standing_of(cast.leader)
        [line] = coverage.lines(coverage.asked(standing), standing.day)
        assert (len(line.people), line.done, line.late, line.share) == (2, 1, 1, 0.5)
        Leave.objects.create(person=cast.nurse, valid_from=standing.day)
        [line] = coverage.lines(coverage.asked(standing), standing.day)
        assert line.late == 0


def test_coverage_takes_four_questions_whatever_the_size(cast, module, solvik, django_assert_num_queries):
    for number in range(12):
        kit.employee(solvik.east, f"ny{number}")
    standing = standing_of(cast.leader)
    with django_assert_num_queries(4):
        assert len(coverage.asked(standing)) == 14


def test_a_second_tap_on_take_into_use_gives_nobody_new_days(cast, module):
    [before] = assigned.tasks(cast.nurse, clock.today())
    later = clock.today() + 5 * DAY
    with travel(dt.datetime.combine(later, dt.time(9), clock.OSLO)):
        writes.publish(by=cast.adviser, module=module)
        [task] = assigned.tasks(cast.nurse, later)
        assert task.due == before.due
        writes.retire(by=cast.adviser, module=module)
        writes.publish(by=cast.adviser, module=module)
        [task] = assigned.tasks(cast.nurse, later)
        assert task.due == later + 20 * DAY
