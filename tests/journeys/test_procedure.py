"""J5: a procedure is revised, heard, approved at the right level and read with receipts, with axe at every stop.

Beside it: the copy on the phone without a network, and the editor with what people paste and two who write at once.
"""

import base64
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

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
    expect(chief.locator("main")).to_contain_text("Venter på godkjenning fra Kommunalsjef, Mestring og helse.")
    expect(chief.get_by_role("button", name="Godkjenn")).to_have_count(0)
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


KEPT = """async () => {
  const done = asked => new Promise(answered => { asked.onsuccess = () => answered(asked.result) });
  const db = await done(indexedDB.open("merkbar"));
  const kept = db.objectStoreNames.contains("copies")
    ? await done(db.transaction("copies").objectStore("copies").count()) : 0;
  db.close();
  return kept;
}"""
"""How many lists of procedures lie on the phone."""
ON_PHONE = "Begge signerer på lista"


@pytest.fixture
def phone(browser: Browser, demo: Demo) -> Iterator[BrowserContext]:
    opened = context(browser, **PHONE)
    yield opened
    opened.close()


def test_a_procedure_is_read_on_the_phone_without_a_network_until_log_out(phone: BrowserContext, demo: Demo) -> None:
    nurse = phone.new_page()
    log_in(nurse, demo, "ansatt.ost")
    nurse.goto(demo.address + "/prosedyrer/gjelder-meg/")
    expect(nurse.get_by_role("link", name="Dobbeltkontroll ved endring av multidose").first).to_be_visible()
    look(nurse)
    nurse.evaluate("navigator.serviceWorker.ready.then(() => true)")
    nurse.wait_for_function(f"({KEPT})().then(kept => kept === 1)")
    phone.set_offline(True)
    nurse.get_by_role("link", name="Dobbeltkontroll ved endring av multidose").first.tap()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Du er uten nett")
    kept = nurse.get_by_role("article")
    expect(kept.get_by_role("heading", name="Dobbeltkontroll")).to_be_visible()
    expect(kept).to_contain_text(ON_PHONE)
    expect(kept).to_contain_text(re.compile(r"P-MH-031 · versjon \d\.0 · gjelder fra \d{4}-\d\d-\d\d"))
    expect(nurse.locator("[data-copies]")).to_contain_text(re.compile(r"Hentet \d"))
    look(nurse)
    phone.set_offline(False)
    nurse.goto(demo.address + "/")
    nurse.get_by_role("button", name="Meny").tap()
    nurse.get_by_role("button", name="Logg ut").tap()
    nurse.wait_for_url("**/logg-inn/**")
    assert nurse.evaluate(KEPT) == 0
    phone.set_offline(True)
    nurse.goto(demo.address + HOME)
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Du er uten nett")
    expect(nurse.locator("body")).not_to_contain_text(ON_PHONE)


WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color:red}</style></head><body>'
    '<p class="MsoNormal" style="color:red"><b>Slik gjør du<o:p></o:p></b></p>'
    '<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.</span>Hent kortet.</p>'
    '<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">2.</span>Les koden.</p>'
    "<script>window.tatt = true</script></body></html>"
)
PASTE = """(area, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Slik gjør du");
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNgYPiPB+GVG7HSABLpCvj/gyK/AAAAAElFTkSuQmCC"
)
NUMBER, WRITTEN = "P-MH-901", "/prosedyrer/P-MH-901/utkast/"


def test_an_editor_writes_with_table_checks_and_picture_and_two_lose_nothing(browser: Browser, demo: Demo) -> None:
    first = as_(browser, demo, "koordinator.mh", DESK)
    _opened(first, demo)
    area = first.get_by_role("textbox", name="Tekst")
    bar = first.get_by_role("toolbar", name="Formatering")
    area.click()
    bar.get_by_role("button", name="Sjekkliste").click()
    first.keyboard.type("Nøkkelen er hentet")
    for _line in range(2):
        first.keyboard.press("Enter")
    bar.get_by_role("button", name="Tabell", exact=True).click()
    for word in ("Når", "Hvem", "Dagvakt", "Den med nøkkel"):
        first.keyboard.type(word)
        first.keyboard.press("Tab")
    first.keyboard.press("Control+End")
    first.keyboard.press("ArrowDown")
    area.evaluate(PASTE, WORD)
    expect(area.locator("ol li")).to_have_count(2)
    _pictured(first)
    look(first)
    second = as_(browser, demo, "kommunalsjef.mh", DESK)
    second.goto(demo.address + WRITTEN + "rediger/")
    expect(second.get_by_role("textbox", name="Tekst")).to_be_visible()
    _saved(first)
    text = first.locator("article .m-text")
    expect(text.locator("ol > li")).to_have_text([re.compile("Hent kortet"), re.compile("Les koden")])
    expect(text.locator("th")).to_have_text(["Når", "Hvem"])
    expect(text.get_by_role("img", name="Kortet holdes mot leseren")).to_be_visible()
    expect(text).to_contain_text("Nøkkelen er hentet")
    assert first.evaluate("window.tatt") is None
    assert "MsoNormal" not in text.inner_html()
    look(first)
    _told(second)
    first.reload()
    expect(first.locator("article .m-text")).to_contain_text("Den andre skrev dette")
    first.context.close()
    second.context.close()


def _opened(page: Page, demo: Demo) -> None:
    """A new procedure, by the form; its first page is the editor."""
    page.goto(demo.address + "/prosedyrer/ny/")
    page.get_by_label("Nummer").fill(NUMBER)
    page.get_by_label("Tittel").fill("Nøkkelkort til medisinrom")
    page.get_by_label("Hvor gjelder den?").select_option("MH")
    page.get_by_label("Hvem er revisjonsansvarlig?").select_option(index=1)
    page.get_by_role("button", name="Opprett").click()
    page.wait_for_url("**" + WRITTEN + "rediger/")
    look(page)


def _pictured(page: Page) -> None:
    """A picture is not taken without words for whoever does not see it."""
    page.get_by_role("toolbar", name="Formatering").get_by_role("button", name="Bilde").click()
    asked = page.get_by_role("dialog", name="Bilde")
    asked.get_by_label("Bildefil").set_input_files({"name": "kort.png", "mimeType": "image/png", "buffer": DOT})
    asked.get_by_role("button", name="Sett inn").click()
    expect(asked).to_contain_text("Skriv hva bildet viser")
    asked.get_by_label("Hva viser bildet?").fill("Kortet holdes mot leseren")
    asked.get_by_role("button", name="Sett inn").click()
    expect(asked).to_be_hidden()


def _saved(page: Page) -> None:
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.locator(".m-said")).to_contain_text("Utkastet er lagret")


def _told(page: Page) -> None:
    """The second to save is told, keeps what was typed, sees what the first wrote, and saves when that is looked at."""
    page.get_by_role("textbox", name="Tekst").click()
    page.keyboard.type("Den andre skrev dette.")
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.get_by_role("alert").or_(page.locator(".ds-error-summary")).first).to_contain_text("Noen har lagret")
    expect(page.get_by_role("textbox", name="Tekst")).to_contain_text("Den andre skrev dette.")
    page.get_by_text("Se hva den andre har skrevet").click()
    expect(page.locator("details[open] .m-text")).to_contain_text("Nøkkelen er hentet")
    look(page)
    _saved(page)
