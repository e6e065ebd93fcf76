"""Receipt codes are as hard to guess as passwords, whoever asks."""

import pytest

from merkbar.check.deviations.tests.counted import reported
from merkbar.check.deviations.writes.reporting import receipt_digest
from merkbar.web.accounts import guesses, throttle

PAGE = "/meld/svar/"
CODE = "ABCDEFGHJKLM"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_tries(monkeypatch):
    few = throttle.Limit("receipt", 3, throttle.RECEIPT.window)
    monkeypatch.setitem(guesses.LIMITS, "deviations:by_receipt", few)


def guess(client, code="XXXXXXXXXXXX", address="10.0.0.1"):
    return client.post(PAGE, {"code": code}, REMOTE_ADDR=address)


def test_codes_cannot_be_guessed_for_ever(client):
    assert [guess(client).status_code for _n in range(4)] == [422, 422, 422, 429]
    full = guess(client)
    assert int(full.headers["Retry-After"]) > 800
    assert "Vent litt før du prøver igjen" in full.content.decode()
    assert "passordet" not in full.content.decode()
    assert guess(client, address="10.0.0.2").status_code == 422
    assert client.get(PAGE, REMOTE_ADDR="10.0.0.1").status_code == 200


def test_the_right_code_is_no_guess(client, solvik):
    reported(solvik.east, "2026-01-05", receipt=receipt_digest(CODE))
    assert [guess(client, CODE).status_code for _n in range(5)] == [200] * 5
