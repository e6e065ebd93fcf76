"""Sharing and dealing are exact, and the same every time."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkbar.web.demo import draw, harm, rounding, spans, words
from merkbar.web.demo.draw import pick
from merkbar.web.demo.rounding import deal, largest_remainder
from merkbar.web.demo.shapes import Draft
from merkbar.web.demo.spans import fit


@pytest.mark.parametrize("module", [draw, harm, rounding, spans, words])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


@given(st.integers(0, 5000), st.lists(st.integers(1, 90), min_size=1, max_size=20))
def test_largest_remainder_adds_up_and_stays_within_one(total, weights):
    shares = largest_remainder(total, dict(enumerate(weights)))
    assert sum(shares.values()) == total
    assert all(abs(shares[place] - total * weight / sum(weights)) < 1 for place, weight in enumerate(weights))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.integers(1, 13))
def test_dealing_keeps_row_and_column_sums(rows, width):
    columns = list(largest_remainder(sum(rows), dict.fromkeys(range(width), 1)).values())
    dealt = deal(dict(enumerate(rows)), columns)
    assert [len(column) for column in dealt] == columns
    assert [sum(column.count(row) for column in dealt) for row in range(len(rows))] == rows


def test_a_pinned_cell_is_filled():
    dealt = deal({"a": 3, "b": 1}, [1, 2, 1], [("b", 2)])
    assert dealt[2] == ["b"]
    assert [*dealt[0], *dealt[1]] == ["a"] * 3


def test_dealing_refuses_sums_that_differ_and_pins_without_room():
    with pytest.raises(ValueError, match="rows hold 2"):
        deal({"a": 2}, [1])
    with pytest.raises(ValueError, match="more pins than room"):
        deal({"a": 1, "b": 1}, [1, 1], [("a", 0), ("a", 1)])


def test_picking_never_takes_what_weighs_nothing():
    chosen = pick(range(10), 5, key=int, purpose="test", weight=lambda number: number % 2)
    assert sorted(chosen) == [1, 3, 5, 7, 9]
    with pytest.raises(ValueError, match="6 asked for, 5 fit"):
        pick(range(10), 6, key=int, purpose="test", weight=lambda number: number % 2)


def test_days_never_exceed_the_room_of_the_case():
    rows = [Draft(key, "BR01", "MH11", 0, None, {}) for key in range(1, 21)]
    found = fit(list(range(20)), rows, lambda draft: draft.key, "test")
    assert sorted(found.values()) == list(range(20))
    assert all(days <= key for key, days in found.items())
    with pytest.raises(ValueError, match="no case has room for 99 days"):
        fit([99], rows, lambda draft: draft.key, "test")
