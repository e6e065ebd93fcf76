"""A year that is not over is set beside the same days of the year before, and no number is hidden without saying so."""

import datetime as dt
import re

import pytest

from merkbar.check.deviations import statistics_shares as shares
from merkbar.check.deviations import statistics_words
from merkbar.check.deviations.statistics import counts
from merkbar.check.deviations.statistics_scope import Selection
from merkbar.check.deviations.statistics_tables import Asking, by_month, by_unit, by_year
from merkbar.check.deviations.tests.counted import TODAY, reported
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock

PAGE = "/avvik/statistikk/"
SINCE = dt.date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    now = dt.datetime.combine(TODAY, dt.time(12), clock.OSLO)
    monkeypatch.setattr(clock, "now", lambda: now)


def years(standing, **asked):
    wanted = Selection(start=asked.pop("start", SINCE), end=asked.pop("end", TODAY), **asked)
    return {row[0].text.replace("\xa0", " "): row[1].text for row in by_year(Asking(standing, wanted)).rows}


@pytest.fixture
def three_years(solvik):
    for at in ("2024-05-01", "2025-05-01", "2025-09-21", "2025-09-22", "2025-12-24", "2026-05-01", "2026-09-21"):
        reported(solvik.east, at)


def test_a_year_that_is_not_over_stands_by_the_same_days_of_the_last(cast, three_years):
    assert years(standing_of(cast.adviser)) == {
        "2024": "1",
        "2025": "4",
        "2025 (til 21. sept.)": "2",
        "2026 (til 21. sept.)": "2",
    }


def test_whole_years_are_not_marked(cast, three_years):
    assert years(standing_of(cast.adviser), end=dt.date(2025, 12, 31)) == {"2024": "1", "2025": "4"}


def test_a_period_that_begins_in_a_year_says_so(cast, three_years):
    found = years(standing_of(cast.adviser), start=dt.date(2025, 9, 1))
    assert list(found) == ["2025 (fra 1. sept.)", "2025 (1. sept. til 21. sept.)", "2026 (til 21. sept.)"]
    assert found["2025 (1. sept. til 21. sept.)"] == "1"


def test_a_month_that_is_not_over_says_which_days_it_has(cast, three_years):
    shown = by_month(Asking(standing_of(cast.adviser), Selection(start=SINCE, end=TODAY)))
    assert [row[0].text.replace("\xa0", " ") for row in shown.rows][-2:] == ["2026-05", "2026-09 (til 21. sept.)"]


def test_the_page_names_the_days_it_compares_with(web, cast, solvik, three_years):
    html = web.as_(cast.adviser).get(f"{PAGE}?periode=i-ar").content.decode()
    assert "Til sammenligning 1. januar til 21. september 2025:" in html


def test_one_day_is_named_once():
    assert statistics_words.span(TODAY, TODAY) == "21. september 2026"
    assert statistics_words.span(dt.date(2025, 12, 1), dt.date(2026, 1, 2)) == "1. desember 2025 til 2. januar 2026"


@pytest.fixture
def small_numbers(solvik):
    for kind, number in (("BR01", 7), ("HM01", 2)):
        for _n in range(number):
            reported(solvik.east, "2026-03-09", type=kind)


def test_who_may_read_every_case_gets_every_number(cast, solvik, small_numbers):
    table = counts(standing_of(cast.leader), groups=["unit", "area"])
    assert {row["area"]: row["n"] for row in table.rows} == {"BR": 7, "HM": 2}
    assert table.suppressed == 0


def test_one_named_case_that_i_may_not_read_closes_the_cross_table(cast, solvik, small_numbers):
    reported(solvik.east, "2025-01-01", access="named")
    this_year = {"start": dt.date(2026, 1, 1), "end": TODAY}
    table = counts(standing_of(cast.leader), groups=["unit", "area"], **this_year)
    assert table.suppressed, "also for other days, so that no search by day finds it"
    assert not counts(standing_of(cast.neighbour), groups=["unit", "area"]).suppressed, (
        "a case elsewhere closes nothing"
    )


@pytest.fixture
def answers(solvik, cast):
    """In the east 9 of 10 are answered in time, in the north 12 of 20."""
    for unit, in_time, late in ((solvik.east, 9, 1), (solvik.north, 12, 8)):
        for nth in range(in_time + late):
            reported(unit, "2026-03-09", reporter=cast.nurse, answered_after=2 if nth < in_time else 9)


def test_each_unit_has_its_answers_in_time(cast, solvik, answers):
    reported(solvik.east, "2026-09-20", reporter=cast.nurse)
    found = shares.answers_by_unit(standing_of(cast.manager), Selection())
    assert {unit: share.pair for unit, share in found.items()} == {"MH31": (12, 20), "MH33": (9, 10)}
    assert not any(share.held for share in found.values())


def test_a_unit_with_one_late_answer_is_held_back_and_so_is_the_one_that_gives_it_away(cast, solvik, answers):
    found = shares.answers_by_unit(standing_of(cast.safety), Selection())
    assert [share.held for share in found.values()] == [True, True]


def test_what_follows_from_a_hidden_number_is_hidden_too(cast, solvik):
    for unit, number in ((solvik.east, 2), (solvik.north, 9)):
        for _n in range(number):
            reported(unit, "2026-03-09")
    shown = by_unit(Asking(standing_of(cast.safety), Selection(type="BR01", start=SINCE, end=TODAY)), "%s")
    assert all(row[1].held and row[2].held and row[4].held for row in shown.rows)
    assert shown.hidden == 3 * len(shown.rows)


def test_wherever_a_number_is_hidden_the_page_says_why(web, cast, solvik):
    for harm in (1, 0, 0, 0, 0, 0):
        reported(solvik.east, "2026-01-05", harm=harm)
    html = web.as_(cast.safety).get(f"{PAGE}?enhet=MH33").content.decode()
    years = re.search(r'id="h-skade".*?</section>', html, re.DOTALL).group()
    assert ">skjult</td>" in years
    assert "kunne pekt på en person" in years


def test_no_cell_says_that_there_are_no_open_cases_with_a_nought(web, cast, solvik):
    html = web.as_(cast.leader).get("/avvik/").content.decode()
    assert "Ingen åpne saker." in html
    assert "0 åpne saker" not in html
