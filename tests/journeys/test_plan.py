"""J6: a planner turns an adopted document into a plan with measurable targets, with axe at every stop."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from merkbar.plan.goals.reading.tests import papers
from tests.conftest import Demo, log_in
from tests.journeys.walk import DESK, PHONE, context, look

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.fixture
def planner(browser: Browser, demo: Demo) -> Iterator[Page]:
    opened = context(browser, **DESK)
    page = opened.new_page()
    log_in(page, demo, "planlegger")
    yield page
    opened.close()


def read_in(page: Page, demo: Demo, file: Path) -> None:
    page.goto(demo.address + "/planer/")
    page.get_by_role("link", name="Ny plan fra dokument").click()
    look(page)
    page.get_by_label("Last opp planen").set_input_files(file)
    page.get_by_role("button", name="Les dokumentet").click()
    expect(page.locator(".m-said")).to_contain_text("Ingenting er mistet")


@pytest.mark.slow
def test_from_document_to_a_plan_that_can_be_measured(
    planner: Page, browser: Browser, demo: Demo, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(papers.pdf(list(papers.four_parts()), head="Granvik kommune"))
    read_in(planner, demo, file)
    expect(planner.get_by_role("region", name="Dokumentet")).to_contain_text("Hele stillinger")
    look(planner)
    _arrange(planner)
    planner.get_by_role("link", name="Videre til resultatmålene").click()
    expect(planner.locator(".m-head")).to_contain_text("6 resultatmål")
    look(planner)
    _decide(planner)
    address = planner.url
    _resume(browser, demo)
    planner.goto(address)
    planner.get_by_role("link", name="3 Vedtak og publisering").click()
    look(planner)
    planner.get_by_label("Saksnummer").fill("014/25")
    planner.get_by_label("Vedtatt dato").fill("10.6.2025")
    planner.get_by_role("button", name="Publiser").click()
    expect(planner.locator("main")).to_contain_text("Skriv hvem som vedtok planen")
    look(planner)
    expect(planner.get_by_label("Saksnummer")).to_have_value("014/25")
    planner.get_by_label("Vedtatt av").fill("Kommunestyret")
    planner.get_by_label("Hvordan medvirket noen?").select_option(label="Orientering")
    planner.get_by_label("Hvem?").fill("Eldrerådet")
    planner.get_by_label("Når?").fill("1.6.2025")
    planner.get_by_role("button", name="Publiser").click()
    expect(planner.locator(".m-said")).to_contain_text("Planen gjelder")
    look(planner)


def _arrange(page: Page) -> None:
    """Two points become one, one is split, and an area is accepted whole."""
    page.get_by_role("checkbox", name="Det er godt å bo her, grunn a.").first.check()
    page.get_by_role("checkbox", name="Det er godt å bo her, grunn b.").first.check()
    page.get_by_role("button", name="Slå sammen").click()
    expect(page.get_by_role("checkbox", name="grunn a. Det er godt å bo her, grunn b.")).to_be_visible()
    page.get_by_role("link", name="Del Det er godt å bo her, grunn a. Det").click()
    look(page)
    text = page.get_by_label("Teksten").input_value()
    page.get_by_label("Teksten").fill(text.replace("grunn a. ", "grunn a.\n\n"))
    page.get_by_role("button", name="Del", exact=True).click()
    page.get_by_role("button", name=re.compile("Godta alt her.*Hele stillinger")).click()
    expect(page.locator(".m-head")).not_to_contain_text("0 av ")


def _decide(page: Page) -> None:
    """The second target asks about its period; the third cannot be measured and gets a proxy."""
    page.locator("ol.m-work a").nth(1).click()
    expect(page.locator("main")).to_contain_text("Teksten sier ikke for hvilken periode")
    look(page)
    page.get_by_label("Regnes per").select_option(label="år")
    page.get_by_label("Dette må avklares").fill("")
    page.get_by_label("Hvor kommer tallene fra?").select_option(label="Hentes fra et annet system")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("main")).to_contain_text("Ikke målbar slik")
    page.get_by_role("link", name="Bruk forslaget").click()
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator(".m-said")).to_contain_text("Målet er lagret")


def _resume(browser: Browser, demo: Demo) -> None:
    """The draft waits in the list of plans, also on a phone."""
    opened = context(browser, **PHONE)
    page = opened.new_page()
    log_in(page, demo, "planlegger")
    page.goto(demo.address + "/planer/")
    page.get_by_role("link", name="Fortsett fra dokumentet").first.click()
    expect(page.locator(".m-head")).to_contain_text("gått gjennom")
    look(page)
    opened.close()


def test_without_javascript_a_refused_document_leaves_what_was_written(browser: Browser, demo: Demo) -> None:
    opened = browser.new_context(**DESK, java_script_enabled=False)
    page = opened.new_page()
    log_in(page, demo, "planlegger")
    page.goto(demo.address + "/planer/ny/fra-dokument/")
    page.get_by_label("Gjelder fra og med år").fill("2028")
    page.get_by_label("Last opp planen").set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": papers.pdf_of([[(0, "")]])}
    )
    page.get_by_role("button", name="Les dokumentet").click()
    expect(page.locator("main")).to_contain_text("bare bilder av sidene")
    expect(page.get_by_label("Gjelder fra og med år")).to_have_value("2028")
    opened.close()


FURTHEST = 150
"""Presses of Tab before something counts as out of reach."""
FOCUSED = """() => {
    const here = document.activeElement, style = getComputedStyle(here), place = here.getBoundingClientRect();
    return {
        names: [here.name || '', (here.innerText || '').trim()],
        marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
        seen: place.bottom > 0 && place.top < innerHeight,
    };
}"""


def tab_to(page: Page, wanted: str, *, back: bool = False) -> None:
    """Press Tab until focus is on a field of this name or something that begins with these words, marked and in sight."""
    for _press in range(FURTHEST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        here = page.evaluate(FOCUSED)
        if here["names"][0] == wanted or here["names"][1].startswith(wanted):
            assert here["marked"], f"{wanted}: the focus does not show"
            assert here["seen"], f"{wanted}: the focus is out of sight"
            return
    pytest.fail(f"the keyboard never reaches {wanted}")


def fill(page: Page, **typed: str) -> None:
    """Write in fields by name, in the order they stand."""
    for name, text in typed.items():
        tab_to(page, name)
        page.keyboard.press("Control+a")
        page.keyboard.type(text)


def press(page: Page, wanted: str, address: str, *, back: bool = False) -> None:
    """Go to a link or a button, press Enter and come to an address."""
    tab_to(page, wanted, back=back)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address))


def test_a_plan_with_a_span_is_read_decided_and_published_with_the_keyboard_alone(planner: Page, demo: Demo) -> None:
    planner.goto(demo.address + "/planer/")
    press(planner, "Ny plan fra dokument", "/ny/fra-dokument/$")
    fill(
        planner,
        pasted="# Nattplan 2026–2029\n\n## Trygge netter\n\n### Resultatmål\n\n- Mellom 3 og 6 tilsyn hvert år\n",
    )
    press(planner, "Les dokumentet", r"/PL-[\d-]+/fra-dokument/$")
    expect(planner.locator("main")).to_contain_text("mellom 3 og 6 tilsyn hvert år")
    tab_to(planner, "valgt")
    planner.keyboard.press("Space")
    tab_to(planner, "Godta", back=True)
    planner.keyboard.press("Enter")
    expect(planner.locator(".m-head")).to_contain_text("1 av 2 punkter")
    press(planner, "Videre til resultatmålene", "/mal/$")
    press(planner, "Mellom 3 og 6", "/avklar/$")
    fill(planner, value_to="7")
    press(planner, "Lagre", "/fra-dokument/mal/$")
    expect(planner.locator("main")).to_contain_text("mellom 3 og 7 tilsyn")
    press(planner, "Videre til vedtak", "/publiser/$")
    fill(planner, case_number="7/26", adopted_on="1.9.2026", adopted_by="Kommunestyret")
    press(planner, "Publiser", r"/planer/PL-[\d-]+/$")
    expect(planner.locator(".m-said")).to_contain_text("Planen gjelder")
    look(planner)
