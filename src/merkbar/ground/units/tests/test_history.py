"""Units change, and figures can still be read as they were: history follows units, not names."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from merkbar.ground.units.models import Placement, Unit, UnitLevel, ancestors
from merkbar.ground.units.writes import describe_unit, merge_units, move_unit, open_unit, rename_level, rename_unit

START = dt.date(2024, 1, 1)
SPRING = dt.date(2026, 3, 1)
AUTUMN = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC), tick=False):
        yield


def path_on(unit, day):
    """Where the unit stood on a day; None: it was not there."""
    stood = [p for p in unit.placements.all() if p.valid_from <= day and (p.valid_to is None or p.valid_to > day)]
    assert len(stood) <= 1
    return stood[0].path if stood else None


def name_on(unit, day):
    return next(
        p.name for p in unit.placements.all() if p.valid_from <= day and (p.valid_to is None or p.valid_to > day)
    )


def test_a_moved_unit_stands_in_its_old_place_on_older_days(solvik):
    move_unit(by=None, unit=solvik.east, parent=solvik.schools, day=SPRING)
    assert Unit.objects.get(code="MH33").path == "SOLVIK.OL.OL2.MH33."
    assert path_on(solvik.east, SPRING - dt.timedelta(days=1)) == "SOLVIK.MH.MH3.MH33."
    assert path_on(solvik.east, SPRING) == "SOLVIK.OL.OL2.MH33."


def test_what_lies_below_a_moved_unit_comes_along(solvik):
    move_unit(by=None, unit=solvik.home_care, parent=solvik.upbringing, day=SPRING)
    north = Unit.objects.get(code="MH31")
    assert (north.path, north.depth) == ("SOLVIK.OL.MH3.MH31.", 3)
    assert path_on(north, START) == "SOLVIK.MH.MH3.MH31."
    assert path_on(north, SPRING) == "SOLVIK.OL.MH3.MH31."


def test_a_unit_that_goes_deeper_says_so(solvik):
    move_unit(by=None, unit=solvik.upbringing, parent=solvik.home_care, day=SPRING)
    assert Unit.objects.get(code="OL21").depth == 5


def test_a_move_dated_back_carries_a_unit_opened_in_between(solvik):
    west = open_unit(by=None, code="MH34", name="Vest", parent=solvik.home_care, valid_from=AUTUMN)
    move_unit(by=None, unit=solvik.home_care, parent=solvik.upbringing, day=SPRING)
    assert path_on(west, AUTUMN) == "SOLVIK.OL.MH3.MH34."
    assert path_on(west, SPRING) is None


def test_a_later_move_is_not_undone_by_one_dated_before_it(solvik):
    move_unit(by=None, unit=solvik.east, parent=solvik.schools, day=AUTUMN)
    with pytest.raises(ValidationError, match="flyttet etter denne dagen"):
        move_unit(by=None, unit=solvik.east, parent=solvik.health, day=SPRING)
    assert path_on(solvik.east, SPRING) == "SOLVIK.MH.MH3.MH33."


def test_a_name_given_after_a_dated_back_move_stays(solvik):
    rename_unit(by=None, unit=solvik.east, name="Fjordsiden", day=AUTUMN)
    move_unit(by=None, unit=solvik.east, parent=solvik.schools, day=SPRING)
    assert name_on(solvik.east, SPRING) == "Hjemmetjenesten Øst"
    assert name_on(solvik.east, AUTUMN) == "Fjordsiden"
    assert path_on(solvik.east, AUTUMN) == "SOLVIK.OL.OL2.MH33."


def test_two_moves_on_one_day_leave_one_placement_that_day(solvik):
    move_unit(by=None, unit=solvik.east, parent=solvik.schools, day=SPRING)
    move_unit(by=None, unit=solvik.east, parent=solvik.health, day=SPRING)
    assert solvik.east.placements.count() == 2
    assert path_on(solvik.east, SPRING) == "SOLVIK.MH.MH33."


@pytest.mark.parametrize("target", ["home_care", "east"])
def test_a_unit_cannot_be_moved_under_itself(target, solvik):
    with pytest.raises(ValidationError, match="under seg selv"):
        move_unit(by=None, unit=solvik.home_care, parent=getattr(solvik, target), day=SPRING)


def test_a_unit_is_not_moved_to_where_it_lies(solvik):
    with pytest.raises(ValidationError, match="ligger allerede her"):
        move_unit(by=None, unit=solvik.east, parent=solvik.home_care, day=SPRING)


def test_nothing_moves_before_its_day_has_come(solvik):
    with pytest.raises(ValidationError, match="har ikke kommet"):
        move_unit(by=None, unit=solvik.east, parent=solvik.schools, day=dt.date(2027, 1, 1))
    with pytest.raises(ValidationError, match="har ikke kommet"):
        rename_unit(by=None, unit=solvik.east, name="Ny", day=dt.date(2027, 1, 1))
    with pytest.raises(ValidationError, match="har ikke kommet"):
        merge_units(by=None, unit=solvik.east, into=solvik.north, day=dt.date(2027, 1, 1))


def test_a_unit_is_not_moved_to_a_time_before_it_was(solvik):
    with pytest.raises(ValidationError, match="finnes ikke"):
        move_unit(by=None, unit=solvik.east, parent=solvik.schools, day=dt.date(2023, 1, 1))


def test_an_old_name_stays_on_older_days(solvik):
    rename_unit(by=None, unit=solvik.east, name="Fjordsiden", day=SPRING)
    assert Unit.objects.get(code="MH33").name == "Fjordsiden"
    assert name_on(solvik.east, SPRING - dt.timedelta(days=1)) == "Hjemmetjenesten Øst"
    assert name_on(solvik.east, SPRING) == "Fjordsiden"


def test_a_name_is_not_given_back_in_time_over_a_later_one(solvik):
    rename_unit(by=None, unit=solvik.east, name="Fjordsiden", day=SPRING)
    rename_unit(by=None, unit=solvik.east, name="Fjorden", day=AUTUMN)
    with pytest.raises(ValidationError, match="nytt navn etter denne dagen"):
        rename_unit(by=None, unit=solvik.east, name="Sjøen", day=START + dt.timedelta(days=30))


def test_a_merged_unit_counts_under_what_it_became_and_keeps_its_past(solvik):
    merge_units(by=None, unit=solvik.east, into=solvik.north, day=SPRING)
    east = Unit.objects.get(code="MH33")
    assert (east.became, east.valid_to) == (solvik.north, SPRING)
    assert east.is_under(Unit.objects.get(code="MH31"))
    assert path_on(east, SPRING - dt.timedelta(days=1)) == "SOLVIK.MH.MH3.MH33."
    assert path_on(east, SPRING) is None
    assert east not in Unit.objects.on(SPRING)
    assert east in Unit.objects.on(SPRING - dt.timedelta(days=1))


def test_units_below_a_merged_one_go_on_under_the_one_that_took_over(solvik):
    merge_units(by=None, unit=solvik.schools, into=solvik.health, day=SPRING)
    school = Unit.objects.get(code="OL21")
    assert (school.parent, school.path, school.depth) == (solvik.health, "SOLVIK.MH.OL21.", 2)
    assert school.valid_to is None
    assert path_on(school, START) == "SOLVIK.OL.OL2.OL21."


def test_a_closed_unit_gets_no_new_place_when_its_heir_moves(solvik):
    merge_units(by=None, unit=solvik.east, into=solvik.north, day=SPRING)
    move_unit(by=None, unit=Unit.objects.get(code="MH31"), parent=solvik.schools, day=AUTUMN)
    east = Unit.objects.get(code="MH33")
    assert east.path == "SOLVIK.OL.OL2.MH31.MH33."
    assert path_on(east, AUTUMN) is None
    assert path_on(east, START) == "SOLVIK.MH.MH3.MH33."


def test_a_unit_is_merged_once_and_never_into_itself(solvik):
    with pytest.raises(ValidationError, match="seg selv"):
        merge_units(by=None, unit=solvik.home_care, into=solvik.east, day=SPRING)
    merge_units(by=None, unit=solvik.east, into=solvik.north, day=SPRING)
    with pytest.raises(ValidationError, match="allerede avsluttet"):
        merge_units(by=None, unit=Unit.objects.get(code="MH33"), into=solvik.south, day=AUTUMN)


def test_nothing_is_put_under_a_closed_unit(solvik):
    east = merge_units(by=None, unit=solvik.east, into=solvik.north, day=SPRING)
    with pytest.raises(ValidationError, match="finnes ikke"):
        open_unit(by=None, code="NY", name="Ny", parent=east, valid_from=AUTUMN)
    with pytest.raises(ValidationError, match="finnes ikke"):
        move_unit(by=None, unit=solvik.south, parent=east, day=AUTUMN)


@pytest.mark.parametrize("code", ["mh34", "MH 34", "MH.34", "", "M;H"])
def test_a_code_is_plain(code, solvik):
    with pytest.raises(ValidationError):
        open_unit(by=None, code=code, name="Vest", parent=solvik.home_care, valid_from=START)


def test_a_code_is_given_once(solvik):
    with pytest.raises(ValidationError):
        open_unit(by=None, code="MH33", name="Vest", parent=solvik.home_care, valid_from=START)


def test_a_unit_starts_with_one_placement(solvik):
    west = open_unit(by=None, code="MH34", name="Vest", parent=solvik.home_care, valid_from=AUTUMN)
    assert list(Placement.objects.filter(unit=west).values_list("path", "valid_from", "valid_to")) == [
        ("SOLVIK.MH.MH3.MH34.", AUTUMN, None)
    ]


def test_a_name_that_begins_alike_is_not_the_same_branch(solvik):
    longer = open_unit(by=None, code="MH331", name="Ved siden av", parent=solvik.home_care, valid_from=START)
    assert longer not in Unit.objects.under(solvik.east.path)
    assert not longer.is_under(solvik.east)


def test_the_line_above_is_nearest_first(solvik):
    assert list(ancestors(solvik.east)) == [solvik.home_care, solvik.health, solvik.root]


def test_no_paths_is_no_units(solvik):
    assert not Unit.objects.under().exists()


def test_a_level_and_a_description_can_be_rewritten(solvik):
    rename_level(by=None, level=UnitLevel.objects.get(depth=2), name="enhet", plural="enheter")
    assert UnitLevel.objects.get(depth=2).name == "enhet"
    describe_unit(by=None, unit=solvik.east, duties="Hjemmesykepleie", employees=35)
    assert Unit.objects.get(code="MH33").duties == "Hjemmesykepleie"
