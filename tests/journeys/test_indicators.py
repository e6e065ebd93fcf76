"""J4: a director sees what needs them, and asks for an explanation. J13: a month of the pay system. With axe at every stop."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.conftest import Demo, log_in
from tests.journeys.walk import DESK, PHONE, context, look

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

PAY = "Enhet;Måned;Heltid;Ansatte\nMH33;2026-07;15;34\nMH31;2026-07;17;38\n"
WRONG = PAY + "MH99;2026-07;1;20\nMH32;2026-07;41;40\nMH32;2026-06;mange;40\n"


@pytest.fixture
def director(browser: Browser, demo: Demo) -> Iterator[Page]:
    opened = context(browser, **DESK)
    page = opened.new_page()
    log_in(page, demo, "kommunalsjef.mh")
    yield page
    opened.close()


@pytest.mark.slow
def test_a_director_knows_what_needs_them_and_asks_for_an_explanation(
    director: Page, browser: Browser, demo: Demo
) -> None:
    director.goto(demo.address + "/")
    expect(director.locator(".m-sentences li")).to_have_count(3)
    look(director)
    grid = director.get_by_role("region", name="Enheter og tre sider av kvalitet")
    expect(grid.get_by_role("row", name="Hjemmetjenesten")).to_contain_text("Verre")
    targets = director.get_by_role("region", name="Målstatus 2026")
    expect(targets).to_contain_text("28 mål: 11 nådd, 6 i rute, 9 ikke nådd, 2 uten data ennå.")
    director.locator(".m-sentences a", has_text="Uteblitte besøk per 1 000, Øst er verre enn før").click()
    main = director.locator("main")
    expect(main).to_contain_text("Endring oppdaget i august 2026: ni måneder på rad over medianen, fra desember 2025.")
    expect(main).to_contain_text("Median 1,9")
    expect(main).to_contain_text("Sommerferie med mange vikarer")
    look(director)
    director.get_by_role("link", name="NHS Making Data Count").click()
    expect(main).to_contain_text("Reglene er fra NHS Making Data Count")
    look(director)
    _ask(director)
    _answer(browser, demo)
    director.goto(demo.address + "/")
    director.get_by_role("link", name="Sammen om mestring").click()
    expect(main).to_contain_text("M16")
    look(director)


@pytest.mark.slow
def test_a_table_on_paper_begins_under_its_heading(director: Page, demo: Demo) -> None:
    director.goto(demo.address + "/indikatorer/oversikt/")
    first = PdfReader(BytesIO(director.pdf(format="A4"))).pages[0].extract_text()
    assert "Endrer kvaliteten seg?" in first
    assert "Solhagen" in first


def _ask(page: Page) -> None:
    """The one who leads above the ward is proposed; a day that has been is refused."""
    page.get_by_role("link", name="Etterspør").click()
    look(page)
    expect(page.get_by_label("Hvem spør du?").locator("option").first).to_contain_text("Virksomhetsleder")
    page.get_by_label("Svar innen").fill("1.9.2026")
    page.get_by_label("Hva lurer du på?").fill("Hva gjør dere med sommeren?")
    page.get_by_role("button", name="Send spørsmålet").click()
    expect(page.locator("main")).to_contain_text("Velg i dag eller en dag som kommer.")
    look(page)
    page.get_by_label("Svar innen").fill("24.9.2026")
    page.get_by_role("button", name="Send spørsmålet").click()
    expect(page.locator(".m-said")).to_contain_text("er spurt og får beskjed")
    expect(page.locator("main")).to_contain_text("Forklar kurven for Øst")
    look(page)


def _answer(browser: Browser, demo: Demo) -> None:
    """The manager finds it among the work of the week, and writes on the curve; on a phone."""
    opened = context(browser, **PHONE)
    page = opened.new_page()
    log_in(page, demo, "virksomhetsleder.hjemme")
    expect(page.locator("main")).to_contain_text("Forklar kurven for Øst")
    look(page)
    page.goto(demo.address + "/indikatorer/I05/")
    page.get_by_role("link", name="Skriv forklaring").click()
    page.get_by_label("Dato").fill("1.6.2026")
    page.get_by_label("Hva skjedde?").fill("Ferien er lagt likt for alle")
    page.get_by_role("button", name="Skriv merknad").click()
    expect(page.locator(".m-said")).to_contain_text("Merknaden står på kurven.")
    look(page)
    opened.close()


@pytest.mark.slow
def test_the_list_and_the_grid_are_narrowed_by_keyboard_and_address(director: Page, demo: Demo) -> None:
    director.goto(demo.address + "/indikatorer/")
    expect(director.locator(".m-head")).to_contain_text("Én er verre enn før.")
    look(director)
    director.get_by_label("Vurdering").select_option(label="Verre")
    director.get_by_role("button", name="Vis").click()
    expect(director.locator("tbody tr")).to_have_count(1)
    assert "vurdering=worse" in director.url
    look(director)
    director.get_by_label("Vurdering").select_option(label="Trend, ikke testet")
    director.get_by_label("Side av kvalitet").select_option(label="Faglig kvalitet")
    director.get_by_role("button", name="Vis").click()
    expect(director.locator("main")).to_contain_text("Ingen indikatorer passer.")
    look(director)
    director.goto(demo.address + "/indikatorer/oversikt/")
    look(director)
    director.goto(demo.address + "/indikatorer/S01/")
    expect(director.locator(".m-many li")).to_have_count(6)
    expect(director.locator("main")).to_contain_text("Er forskjellene større enn størrelsen kan forklare?")
    look(director)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_indicators_fits_a_phone(browser: Browser, demo: Demo, scheme: str) -> None:
    opened = context(browser, **{**PHONE, "viewport": {"width": 320, "height": 640}, "color_scheme": scheme})
    page = opened.new_page()
    log_in(page, demo, "kommunalsjef.mh")
    for path in ("", "oversikt/", "I05/", "I06/?vis=kontroll", "S01/", "I05/spor/", "I05/tall/"):
        page.goto(f"{demo.address}/indikatorer/{path}")
        look(page)
    opened.close()


@pytest.mark.slow
def test_a_month_from_the_pay_system_is_read_in_and_nothing_wrong_gets_in(browser: Browser, demo: Demo) -> None:
    opened = context(browser, **DESK)
    page = opened.new_page()
    log_in(page, demo, "hr")
    page.goto(demo.address + "/indikatorer/import/")
    look(page)
    _choose(page, "feil.csv", WRONG)
    expect(page.locator(".m-head")).to_contain_text("3 tall kan ikke være riktige. Ingenting er lest inn.")
    expect(page.locator("main")).to_contain_text("MH99")
    look(page)
    page.goto(demo.address + "/indikatorer/import/")
    _choose(page, "juli.csv", PAY)
    expect(page.locator(".m-head")).to_contain_text("2 nye tall")
    look(page)
    page.get_by_role("button", name="Les inn tallene").click()
    expect(page.locator("main")).to_contain_text("juli.csv")
    page.goto(demo.address + "/indikatorer/import/")
    _choose(page, "juli.csv", PAY, first=False)
    expect(page.locator(".m-head")).to_contain_text("0 nye tall, 0 rettes, 2 er like fra før.")
    page.goto(demo.address + "/indikatorer/heltid/")
    expect(page.locator("main")).to_contain_text("Det er et anslag, ikke en måling.")
    expect(page.locator("main")).to_contain_text("Samme måned i fjor")
    expect(page.locator("main")).to_contain_text("Snittet av de siste tolv månedene er 90,6 %.")
    look(page)
    page.goto(demo.address + "/indikatorer/I08/tall/?enhet=MH33")
    expect(page.get_by_role("row", name="Juli 2026")).to_contain_text("44,1")
    look(page)
    for closed in ("/indikatorer/I05/", "/indikatorer/I08/tall/?enhet=OL21"):
        page.goto(demo.address + closed)
        expect(page.locator("h1")).to_contain_text("Vi finner ikke siden")
    opened.close()


def _choose(page: Page, name: str, text: str, *, first: bool = True) -> None:
    """Give a file and say what its columns are; the second time they are remembered."""
    page.locator("[name=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Les filen").click()
    look(page)
    if first:
        page.locator("[name=c0]").select_option("unit")
        page.locator("[name=c1]").select_option("period")
        page.locator("[name=c2]").select_option("I08:numerator")
        page.locator("[name=c3]").select_option("I08:denominator")
    page.get_by_role("button", name="Se hva som blir lest inn").click()
