"""Public pages in three languages, the rest in bokmål; nobody gets another language than the one they chose."""

import html
import re

import polib
import pytest
from django.conf import settings
from django.urls import get_resolver, reverse
from django.utils.translation import trans_real
from tests.tools import messages

from merkbar.web import language

pytestmark = pytest.mark.django_db
LOG_IN = "/logg-inn/"
ONLY_AFTER_A_REPORT = "deviations:anonymous_receipt"
PAGES = sorted(language.TRANSLATED - {ONLY_AFTER_A_REPORT, "account_reset_password_from_key"})


@pytest.fixture(autouse=True, scope="module")
def _catalogues():
    messages.compile_all()
    trans_real._translations.clear()


def speak(client, code):
    return client.post("/sprak/", {"language": code, "next": LOG_IN})


def texts(response):
    """What stands on a page, without its tags and without the names of languages and units."""
    page = response.content.decode()
    attributes = re.findall(r'(?:aria-label|placeholder|title)="([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^>]+>", "\n", page), *attributes]))


def untranslated(code):
    catalogue = polib.pofile(str(messages.LOCALE / code / "LC_MESSAGES" / "django.po"))
    return {entry.msgid for entry in catalogue if not entry.translated()}


def test_bokmaal_is_the_language_whatever_the_browser_asks_for(client):
    response = client.get(LOG_IN, headers={"Accept-Language": "en-US,en;q=0.9"})
    assert '<html lang="nb"' in response.content.decode()
    assert response.headers["Content-Language"] == "nb"
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize(("code", "title"), [("nn", "Gløymt passordet?"), ("en", "Forgotten your password?")])
def test_a_chosen_language_is_kept_in_the_browser(client, code, title):
    assert speak(client, code).headers["Location"] == LOG_IN
    page = client.get(LOG_IN).content.decode()
    assert f'<html lang="{code}"' in page
    assert title in page
    speak(client, "nb")
    assert "Glemt passordet?" in client.get(LOG_IN).content.decode()


@pytest.mark.parametrize("code", ["nn", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_mixes_no_languages(client, solvik, code, name):
    speak(client, code)
    missing = untranslated(code)
    answers = [client.get(reverse(name)), client.post(reverse(name), {"email": "ikke en adresse"})]
    for answer in answers:
        found = {line.strip() for line in texts(answer).split("\n")} & missing
        assert not found, (name, found)


def test_a_receipt_is_in_the_language_of_the_report(client, solvik):
    speak(client, "en")
    sent = {"what": "Døren sto åpen", "unit": "MH33", "when": "now"}
    receipt = client.post(reverse("deviations:anonymous"), sent, follow=True)
    assert "Write the code down now." in receipt.content.decode()
    assert not {line.strip() for line in texts(receipt).split("\n")} & untranslated("en")


def test_pages_for_staff_are_in_bokmaal_with_their_own_lang(web, cast):
    client = web.as_(cast.nurse)
    speak(client, "en")
    page = client.get("/").content.decode()
    assert '<html lang="nb"' in page
    assert "Mitt arbeid" in page
    assert "English" not in page
    assert "Nynorsk" in client.get("/min-profil/").content.decode()


def test_an_unknown_language_and_an_address_elsewhere_are_refused(client):
    assert speak(client, "de").status_code == 404
    assert client.get("/sprak/").status_code == 405
    assert client.post("/sprak/", {"language": "nn", "next": "https://ond.example/"}).headers["Location"] == "/"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    assert '<html lang="nb"' in client.get(LOG_IN).content.decode()


def test_every_translated_page_exists():
    assert get_resolver()
    for name in language.TRANSLATED - {"account_reset_password_from_key"}:
        assert reverse(name)
