"""Totals, sums and the unit split are those of the golden scenario, to the case."""

from collections import Counter

import pytest

from merkbar.web.demo.cells import slots
from merkbar.web.demo.periods import periods, september_to_date
from merkbar.web.demo.source import monthly, read_json, units

MONTHS = {
    2024: (163, 154, 156, 144, 144, 136, 137, 141, 146, 145, 149, 150),
    2025: (200, 187, 193, 172, 179, 166, 162, 170, 178, 177, 184, 187),
    2026: (216, 209, 210, 195, 202, 186, 183, 200, 136),
}
SOLHAGEN, FJORDGLOTT = {"MH11", "MH12", "MH13", "MH14"}, {"MH21", "MH22"}


def test_the_years_hold_1765_2155_and_1737_cases(plan):
    assert len(plan) == 5657
    assert Counter(case.year for case in plan) == {2024: 1765, 2025: 2155, 2026: 1737}


def test_every_month_has_the_total_of_the_scenario(plan):
    found = Counter((case.year, case.reported_at.month) for case in plan)
    assert found == {(year, month): n for year, row in MONTHS.items() for month, n in enumerate(row, 1)}


def test_every_type_and_month_equals_the_table(plan):
    found = Counter((case.type, case.year, case.reported_at.month) for case in plan)
    for code, years in monthly().items():
        for year, months in years.items():
            for month, count in enumerate(months, 1):
                if (year, month) < (2026, 9):
                    assert found[code, year, month] == count, (code, year, month)


def test_the_whole_of_2026_equals_the_table():
    found = Counter((slot.type, periods()[slot.period].first.month) for slot in slots() if slot.period >= 24)
    assert found == {
        (code, month): n for code, years in monthly().items() for month, n in enumerate(years[2026], 1) if n
    }


def test_september_is_two_thirds_by_largest_remainder_over_all_types(plan):
    found = Counter(case.type for case in plan if (case.year, case.reported_at.month) == (2026, 9))
    assert found.total() == 136
    assert found == {code: n for code, n in september_to_date().items() if n}
    for code, n in september_to_date().items():
        assert abs(n - monthly()[code][2026][8] * 136 / 204) < 1


def test_units_types_and_months_give_the_same_sum(plan):
    sums = [
        Counter(case.unit for case in plan).total(),
        Counter(case.type for case in plan).total(),
        Counter(case.reported_at.month for case in plan).total(),
    ]
    assert sums == [5657] * 3


def test_falls_follow_the_indicators_month_by_month(plan):
    for name, members in (("falls_solhagen_36m", SOLHAGEN), ("falls_fjordglott_36m", FJORDGLOTT)):
        found = Counter(
            (case.year - 2024) * 12 + case.reported_at.month - 1
            for case in plan
            if case.type == "BR02" and case.unit in members
        )
        assert [found[month] for month in range(32)] == read_json("series_counts.json")[name][:32]


@pytest.mark.parametrize(
    ("year", "solhagen", "fjordglott", "others"), [(0, 148, 88, 60), (1, 113, 89, 74), (2, 100, 89, 86)]
)
def test_falls_of_the_year_are_split_as_told(year, solhagen, fjordglott, others):
    falls = Counter(slot.unit for slot in slots() if slot.type == "BR02" and min(slot.period // 12, 2) == year)
    assert sum(falls[unit] for unit in SOLHAGEN) == solhagen
    assert sum(falls[unit] for unit in FJORDGLOTT) == fjordglott
    assert falls.total() - solhagen - fjordglott == others


def test_medicine_at_sor_reaches_the_user_as_its_indicator_says(plan):
    found = [case for case in plan if case.type == "BR01" and case.unit == "MH32"]
    reached = Counter(
        (case.year - 2024) * 12 + case.reported_at.month - 1 for case in found if case.kind != "near_miss"
    )
    series = read_json("series_counts.json")["sor_medication_reached_36m"]
    assert [reached[month] for month in range(32)] == series[:32]
    whole = Counter(
        (min(slot.period // 12, 2), slot.reached) for slot in slots() if slot.type == "BR01" and slot.unit == "MH32"
    )
    assert whole == {(0, True): 49, (0, False): 14, (1, True): 32, (1, False): 40, (2, True): 22, (2, False): 46}


def test_missed_visits_reported_in_ost_are_31_40_and_39(plan):
    found = Counter(
        case.year
        for case in plan
        if case.type == "BR06" and case.unit == "MH33" and (case.year, case.reported_at.month) < (2026, 9)
    )
    assert found == {2024: 31, 2025: 40, 2026: 39}


def test_medicine_errors_peak_in_july_2024(plan):
    found = Counter(case.reported_at.month for case in plan if case.type == "BR01" and case.year == 2024)
    assert found[7] > found.total() / 12 * 1.3


def test_night_and_response_are_two_units_in_2024_dealt_twelve_to_six(plan):
    found = Counter((case.year, case.unit) for case in plan if case.unit in {"MH34", "MH35"})
    together = found[2024, "MH34"] + found[2024, "MH35"]
    assert found[2024, "MH35"] == round(together * 6 / 18)
    assert found[2025, "MH35"] == found[2026, "MH35"] == 0


def test_every_area_reports_every_year(plan):
    areas = {unit.code: unit.area for unit in units().values()} | {"MH35": "MH"}
    found = {(case.year, areas[case.unit]) for case in plan}
    assert len(found) == 3 * 8


def test_user_types_stay_at_units_they_fit(plan):
    where = {code: {case.unit for case in plan if case.type == code} for code in ("BR11", "BR13", "BR15", "BR18")}
    assert where["BR11"] == {"MH13", "MH41", "MH42", "MH43"}
    assert where["BR13"] == {"MH51", "MH42"}
    assert where["BR15"] == {"MH61"}
    assert all(unit.startswith("OL") for unit in where["BR18"])
