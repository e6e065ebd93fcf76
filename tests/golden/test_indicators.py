"""G05–G10 of the scenario and the whole of 4.5, asked by the API as any other program would ask."""

import csv
from collections import Counter

import pytest

from merkbar.web.demo.source import TABLES
from tests.conftest import Demo

pytestmark = pytest.mark.xdist_group("golden")
PLACES = {
    "I01": "MH1",
    "I02": "MH2",
    "I03": "MH32",
    "I04": "MH32",
    "I05": "MH33",
    "I06": "MH",
    "I07": "MH",
    "I08": "MH",
}
REACHED = {"M01", "M03", "M12", "M14", "M15", "M16", "M17", "M19", "M20", "M21", "M28"}
ON_TRACK = {"M02", "M04", "M11", "M13", "M26", "M27"}
UNMEASURED = {"M08", "M09"}


@pytest.fixture(scope="module")
def adviser(demo: Demo) -> str:
    return demo.token("kvalitetsradgiver")


def series(demo: Demo, token: str, code: str) -> dict:
    status, answer = demo.ask(f"/api/v1/indicators/{code}/series?unit={PLACES[code]}", token=token)
    assert status == 200, answer
    return answer


@pytest.fixture(scope="module")
def targets(demo: Demo, adviser: str) -> dict[str, dict]:
    status, answer = demo.ask("/api/v1/targets?limit=200", token=adviser)
    assert status == 200, answer
    return {item["code"]: item for item in answer["items"]}


@pytest.mark.parametrize("code", sorted(PLACES))
def test_the_months_are_those_of_the_scenario_until_august(demo: Demo, adviser: str, code: str) -> None:
    with (TABLES / "indicators.csv").open(encoding="utf-8", newline="") as table:
        told = [row for row in csv.DictReader(table) if row["ind"] == code]
    points = series(demo, adviser, code)["points"]
    assert (len(points), points[-1]["period"]) == (32, "2026-08")
    for point, row in zip(points, told, strict=False):
        assert point["value"] == pytest.approx(float(row["value"]), abs=0.07), point["period"]


def test_g05_falls_at_solhagen_are_better_and_first_to_be_seen_in_october_2025(demo: Demo, adviser: str) -> None:
    verdict = series(demo, adviser, "I01")["verdict"]
    assert (verdict["word"], verdict["detected"], verdict["since"]) == ("better", "2025-10-01", "2025-03-01")


def test_g06_the_high_july_at_fjordglott_is_no_alarm(demo: Demo, adviser: str) -> None:
    answer = series(demo, adviser, "I02")
    july = next(point for point in answer["points"] if point["period"] == "2026-07")
    assert july["value"] == pytest.approx(6.2, abs=0.01)
    assert answer["verdict"]["word"] == "none"


def test_g07_missed_visits_in_ost_are_worse_and_first_to_be_seen_in_august_2026(demo: Demo, adviser: str) -> None:
    verdict = series(demo, adviser, "I05")["verdict"]
    assert (verdict["word"], verdict["detected"], verdict["since"]) == ("worse", "2026-08-01", "2025-12-01")


def test_g08_attendance_is_not_tested_and_says_that_it_follows_the_season(demo: Demo, adviser: str) -> None:
    verdict = series(demo, adviser, "I07")["verdict"]
    assert verdict["word"] == "season"
    assert "samme tid i fjor" in verdict["sentence"]


@pytest.mark.parametrize(
    ("code", "word", "detected"),
    [
        ("I03", "better", "2025-11-01"),
        ("I04", "better", "2025-06-01"),
        ("I06", "better", "2026-05-01"),
        ("I08", "trend", ""),
    ],
)
def test_the_other_verdicts_are_those_of_the_scenario(
    demo: Demo, adviser: str, code: str, word: str, detected: str
) -> None:
    verdict = series(demo, adviser, code)["verdict"]
    assert (verdict["word"], verdict["detected"]) == (word, detected)


def test_g09_decision_time_is_reached_and_attendance_is_not(targets: dict[str, dict]) -> None:
    time, attendance = targets["M20"]["status"], targets["M24"]["status"]
    assert (time["word"], attendance["word"]) == ("reached", "missed")
    assert float(time["measured"]) == pytest.approx(20.1, abs=0.05)
    assert float(attendance["measured"]) == pytest.approx(91.0, abs=0.05)


def test_the_28_targets_of_2026_stand_as_the_scenario_says(targets: dict[str, dict]) -> None:
    words = {code: item["status"]["word"] for code, item in targets.items() if int(code[1:]) <= 28}
    assert Counter(words.values()) == {"reached": 11, "on_track": 6, "missed": 9, "unmeasured": 2}
    assert {code for code, word in words.items() if word == "reached"} == REACHED
    assert {code for code, word in words.items() if word == "on_track"} == ON_TRACK
    assert {code for code, word in words.items() if word == "unmeasured"} == UNMEASURED


def test_g10_three_upheld_complaints_do_not_reach_under_two(demo: Demo, adviser: str, targets: dict[str, dict]) -> None:
    _status, answer = demo.ask("/api/v1/indicators/M16/series", token=adviser)
    years = {point["period"]: point["value"] for point in answer["points"]}
    assert years == {"2024": 3, "2025": 1, "2026": 1}
    target = targets["M16"]
    assert (target["comparator"], target["value"], target["status"]["word"]) == ("<", 2, "reached")


def test_a_fifth_of_the_missed_visits_in_ost_is_reported(demo: Demo, adviser: str) -> None:
    _status, answer = demo.ask("/api/v1/indicators/S08/series?unit=MH33", token=adviser)
    years: dict[str, list[float]] = {}
    for point in answer["points"]:
        part, whole = years.setdefault(point["period"][:4], [0, 0])
        years[point["period"][:4]] = [part + (point["numerator"] or 0), whole + (point["denominator"] or 0)]
    assert years == {"2024": [31, 205], "2025": [40, 208], "2026": [39, 210]}
