"""A phone that several share: a PIN at log-in, a lock after five minutes, and nothing typed is lost."""

import datetime as dt
import html
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from merkbar.ground.notices.models import Notice
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.web.accounts.tests.people import PASSWORD, enter, with_password

SIX_MINUTES = dt.timedelta(minutes=6)
JSON = {"accept": "application/json"}


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def phone(client, nurse, clock):
    """A shared phone in the nurse's hand, PIN chosen."""
    enter(client, nurse.login, where="shared")
    client.post("/velg-pin/", {"pin": "4719"})
    return client


@pytest.fixture
def locked(phone, clock):
    clock.shift(SIX_MINUTES)
    return phone


def test_a_shared_phone_asks_for_a_pin_before_anything_else(client, nurse):
    first = enter(client, nurse.login, where="shared", next="/varsler/")
    assert first.headers["Location"] == "/velg-pin/?next=%2Fvarsler%2F"
    assert client.get("/varsler/").headers["Location"].startswith("/velg-pin/")
    assert client.get("/varsler/", headers=JSON).status_code == 401
    assert client.post("/velg-pin/", {"pin": "4719", "next": "/varsler/"}).headers["Location"] == "/varsler/"
    assert client.get("/varsler/").status_code == 200


@pytest.mark.parametrize("pin", ["", "123", "1234", "4321", "0000", "1234567", "12ab", "١٢٣٥"])
def test_a_pin_is_four_to_six_digits_that_nobody_guesses(client, nurse, pin):
    enter(client, nurse.login, where="shared")
    assert client.post("/velg-pin/", {"pin": pin}).status_code == 200
    assert Person.objects.get(pk=nurse.pk).pin == ""


def test_the_pin_is_kept_as_a_hash(phone, nurse):
    kept = Person.objects.get(pk=nurse.pk).pin
    assert kept
    assert "4719" not in kept


def test_the_phone_stays_open_in_use(phone, clock):
    for _ in range(4):
        clock.shift(dt.timedelta(minutes=4))
        assert phone.get("/varsler/").status_code == 200


def test_the_phone_locks_after_five_minutes_and_the_pin_opens_it_where_it_was(locked):
    assert locked.get("/varsler/?etter=2").headers["Location"] == "/las-opp/?next=%2Fvarsler%2F%3Fetter%3D2"
    opened = locked.post("/las-opp/", {"pin": "4719", "next": "/varsler/?etter=2"})
    assert opened.headers["Location"] == "/varsler/?etter=2"
    assert locked.get("/varsler/").status_code == 200


def test_it_stays_locked_however_often_somebody_knocks(locked):
    for _ in range(3):
        assert locked.get("/varsler/").status_code == 302
    assert locked.get("/bytt-passord/").headers["Location"].startswith("/las-opp/")
    assert locked.get("/velg-pin/").headers["Location"] == "/"


def test_a_locked_phone_shows_nobody_even_on_an_error_page(locked, nurse):
    tell(by=None, person=nurse, text="Kanarifugl", why="", address="/")
    pages = [locked.get("/las-opp/"), locked.get("/finnes-ikke/"), locked.get("/varsler/", follow=True)]
    for page in pages:
        assert nurse.name not in page.content.decode()
        assert "Kanarifugl" not in page.content.decode()


def test_a_program_that_posts_to_a_locked_phone_gets_401_and_may_send_again(locked, nurse):
    notice = tell(by=None, person=nurse, text="x", why="", address="/")
    refused = locked.post("/varsler/les-alle/", headers=JSON)
    assert (refused.status_code, refused.json()["unlock"]) == (401, "/las-opp/")
    assert Notice.objects.get(pk=notice.pk).read_at is None
    locked.post("/las-opp/", {"pin": "4719"})
    locked.post("/varsler/les-alle/", headers=JSON)
    assert Notice.objects.get(pk=notice.pk).read_at is not None


def test_what_was_being_sent_when_it_locked_is_given_back(web, nurse, clock):
    phone = web
    enter(phone, nurse.login, where="shared")
    phone.post("/velg-pin/", {"pin": "4719"})
    clock.shift(SIX_MINUTES)
    typed = {"what": 'Sa "nei" & gikk <b>', "opinion": "Det haster", "password1": PASSWORD, "pin": "4719"}
    assert phone.post("/meld/", typed).headers["Location"] == "/las-opp/"
    assert "gikk" not in phone.get("/las-opp/").content.decode()
    page = phone.post("/las-opp/", {"pin": "4719"}).content.decode()
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert html.unescape(kept["what"]) == typed["what"]
    assert kept["opinion"] == "Det haster"
    assert not {"password1", "pin"} & kept.keys()
    assert 'action="/meld/"' in page
    assert "held" not in phone.session


@pytest.mark.parametrize("address", ["/bytt-passord/", "/varsler/innstillinger/", "/finnes-ikke/"])
def test_a_password_on_its_way_when_it_locked_is_nowhere(address, locked):
    typed = {"oldpassword": PASSWORD, "password1": "en ny setning om fjellet", "password2": "en ny setning om fjellet"}
    locked.post(address, typed)
    assert "held" not in locked.session


def test_a_form_from_elsewhere_is_not_kept(nurse, clock):
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(nurse)
    session = phone.session
    session.update({"device": "shared", "began": timezone.now().timestamp(), "seen": 0, "locked": True})
    session.save()
    assert phone.post("/meld/", {"what": "x"}).status_code == 403
    assert "held" not in phone.session


def test_five_wrong_pins_log_out(locked, nurse):
    for number in range(4):
        page = locked.post("/las-opp/", {"pin": "9999"}).content.decode()
        assert f"Du har {4 - number} forsøk igjen." in page
    assert locked.post("/las-opp/", {"pin": "9999"}).headers["Location"] == "/logg-inn/"
    assert "_auth_user_id" not in locked.session
    assert locked.post("/las-opp/", {"pin": "4719"}).status_code == 302
    assert locked.get("/varsler/").headers["Location"].startswith("/logg-inn/")


def test_somebody_else_takes_over_a_locked_phone_by_logging_in(locked, cast):
    colleague = with_password(cast.colleague)
    enter(locked, colleague.login, where="shared")
    assert locked.session["_auth_user_id"] == str(colleague.pk)
    assert "held" not in locked.session


def test_a_locked_phone_can_be_logged_out(locked):
    locked.post("/logg-ut/")
    assert "_auth_user_id" not in locked.session


def test_a_shared_phone_is_out_after_twelve_hours_pin_or_not(phone, clock):
    clock.shift(dt.timedelta(hours=13))
    assert phone.get("/varsler/").headers["Location"].startswith("/logg-inn/")


def test_the_pin_pages_are_proof_read(web, nurse, clock):
    enter(web, nurse.login, where="shared")
    assert web.get("/velg-pin/").status_code == 200
    assert "vanskeligere å gjette" in web.post("/velg-pin/", {"pin": "1111"}).content.decode()
    web.post("/velg-pin/", {"pin": "4719"})
    clock.shift(SIX_MINUTES)
    assert web.get("/las-opp/").status_code == 200
