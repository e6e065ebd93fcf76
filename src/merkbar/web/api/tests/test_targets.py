"""Targets in the API: those of plans that hold, with how they stand; nothing of a draft for a reader."""

import pytest

from merkbar.plan.goals import writes
from merkbar.plan.goals.tests import kit


@pytest.fixture
def plan(cast, solvik):
    return kit.running(cast.adviser, solvik.health)


def test_a_target_tells_its_strict_comparator_and_that_nobody_has_measured(cast, plan, caller):
    (item,) = caller(cast.nurse).get("/targets").json()["items"]
    assert (item["code"], item["comparator"], item["value"], item["unit"]) == ("M16", "<", 2.0, "klager")
    assert item["focus_area"] == "Hva er viktig for deg?"
    assert item["status"]["word"] in {"unmeasured", "reached", "missed", "on_track"}
    assert item["url"].endswith(f"/planer/mal/{item['ref']}/")


def test_a_span_tells_both_ends_and_a_proxy_what_is_measured_instead(cast, solvik, caller):
    plan = kit.draft(cast.adviser, solvik.health)
    facts = {"comparator": "between", "value": 5, "value_to": 10, "unit_text": "%"}
    facts |= {"measurable": "proxy", "proxy": "Fravær i turnus"}
    writes.add_target(by=cast.adviser, plan=plan, text="Fravær", code="M40", **facts)
    (item,) = caller(cast.adviser).get("/targets", plan=plan.record.reference, code="M40").json()["items"]
    assert (item["comparator"], item["value"], item["value_to"]) == ("between", 5.0, 10.0)
    assert (item["measurable"], item["proxy"]) == ("proxy", "Fravær i turnus")


def test_a_draft_is_listed_for_those_who_write_it_only(cast, solvik, caller):
    draft = kit.draft(cast.adviser, solvik.health)
    assert caller(cast.nurse).get("/targets", plan=draft.record.reference).json()["items"] == []
    assert len(caller(cast.adviser).get("/targets", plan=draft.record.reference).json()["items"]) == 1
    assert caller(cast.adviser).get("/targets").json()["items"] == []


def test_the_list_is_paged_and_a_spoilt_cursor_is_said(cast, solvik, caller):
    plan = kit.draft(cast.adviser, solvik.health)
    writes.add_target(by=cast.adviser, plan=plan, text="Et mål til", code="M17")
    me, ref = caller(cast.adviser), plan.record.reference
    first = me.get("/targets", plan=ref, limit=1).json()
    second = me.get("/targets", plan=ref, limit=1, cursor=first["next"]).json()
    assert [page["items"][0]["code"] for page in (first, second)] == ["M16", "M17"]
    assert second["next"] is None
    assert me.get("/targets", cursor="tull").status_code == 422
    assert me.get("/targets", code="M17", plan=ref).json()["items"][0]["comparator"] is None


def test_nobody_without_a_key_reads_targets(client, plan):
    assert client.get("/api/v1/targets").status_code == 401


@pytest.mark.parametrize("name", ["plan", "code"])
def test_a_name_with_a_control_character_is_said_and_breaks_nothing(cast, plan, caller, name):
    answer = caller(cast.nurse).get("/targets", **{name: "a\0b"})
    assert answer.status_code == 422
    assert "kontrolltegn" in answer.json()["errors"][0]["detail"]
