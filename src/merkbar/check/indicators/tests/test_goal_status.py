"""A plan's target hears from its indicator how it stands, in as many questions whatever the number of targets."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.check.indicators import goal_status, writes
from merkbar.check.indicators.models import Indicator
from merkbar.check.indicators.tests.kit import line, take
from merkbar.ground.access.standing import standing_of
from merkbar.ground.records.registries import can_make, make
from merkbar.plan.goals import status
from merkbar.plan.goals import writes as goal_writes
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.tests import kit


@pytest.fixture
def complaints(cast, solvik):
    kit.running(cast.adviser, solvik.health)
    target = ResultTarget.objects.get(code="M16")
    made = Indicator.objects.get(targets__result_target=target)
    take(*(line(made, solvik.health, year, value=n) for year, n in (("2024", "3"), ("2025", "1"))))
    return target


def on(target, day):
    return goal_status.of([target], None, day)[target.pk]


def test_three_do_not_reach_under_two_and_one_does(complaints):
    before, after = on(complaints, dt.date(2024, 12, 31)), on(complaints, dt.date(2025, 12, 31))
    assert (before.word, before.sentence) == ("missed", "3 i 2024. Målet er under 2 klager.")
    assert (after.word, [name for name, _value in after.before]) == ("reached", ["2024"])


def test_a_span_is_judged_by_both_ends_and_said_with_both(cast, solvik):
    plan = kit.draft(cast.adviser, solvik.health)
    facts = {"comparator": "between", "value": 3, "value_to": 6, "unit_text": "revisjoner", "period": "year"}
    target = goal_writes.add_target(by=cast.adviser, plan=plan, text="Revisjoner", code="M42", **facts)
    make("indicator", by=cast.adviser, target=target)
    made = Indicator.objects.get(targets__result_target=target)
    take(*(line(made, solvik.health, year, value=n) for year, n in (("2024", "7"), ("2025", "6"))))
    above, within = on(target, dt.date(2024, 12, 31)), on(target, dt.date(2025, 12, 31))
    assert (above.word, above.sentence) == ("missed", "7 i 2024. Målet er mellom 3 og 6 revisjoner.")
    assert within.word == "reached"


def test_a_year_without_a_figure_is_not_measured(complaints):
    assert on(complaints, dt.date(2026, 6, 1)).sentence == "Ingen tall ennå for denne perioden."


def test_the_plan_asks_and_hears(cast, complaints):
    assert status.of([complaints], standing_of(cast.nurse), dt.date(2025, 12, 31))[complaints.pk].word == "reached"


def test_ten_targets_cost_no_more_questions_than_one(complaints):
    day = dt.date(2025, 12, 31)
    with CaptureQueriesContext(connection) as one:
        goal_status.of([complaints], None, day)
    with CaptureQueriesContext(connection) as ten:
        goal_status.of([complaints] * 10, None, day)
    assert len(one) == len(ten) == 2


def test_a_published_target_has_an_indicator_of_its_own(complaints):
    made = Indicator.objects.get(targets__result_target=complaints)
    assert (made.code, made.shape, made.direction, made.cumulative) == ("M16", "count", "down", False)


def test_another_target_with_the_same_code_gets_another_indicator(cast, complaints):
    writes.drop_aim(by=None, target=complaints.measured_by.get())
    assert can_make("indicator")
    assert make("indicator", by=cast.adviser, target=complaints).indicator.code == "M16-2"
