"""Figures about deviations: folding of harm, rates, waiting times, and tables that reveal nobody."""

import random
from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merkbar.check.deviations import figures
from merkbar.check.deviations.figures import Table, suppress

levels = st.none() | st.integers(min_value=0, max_value=5)


@pytest.mark.parametrize(
    ("physical", "psychological", "reported", "word"),
    [
        (0, 0, 5, "ingen"),
        (1, 0, None, "lav"),
        (0, 2, None, "moderat"),
        (3, 1, None, "moderat"),
        (4, None, 0, "alvorlig"),
        (None, 5, None, "død"),
        (None, None, 1, "lav"),
        (None, None, None, None),
    ],
)
def test_harm_is_the_higher_of_the_leaders_scales_else_the_reporters(physical, psychological, reported, word):
    assert figures.harm_word(physical, psychological, reported) == word


@given(levels, levels, levels)
def test_the_reporters_word_counts_only_until_the_leader_has_assessed(physical, psychological, reported):
    level = figures.harm_level(physical, psychological, reported)
    if physical is None and psychological is None:
        assert level == reported
    else:
        assert level == max(value for value in (physical, psychological) if value is not None)


def test_the_harm_shares_of_the_demo_years():
    years = {2024: (569, 1209), 2025: (540, 1401), 2026: (492, 1505)}
    assert {year: round(100 * figures.share(*n), 1) for year, n in years.items()} == {
        2024: 47.1,
        2025: 38.5,
        2026: 32.7,
    }


def test_nothing_divided_by_nothing_is_no_figure():
    assert figures.share(0, 0) is None
    assert figures.per_thousand_days(0, 0) is None
    assert figures.per_employee_year(0, 0, 365) is None
    assert figures.per_employee_year(0, 10, 0) is None
    assert figures.median_days([None]) is None
    assert figures.answered_within([]) is None


def test_falls_per_thousand_resident_days_of_a_year():
    assert round(figures.per_thousand_days(148, 80 * 366), 2) == 5.05


def test_an_unanswered_report_is_not_answered_in_time():
    assert figures.answered_within([0, 7, 7.1, None]) == 0.5
    assert figures.answered_within([10], limit=10) == 1


def test_the_median_leaves_out_those_who_still_wait():
    assert figures.median_days([None, 1, 4]) == 2.5


def test_a_case_is_as_old_as_the_days_since_it_was_reported():
    assert figures.age_days(date(2026, 9, 21), date(2026, 9, 21)) == 0
    assert figures.age_days(date(2026, 7, 1), date(2026, 9, 21)) == 82


@pytest.mark.parametrize(
    ("before", "after", "change"), [(1765, 2155, "up"), (2155, 1765, "down"), (10, 14, "same"), (0, 0, "same")]
)
def test_a_count_has_changed_when_chance_does_not_explain_it(before, after, change):
    assert figures.count_change(before, after) == change


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((569, 1209), (540, 1401), "down"),
        ((540, 1401), (569, 1209), "up"),
        ((5, 10), (6, 10), "same"),
        ((0, 0), (5, 10), "same"),
        ((5, 10), (0, 0), "same"),
        ((0, 10), (0, 10), "same"),
    ],
)
def test_a_share_has_changed_when_chance_does_not_explain_it(before, after, change):
    assert figures.share_change(before, after) == change


def readings(shown: Table, hidden: list, floor: int) -> list[tuple[int, ...]]:
    """Every way a reader can fill the hidden cells so that all totals fit, by trying."""
    rows = []
    for row, total in shown.rows.items():
        mine = [cell for cell in hidden if cell[0] == row]
        left = total - sum(n for cell, n in shown.cells.items() if cell[0] == row and n is not None)
        tries = product(range(floor, left + 1), repeat=len(mine))
        rows.append([dict(zip(mine, numbers, strict=True)) for numbers in tries if sum(numbers) == left])
    found = []
    for choice in product(*rows):
        filled = {cell: n for cell, n in shown.cells.items() if n is not None}
        for part in choice:
            filled.update(part)
        sums = Counter()
        for (_, column), n in filled.items():
            sums[column] += n
        if all(sums[column] == total for column, total in shown.columns.items()):
            found.append(tuple(filled[cell] for cell in hidden))
    return found


