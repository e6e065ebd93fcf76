"""G10 and G18 of the scenario, and the counts of 4.5: plans, targets, action plans and how their measures stand."""

import csv
import http.cookiejar
import io
import re
import urllib.parse
import urllib.request

import pytest

from tests.conftest import PASSWORD, Demo

pytestmark = pytest.mark.xdist_group("golden")
PLAN_A, PLAN_B = "PL-2023-00001", "PL-2023-00002"


@pytest.fixture(scope="module")
def adviser(demo: Demo) -> str:
    return demo.token("kvalitetsradgiver")


@pytest.fixture(scope="module")
def browser(demo: Demo):
    """Pages as the planner reads them."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = opener.open(f"{demo.address}/logg-inn/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    facts = {"login": "planlegger", "password": PASSWORD, "csrfmiddlewaretoken": token}
    request = urllib.request.Request(
        f"{demo.address}/logg-inn/", urllib.parse.urlencode(facts).encode(), {"Referer": demo.address}
    )
    opener.open(request)
    return lambda path: opener.open(f"{demo.address}{path}").read().decode("utf-8-sig")


def targets(demo: Demo, token: str, **query: str) -> list[dict]:
    status, answer = demo.ask(f"/api/v1/targets?limit=200&{urllib.parse.urlencode(query)}", token=token)
    assert status == 200, answer
    assert answer["next"] is None
    return answer["items"]


def test_plan_a_has_28_targets_and_plan_b_eight(demo: Demo, adviser: str) -> None:
    assert [one["code"] for one in targets(demo, adviser, plan=PLAN_A)] == [f"M{n:02}" for n in range(1, 29)]
    assert {one["code"] for one in targets(demo, adviser, plan=PLAN_B)} == {
        *(f"M{n}" for n in range(29, 35)),
        "M36",
        "M37",
    }


@pytest.mark.parametrize(
    ("code", "comparator", "value", "unit"),
    [
        ("M01", ">=", 15, "ungdommer"),
        ("M10", ">=", 60, "%"),
        ("M16", "<", 2, "klager"),
        ("M20", "<=", 21, "virkedager"),
        ("M24", ">=", 92, "%"),
        ("M29", ">", 50, "%"),
        ("M34", None, None, ""),
    ],
)
def test_strict_is_strict_and_the_numbers_are_the_scenarios(demo, adviser, code, comparator, value, unit) -> None:
    (one,) = targets(demo, adviser, code=code)
    assert (one["comparator"], one["value"], one["unit"]) == (comparator, value, unit)


def test_what_nobody_has_decided_stays_visible(demo: Demo, adviser: str) -> None:
    open_questions = {one["code"] for one in targets(demo, adviser) if one["questions"]}
    assert open_questions == {"M31", "M32", "M33", "M34"}


def test_g18_83_of_84_cells_are_filled_and_the_empty_one_is_named(browser) -> None:
    page = browser(f"/planer/{PLAN_B}/handlingsplaner/?ar=2026")
    assert "83 av 84 ruter har tiltak" in page
    assert "Dagsenter og aktivitet mangler tiltak for «Økonomistyring»" in page
    assert page.count('data-color="danger"') == 1
    assert "21 av 21 enheter har laget plan" in page


def test_the_252_measures_stand_as_told(browser) -> None:
    rows = list(csv.DictReader(io.StringIO(browser(f"/planer/{PLAN_B}/handlingsplaner.csv?ar=2026")), delimiter=";"))
    assert len(rows) == 252
    words = [row["Status"] for row in rows]
    assert [words.count(word) for word in ("gjort", "i rute", "over fristen", "stoppet")] == [131, 74, 29, 18]
    assert all(row["Ansvarlig"] and row["Frist"] and row["Tiltaksnummer"] for row in rows)


def test_plan_a_has_four_areas_25_success_factors_and_eight_long_goals(browser) -> None:
    page = browser(f"/planer/{PLAN_A}/?omrade=alle")
    assert len(re.findall(r"<option[^>]*>På plass</option>", page)) == 25
    goals = page.split("Langsiktige mål", 1)[1].split("</ol>")[0]
    assert goals.count("<li>") == 8
    assert "vedtak 042/23" in page
    assert len(re.findall(r'href="\?omrade=\d"', page)) == 4
