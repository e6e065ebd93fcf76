"""The statistics page says in words what the figures mean, opens their cases and is for those with the right."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from zeal import zeal_context

from merkbar.check.deviations.tests.counted import TODAY, reported
from merkbar.ground.clock import clock

PAGE = "/avvik/statistikk/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    now = dt.datetime.combine(TODAY, dt.time(12), clock.OSLO)
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def better(solvik):
    """More reports with less harm this year than two years ago."""
    for year, number, harmed in ((2024, 40, 24), (2026, 70, 14)):
        for nth in range(number):
            at = f"{year}-{1 + nth % 8:02}-15"
            reported(solvik.east if nth % 2 else solvik.north, at, harm=int(nth < harmed), type=f"BR0{1 + nth % 3}")


def lead(response):
    return re.search(r'<p class="m-lead">(.*?)</p>', response.content.decode(), re.DOTALL).group(1).replace("\xa0", " ")


def test_the_lead_reads_more_reports_and_less_harm_as_a_better_culture(web, cast, better):
    assert lead(web.as_(cast.adviser).get(PAGE)) == (
        "110 meldinger siden 2024. 20,0 % av hendelsene som gjaldt brukere, ga skade i 2026; i 2024 var det 60,0 %. "
        "Flere meldinger og lavere andel skade tyder på bedre meldekultur, ikke dårligere tjeneste."
    )


def test_few_cases_are_not_read(web, cast, solvik):
    reported(solvik.east, "2025-01-05", harm=1)
    reported(solvik.east, "2026-01-05", harm=0)
    assert lead(web.as_(cast.adviser).get(PAGE)).endswith("Foreløpig for få til å si noe.")


def test_no_count_has_a_tone(web, cast, better):
    html = web.as_(cast.adviser).get(PAGE).content.decode()
    main = html.partition("<main")[2]
    assert "<circle" in main
    assert not re.search(r'data-color="(danger|success|warning)"', main)


@pytest.mark.parametrize("who", ["nurse", "teacher", "politician", "user_rep", "admin"])
def test_without_the_right_there_is_no_page(web, cast, who):
    client = web.as_(getattr(cast, who))
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}eksport.csv?tabell=type").status_code == 404


def test_a_neighbouring_unit_is_not_found_and_never_in_the_tables(web, cast, better):
    client = web.as_(cast.neighbour)
    assert client.get(f"{PAGE}?enhet=MH33").status_code == 404
    assert client.get(f"{PAGE}eksport.csv?tabell=enhet&enhet=MH33").status_code == 404
    html = client.get(PAGE).content.decode()
    assert "MH31" in html
    assert "MH33" not in html


def test_a_number_opens_its_cases_with_the_same_filter(web, cast, better):
    client = web.as_(cast.adviser)
    html = client.get(f"{PAGE}?periode=i-ar&enhet=MH33").content.decode()
    address = "/avvik/?enhet=MH33&amp;type=BR02&amp;status=alle&amp;fra=2026-01-01&amp;til=2026-09-21"
    found = re.search(re.escape(address) + r'">(\d+)</a>', html)
    assert found
    register = client.get(address.replace("&amp;", "&")).content.decode()
    assert f"{found.group(1)} av {found.group(1)}, nyeste først" in register


def test_those_who_read_no_cases_get_numbers_without_links(web, cast, better):
    cast.safety.posts.update(role="hr")
    html = web.as_(cast.safety).get(PAGE).content.decode()
    assert ">Etter type</h2>" in html
    assert "/avvik/?" not in html


def test_hidden_numbers_say_why(web, cast, better, solvik):
    reported(solvik.east, "2026-01-05", type="PV01", access="named")
    html = web.as_(cast.adviser).get(PAGE).content.decode()
    cross = html.partition('id="h-kryss"')[2]
    assert "kunne pekt på en person" in cross
    assert "<td" in cross
    assert ">skjult</td>" in cross


@pytest.mark.parametrize(
    "query",
    [
        "?periode=i-fjor", "?periode=siste-12", "?fra=1.1.2024&til=31.3.2024", "?til=2024-02-10", "?fra=x&til=1.13.2026",
        "?fra=2.2.2026&til=1.1.2026", "?omrade=HM", "?type=BR01&tre=da", "?enhet=MH3&tre=da&periode=i-ar", "?periode=a%00",
        "?fra=2026-09-21", "?fra=2030-01-01",
    ],
)  # fmt: skip
def test_every_choice_gives_a_whole_page(web, cast, better, query):
    assert web.as_(cast.adviser).get(PAGE + query).status_code == 200


def test_an_empty_municipality_says_what_to_do(web, cast):
    assert "Ingen meldinger i dette utvalget" in lead(web.as_(cast.adviser).get(PAGE))


def test_the_number_of_statements_is_the_same_for_few_and_many(web, cast, solvik, better):
    client = web.as_(cast.adviser)
    client.get(PAGE)
    with zeal_context(), CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for unit in (solvik.south, solvik.school):
        for nth in range(20):
            reported(unit, f"2025-{1 + nth % 12:02}-05", type=f"HM0{1 + nth % 5}", harm=nth % 4)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)


@pytest.mark.parametrize("table", ["ar", "maned", "type", "enhet", "enhet-omrade"])
def test_each_table_comes_as_a_file(web, cast, better, table):
    client = web.as_(cast.adviser)
    text = client.get(f"{PAGE}eksport.csv?tabell={table}").content.decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(client.get(f"{PAGE}eksport.xlsx?tabell={table}").content)).active
    assert len(text.splitlines()) == sheet.max_row > 1


def test_a_file_hides_what_the_page_hides(web, cast, better, solvik):
    reported(solvik.east, "2026-01-05", type="PV01", access="named")
    text = web.as_(cast.chief).get(f"{PAGE}eksport.csv?tabell=enhet-omrade").content.decode("utf-8-sig")
    assert "Øst;skjult;skjult" in text


@pytest.mark.parametrize("address", ["eksport.csv", "eksport.csv?tabell=personer", "eksport.pdf?tabell=type"])
def test_a_table_that_does_not_exist_is_not_found(web, cast, address):
    assert web.as_(cast.adviser).get(PAGE + address).status_code == 404
