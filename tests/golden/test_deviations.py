"""G01–G04, G13, G23, G25, G26 of the scenario, asked as any other program would ask: by the API and the pages."""

import datetime as dt
import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from merkbar.ground.clock.workdays import add_workdays
from tests.conftest import PASSWORD, Demo

pytestmark = pytest.mark.xdist_group("golden")
AREAS_OPEN = {"MH": 101, "OL": 24, "ET": 9, "KN": 4, "DKA": 3, "SN": 1, "HR": 1, "OV": 0}


@pytest.fixture(scope="module")
def adviser(demo: Demo) -> str:
    return demo.token("kvalitetsradgiver")


def counted(demo: Demo, token: str, **query: str) -> dict:
    status, answer = demo.ask("/api/v1/statistics/deviations?" + urllib.parse.urlencode(query), token=token)
    assert status == 200, answer
    return answer


def number(answer: dict, **key: str) -> int:
    return sum(row["n"] for row in answer["rows"] if all(str(row[name]) == value for name, value in key.items()))


def test_g01_the_organisation_has_8_areas_16_undertakings_45_departments_and_1200_employees(
    demo: Demo, adviser: str
) -> None:
    units, cursor = [], ""
    while True:
        _status, answer = demo.ask(f"/api/v1/units?limit=200&cursor={cursor}", token=adviser)
        units += answer["items"]
        cursor = answer["next"] or ""
        if not cursor:
            break
    levels = [sum(unit["level"] == depth for unit in units) for depth in (1, 2, 3)]
    assert levels == [8, 16, 45]
    assert sum(unit["employees"] for unit in units) == 1200


def test_g02_there_are_5657_cases_and_1765_in_2024_and_2155_in_2025(demo: Demo, adviser: str) -> None:
    years = counted(demo, adviser, group="year")
    assert years["total"] == 5657
    assert (number(years, year="2024"), number(years, year="2025"), number(years, year="2026")) == (1765, 2155, 1737)


def test_g03_medicine_in_july_2024_is_a_third_above_the_mean_of_the_year(demo: Demo, adviser: str) -> None:
    table = counted(demo, adviser, group="month,type", **{"from": "2024-01-01", "to": "2024-12-31"})
    medicine = [row for row in table["rows"] if row["type"] == "BR01"]
    assert sum(row["n"] for row in medicine) == 388
    assert number(table, type="BR01", month="2024-07") > 388 / 12 * 1.3


def test_g04_units_types_and_months_sum_to_the_same(demo: Demo, adviser: str) -> None:
    sums = {
        group: sum(row["n"] for row in counted(demo, adviser, group=group)["rows"])
        for group in ("unit", "type", "month")
    }
    assert sums == {"unit": 5657, "type": 5657, "month": 5657}


def test_the_months_of_2024_are_those_of_the_scenario(demo: Demo, adviser: str) -> None:
    months = counted(demo, adviser, group="month", **{"from": "2024-01-01", "to": "2024-12-31"})
    assert [row["n"] for row in sorted(months["rows"], key=lambda row: row["month"])] == [
        163, 154, 156, 144, 144, 136, 137, 141, 146, 145, 149, 150,
    ]  # fmt: skip


def test_g23_the_figures_of_2024_can_be_read_as_it_was_then_and_as_it_is_now(demo: Demo, adviser: str) -> None:
    span = {"from": "2024-01-01", "to": "2024-12-31", "group": "unit", "unit": "MH3"}
    now, then = counted(demo, adviser, **span), counted(demo, adviser, tree="then", **span)
    night, response = number(then, unit="MH34"), number(then, unit="MH35")
    assert number(now, unit="MH35") == 0
    assert number(now, unit="MH34") == night + response
    assert night > response > 0
    assert now["total"] == then["total"]


