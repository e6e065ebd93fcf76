"""J2: a department leader handles a case and answers the reporter, with the keyboard at hand and axe at every stop."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Demo, log_in
from tests.journeys.walk import DESK, context, look

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.fixture
def leader(browser: Browser, demo: Demo) -> Iterator[Page]:
    opened = context(browser, **DESK)
    page = opened.new_page()
    log_in(page, demo, "leder.ost")
    yield page
    opened.close()


def reported(demo: Demo, what: str) -> str:
    """A fresh case in Øst, as the nurse."""
    body = {"what": what, "unit": "MH33", "type": "BR01", "harm": 1}
    status, answer = demo.ask("/api/v1/deviations", token=demo.token("ansatt.ost"), body=body)
    assert status == 201, answer
    return str(answer["ref"])


def said(page: Page) -> str:
    """What the page says happened."""
    return page.locator(".m-said").inner_text()


def test_from_report_to_closed_with_answer_cause_action_and_effect(leader: Page, browser: Browser, demo: Demo) -> None:
    ref = reported(demo, "Morgenmedisinen lå på feil liste, reisemerket. Ringte legevakt.")
    leader.goto(demo.address + "/")
    expect(leader.locator("main")).to_contain_text("nye meldinger")
    look(leader)
    leader.goto(demo.address + f"/avvik/{ref}/")
    expect(leader.locator("main")).to_contain_text("Svar melder innen")
    look(leader)
    leader.get_by_label("Fysisk skade").select_option(label="1 Lite")
    leader.get_by_label("Kunne ha ført til").select_option(label="2 Noe")
    leader.get_by_text("Hver måned", exact=True).click()
    leader.get_by_label("Svar fra deg").fill("Takk for at du meldte. Halvveis skrevet")
    leader.get_by_role("button", name="Lagre vurdering").click()
    assert "Vurderingen er lagret" in said(leader)
    expect(leader.get_by_label("Svar fra deg")).to_have_value("Takk for at du meldte. Halvveis skrevet")
    look(leader)
    _answer(leader)
    _cause(leader)
    action = _action(leader, demo, ref)
    _finish_action(leader, demo, action)
    leader.goto(demo.address + f"/avvik/{ref}/")
    leader.get_by_text("Sett til ferdig behandlet").click()
    leader.get_by_label("Dette ble gjort").fill("Alle medisinoppdrag ligger nå på én liste.")
    leader.get_by_role("button", name="Ferdig behandlet").click()
    assert "Tiltak er gjort. Vi sjekker virkningen før saken er ferdig." in said(leader)
    expect(leader.locator(".m-head")).to_contain_text("Venter effektsjekk")
    look(leader)
    _judge(browser, demo, action)
    leader.goto(demo.address + f"/avvik/{ref}/")
    expect(leader.locator(".m-head")).to_contain_text("Ferdig behandlet")
    expect(leader.locator(".m-thread")).to_contain_text("Effekt: merkbart")
    look(leader)
    _reporter_reads(browser, demo, ref)


def _answer(page: Page) -> None:
    page.get_by_label("Svar fra deg").fill("Takk for at du meldte. Jeg tar opp listene på driftsmøtet i morgen.")
    page.get_by_role("button", name="Send svar").click()
    assert "Svaret er sendt til melder" in said(page)
    look(page)


def _cause(page: Page) -> None:
    page.get_by_text("Legg til årsak").click()
    page.get_by_label("Årsak 1").select_option(label="Dokumentasjon og tilgang til informasjon")
    page.get_by_role("button", name="Lagre årsaker").click()
    assert "Årsakene er lagret" in said(page)


def _action(page: Page, demo: Demo, ref: str) -> str:
    page.get_by_role("link", name="Nytt tiltak").click()
    look(page)
    page.get_by_role("button", name="Lagre tiltak").click()
    expect(page.locator(".ds-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Hva skal gjøres").fill("Samle alle medisinoppdrag på én liste")
    page.get_by_label("Hvem har ansvaret?").select_option(index=1)
    page.get_by_label("Frist", exact=True).fill("15.10.2026")
    _choose(page.get_by_label("Hva slags tiltak er det?"), "Fjerne eller forenkle trinn")
    page.get_by_role("button", name="Lagre tiltak").click()
    page.goto(demo.address + f"/avvik/{ref}/")
    link = page.locator(".m-steps").get_by_role("link", name="Samle alle medisinoppdrag på én liste")
    return str(link.get_attribute("href"))


def _choose(select: object, words: str) -> None:
    value = select.locator("option", has_text=words).get_attribute("value")  # type: ignore[attr-defined]
    select.select_option(value)  # type: ignore[attr-defined]


def _finish_action(page: Page, demo: Demo, action: str) -> None:
    page.goto(demo.address + action)
    look(page)
    done = page.locator("form[action$='/gjort/']")
    if not done.is_visible():
        page.locator("details", has=done).locator("summary").click()
    done.get_by_label("Hva ble gjort?").fill("Listene er slått sammen fra i dag.")
    done.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("Listene er slått sammen fra i dag.")
    look(page)


def _judge(browser: Browser, demo: Demo, action: str) -> None:
    """Another than the doer says that it worked."""
    opened = context(browser, **DESK)
    page = opened.new_page()
    log_in(page, demo, "virksomhetsleder.hjemme")
    page.goto(demo.address + action)
    look(page)
    judging = page.locator("form[action$='/virket/']")
    if not judging.is_visible():
        page.locator("details", has=judging).locator("summary").click()
    judging.get_by_text("Ja, det merkes").click()
    judging.get_by_label("Hva viser det?").fill("Ingen oppdrag på feil liste siden.")
    judging.get_by_label("Ja, vi vet det allerede").check()
    judging.get_by_role("button").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("effekten er sjekket: merkbart")
    look(page)
    opened.close()


def _reporter_reads(browser: Browser, demo: Demo, ref: str) -> None:
    opened = context(browser, **DESK)
    page = opened.new_page()
    log_in(page, demo, "ansatt.ost")
    page.goto(demo.address + f"/mine-meldinger/{ref}/")
    expect(page.locator("main")).to_contain_text("Jeg tar opp listene på driftsmøtet")
    expect(page.locator("main")).to_contain_text("Alle medisinoppdrag ligger nå på én liste")
    page.get_by_role("button", name="Ja").first.click()
    expect(page.locator("main")).to_contain_text("Du svarte at dette var nyttig")
    look(page)
    opened.close()


def test_a_case_without_an_answer_does_not_close(leader: Page, demo: Demo) -> None:
    ref = reported(demo, "Skal ikke kunne lukkes uten svar, lukkemerket.")
    leader.goto(demo.address + f"/avvik/{ref}/")
    leader.get_by_text("Sett til ferdig behandlet").click()
    leader.get_by_label("Dette ble gjort").fill("Ingenting.")
    leader.get_by_role("button", name="Ferdig behandlet").click()
    expect(leader.locator(".ds-error-summary")).to_contain_text("Svar melder før du setter saken til ferdig behandlet")
    expect(leader.get_by_label("Dette ble gjort")).to_have_value("Ingenting.")
    look(leader)


def test_enter_in_a_field_takes_no_step(leader: Page, demo: Demo) -> None:
    """All steps are one form, so the browser's own way to send it must not choose one of them."""
    ref = reported(demo, "Skal ikke vurderes av en tast, tastemerket.")
    leader.goto(demo.address + f"/avvik/{ref}/")
    leader.get_by_text("Legg til årsak").click()
    leader.get_by_label("Hvorfor?").first.fill("Muntlig beskjed")
    leader.get_by_label("Hvorfor?").first.press("Enter")
    leader.wait_for_timeout(500)
    expect(leader.locator(".m-said")).to_have_count(0)
    expect(leader.get_by_label("Hvorfor?").first).to_have_value("Muntlig beskjed")
    assert leader.url.endswith(f"/avvik/{ref}/")


@pytest.mark.parametrize(("login", "stops"), [
    ("leder.ost", ["/", "/avvik/", "/tiltak/", "/varsler/", "/min-rolle/", "/meld/flere/", "/avvik/statistikk/"]),
    ("kommunalsjef.mh", ["/", "/avvik/?status=alle", "/avvik/statistikk/"]),
    ("applikasjonsansvarlig", ["/tilgjengelighet/", "/administrasjon/", "/administrasjon/organisasjon/", "/administrasjon/personer/"]),
    ("politiker", ["/"]),
])  # fmt: skip
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_stop_is_clean_in_light_and_dark_narrow_and_wide(
    browser: Browser, demo: Demo, login: str, stops: list[str], scheme: str, width: int
) -> None:
    opened = context(browser, viewport={"width": width, "height": 800}, color_scheme=scheme, locale="nb-NO")
    page = opened.new_page()
    look_at = [*stops]
    log_in(page, demo, login)
    for stop in look_at:
        answer = page.goto(demo.address + stop)
        assert answer is not None
        assert answer.status == 200, stop
        look(page)
    opened.close()
