"""Values come in all or none; a correction keeps what it corrects."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.check.indicators import readings, writes
from merkbar.check.indicators.models import KeptVerdict, Measurement
from merkbar.check.indicators.tests.kit import d, define, line, month, refused, take, values
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock


@pytest.fixture
def double_check(solvik):
    return define(solvik.home_care)


def test_a_value_is_its_numerator_of_its_denominator(solvik, double_check):
    take(line(double_check, solvik.south, "2026-08", "19", "20"))
    assert values(double_check, solvik.south) == {month(8): d("95.000000")}


def test_the_same_again_changes_nothing(solvik, double_check):
    said = line(double_check, solvik.south, "2026-08", "19", "20")
    assert take(said).added == 1
    again = take(said)
    assert (again.added, again.corrected, again.same) == (0, 0, 1)
    assert Measurement.objects.count() == 1


def test_a_correction_keeps_what_it_corrects(solvik, cast, double_check):
    take(line(double_check, solvik.south, "2026-08", "19", "20"))
    take(line(double_check, solvik.south, "2026-08", "18", "20"), by=cast.adviser, reason="Talt på nytt")
    new = Measurement.objects.current().get(indicator=double_check)
    assert (new.value, new.reason, new.entered_by) == (d("90.000000"), "Talt på nytt", cast.adviser)
    assert (new.replaces.value, new.replaces.current) == (d("95.000000"), False)


def test_one_wrong_line_keeps_all_out(solvik, double_check):
    good = line(double_check, solvik.south, "2026-08", "19", "20", number=2)
    bad = line(double_check, solvik.south, "2026-07", "21", "20", number=3)
    found = refused(good, bad)
    assert [(one.number, one.column) for one in found] == [(3, "numerator")]


@pytest.mark.parametrize(
    ("facts", "column", "words"),
    [
        ({"top": "21", "bottom": "20"}, "numerator", "større enn nevneren"),
        ({"top": "3", "bottom": "0"}, "denominator", "telleren er over 0"),
        ({"top": "-1", "bottom": "20"}, "numerator", "under null"),
        ({"value": "101"}, "value", "0 til 100"),
        ({"top": "mange", "bottom": "20"}, "numerator", "ikke et tall"),
        ({"value": "inf"}, "value", "ikke et tall"),
        ({"value": "NaN"}, "value", "ikke et tall"),
        ({"top": "19"}, "denominator", "mangler"),
        ({"bottom": "20"}, "numerator", "mangler"),
        ({}, "value", "mangler"),
        ({"value": "1,1234567"}, "value", "desimaler"),
    ],
)
def test_what_cannot_be_right_is_said_in_a_sentence(solvik, double_check, facts, column, words):
    (found,) = refused(line(double_check, solvik.south, "2026-08", **facts))
    assert found.column == column
    assert words in found.sentence


@pytest.mark.parametrize(
    ("period", "words"),
    [("august", "ikke en periode"), ("2026-13", "ikke en periode"), ("", "ikke en periode"), ("2399-01", "ikke en periode"),
     ("31.02.2026", "ikke en periode"), ("2100-01", "ikke begynt")],
)  # fmt: skip
def test_a_period_that_is_none_or_has_not_come_is_refused(solvik, double_check, period, words):
    (found,) = refused(line(double_check, solvik.south, period, "19", "20"))
    assert (found.column, words in found.sentence) == ("period", True)


def test_the_same_cell_twice_in_a_file_is_refused(solvik, double_check):
    (found,) = refused(
        line(double_check, solvik.south, "2026-08", "19", "20", number=2),
        line(double_check, solvik.south, "31.08.2026", "18", "20", number=5),
    )
    assert (found.number, "rad 2" in found.sentence) == (5, True)


def test_units_that_are_unknown_closed_or_elsewhere_are_refused(solvik, double_check):
    solvik.south.valid_to = dt.date(2026, 3, 1)
    solvik.south.save()
    closed = line(double_check, solvik.south, "2026-04", "1", "2")
    elsewhere = line(double_check, solvik.school, "2026-04", "1", "2", number=3)
    unknown = line(double_check, solvik.south, "2026-04", "1", "2", number=4)
    unknown = unknown.__class__(4, double_check.code, "MH99", "2026-04", "1", "2")
    found = refused(closed, elsewhere, unknown)
    assert [one.sentence.partition(" ")[2] for one in found] == [
        "fantes ikke i april 2026.",
        "måles i Hjemmetjenesten, og Solvik barneskole ligger utenfor.",
        "«MH99» finnes ikke, eller du fører ikke inn tall for den.",
    ]


def test_a_unit_may_be_named_by_its_name(solvik, double_check):
    said = line(double_check, solvik.south, "2026-08", "19", "20")
    take(said.__class__(2, "i90", "sør", "aug. 2026", "19", "20"))
    assert values(double_check, solvik.south) == {month(8): d("95.000000")}


def test_what_merkbar_counts_cannot_be_typed(solvik):
    own = define(solvik.root, code="S90", source_kind="own", source_code="deviations.answered")
    (found,) = refused(line(own, solvik.south, "2026-08", "1", "2"))
    assert "regner Merkbar selv" in found.sentence


def test_a_leader_enters_for_the_own_unit_and_no_other(solvik, cast, double_check):
    standing = standing_of(cast.leader)
    take(line(double_check, solvik.east, "2026-08", "1", "2"), standing=standing)
    (found,) = refused(line(double_check, solvik.north, "2026-08", "1", "2"), standing=standing)
    assert found.column == "unit"


def test_nothing_of_nothing_is_a_gap_and_no_zero(solvik, double_check):
    take(line(double_check, solvik.south, "2026-08", "0", "0"))
    assert values(double_check, solvik.south) == {month(8): None}


def test_units_add_up_by_their_counts_and_the_own_value_of_a_unit_goes_before(solvik, double_check):
    take(
        line(double_check, solvik.south, "2026-08", "1", "2", number=2),
        line(double_check, solvik.east, "2026-08", "0", "8", number=3),
    )
    (point,) = readings.many([double_check], solvik.home_care)[double_check.pk]
    assert (point.numerator, point.denominator, point.value) == (1, 10, d("10.000000"))
    take(line(double_check, solvik.home_care, "2026-08", "9", "10"))
    (point,) = readings.many([double_check], solvik.home_care)[double_check.pk]
    assert point.value == d("90.000000")


def test_few_are_held_back(solvik):
    few = define(solvik.home_care, minimum_n=5)
    take(line(few, solvik.south, "2026-08", "1", "4"), line(few, solvik.east, "2026-08", "2", "5", number=3))
    assert readings.series_of(few, solvik.south).points[0].held_back
    assert readings.series_of(few, solvik.east).points[0].value == d("40.000000")


def test_staff_of_a_small_unit_are_not_shown_beside_others(solvik):
    about = define(solvik.home_care, about_staff=True)
    solvik.south.employees = 8
    solvik.south.save()
    take(line(about, solvik.south, "2026-08", "4", "8"))
    assert readings.series_of(about, solvik.south).points
    assert readings.series_of(about, solvik.south, place="table").held_back
    assert not readings.series_of(about, solvik.south, place="public").held_back


@pytest.mark.parametrize(
    ("place", "staff", "held"), [("table", 9, 1), ("table", 10, 0), ("public", 4, 1), ("public", 5, 0)]
)
def test_few_employees_are_held_back_up_to_the_limit_and_no_further(solvik, place, staff, held):
    about = define(solvik.home_care, about_staff=True)
    solvik.south.employees = staff
    solvik.south.save()
    take(line(about, solvik.south, "2026-08", "1", "4"))
    assert readings.series_of(about, solvik.south, place=place).held_back is bool(held)


def test_what_a_series_says_is_kept_for_the_unit_and_those_above(solvik, double_check):
    take(line(double_check, solvik.south, "2026-08", "19", "20"))
    kept = KeptVerdict.objects.filter(indicator=double_check)
    assert {one.unit.code for one in kept.select_related("unit")} == {"MH32", "MH3"}


def test_the_database_lets_one_value_hold_for_a_cell(solvik, double_check):
    take(line(double_check, solvik.south, "2026-08", "19", "20"))
    row = Measurement.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_database_refuses_something_of_nothing(solvik, double_check):
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(
            indicator=double_check, unit=solvik.south, period=month(1), numerator=1, denominator=0, value=1,
            source="manual", entered_at=clock.now(),
        )  # fmt: skip


def test_how_a_value_is_made_cannot_change_under_what_is_measured(solvik, cast, double_check):
    from_before = double_check.record.version
    take(line(double_check, solvik.south, "2026-08", "19", "20"))
    with pytest.raises(ValidationError):
        writes.edit(by=cast.adviser, indicator=double_check, seen=from_before, title="x", shape="count")
