"""Counts add up, follow the organisation, stay within one's right and point at nobody."""

import datetime as dt
import itertools

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.check.deviations import statistics
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.statistics import UnknownGroup, counts
from merkbar.check.deviations.tests.counted import TODAY, reported
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.units.lists import units_under
from merkbar.ground.units.writes import merge_units, move_unit

UNITS = ("north", "south", "east", "school")
TYPES = ("BR01", "BR02", "HM01", "PV01", None)
MERGED = dt.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    now = dt.datetime.combine(TODAY, dt.time(12), clock.OSLO)
    monkeypatch.setattr(clock, "now", lambda: now)


def whole(table):
    return sum(n for n in (row["n"] for row in table.rows) if n is not None)


case = st.tuples(
    st.sampled_from(UNITS),
    st.sampled_from(TYPES),
    st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 9, 20), timezones=st.just(dt.UTC)),  # noqa: DTZ001 - the zone follows
    st.sampled_from(["new", "handling", "closed", "void"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(case, max_size=12))
def test_sums_are_equal_over_units_types_months_and_years(cast, solvik, cases):
    with transaction.atomic():
        for unit, kind, at, state in cases:
            reported(getattr(solvik, unit), at, type=kind, state=state)
        standing = standing_of(cast.adviser)
        alive = sum(state != "void" for *_rest, state in cases)
        for group in ("unit", "type", "month", "year", "area", "state", "kind", "harm"):
            table = counts(standing, groups=[group])
            assert table.total == whole(table) == alive, group
        transaction.set_rollback(True)


def test_drafts_and_merged_cases_do_not_count(cast, solvik):
    for state in ("draft", "void", "new", "closed"):
        reported(solvik.east, "2026-02-01", state=state)
    assert counts(standing_of(cast.adviser), groups=["state"]).by("state") == {"closed": 1, "new": 1}


def test_a_report_on_new_years_night_counts_in_the_norwegian_year(cast, solvik):
    reported(solvik.east, dt.datetime(2025, 12, 31, 22, 59, tzinfo=dt.UTC))
    reported(solvik.east, dt.datetime(2025, 12, 31, 23, 0, tzinfo=dt.UTC))
    standing = standing_of(cast.adviser)
    assert counts(standing, groups=["year"]).by("year") == {2025: 1, 2026: 1}
    assert counts(standing, groups=["month"]).by("month") == {"2025-12": 1, "2026-01": 1}
    assert counts(standing, groups=[], end=dt.date(2025, 12, 31)).total == 1


def test_a_report_on_a_summer_night_counts_in_the_norwegian_month(cast, solvik):
    reported(solvik.east, dt.datetime(2026, 6, 30, 21, 59, tzinfo=dt.UTC))
    reported(solvik.east, dt.datetime(2026, 6, 30, 22, 0, tzinfo=dt.UTC))
    july = dt.date(2026, 7, 1)
    standing = standing_of(cast.adviser)
    assert counts(standing, groups=["month"]).by("month") == {"2026-06": 1, "2026-07": 1}
    assert counts(standing, groups=[], start=july, end=july).total == 1


def test_a_local_subtype_counts_under_its_stable_type(cast, solvik):
    reported(solvik.east, "2026-01-05", type="BR01", subtype=True)
    reported(solvik.east, "2026-01-05", type="BR01")
    standing = standing_of(cast.adviser)
    assert counts(standing, groups=["type"]).by("type") == {"BR01": 2}
    assert counts(standing, groups=[], type="BR01").total == 2


def test_after_a_merger_the_old_unit_counts_under_what_it_became(cast, solvik):
    for unit, at in ((solvik.south, "2025-01-05"), (solvik.east, "2025-01-05"), (solvik.east, "2026-01-05")):
        reported(unit, at)
    merge_units(by=None, unit=solvik.south, into=solvik.east, day=MERGED)
    standing = standing_of(cast.adviser)
    assert counts(standing, groups=["unit"]).by("unit") == {"MH33": 3}
    assert counts(standing, groups=["unit"], tree="then").by("unit") == {"MH32": 1, "MH33": 2}
    assert counts(standing, groups=[], unit="MH33").total == 3
    assert counts(standing, groups=[], unit="MH33", tree="then").total == 2
    assert counts(standing, groups=[], unit="MH32", tree="then").total == 1


def test_a_chain_of_mergers_is_followed_to_the_end(cast, solvik):
    reported(solvik.north, "2024-05-05")
    merge_units(by=None, unit=solvik.north, into=solvik.south, day=MERGED)
    solvik.south.refresh_from_db()
    merge_units(by=None, unit=solvik.south, into=solvik.east, day=dt.date(2026, 1, 1))
    assert counts(standing_of(cast.adviser), groups=["unit"]).by("unit") == {"MH33": 1}


def test_figures_as_it_was_then_follow_a_unit_that_moved(cast, solvik):
    reported(solvik.east, "2025-06-30")
    reported(solvik.east, "2025-07-01")
    move_unit(by=None, unit=solvik.east, parent=solvik.schools, day=MERGED)
    standing = standing_of(cast.adviser)
    assert counts(standing, groups=[], unit="OL").total == 2
    assert counts(standing, groups=[], unit="MH").total == 0
    assert counts(standing, groups=[], unit="OL", tree="then").total == 1
    assert counts(standing, groups=[], unit="MH", tree="then").total == 1


def test_figures_as_it_was_then_lose_no_report_from_before_the_first_placement(cast, solvik):
    reported(solvik.east, "2023-05-01")
    assert counts(standing_of(cast.adviser), groups=[], unit="MH", tree="then").total == 1


def test_a_neighbouring_leader_gets_only_the_own_subtree(cast, solvik):
    reported(solvik.north, "2026-01-05")
    reported(solvik.east, "2026-01-05")
    standing = standing_of(cast.neighbour)
    assert counts(standing, groups=["unit"]).by("unit") == {"MH31": 1}
    for unit in ("MH33", "MH3", "SOLVIK", "NO-SUCH"):
        table = counts(standing, groups=["month"], unit=unit)
        assert (table.rows, table.total) == ([], 0), unit


def test_an_employee_has_no_figures(cast, solvik):
    reported(solvik.east, "2026-01-05")
    assert counts(standing_of(cast.nurse), groups=[]).total == 0


def test_a_named_case_counts_for_the_municipality_and_shows_in_no_small_cell(cast, solvik):
    reported(solvik.east, "2026-03-09", type="BR09", access="named")
    for _n in range(6):
        reported(solvik.north, "2026-03-09", type="BR09")
    for unit, kind in itertools.product((solvik.east, solvik.north), ("BR01", "BR02")):
        for _n in range(8):
            reported(unit, "2026-03-09", type=kind)
    standing = standing_of(cast.chief)
    assert counts(standing, groups=[]).total == 39
    table = counts(standing, groups=["unit", "type"])
    shown = {(row["unit"], row["type"]): row["n"] for row in table.rows}
    assert shown["MH33", "BR09"] is None
    assert table.suppressed >= 4, "one hidden cell could be worked out from its row and its column"
    assert table.total == 39


def test_choosing_a_type_does_not_open_a_hidden_cell(cast, solvik):
    reported(solvik.east, "2026-03-09", type="BR09", access="named")
    for unit in (solvik.east, solvik.north, solvik.south):
        for _n in range(8):
            reported(unit, "2026-03-09", type="BR01")
    for _n in range(6):
        reported(solvik.north, "2026-03-09", type="BR09")
    table = counts(standing_of(cast.chief), groups=["unit"], type="BR09")
    assert table.by("unit")["MH33"] is None
    assert sum(n is None for n in table.by("unit").values()) > 1, "the total would give the only hidden one away"
    assert table.total == 7, "the total is known anyway"


@settings(max_examples=25, deadline=None)
@given(
    grid=st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"])), st.integers(1, 9), min_size=1, max_size=9
    )
)
def test_suppression_in_a_cross_table_cannot_be_undone(grid):
    """Every hidden small cell can be something else in a table with the same totals and the same shown cells."""
    shown, kept = statistics.suppressed(grid)
    if not kept:
        assert all(n is None for n in shown.values())
        return
    for cell, n in grid.items():
        if n < 5:
            assert shown[cell] is None
            assert _has_another(shown, grid, cell), (grid, cell)


