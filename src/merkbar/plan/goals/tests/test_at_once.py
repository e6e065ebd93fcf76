"""R4 over real transactions: two press at the same moment; one is first, the other is told in a sentence."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from merkbar.ground.clock import clock
from merkbar.ground.records.writes import Stale
from merkbar.plan.goals import states, writes
from merkbar.plan.goals.models import Picture, UnitPlan
from merkbar.plan.goals.tests import kit

pytestmark = pytest.mark.usefixtures("real_transactions")
TIMES = 5


def at_once(write, *people, **facts):
    """Let each take the step in a thread, begun at the same moment: the names of what refused them, or «done»."""
    start = Barrier(len(people), timeout=30)

    def take(person):
        start.wait()
        try:
            write(by=person, **facts)
        except (ValidationError, Stale, states.WrongState) as refused:
            return type(refused).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as all_of_them:
        return sorted(all_of_them.map(take, people))


def test_two_who_start_the_same_action_plan_make_one(cast, solvik):
    plan = kit.running(cast.adviser, solvik.health)
    for unit in (solvik.north, solvik.south, solvik.east, solvik.home_care, solvik.health):
        facts = {"plan": plan, "unit": unit, "year": kit.year()}
        told = at_once(writes.start_unit_plan, cast.leader, cast.coordinator, **facts)
        assert told == ["ValidationError", "done"]
    assert UnitPlan.objects.count() == TIMES


def test_of_two_who_write_down_the_decision_and_of_two_who_put_it_in_force_one_is_first(cast, solvik):
    for _time in range(TIMES):
        plan = kit.draft(cast.adviser, solvik.health)
        facts = {"plan": plan, "case_number": "1/26", "adopted_on": clock.today(), "adopted_by": "Kommunestyret"}
        assert at_once(writes.adopt, cast.chief, cast.adviser, **facts) == ["WrongState", "done"]
        assert at_once(writes.publish, cast.chief, cast.adviser, plan=plan) == ["WrongState", "done"]


def tap(*, by, plan, alt):
    kit.picture(by, plan, alt=alt)


def test_two_taps_at_once_show_a_picture_once(cast, solvik):
    plan = kit.draft(cast.adviser, solvik.health)
    for time in range(TIMES):
        assert at_once(tap, cast.adviser, cast.adviser, plan=plan, alt=f"Bilde {time}") == ["done", "done"]
    assert Picture.objects.count() == TIMES
