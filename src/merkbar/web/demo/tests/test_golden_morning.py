"""What stands open on 21 September 2026, and the cases the storyline names."""

from collections import Counter
from datetime import date

from merkbar.web.demo.cases import cases
from merkbar.web.demo.shapes import GOLDEN
from merkbar.web.demo.source import read_json, units


def still_open(plan):
    return [case for case in plan if case.state != "closed"]


def area(case):
    return units()[case.unit].area


def age(case):
    return (GOLDEN - case.reported_at.date()).days


def story(plan, name):
    return next(case for case in plan if case.story == name)


def test_143_are_open_by_area(plan):
    found = Counter(area(case) for case in still_open(plan))
    assert found == {"MH": 101, "OL": 24, "ET": 9, "KN": 4, "DKA": 3, "SN": 1, "HR": 1}


def test_the_open_are_new_handled_or_waiting_for_their_effect_check(plan):
    assert Counter(case.state for case in still_open(plan)) == {"new": 17, "handling": 88, "effect_check": 38}


def test_29_are_older_than_sixty_days_and_11_of_them_in_ost(plan):
    old = [case for case in still_open(plan) if age(case) > 60]
    assert len(old) == 29
    assert sum(case.unit == "MH33" for case in old) == 11
    assert max(age(case) for case in old if case.unit == "MH33") == 96


def test_ost_has_three_new_and_one_answer_due_today(plan):
    ost = [case for case in still_open(plan) if case.unit == "MH33"]
    assert sorted(case.story for case in ost if case.state == "new") == ["J1", "N2", "N3"]
    waiting = [case for case in ost if case.answered_at is None and age(case) == 7]
    assert [case.story for case in waiting] == ["H1"]
    assert all(age(case) <= 7 for case in ost if case.answered_at is None)


def test_a_new_case_carries_nothing_of_the_leader(plan):
    for case in plan:
        if case.state == "new":
            assert case.harm is not None
            assert (case.harm_physical, case.potential, case.answered_at, case.taken_at) == (None,) * 4
            assert case.causes == case.actions == ()


def test_what_waits_for_its_effect_check_has_only_done_actions(plan):
    waiting = [case for case in plan if case.state == "effect_check"]
    assert all(case.actions for case in waiting)
    assert {action.state for case in waiting for action in case.actions} <= {"effect_check", "stopped"}


def test_every_closed_case_has_an_answer_and_a_reason(plan):
    for case in plan:
        if case.state == "closed":
            assert case.answer
            assert case.close_reason
            assert case.reported_at < case.taken_at < case.answered_at < case.closed_at, case
            assert (case.close_reason == "actions_done") == bool(case.actions)


def test_nothing_lies_after_the_morning(plan):
    for case in plan:
        moments = [case.reported_at, case.answered_at, case.closed_at, case.taken_at]
        moments += [moment for action in case.actions for moment in (action.done_at, action.verdict_at)]
        assert all(moment.date() < GOLDEN for moment in moments if moment), case


def test_an_action_is_opened_done_and_checked_in_that_order(plan):
    for case in plan:
        for action in case.actions:
            assert case.answered_at < action.opened_at
            assert action.done_at is None or action.opened_at <= action.done_at
            assert action.verdict_at is None or action.done_at < action.verdict_at
            assert (action.state == "closed") == bool(action.verdict) == bool(action.evidence)
            assert (action.state == "open") == (action.done_at is None)


def test_the_two_serious_events_are_kept_to_named_persons(plan):
    named = [case for case in plan if case.access == "named"]
    assert [(case.story, case.unit, case.type, case.occurred_at.date().isoformat()) for case in named] == [
        ("S1", "MH14", "BR09", "2025-03-09"),
        ("S2", "MH22", "BR01", "2026-09-15"),
    ]
    assert story(plan, "S1").harm_physical == 5
    assert (story(plan, "S2").harm_physical, story(plan, "S2").state) == (4, "handling")
    strengths = Counter(action.strength for action in story(plan, "S1").actions)
    assert strengths.total() == 5
    assert strengths["strong"] == 2


def test_every_classified_text_is_told_in_2026_but_the_death_of_2025(plan):
    told = {case.what: case for case in plan if case.story}
    for text in read_json("avvikstekster.json"):
        case = told[text["tekst"]]
        assert case.type == text["kode"]
        assert case.year == (2025 if text["id"] == 9 else 2026)


def test_an_earlier_morning_gives_the_same_cases_from_the_start(plan):
    for today in (date(2024, 1, 1), date(2024, 7, 15), date(2025, 3, 11), date(2026, 9, 20)):
        earlier = cases(today)
        fixed = [(case.year, case.seq, case.type, case.unit, case.reported_at, case.what) for case in earlier]
        later = [(case.year, case.seq, case.type, case.unit, case.reported_at, case.what) for case in plan]
        assert fixed == later[: len(fixed)]
        assert all(case.reported_at.date() < today for case in earlier)


def test_the_last_morning_of_2026_goes_on_from_the_golden_one(plan):
    later = cases(date(2026, 12, 31))
    assert len(later) > 6300
    assert [case.seq for case in later][: len(plan)] == [case.seq for case in plan]