def _has_another(shown, grid, cell):
    hidden = [c for c, n in shown.items() if n is None]
    floor = 0 if any(grid.get(c, 0) == 0 for c in hidden) else 1
    rows, columns = {r for r, _c in hidden}, {c for _r, c in hidden}
    goal = {("r", r): sum(grid.get(c, 0) for c in hidden if c[0] == r) for r in rows}
    goal |= {("c", k): sum(grid.get(c, 0) for c in hidden if c[1] == k) for k in columns}
    return any(_fill(hidden, {cell: value}, goal, floor) for value in range(floor, 10) if value != grid.get(cell, 0))


def _fill(hidden, given_, goal, floor):
    left = dict(goal)
    for (row, column), n in given_.items():
        left["r", row] -= n
        left["c", column] -= n
    if min(left.values()) < 0:
        return False
    rest = [c for c in hidden if c not in given_]
    if not rest:
        return not any(left.values())
    cell = rest[0]
    most = min(left["r", cell[0]], left["c", cell[1]])
    return any(_fill(hidden, {**given_, cell: n}, goal, floor) for n in range(floor, most + 1))


def test_a_safety_representative_gets_no_small_numbers_of_a_unit_but_its_leader_does(cast, solvik):
    for kind, number in (("BR01", 7), ("BR11", 1), ("HM01", 2)):
        for _n in range(number):
            reported(solvik.east, "2026-03-09", type=kind)
        for _n in range(9):
            reported(solvik.north, "2026-03-09", type=kind)
    asked = {"groups": ["type"], "unit": "MH33"}
    assert counts(standing_of(cast.leader), **asked).by("type") == {"BR01": 7, "BR11": 1, "HM01": 2}
    safety = counts(standing_of(cast.safety), **asked)
    assert (safety.by("type")["BR11"], safety.by("type")["HM01"], safety.total) == (None, None, 10)
    assert counts(standing_of(cast.safety), groups=[], unit="MH33", type="BR11").total is None
    assert counts(standing_of(cast.safety), groups=["month"], unit="MH33").total == 10


def test_a_table_so_fine_that_all_is_small_shows_nothing(cast, solvik, monkeypatch):
    monkeypatch.setattr(statistics, "FINEST", 0)
    reported(solvik.east, "2026-03-09", access="named")
    table = counts(standing_of(cast.chief), groups=["unit", "type", "month"])
    assert (table.rows, table.total, table.suppressed) == ([], 1, 1)


def test_what_cannot_be_counted_by_is_named(cast):
    with pytest.raises(UnknownGroup, match="reporter"):
        counts(standing_of(cast.chief), groups=["reporter"])


def test_a_figure_is_one_statement_however_many_cases(cast, solvik):
    standing = standing_of(cast.adviser)
    standing.reach("statistics.read")
    for unit in (solvik.north, solvik.south, solvik.east):
        for _n in range(6):
            reported(unit, "2026-03-09")
    with CaptureQueriesContext(connection) as asked:
        counts(standing, groups=["month"])
    assert len(asked) == 1
    units_under([])
    with CaptureQueriesContext(connection) as asked:
        counts(standing, groups=["unit", "area"])
    assert len(asked) == 3, "the figure, whether the organisation is as it was, and whether a case is beyond the reader"
    assert Deviation.objects.count() == 18
