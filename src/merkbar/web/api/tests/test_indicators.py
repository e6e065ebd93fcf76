"""Indicators in the API: read a series, send values in, all or none, the same again changes nothing."""

import json

import pytest

from merkbar.check.indicators.models import Measurement
from merkbar.check.indicators.tests.kit import define, line, take


@pytest.fixture
def missed(solvik):
    return define(
        solvik.home_care,
        code="I91",
        title="Uteblitte besøk",
        shape="rate",
        per=1000,
        source_kind="import",
        direction="down",
    )


def send(caller, code, *rows, **more):
    body = json.dumps({"measurements": list(rows), **more})
    headers = {"Authorization": f"Bearer {caller.secret}"}
    path = f"/api/v1/indicators/{code}/measurements"
    return caller.client.put(path, body, content_type="application/json", headers=headers)


def row(period="2026-08", **facts):
    return {"unit": "MH33", "period": period, "numerator": 31, "denominator": 9000, **facts}


def test_values_are_kept_once_however_often_they_are_sent(cast, missed, caller):
    me = caller(cast.adviser)
    assert send(me, "I91", row(), row("2026-07")).json() == {"added": 2, "corrected": 0, "unchanged": 0}
    assert send(me, "I91", row(), row("2026-07")).json() == {"added": 0, "corrected": 0, "unchanged": 2}
    assert Measurement.objects.count() == 2


def test_another_value_corrects_and_keeps_the_old(cast, missed, caller):
    me = caller(cast.adviser)
    send(me, "I91", row())
    assert send(me, "I91", row(numerator=30), reason="Vaktplanen er rettet").json()["corrected"] == 1
    assert Measurement.objects.count() == 2
    answer = me.get("/indicators/I91/series", unit="MH33").json()
    assert [(p["period"], p["numerator"], p["value"]) for p in answer["points"]] == [("2026-08", 30.0, 3.333333)]


def test_one_wrong_value_keeps_all_out_and_is_pointed_at(cast, missed, caller):
    answer = send(caller(cast.adviser), "I91", row(), row("2026-07", numerator=9001))
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/measurements/1/numerator"]
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("value", ["inf", "NaN", "mange", True, [1], 1e308])
def test_what_is_no_number_is_refused(cast, missed, caller, value):
    answer = send(caller(cast.adviser), "I91", row(numerator=value))
    assert answer.status_code == 422
    assert not Measurement.objects.exists()


def test_a_nurse_reads_and_does_not_send(cast, solvik, missed, caller):
    take(line(missed, solvik.east, "2026-08", "31", "9000"))
    me = caller(cast.nurse)
    assert [one["code"] for one in me.get("/indicators").json()["items"]] == ["I91"]
    assert me.get("/indicators/I91/series", unit="MH33").status_code == 200
    assert send(me, "I91", row()).status_code == 403


def test_what_is_measured_elsewhere_does_not_exist(cast, solvik, missed, caller):
    me = caller(cast.teacher)
    assert me.get("/indicators").json()["items"] == []
    assert me.get("/indicators/I91").status_code == 404
    assert me.get("/indicators/I91/series", unit="MH33").status_code == 404
    neighbour = caller(cast.nurse)
    assert neighbour.get("/indicators/I91/series", unit="MH31").status_code == 404


def test_a_leader_sends_for_the_own_unit_only(cast, missed, caller):
    me = caller(cast.leader)
    assert send(me, "I91", row()).status_code == 200
    assert send(me, "I91", row(unit="MH31")).status_code == 422


def test_the_list_goes_on_where_it_ended(cast, solvik, missed, caller):
    define(solvik.home_care, code="I92")
    me = caller(cast.adviser)
    first = me.get("/indicators", limit=1).json()
    assert [one["code"] for one in first["items"]] == ["I91"]
    assert [one["code"] for one in me.get("/indicators", limit=1, cursor=first["next"]).json()["items"]] == ["I92"]
    assert me.get("/indicators", cursor="x").status_code == 422