def assert_nobody_is_revealed(table):
    shown = suppress(table)
    assert all(shown.cells[cell] is None for cell, n in table.items() if 0 < n < 5)
    assert all(shown.cells[cell] in {None, n} for cell, n in table.items())
    if shown.total is None:
        assert {*shown.rows.values(), *shown.columns.values()} == {None}
        return
    hidden = [cell for cell, n in shown.cells.items() if n is None]
    floor = 0 if any(table[cell] == 0 for cell in hidden) else 1
    ways = readings(shown, hidden, floor)
    assert tuple(table[cell] for cell in hidden) in ways
    for place, cell in enumerate(hidden):
        if 0 < table[cell] < 5:
            assert len({way[place] for way in ways}) > 1, cell


def tables(rows, columns, highest):
    cells = list(product("ABC"[:rows], "xyz"[:columns]))
    numbers = st.lists(st.integers(0, highest), min_size=len(cells), max_size=len(cells))
    return numbers.map(lambda found: dict(zip(cells, found, strict=True)))


@settings(deadline=None, max_examples=300)
@given(st.one_of(tables(2, 2, 9), tables(2, 3, 6), tables(3, 2, 7), tables(1, 3, 6), tables(3, 1, 6)))
def test_no_small_cell_can_be_worked_out_from_the_totals(table):
    assert_nobody_is_revealed(table)


@settings(deadline=None, max_examples=60)
@given(tables(3, 3, 3) | tables(3, 3, 5).filter(lambda table: sum(0 < n < 5 for n in table.values()) <= 3))
def test_no_small_cell_can_be_worked_out_in_larger_tables(table):
    assert_nobody_is_revealed(table)


def test_the_second_cell_of_the_row_alone_would_not_hide_the_first():
    table = {("A", "x"): 3, ("A", "y"): 9, ("B", "x"): 8, ("B", "y"): 7}
    assert set(suppress(table).cells.values()) == {None}


def test_two_hidden_ones_with_total_two_are_no_secret_so_more_is_hidden():
    table = {("A", "x"): 1, ("A", "y"): 1, ("B", "x"): 1, ("B", "y"): 1}
    shown = suppress(table)
    assert shown == Table(dict.fromkeys(table), {"A": None, "B": None}, {"x": None, "y": None}, None)


def test_a_table_with_large_numbers_and_zeros_is_shown_whole():
    table = {("A", "x"): 0, ("A", "y"): 9, ("B", "x"): 5, ("B", "y"): 0}
    assert suppress(table) == Table(table, {"A": 9, "B": 5}, {"x": 5, "y": 9}, 14)


def test_a_single_column_loses_its_totals_since_they_are_the_cells():
    shown = suppress({("A", "x"): 3, ("B", "x"): 9})
    assert shown == Table({("A", "x"): None, ("B", "x"): 9}, {"A": None, "B": None}, {"x": None}, None)


def test_missing_cells_are_zero_and_an_empty_table_stays_empty():
    assert suppress({("A", "x"): 9, ("B", "y"): 9}).cells["A", "y"] == 0
    assert suppress({}) == Table({}, {}, {}, 0)


def test_a_table_as_large_as_the_municipality_is_closed():
    rng = random.Random(20260921)
    cells = product((f"unit {i}" for i in range(45)), (f"type {i}" for i in range(43)))
    table = {cell: rng.choice([0, 0, 0, 0, 1, 2, 6, 12]) for cell in cells}
    shown = suppress(table)
    assert shown.total == sum(table.values())
    assert sum(n is None for n in shown.cells.values()) < 1.6 * sum(0 < n < 5 for n in table.values())
