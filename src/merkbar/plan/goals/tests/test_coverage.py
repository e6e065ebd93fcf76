"""Has each unit a measure for each focus area? Seen by everybody for the units within reach."""

import datetime as dt

import pytest

from merkbar.act.actions import writes as action_writes
from merkbar.act.actions.models import Action
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.plan.goals import coverage, writes
from merkbar.plan.goals.models import UnitPlanLine
from merkbar.plan.goals.tests import kit


@pytest.fixture
def plan(cast, solvik):
    """Øst has one measure in the first area, Nord one in each, Sør has no plan."""
    plan = kit.running(cast.adviser, solvik.health)
    east, north = (kit.unit_plan(cast.adviser, plan, unit) for unit in (solvik.east, solvik.north))
    kit.line(cast.adviser, east, cast.nurse)
    kit.line(cast.adviser, north, cast.neighbour)
    kit.line(cast.adviser, north, cast.neighbour, area=kit.area_of(plan, 1))
    for own in (east, north):
        writes.approve(by=cast.adviser, unit_plan=own)
    return plan


def test_three_of_six_cells_are_filled(cast, plan):
    grid = coverage.grid(plan, kit.year(), standing_of(cast.director))
    assert (grid.filled, grid.total, grid.started) == (3, 6, 2)
    assert {row.unit.code: [cell.number for cell in row.cells] for row in grid.rows} == {
        "MH31": [1, 1],
        "MH32": [0, 0],
        "MH33": [1, 0],
    }


def test_a_leader_sees_the_own_unit_only(cast, plan):
    grid = coverage.grid(plan, kit.year(), standing_of(cast.leader))
    assert [row.unit.code for row in grid.rows] == ["MH33"]
    assert coverage.grid(plan, kit.year(), standing_of(cast.teacher)).rows == []


def test_the_page_says_in_words_which_cell_is_empty(web, cast, plan):
    page = web.as_(cast.director).get(f"/planer/{plan.record.reference}/handlingsplaner/").content.decode()
    assert "3 av 6 ruter har tiltak" in page
    assert "Øst mangler tiltak for «Heltid»" in page
    assert "Mangler" in page
    assert "Ingen plan" in page
    assert web.as_(cast.director).get(f"/planer/{plan.record.reference}/").status_code == 200


def test_another_year_is_empty_and_teaches(web, cast, plan):
    page = web.as_(cast.director).get(f"/planer/{plan.record.reference}/handlingsplaner/?ar={kit.year() + 1}")
    assert "Ingen har laget handlingsplan for dette året ennå" in page.content.decode()


def test_measures_stand_as_their_actions_stand(cast, plan):
    done, stopped, late = UnitPlanLine.objects.select_related("action").order_by("pk")
    action_writes.finish(by=cast.nurse, action=Action.objects.get(pk=done.action_id), evidence="Gjort i mai")
    action_writes.stop(by=cast.adviser, action=Action.objects.get(pk=stopped.action_id), reason="Slått sammen")
    later = clock.today() + dt.timedelta(days=31)
    lines = UnitPlanLine.objects.select_related("action").order_by("pk")
    assert [coverage.progress(line, later) for line in lines] == ["done", "stopped", "late"]
    assert [coverage.progress(line, clock.today()) for line in lines] == ["done", "stopped", "on_time"]
    assert coverage.tally(lines, later) == {"done": 1, "on_time": 0, "late": 1, "stopped": 1}
    assert late.deadline < later


def test_a_deleted_measure_fills_no_cell(cast, solvik, plan):
    south = kit.unit_plan(cast.adviser, plan, solvik.south)
    writes.remove_line(by=cast.adviser, line=kit.line(cast.adviser, south, cast.nurse))
    grid = coverage.grid(plan, kit.year(), standing_of(cast.adviser))
    assert (grid.filled, grid.started) == (3, 3)


def test_the_figure_without_names_counts_every_unit(plan):
    assert coverage.covered(plan, kit.year(), "SOLVIK.") == (3, 6)
    assert coverage.covered(plan, kit.year(), "SOLVIK.MH.MH3.MH33.") == (1, 2)


def test_measures_are_taken_away_as_a_sheet(web, cast, plan):
    address = f"/planer/{plan.record.reference}/handlingsplaner.csv?ar={kit.year()}"
    text = web.as_(cast.director).get(address).content.decode("utf-8-sig")
    assert text.count("Spørre alle nye brukere") == 3
    assert web.as_(cast.leader).get(address).content.decode().count("Spørre alle") == 1
    assert "Tiltaksnummer" in text


def test_the_grid_asks_the_same_number_of_questions_whatever_its_size(cast, solvik, plan, django_assert_num_queries):
    standing = standing_of(cast.director)
    with django_assert_num_queries(4):
        coverage.grid(plan, kit.year(), standing)
    south = kit.unit_plan(cast.adviser, plan, solvik.south)
    kit.line(cast.adviser, south, cast.nurse)
    writes.approve(by=cast.adviser, unit_plan=south)
    with django_assert_num_queries(4):
        coverage.grid(plan, kit.year(), standing)
