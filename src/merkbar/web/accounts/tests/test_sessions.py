"""How long a session lives, in real time."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from merkbar.ground.notices.writes import tell
from merkbar.web.accounts.jobs import tidy
from merkbar.web.accounts.models import Try
from merkbar.web.accounts.tests.people import enter

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def is_in(client):
    return client.get("/varsler/").status_code == 200


def test_a_pc_is_left_alone_for_half_an_hour_and_no_more(client, nurse, clock):
    enter(client, nurse.login, where="pc")
    clock.shift(29 * MINUTE)
    assert is_in(client)
    clock.shift(29 * MINUTE)
    assert is_in(client)
    clock.shift(31 * MINUTE)
    assert not is_in(client)


def test_a_pc_in_use_is_out_after_twelve_hours(client, nurse, clock):
    enter(client, nurse.login)
    for _ in range(11 * 60 // 20):
        clock.shift(20 * MINUTE)
        assert is_in(client)
    clock.shift(29 * MINUTE)
    assert is_in(client)
    clock.shift(20 * MINUTE)
    clock.shift(20 * MINUTE)
    assert not is_in(client)


def test_an_own_phone_stays_in_for_thirty_days(client, nurse, clock):
    enter(client, nurse.login, where="own")
    clock.shift(29 * DAY)
    assert is_in(client)
    clock.shift(2 * DAY)
    assert not is_in(client)


def test_without_a_choice_it_is_a_pc(client, nurse):
    enter(client, nurse.login)
    assert client.session["device"] == "pc"


def test_an_unknown_place_is_refused(client, nurse):
    assert enter(client, nurse.login, where="mars").status_code == 200


def test_the_length_is_a_setting(client, nurse, clock, settings):
    settings.SESSION_IDLE_SECONDS = 60
    enter(client, nurse.login)
    clock.shift(2 * MINUTE)
    assert not is_in(client)


def test_an_ended_session_leaves_nothing_secret_in_the_page(client, nurse, clock):
    tell(by=None, person=nurse, text="Kanarifugl i saken", why="Du meldte", address="/avvik/")
    enter(client, nurse.login)
    assert "Kanarifugl" in client.get("/varsler/").content.decode()
    clock.shift(31 * MINUTE)
    page = client.get("/varsler/", follow=True).content.decode()
    assert "Kanarifugl" not in page
    assert nurse.name not in page
    assert "Du ble logget ut fordi du var borte en stund." in page


def test_a_page_is_never_kept_by_the_browser(client, nurse):
    enter(client, nurse.login)
    assert client.get("/varsler/").headers["Cache-Control"] == "no-store"


def test_a_program_is_told_that_the_session_ended(client, nurse, clock):
    enter(client, nurse.login)
    clock.shift(31 * MINUTE)
    answer = client.post("/varsler/les-alle/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (401, {"login": True})


def test_old_tries_and_dead_sessions_are_tidied_away(client, nurse, clock):
    enter(client, nurse.login, "feil passord her")
    enter(client, nurse.login)
    key = client.session.session_key
    clock.shift(2 * DAY)
    tidy(timestamp=0)
    assert not Try.objects.exists()
    assert not client.session.exists(key)
