import datetime as dt
import json

import pytest

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.taxonomy import EventType
from merkbar.ground.clock import clock

pytestmark = pytest.mark.django_db
REPORT = {"what": "Falt på badet. Ingen skade.", "unit": "MH33"}


def pointers(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    return {error["pointer"]: error["detail"] for error in response.json()["errors"]}


def test_what_and_where_are_enough(solvik, cast, caller):
    response = caller(cast.nurse).post("/deviations", REPORT)
    assert response.status_code == 201
    made = Deviation.objects.get(record__reference=response.json()["ref"])
    assert (made.what, made.unit, made.reporter, made.channel) == (REPORT["what"], solvik.east, cast.nurse, "api")
    assert response.json()["url"].endswith(f"/avvik/{made.record.reference}/")


def test_everything_that_is_said_is_kept(cast, caller):
    happened = (clock.now() - dt.timedelta(hours=3)).replace(microsecond=0)
    body = REPORT | {
        "type": "BR02",
        "area": "BR",
        "kind": "near_miss",
        "harm": 1,
        "occurred_at": happened.isoformat(),
        "immediate_action": "Hjalp opp",
    }
    ref = caller(cast.nurse).post("/deviations", body).json()["ref"]
    made = Deviation.objects.get(record__reference=ref)
    assert (made.type, made.area_id, made.kind, made.harm) == (EventType.objects.get(code="BR02"), "BR", "near_miss", 1)
    assert (made.occurred_at, made.immediate_action) == (happened, "Hjalp opp")


def test_the_same_key_and_body_give_one_case(cast, caller):
    person = caller(cast.nurse)
    first = person.post("/deviations", REPORT, Idempotency_Key="k-1")
    again = person.post("/deviations", json.dumps(REPORT, indent=3).encode(), Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Deviation.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(cast, caller):
    person = caller(cast.nurse)
    person.post("/deviations", REPORT, Idempotency_Key="k-1")
    response = person.post("/deviations", REPORT | {"what": "Noe annet"}, Idempotency_Key="k-1")
    assert response.status_code == 409
    assert Deviation.objects.count() == 1


def test_two_people_may_use_the_same_key(cast, caller):
    refs = {
        caller(person).post("/deviations", REPORT, Idempotency_Key="1").json()["ref"]
        for person in (cast.nurse, cast.colleague)
    }
    assert len(refs) == 2


@pytest.mark.parametrize("key", ["", "x" * 65, "to ord", "blåbær", "x" * 9_000])
def test_a_key_that_cannot_be_one_is_refused(cast, caller, key):
    response = caller(cast.nurse).post("/deviations", REPORT, Idempotency_Key=key)
    assert response.status_code == 422
    assert Deviation.objects.count() == 0


def test_every_wrong_name_is_said_at_once(cast, caller):
    response = caller(cast.nurse).post("/deviations", REPORT | {"unit": "FINNES-IKKE", "type": "XX", "area": "QQ"})
    assert response.status_code == 422
    assert set(pointers(response)) == {"/unit", "/type", "/area"}


def test_a_unit_that_is_closed_takes_no_reports(solvik, cast, caller):
    solvik.north.valid_to = clock.today()
    solvik.north.save()
    assert "/unit" in pointers(caller(cast.nurse).post("/deviations", REPORT | {"unit": "MH31"}))


LONE = b'{"what": "\\ud800", "unit": "MH33"}'
WRONG = {
    "no body": (b"", 422),
    "not json": (b"{", 400),
    "not an object": (b"[1]", 422),
    "null": (b"null", 422),
    "text": (b'"x"', 422),
    "deep": (b"[" * 100_000, 400),
    "latin-1": ('{"what": "blåbær", "unit": "MH33"}'.encode("latin-1"), 400),
    "doubled name": (b'{"what": "a", "what": "b", "unit": "MH33"}', 400),
    "not a number": (b'{"what": "a", "unit": "MH33", "harm": NaN}', 400),
    "many digits": (b'{"what": "a", "unit": "MH33", "harm": ' + b"9" * 5_000 + b"}", 400),
    "lone surrogate": (LONE, 422),
    "lone surrogate in unit": (b'{"what": "a", "unit": "\\udfff"}', 422),
    "lone surrogate in a name": (b'{"what": "a", "unit": "MH33", "\\ud800": 1}', 422),
    "over a megabyte": (json.dumps(REPORT | {"what": "a" * 1_000_001}).encode(), 413),
    "over three megabytes": (json.dumps(REPORT | {"what": "a" * 3_000_001}).encode(), 413),
}


@pytest.mark.parametrize(("body", "status"), WRONG.values(), ids=WRONG)
def test_a_body_that_cannot_be_read_is_refused_in_a_sentence(cast, caller, body, status):
    response = caller(cast.nurse).post("/deviations", body)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].endswith((".", "!"))
    assert Deviation.objects.count() == 0


TOMORROW = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("what", None),
        ("what", ""),
        ("what", " \n\t "),
        ("what", 5),
        ("what", ["a"]),
        ("what", "a" * 20_001),
        ("what", "a\0b"),
        ("what", "a\x1bb"),
        ("what", "a\x85b"),
        ("unit", 0),
        ("unit", "MH33\0"),
        ("unit", "x" * 31),
        ("type", {"code": "BR02"}),
        ("kind", "avvik"),
        ("kind", ""),
        ("harm", 6),
        ("harm", -1),
        ("harm", 2**63),
        ("harm", "2"),
        ("harm", 1.5),
        ("harm", True),
        ("occurred_at", "i går"),
        ("occurred_at", 0),
        ("occurred_at", 2**63),
        pytest.param("occurred_at", TOMORROW, id="occurred_at-tomorrow"),
        ("occurred_at", "9999-12-31T23:59:59"),
        ("occurred_at", "0001-01-01T00:00:00+14:00"),
        ("occurred_at", "2026-02-30T10:00:00"),
        ("immediate_action", None),
        ("immediate_action", "a\0"),
        ("skjult", True),
    ],
)
def test_a_wrong_value_is_pointed_at(cast, caller, field, value):
    response = caller(cast.nurse).post("/deviations", REPORT | {field: value})
    assert response.status_code == 422
    assert list(pointers(response)) == [f"/{field}"]
    assert pointers(response)[f"/{field}"].endswith(".")
    assert Deviation.objects.count() == 0


def test_a_missing_field_is_pointed_at(cast, caller):
    assert set(pointers(caller(cast.nurse).post("/deviations", {}))) == {"/what", "/unit"}


def test_a_token_that_may_only_read_does_not_report(cast, caller):
    response = caller(cast.nurse, scope="read").post("/deviations", REPORT)
    assert response.status_code == 403
    assert Deviation.objects.count() == 0
