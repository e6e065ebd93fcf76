"""J5: a procedure is revised, heard, approved at the right level and read with receipts, with axe at every stop."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Demo, log_in
from tests.journeys.walk import DESK, PHONE, context, look

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
HOME = "/prosedyrer/P-MH-031/"
NEWS = "Skann koden på posen før du pakker om. Da ser du om listen er ny."


def as_(browser: Browser, demo: Demo, login: str, place: dict[str, object]) -> Page:
    page = context(browser, **place).new_page()
    log_in(page, demo, login)
    return page


@pytest.fixture
def writer(browser: Browser, demo: Demo) -> Iterator[Page]:
    page = as_(browser, demo, "revisjonsansvarlig.multidose", DESK)
    yield page
    page.context.close()


def test_from_the_yearly_review_to_a_receipt(writer: Page, browser: Browser, demo: Demo) -> None:
    writer.goto(demo.address + "/")
    look(writer)
    writer.get_by_role("link", name="Gjelder den fortsatt? Dobbeltkontroll").click()
    aside = writer.get_by_role("complementary")
    for told in ("276 av 318", "9 avvik", "4 spørsmål"):
        expect(aside).to_contain_text(told)
    look(writer)
    writer.get_by_role("link", name="Utkast 4.0").click()
    look(writer)
    writer.get_by_role("link", name="Vis hva som er endret fra 3.0").click()
    expect(writer.locator("main ins").first).to_be_visible()
    look(writer)
    writer.get_by_role("link", name="Skriv videre").click()
    look(writer)
    writer.get_by_label("Hva er nytt for deg?").fill(NEWS)
    writer.get_by_role("button", name="Lagre utkast").click()
    _hear(writer, browser, demo)
    writer.reload()
    writer.get_by_role("button", name="Til godkjenning").click()
    expect(writer.locator(".m-said")).to_contain_text("Sendt til godkjenning")
    _refused(browser, demo)
    _approved(browser, demo)
    _read(browser, demo)
    _followed(browser, demo)


def _hear(writer: Page, browser: Browser, demo: Demo) -> None:
    """Named people comment on a block of the text and say that they are done."""
    writer.get_by_role("link", name="Send på høring").click()
    look(writer)
    writer.get_by_label("Verneombud").select_option(index=1)
    writer.get_by_label("Andre").fill("leder.ost")
    writer.get_by_role("button", name="Send på høring").click()
    expect(writer.locator("main")).to_contain_text("På høring til")
    look(writer)
    expert = as_(browser, demo, "leder.ost", PHONE)
    expert.goto(demo.address + HOME + "utkast/")
    look(expert)
    expert.get_by_role("link", name="Kommenter til «Begge signerer").click()
    expert.get_by_role("textbox", name="Kommentar").fill("På hvilken liste?")
    expert.get_by_role("button", name="Lagre kommentar").click()
    expert.get_by_role("button", name="Jeg er ferdig").click()
    expect(expert.locator(".m-said")).to_contain_text("Takk")
    expert.context.close()


def _refused(browser: Browser, demo: Demo) -> None:
    """The level above does not approve what is the area's to approve."""
    chief = as_(browser, demo, "kommunedirektor", DESK)
    chief.goto(demo.address + HOME + "utkast/")
    chief.get_by_role("button", name="Godkjenn").click()
    expect(chief.locator("main")).to_contain_text("Den skal godkjennes av kommunalsjef i Mestring og helse")
    look(chief)
    chief.context.close()


def _approved(browser: Browser, demo: Demo) -> None:
    """The process owner sees what differs, and approves."""
    owner = as_(browser, demo, "kommunalsjef.mh", DESK)
    owner.goto(demo.address + HOME + "utkast/")
    expect(owner.locator("main ins").first).to_be_visible()
    look(owner)
    owner.get_by_role("button", name="Godkjenn").click()
    expect(owner.locator(".m-said")).to_contain_text("Godkjent")
    expect(owner.locator("main")).to_contain_text("versjon 4.0")
    owner.get_by_text("Tidligere versjoner").click()
    owner.get_by_role("link", name="3.0", exact=True).click()
    expect(owner.locator("main")).to_contain_text("Dette er ikke teksten som gjelder nå")
    look(owner)
    owner.context.close()


def _read(browser: Browser, demo: Demo) -> None:
    """The reader sees what is new first, answers wrong, then right; who is outside sees nothing of it."""
    reader = as_(browser, demo, "ansatt.ost", PHONE)
    reader.goto(demo.address + "/leseliste/")
    look(reader)
    reader.get_by_role("link", name="Dobbeltkontroll").click()
    expect(reader.get_by_role("region", name="Nytt for deg")).to_contain_text(NEWS)
    look(reader)
    reader.get_by_text("Ingen, det venter til i morgen").click()
    reader.get_by_role("button", name="Lest og forstått").click()
    expect(reader.locator("main")).to_contain_text("stemmer ikke helt")
    look(reader)
    reader.get_by_text("Responstjenesten, på skjerm").click()
    reader.get_by_role("button", name="Lest og forstått").click()
    expect(reader.locator(".m-said")).to_contain_text("er lest")
    reader.context.close()
    outside = as_(browser, demo, "ansatt.skole", PHONE)
    outside.goto(demo.address + "/leseliste/")
    expect(outside.locator("main")).not_to_contain_text("Dobbeltkontroll")
    outside.context.close()


def _followed(browser: Browser, demo: Demo) -> None:
    """The leader sees the coverage of the new version; the paper leads back to what applies."""
    leader = as_(browser, demo, "leder.ost", DESK)
    leader.goto(demo.address + HOME + "lest/")
    expect(leader.locator("main")).to_contain_text("1 av 34 lest")
    look(leader)
    leader.goto(demo.address + HOME + "utskrift/")
    expect(leader.locator("main")).to_contain_text("Utskrift gyldig i dag")
    look(leader)
    leader.context.close()
