"""Harm, near misses, answers and ages: who is in the part, who is in the whole, and who is in neither."""

import datetime as dt

import pytest

from merkbar.check.deviations import statistics_shares as shares
from merkbar.check.deviations.statistics_scope import Places, Selection
from merkbar.check.deviations.tests.counted import TODAY, reported
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    now = dt.datetime.combine(TODAY, dt.time(12), clock.OSLO)
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def adviser(cast):
    return standing_of(cast.adviser)


def test_harm_is_of_events_about_users_whose_harm_is_known(adviser, solvik):
    reported(solvik.east, "2026-01-05", harm=2)
    reported(solvik.east, "2026-01-05", harm=2, harm_physical=0, harm_psychological=0)
    reported(solvik.east, "2026-01-05", harm_psychological=1)
    reported(solvik.east, "2026-01-05")
    reported(solvik.east, "2026-01-05", type="HM01", harm=5)
    found = shares.harm_share(adviser, Selection())
    assert (found.part, found.whole, found.unknown) == (2, 3, 1)
    assert shares.harm_share(adviser, Selection(area="HM")).pair == (1, 1)


def test_harm_falls_in_the_quarter_it_was_reported(adviser, solvik):
    reported(solvik.east, dt.datetime(2026, 3, 31, 21, 59, tzinfo=dt.UTC), harm=1)
    reported(solvik.east, dt.datetime(2026, 3, 31, 22, 0, tzinfo=dt.UTC), harm=0)
    found = shares.harm_by(adviser, Selection(), "quarter")
    assert {at: share.pair for at, share in found.items()} == {"2026-1": (1, 1), "2026-2": (0, 1)}


def test_near_misses_are_of_events_about_users_and_employees(adviser, solvik):
    reported(solvik.east, "2026-01-05", kind="near_miss")
    reported(solvik.east, "2026-01-05", type="HM01")
    reported(solvik.east, "2026-01-05", type="PV01", kind="near_miss")
    assert shares.near_miss_share(adviser, Selection()).pair == (1, 2)


def test_an_answer_counts_by_date_and_only_when_its_week_has_passed(adviser, cast, solvik):
    waits = {"reporter": cast.nurse}
    reported(solvik.east, "2026-09-01", answered_after=7, **waits)
    reported(solvik.east, "2026-09-01", answered_after=8, **waits)
    reported(solvik.east, "2026-09-13", **waits)
    reported(solvik.east, "2026-09-14", **waits)
    reported(solvik.east, "2026-09-20", answered_after=1, **waits)
    found = shares.answer_time(adviser, Selection())
    assert found.in_time.pair == (1, 3), "the one from 14 September still has today"
    assert found.median == 7


def test_nobody_waits_for_an_answer_to_bulk_and_import(adviser, cast, solvik):
    reported(solvik.east, "2026-01-05", channel="bulk", reporter=cast.nurse)
    reported(solvik.east, "2026-01-05", channel="import", reporter=cast.nurse)
    reported(solvik.east, "2026-01-05")
    reported(solvik.east, "2026-01-05", receipt="code")
    assert shares.answer_time(adviser, Selection()).in_time.pair == (0, 1)
    assert shares.answers_by_year(adviser, Selection())["2026"].in_time.whole == 1


def test_open_cases_are_aged_today_whatever_the_period(adviser, solvik):
    reported(solvik.east, "2026-07-23")
    reported(solvik.east, "2026-07-22")
    reported(solvik.east, "2026-09-21", type="HM01", state="effect_check")
    reported(solvik.east, "2025-01-01", state="closed")
    this_month = Selection(start=dt.date(2026, 9, 1), end=TODAY)
    found = shares.age_of_open(adviser, this_month)
    assert (found.number, found.old, found.median) == (3, 1, 60)
    by_area = shares.age_of_open_by_area(adviser, this_month)
    assert {area: ages.number for area, ages in by_area.items()} == {"BR": 2, "HM": 1}


def test_small_shares_of_a_unit_are_held_back_from_those_who_may_not_read_the_cases(cast, solvik):
    for harm in (1, 0, 0, 0, 0, 0):
        reported(solvik.east, "2026-01-05", harm=harm)
    unit = Selection(unit="MH33")
    assert shares.harm_share(standing_of(cast.leader), unit).value == pytest.approx(1 / 6)
    safety = standing_of(cast.safety)
    assert shares.harm_share(safety, unit).held
    assert shares.harm_share(safety, unit).value is None
    assert all(share.held for share in shares.harm_by(safety, unit, "year").values())


def test_a_rate_is_of_the_employees_of_the_subtree(solvik):
    places = Places()
    assert places.employees([solvik.home_care.path]) == 38 + 40 + 34
    year = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    assert shares.rate(34, 34, *year) == pytest.approx(1, abs=0.01)
    assert shares.rate(34, 0, *year) is None
    assert shares.rate(None, 34, *year) is None


def test_waits_and_ages_of_few_cases_are_held_back_from_who_may_not_read_them(solvik, cast):
    reported(solvik.east, "2026-01-05", state="handling", answered_after=2, reporter=cast.nurse)
    unit = Selection(unit="MH33", start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31), type="BR01")
    delegate, leader = standing_of(cast.safety), standing_of(cast.leader)
    assert shares.answer_time(delegate, unit).in_time.held
    assert shares.answer_time(delegate, unit).median is None
    assert shares.age_of_open(delegate, unit).held
    assert not shares.age_of_open(leader, unit).held
    assert shares.age_of_open(leader, unit).number == 1
