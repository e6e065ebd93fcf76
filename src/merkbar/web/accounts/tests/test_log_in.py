"""Who gets in, who does not, and that the difference is not to be seen."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from merkbar.ground.people.writes import deactivate
from merkbar.web.accounts import throttle
from merkbar.web.accounts import urls as own_urls
from merkbar.web.accounts.adapter import Adapter
from merkbar.web.accounts.tests.people import PASSWORD, enter, with_password, words


@pytest.mark.parametrize("name", ["nora.testnes", "Nora.TESTNES", " nora.testnes ", "10033", "Nora@solvik.example"])
def test_a_nurse_logs_in_by_any_of_her_names(client, nurse, name):
    assert enter(client, name).status_code == 302
    assert client.session["_auth_user_id"] == str(nurse.pk)


def test_a_login_name_goes_before_another_persons_number(client, nurse, cast):
    with_password(cast.colleague)
    cast.colleague.employee_no = "nora.testnes"
    cast.colleague.save()
    enter(client, "nora.testnes")
    assert client.session["_auth_user_id"] == str(nurse.pk)


def test_an_address_that_two_people_share_is_nobodys(client, nurse, cast):
    cast.colleague.email = nurse.email
    with_password(cast.colleague)
    assert enter(client, nurse.email).status_code == 200


def test_unknown_wrong_and_deactivated_read_the_same(client, nurse, cast):
    gone = with_password(cast.colleague)
    deactivate(by=None, person=gone)
    answers = [
        enter(client, "finnes.ikke"),
        enter(client, nurse.login, "feil passord her"),
        enter(client, gone.login),
        enter(client, "x" * 254),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({words(answer) for answer in answers}) == 1
    assert "Brukernavnet eller passordet er feil." in words(answers[0])


def test_an_unknown_name_is_hashed_as_often_as_a_wrong_password(client, nurse, cast, monkeypatch):
    counted, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args, **kwargs: counted.append(1) or encode(self, *args, **kwargs)
    )
    times = []
    for name in ("finnes.ikke", nurse.login, cast.colleague.login):
        counted.clear()
        enter(client, name, "feil passord her")
        times.append(len(counted))
    assert times == [1, 1, 1]


def test_the_eleventh_failure_waits_by_whichever_name(client, nurse):
    names = [nurse.login, nurse.employee_no, nurse.email]
    for number in range(10):
        assert enter(client, names[number % 3], "feil passord her").status_code == 200
    refused = enter(client, nurse.login)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert "Vent litt" in refused.content.decode()


def test_an_unknown_name_waits_just_the_same(client, db):
    for _ in range(10):
        enter(client, "finnes.ikke", "feil passord her")
    assert enter(client, "finnes.ikke", "feil passord her").status_code == 429


def test_the_wait_ends_after_fifteen_minutes(client, nurse):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(10):
            enter(client, nurse.login, "feil passord her")
        wait = int(enter(client, nurse.login).headers["Retry-After"])
        clock.shift(dt.timedelta(seconds=wait + 1))
        assert enter(client, nurse.login).status_code == 302


def test_a_right_password_is_no_try(nurse):
    for _ in range(12):
        assert enter(Client(), nurse.login).status_code == 302


def test_the_fifty_first_failure_from_one_address_waits(client, db):
    for number in range(50):
        assert enter(client, f"person{number}", "feil passord her").status_code == 200
    assert enter(client, "en.annen", "feil passord her").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").post("/logg-inn/", {"login": "x", "password": "y"}).status_code == 200


def test_a_stranger_who_guesses_keeps_nobody_out_of_their_own_browser(nurse):
    own = Client()
    enter(own, nurse.login)
    own.post("/logg-ut/")
    stranger = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(11):
        last = enter(stranger, nurse.login, "feil passord her")
    assert last.status_code == 429
    assert enter(own, nurse.login).status_code == 302


def test_guesses_at_once_are_all_counted(db):
    """On connections of their own, as processes have; what they leave is taken away again."""

    def alone(step):
        try:
            return step()
        except throttle.TooMany:
            return []
        finally:
            connections.close_all()

    def guess():
        return throttle.claim((throttle.ACCOUNT, "person:1"))

    with ThreadPoolExecutor(4) as guessers:
        claims = [pk for made in guessers.map(alone, [guess] * 24) for pk in made]
        guessers.submit(alone, lambda: throttle.release(claims)).result()
    assert len(claims) == throttle.ACCOUNT.number


def test_an_address_is_what_the_nearest_trusted_proxy_saw(settings):
    ask = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.4"})
    assert throttle.address_of(ask) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert throttle.address_of(ask) == "198.51.100.4"


def test_a_network_of_ipv6_addresses_counts_as_one():
    seen = {throttle.address_of(RequestFactory(REMOTE_ADDR=f"2001:db8:1:2::{n}").get("/")) for n in range(1, 9)}
    assert seen == {"2001:db8:1:2::"}


@pytest.mark.parametrize(
    "elsewhere",
    ["https://ond.example/", "//ond.example/", "/\\ond.example/", "javascript:alert(1)", "http://testserver/"],
)
def test_log_in_leads_to_own_paths_only(client, nurse, elsewhere):
    assert enter(client, nurse.login, next=elsewhere).headers["Location"] == "/"


def test_log_in_leads_where_the_person_was_going(client, nurse):
    assert enter(client, nurse.login, next="/varsler/?etter=3").headers["Location"] == "/varsler/?etter=3"


def test_the_session_changes_its_name_at_log_in_and_dies_at_log_out(client, nurse):
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    enter(client, nurse.login)
    during = client.session.session_key
    assert during != before
    assert not SessionStore().exists(before)
    client.post("/logg-ut/")
    assert not SessionStore().exists(during)
    assert client.get("/varsler/").status_code == 302


def test_log_out_asks_before_it_does(web, cast):
    here = web.as_(cast.nurse)
    assert "data-logout" in here.get("/logg-ut/").content.decode()
    assert here.get("/varsler/").status_code == 200


def test_a_deactivated_person_is_out_at_the_next_click(client, nurse):
    enter(client, nurse.login)
    assert client.get("/varsler/").status_code == 200
    deactivate(by=None, person=nurse)
    assert client.get("/varsler/").status_code == 302


def test_a_new_password_closes_the_other_sessions_and_keeps_this_one(nurse):
    here, there = Client(), Client()
    enter(here, nurse.login)
    enter(there, nurse.login)
    old = here.session.session_key
    new = "en annen setning om fjellet"
    answer = here.post("/bytt-passord/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True)
    assert "Passordet er byttet." in answer.content.decode()
    assert there.get("/varsler/").status_code == 302
    assert here.get("/varsler/").status_code == 200
    assert not SessionStore().exists(old)


def test_a_wrong_old_password_changes_nothing_and_is_counted(nurse):
    here = Client()
    enter(here, nurse.login)
    new = {"oldpassword": "feil", "password1": "en annen setning", "password2": "en annen setning"}
    assert "Dette er ikke passordet du har nå." in here.post("/bytt-passord/", new).content.decode()
    for _ in range(10):
        last = here.post("/bytt-passord/", new)
    assert last.status_code == 429


def test_nobody_signs_up(db):
    assert not Adapter().is_open_for_signup(RequestFactory().get("/"))
    assert "account_signup" not in get_resolver().reverse_dict


def test_every_account_page_has_a_door():
    assert all(hasattr(pattern.callback, "door") for pattern in own_urls.urlpatterns)


@pytest.mark.parametrize("page", ["/logg-inn/", "/glemt-passord/", "/glemt-passord/sendt/", "/glemt-passord/ferdig/"])
def test_the_pages_without_log_in_are_proof_read(web, page):
    assert web.get(page).status_code == 200


def test_the_log_in_page_with_faults_is_proof_read(web, db):
    page = web.post("/logg-inn/", {"login": "", "password": ""}).content.decode()
    assert "Skriv brukernavnet." in page
    assert "Skriv passordet." in page


def test_the_password_page_is_proof_read(web, cast):
    assert web.as_(with_password(cast.nurse)).get("/bytt-passord/").status_code == 200


@pytest.mark.parametrize(
    ("headers", "chosen"),
    [
        ({}, ["pc"]),
        ({"Sec-CH-UA-Mobile": "?0", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140"}, ["pc"]),
        ({"Sec-CH-UA-Mobile": "?1"}, []),
        ({"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1"}, []),
    ],
)
def test_on_a_phone_no_place_is_chosen_beforehand(client, headers, chosen):
    page = client.get("/logg-inn/", headers=headers).content.decode()
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == chosen
