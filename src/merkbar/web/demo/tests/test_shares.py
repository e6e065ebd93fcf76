"""Harm, channels, answers and closings have the shares and medians of the golden scenario."""

from collections import Counter
from datetime import timedelta
from statistics import median

import pytest

from merkbar.web.demo.harm import degree_of
from merkbar.web.demo.rounding import largest_remainder, nearest
from merkbar.web.demo.shapes import GOLDEN

DEGREES = ("none", "low", "moderate", "serious", "death")


def of_year(plan, year):
    return [case for case in plan if case.year == year]


def degree(case):
    if case.harm_physical is None:
        return degree_of(case.harm)
    return degree_of(max(case.harm_physical, case.harm_psychological))


def days(case, name):
    return (getattr(case, name).date() - case.reported_at.date()).days


@pytest.mark.parametrize(
    ("year", "wanted"),
    [(2024, (640, 428, 121, 20, 0)), (2025, (861, 431, 94, 14, 1)), (2026, (741, 296, 57, 7, 0))],
)
def test_harm_of_user_reports_is_exact(plan, year, wanted):
    found = Counter(degree(case) for case in of_year(plan, year) if case.area == "BR")
    assert tuple(found[name] for name in DEGREES) == wanted


@pytest.mark.parametrize(("year", "share"), [(2024, 0.18), (2025, 0.27), (2026, 0.34)])
def test_near_misses_are_the_nearest_whole_case_and_without_harm(plan, year, share):
    able = [case for case in of_year(plan, year) if case.area in {"BR", "HM"}]
    near = [case for case in able if case.kind == "near_miss"]
    assert len(near) == nearest(share, len(able))
    assert {degree(case) for case in near} == {"none"}


@pytest.mark.parametrize(("year", "shares"), [(2024, (12, 87, 1)), (2025, (46, 52, 2)), (2026, (68, 29, 3))])
def test_channels_are_exact(plan, year, shares):
    found = Counter(case.channel for case in of_year(plan, year))
    assert found == largest_remainder(found.total(), dict(zip(("phone", "pc", "public"), shares, strict=True)))


@pytest.mark.parametrize(("year", "share"), [(2024, 0.09), (2025, 0.07), (2026, 0.06)])
def test_names_are_hidden_as_often_as_told(plan, year, share):
    rows = of_year(plan, year)
    assert sum(case.hidden for case in rows) == nearest(share, len(rows))


def test_only_reports_from_the_public_link_have_no_reporter(plan):
    assert all((case.reporter is None) == (case.channel == "public") for case in plan)


@pytest.mark.parametrize(("year", "share", "middle"), [(2024, 0.41, 9), (2025, 0.66, 5), (2026, 0.83, 2)])
def test_answers_come_in_time_and_after_the_median_days(plan, year, share, middle):
    due = [case for case in of_year(plan, year) if case.reported_at.date() + timedelta(7) < GOLDEN]
    in_time = [case for case in due if case.answered_at and days(case, "answered_at") <= 7]
    assert len(in_time) == nearest(share, len(due))
    assert median(days(case, "answered_at") for case in of_year(plan, year) if case.answered_at) == middle


@pytest.mark.parametrize(("year", "middle"), [(2024, 31), (2025, 22), (2026, 16)])
def test_the_median_days_to_closing(plan, year, middle):
    assert median(days(case, "closed_at") for case in of_year(plan, year) if case.closed_at) == middle


@pytest.mark.parametrize(
    ("year", "with_measure", "on_time"), [(2024, 0.34, 0.12), (2025, 0.39, 0.48), (2026, 0.41, 0.71)]
)
def test_measures_and_effect_checks_have_their_shares(plan, year, with_measure, on_time):
    closed = [case for case in of_year(plan, year) if case.state == "closed"]
    measured = [case for case in closed if case.actions]
    assert len(measured) == nearest(with_measure, len(closed))
    due = [case for case in measured if case.actions[0].effect_due < GOLDEN]
    checked = [
        case
        for case in due
        if case.actions[0].verdict_at and case.actions[0].verdict_at.date() <= case.actions[0].effect_due
    ]
    assert len(checked) == nearest(on_time, len(due))


@pytest.mark.parametrize(("year", "share"), [(2025, 0.71), (2026, 0.78)])
def test_reporters_find_the_answer_useful(plan, year, share):
    said = [case.useful for case in of_year(plan, year) if case.useful is not None]
    assert sum(said) == nearest(share, len(said))
    assert len(said) > 500


def test_nobody_rated_answers_in_2024(plan):
    assert {case.useful for case in of_year(plan, 2024)} == {None}


def test_the_clock_is_that_of_the_wards(plan):
    hours = Counter()
    for case in plan:
        hour = case.occurred_at.hour
        hours[
            "06"
            if 6 <= hour < 10
            else "10"
            if 10 <= hour < 15
            else "15"
            if 15 <= hour < 20
            else "20"
            if 20 <= hour < 23
            else "23"
        ] += 1
    shares = {name: 100 * n / len(plan) for name, n in hours.items()}
    for name, wanted in {"06": 22, "10": 27, "15": 26, "20": 15, "23": 10}.items():
        assert abs(shares[name] - wanted) < 0.6, shares


def test_weekends_are_a_little_quieter(plan):
    found = Counter(case.reported_at.weekday() for case in plan)
    weekday = sum(found[day] for day in range(5)) / 5
    weekend = (found[5] + found[6]) / 2
    assert 0.86 < weekend / weekday < 0.94
    assert max(found[day] for day in range(5)) < weekday * 1.05
