"""The volume plan: many rounds of the same cases, none of them a second S1."""

from collections import Counter
from itertools import islice

from merkbar.web.demo.cases import multiplied
from merkbar.web.demo.shapes import GOLDEN


def test_one_round_is_the_plan(plan):
    assert list(multiplied(GOLDEN, 1)) == plan


def test_three_rounds_keep_days_and_number_on(plan):
    rows = list(multiplied(GOLDEN, 3))
    assert len(rows) == 3 * 5657
    assert len({(case.year, case.seq) for case in rows}) == len(rows)
    assert Counter(case.reported_at.date() for case in rows) == {
        day: 3 * n for day, n in Counter(case.reported_at.date() for case in plan).items()
    }
    assert max(case.seq for case in rows if case.year == 2024) == 3 * 1765


def test_copies_are_no_story_and_move_in_the_day(plan):
    copies = list(islice(multiplied(GOLDEN, 2), 5657, None))
    assert {(case.access, case.story) for case in copies} == {("unit", "")}
    moved = sum(copy.reported_at != case.reported_at for copy, case in zip(copies, plan, strict=True))
    assert moved > 5500
    for case in copies:
        assert case.closed_at is None or case.reported_at < case.taken_at < case.answered_at < case.closed_at


def test_the_first_case_comes_before_the_last_is_made():
    assert next(multiplied(GOLDEN, 100_000)).seq == 1