def test_g25_143_are_open_and_lie_where_the_scenario_says(demo: Demo, adviser: str) -> None:
    open_states = ("new", "handling", "effect_check")
    by_area = {}
    for area in AREAS_OPEN:
        rows = counted(demo, adviser, group="state", unit=area)["rows"]
        by_area[area] = sum(row["n"] for row in rows if row["state"] in open_states)
    assert by_area == AREAS_OPEN
    states = counted(demo, adviser, group="state")
    assert [number(states, state=state) for state in open_states] == [17, 88, 38]


@pytest.mark.parametrize(("year", "harmed", "of"), [(2024, 569, 1209), (2025, 540, 1401), (2026, 360, 1101)])
def test_g26_the_share_with_harm_falls(demo: Demo, adviser: str, year: int, harmed: int, of: int) -> None:
    table = counted(demo, adviser, group="area,harm", **{"from": f"{year}-01-01", "to": f"{year}-12-31"})
    users = [row for row in table["rows"] if row["area"] == "BR"]
    assert sum(row["n"] for row in users) == of
    assert sum(row["n"] for row in users if str(row["harm"]) not in {"ingen", "", "None"}) == harmed


def test_g29_and_g30_working_days_know_ascension_and_whit_monday() -> None:
    assert add_workdays(dt.date(2025, 5, 22), 5) == dt.date(2025, 5, 30)
    assert add_workdays(dt.date(2026, 5, 21), 5) == dt.date(2026, 5, 29)


class Visitor:
    """Somebody with a browser's cookies and no more."""

    def __init__(self, demo: Demo, login: str) -> None:
        self.address = demo.address
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        page = self.text("/logg-inn/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        form = {"csrfmiddlewaretoken": token, "login": login, "password": PASSWORD}
        data = urllib.parse.urlencode(form).encode()
        self.open(urllib.request.Request(self.address + "/logg-inn/", data=data, headers={"Referer": self.address}))

    def text(self, path: str) -> str:
        try:
            return self.open(self.address + path, timeout=30).read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refused:
            return f"{refused.code} " + refused.read().decode("utf-8", "replace")


S2_REFERENCE, S2_WORDS = "AV-2026-01699", "blodtrykket falt, innlagt"


@pytest.mark.parametrize(
    "login", ["ansatt.skole", "ansatt.sykehjem", "leder.ost", "leder.solhagen", "kvalitetsradgiver"]
)
def test_g13_the_serious_event_does_not_exist_for_those_it_does_not_name(demo: Demo, login: str) -> None:
    visitor = Visitor(demo, login)
    asked = "?status=alle&q=" + urllib.parse.quote("annen beboers kveldsmedisin")
    for path in (
        f"/avvik/{S2_REFERENCE}/",
        f"/mine-meldinger/{S2_REFERENCE}/",
        f"/sok/?q={S2_REFERENCE}",
        "/sok/?q=kveldsmedisin",
        "/avvik/" + asked,
        "/avvik/eksport.csv" + asked,
        "/avvik/?status=alle&skade=4&periode=siste-30",
        "/tiltak/?status=alle",
        "/",
        "/varsler/",
    ):
        page = visitor.text(path)
        assert "Feil beboers kveldsmedisin" not in page, path
        assert S2_WORDS not in page, path
    token = demo.token(login, "read")
    assert demo.ask(f"/api/v1/deviations/{S2_REFERENCE}", token=token)[0] == 404
    listed = demo.ask("/api/v1/deviations?limit=200&type=BR01&from=2026-09-15&to=2026-09-15", token=token)[1]
    assert S2_REFERENCE not in str(listed)


def test_those_the_serious_event_names_find_it(demo: Demo) -> None:
    for login in ("kommuneoverlege", "kommunalsjef.mh", "koordinator.mh"):
        assert "Feil beboers kveldsmedisin" in Visitor(demo, login).text(f"/avvik/{S2_REFERENCE}/")


def test_no_hidden_name_is_in_the_open_register(demo: Demo, adviser: str) -> None:
    _status, listed = demo.ask("/api/v1/deviations?limit=200", token=adviser)
    assert "reporter" not in str(listed).lower()
