"""J1: a nurse reports from a phone in a stairwell, with and without coverage. One case, never two."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import Demo, log_in
from tests.journeys.walk import PHONE, context, look, third_parties

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
MOST_TAPS = 7


@pytest.fixture
def phone(browser: Browser, demo: Demo) -> Iterator[BrowserContext]:
    opened = context(browser, **PHONE)
    yield opened
    opened.close()


@pytest.fixture
def nurse(phone: BrowserContext, demo: Demo) -> Page:
    page = phone.new_page()
    log_in(page, demo, "ansatt.ost")
    return page


def cases_with(demo: Demo, words: str) -> list[str]:
    token = demo.token("leder.ost", "read")
    _status, listed = demo.ask(f"/api/v1/deviations?limit=200&q={words}", token=token)
    return [item["ref"] for item in listed["items"]]


def fill(page: Page, words: str) -> int:
    """Write two sentences and tap the tiles; the number of taps."""
    page.fill("#hva", words)
    page.get_by_text("Bruker eller pasient", exact=True).tap()
    page.locator("[data-for=BR]").get_by_text("Legemidler", exact=True).tap()
    page.get_by_text("Lite", exact=True).tap()
    page.get_by_text("I går kveld", exact=True).tap()
    return 4


def ready(page: Page, demo: Demo) -> None:
    """Open the report page and wait until the service worker keeps it."""
    page.goto(demo.address + "/meld/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "caches.keys().then(keys => Promise.all(keys.map(k => caches.open(k).then(c => c.match('/meld/'))))"
        ".then(found => found.some(Boolean)))"
    )


def test_a_nurse_reports_in_seven_taps_and_gets_a_number_and_a_day(nurse: Page, demo: Demo) -> None:
    strangers = third_parties(nurse, demo.address)
    nurse.goto(demo.address + "/")
    look(nurse)
    nurse.get_by_role("link", name="Meld hendelse").first.tap()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Meld hendelse")
    look(nurse)
    taps = 1 + fill(nurse, "Kveldsmedisin ikke gitt, sjutrykksmerket. Oppdaget ved morgenbesøket.")
    look(nurse)
    nurse.get_by_role("button", name="Send", exact=True).tap()
    taps += 1
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Takk. Meldingen er sendt")
    expect(nurse.locator("main")).to_contain_text(re.compile(r"AV-2026-\d{5}"))
    expect(nurse.locator("main")).to_contain_text("Du får svar fra avdelingsleder senest mandag 28. september")
    look(nurse)
    assert taps <= MOST_TAPS
    assert strangers == []
    assert len(cases_with(demo, "sjutrykksmerket")) == 1
    nurse.goto(demo.address + "/mine-meldinger/")
    expect(nurse.locator("main")).to_contain_text("Venter på svar")
    look(nurse)


def test_serious_harm_says_ring_first(nurse: Page, demo: Demo) -> None:
    nurse.goto(demo.address + "/meld/")
    expect(nurse.get_by_text("Ring først")).to_be_hidden()
    nurse.get_by_text("Alvorlig", exact=True).tap()
    expect(nurse.get_by_text("Ring først")).to_be_visible()
    look(nurse)


def test_a_double_tap_makes_one_case(nurse: Page, demo: Demo) -> None:
    ready(nurse, demo)
    fill(nurse, "Dobbelttrykksmerket: sendte to ganger i trappa.")
    nurse.get_by_role("button", name="Send", exact=True).dblclick()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Takk. Meldingen er sendt")
    time.sleep(1)
    assert len(cases_with(demo, "dobbelttrykksmerket")) == 1


def test_without_coverage_the_report_waits_on_the_phone_and_becomes_exactly_one_case(
    nurse: Page, phone: BrowserContext, demo: Demo
) -> None:
    ready(nurse, demo)
    phone.set_offline(True)
    nurse.goto(demo.address + "/meld/")
    expect(nurse.get_by_text("Uten nett")).to_be_visible()
    look(nurse)
    fill(nurse, "Skrevet i trappa uten dekning, stillesmerket.")
    nurse.get_by_role("button", name=re.compile("Lagre og send|^Send$")).tap()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Takk. Meldingen er lagret på telefonen")
    expect(nurse.locator("main")).to_contain_text("Venter på nett")
    look(nurse)
    assert cases_with(demo, "stillesmerket") == []
    nurse.close()
    phone.set_offline(False)
    again = phone.new_page()
    again.goto(demo.address + "/mine-meldinger/", wait_until="commit")
    _until(lambda: len(cases_with(demo, "stillesmerket")) == 1)
    time.sleep(2)
    again.reload()
    time.sleep(1)
    assert len(cases_with(demo, "stillesmerket")) == 1


def test_what_waits_on_the_phone_cannot_be_read_in_its_storage(nurse: Page, phone: BrowserContext, demo: Demo) -> None:
    ready(nurse, demo)
    phone.set_offline(True)
    fill(nurse, "Kanarimerket skal ikke kunne leses.")
    nurse.get_by_role("button", name=re.compile("Lagre og send|^Send$")).tap()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Takk. Meldingen er lagret på telefonen")
    stored = nurse.evaluate(
        """async () => {
        const done = q => new Promise(r => { q.onsuccess = () => r(q.result) });
        const plain = (_k, v) => v instanceof ArrayBuffer || ArrayBuffer.isView(v) ? new TextDecoder('latin1').decode(v) : v;
        const out = [];
        for (const {name} of await indexedDB.databases()) {
          const db = await done(indexedDB.open(name));
          for (const s of db.objectStoreNames)
            out.push(JSON.stringify(await done(db.transaction(s).objectStore(s).getAll()), plain));
        }
        return out.join(' ') }"""
    )
    assert stored
    assert "anarimerket" not in stored
    phone.set_offline(False)
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Takk. Meldingen er sendt")
    assert len(cases_with(demo, "kanarimerket")) == 1


def test_an_expired_session_keeps_the_report_and_asks_for_log_in(
    nurse: Page, phone: BrowserContext, demo: Demo
) -> None:
    ready(nurse, demo)
    fill(nurse, "Økten løp ut, sesjonsmerket.")
    phone.clear_cookies()
    nurse.get_by_role("button", name="Send", exact=True).tap()
    expect(nurse.locator("main")).to_contain_text(re.compile("[Ll]ogg inn"))
    assert cases_with(demo, "sesjonsmerket") == []
    log_in(nurse, demo, "ansatt.ost")
    nurse.goto(demo.address + "/mine-meldinger/")
    _until(lambda: len(cases_with(demo, "sesjonsmerket")) == 1)


def test_logging_out_with_an_unsent_report_sends_it_first_or_asks(nurse: Page, demo: Demo) -> None:
    nurse.add_init_script("delete ServiceWorkerRegistration.prototype.sync")  # as in Safari and Firefox
    ready(nurse, demo)
    nurse.route("**/meld/", lambda sent: sent.abort() if sent.request.method == "POST" else sent.fallback())
    fill(nurse, "Ville logge ut, utloggingsmerket.")
    nurse.get_by_role("button", name="Send", exact=True).tap()
    expect(nurse.get_by_role("heading", level=1)).to_have_text("Takk. Meldingen er lagret på telefonen")
    nurse.goto(demo.address + "/")
    assert cases_with(demo, "utloggingsmerket") == []
    nurse.unroute_all()
    nurse.get_by_role("button", name="Meny").tap()
    nurse.get_by_role("button", name="Logg ut").tap()
    nurse.wait_for_url("**/logg-inn/**")
    _until(lambda: len(cases_with(demo, "utloggingsmerket")) == 1)


def test_two_tabs_never_send_the_same_report_twice(nurse: Page, phone: BrowserContext, demo: Demo) -> None:
    ready(nurse, demo)
    phone.set_offline(True)
    for number in range(3):
        nurse.goto(demo.address + "/meld/")
        fill(nurse, f"Fanemerket nummer {number} uten dekning.")
        nurse.get_by_role("button", name=re.compile("Lagre og send|^Send$")).tap()
        expect(nurse.get_by_role("heading", level=1)).to_have_text("Takk. Meldingen er lagret på telefonen")
    phone.set_offline(False)
    tabs = [phone.new_page() for _n in range(2)]
    for tab in tabs:
        tab.goto(demo.address + "/mine-meldinger/", wait_until="commit")
    _until(lambda: len(cases_with(demo, "fanemerket")) == 3)
    time.sleep(2)
    assert len(cases_with(demo, "fanemerket")) == 3


def _until(asked: object, *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if asked():  # type: ignore[operator]
            return
        time.sleep(0.5)
    raise AssertionError("did not happen in time")
