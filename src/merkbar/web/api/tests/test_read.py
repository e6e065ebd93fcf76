import datetime as dt

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.taxonomy import EventType
from merkbar.ground.records.models import Record
from merkbar.web.api.models import Token

pytestmark = pytest.mark.django_db


def report(person, unit, what="Falt på badet.", **facts):
    made, _new = writes.report(by=person, what=what, unit=unit, **facts)
    return made


def refs(response):
    assert response.status_code == 200, response.content
    return [item["ref"] for item in response.json()["items"]]


def test_a_person_reads_the_unit_and_nothing_else(solvik, cast, caller):
    ours = report(cast.nurse, solvik.east)
    theirs = report(cast.neighbour, solvik.north)
    person = caller(cast.colleague)
    assert refs(person.get("/deviations")) == [str(ours)]
    assert person.get(f"/deviations/{ours}").json()["what"] == "Falt på badet."
    unseen = person.get(f"/deviations/{theirs}")
    missing = person.get("/deviations/AV-1999-00001")
    assert (unseen.status_code, unseen.content) == (404, missing.content)


def test_a_restricted_case_is_for_the_leader(solvik, cast, caller):
    case = report(cast.nurse, solvik.east)
    Record.objects.filter(pk=case.pk).update(access="restricted")
    assert refs(caller(cast.colleague).get("/deviations")) == []
    assert refs(caller(cast.leader).get("/deviations")) == [str(case)]


def test_a_hidden_reporter_is_never_shown(solvik, cast, caller):
    hidden = report(cast.nurse, solvik.east, hidden=True)
    known = report(cast.nurse, solvik.east)
    for person in (cast.leader, cast.nurse):
        answer = caller(person).get(f"/deviations/{hidden}")
        assert answer.json()["reporter"] is None
        assert cast.nurse.name not in answer.content.decode()
    assert caller(cast.leader).get(f"/deviations/{known}").json()["reporter"] == cast.nurse.name


def test_a_colleague_who_reads_the_case_does_not_learn_who_reported_it(solvik, cast, caller):
    case = report(cast.nurse, solvik.east)
    assert caller(cast.colleague).get(f"/deviations/{case}").json()["reporter"] is None


def test_who_only_reported_a_case_does_not_see_what_its_leader_made_of_it(solvik, cast, caller):
    case = report(cast.nurse, solvik.east, harm=1, type=EventType.objects.get(code="PV02"))
    Deviation.objects.filter(pk=case.pk).update(harm_physical=4, potential=5, recurrence="likely")
    own = caller(cast.nurse).get(f"/deviations/{case}").json()
    assert [own[name] for name in ("harm", "harm_physical", "potential", "recurrence")] == [1, None, None, None]
    assert [line["harm"] for line in caller(cast.nurse).get("/deviations").json()["items"]] == [1]
    assert [line["harm"] for line in caller(cast.leader).get("/deviations").json()["items"]] == [4]


def test_a_draft_is_in_no_answer(solvik, cast, caller):
    draft = writes.save_draft(by=cast.nurse, what="Halvferdig", unit=solvik.east)
    assert refs(caller(cast.nurse).get("/deviations")) == []
    assert caller(cast.nurse).get(f"/deviations/{draft}").status_code == 404


def test_a_type_is_itself_and_what_lies_under_it(solvik, cast, caller):
    below = report(cast.nurse, solvik.east, type=EventType.objects.get(code="BR02.01"))
    person = caller(cast.leader)
    assert refs(person.get("/deviations", type="BR02")) == [str(below)]
    EventType.objects.create(code="BR0", area_id="BR", name="Ligner bare i koden", short="Ligner")
    assert refs(person.get("/deviations", type="BR0")) == []


def test_pages_follow_each_other_without_gaps_or_repeats(solvik, cast, caller):
    made = [str(report(cast.nurse, solvik.east)) for _n in range(7)]
    person, seen, cursor = caller(cast.leader), [], {}
    while cursor is not None:
        page = person.get("/deviations", limit=3, **cursor).json()
        seen += [item["ref"] for item in page["items"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert seen == made[::-1]


def test_cases_of_the_same_moment_keep_their_order_over_pages(solvik, cast, caller):
    made = [report(cast.nurse, solvik.east) for _n in range(4)]
    Deviation.objects.update(reported_at=made[0].reported_at)
    person = caller(cast.leader)
    first = person.get("/deviations", limit=2).json()
    second = person.get("/deviations", limit=2, cursor=first["next"])
    assert [item["ref"] for item in first["items"]] + refs(second) == [str(case) for case in reversed(made)]


def test_filters_narrow(solvik, cast, caller):
    fall = report(cast.nurse, solvik.east, type=EventType.objects.get(code="BR02"))
    idea = report(cast.nurse, solvik.east, what="Flytt stolen fra trappa.", kind="suggestion")
    person = caller(cast.leader)
    today = fall.reported_at.astimezone(dt.timezone(dt.timedelta(hours=1))).date()
    wanted = {
        "unit": ("MH3", [idea, fall]),
        "type": ("BR02", [fall]),
        "kind": ("suggestion", [idea]),
        "state": ("closed", []),
        "from": (str(today + dt.timedelta(days=2)), []),
        "to": (str(today - dt.timedelta(days=2)), []),
        "q": ("stol", [idea]),
    }
    for name, (value, cases) in wanted.items():
        assert refs(person.get("/deviations", **{name: value})) == [str(case) for case in cases], name
    assert refs(person.get("/deviations", q="!! &")) == []
    assert refs(person.get("/deviations", unit="MH31")) == []


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=9223372036854775808",
        "limit=a",
        "limit=1&limit=2",
        "unit=FINNES-IKKE",
        "unit=%00",
        "type=QQ",
        "kind=avvik",
        "state=slettet",
        "from=i-dag",
        "from=0001-01-01",
        "to=9999-12-31",
        "from=2026-02-30",
        "q=%00",
        "q=" + "a" * 401,
        "cursor=x",
        "cursor=%F0%9F%98%80",
        "cursor=" + "A" * 300,
        "cursor=MjAyNi0wMS0wMVQwMDowMDowMAox",
        "cursor=MjAyNi0wMS0wMVQwMDowMDowMFoKOTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ",
    ],
)
def test_a_wrong_parameter_is_pointed_at(cast, caller, query):
    response = caller(cast.nurse).get(f"/deviations?{query}")
    assert response.status_code == 422, response.content
    (error,) = response.json()["errors"]
    assert error["pointer"] == "?" + query.split("=")[0]
    assert error["detail"].endswith(".")


@pytest.mark.parametrize(
    "ref", ["%00", "AV-2026-%00", "x" * 5_000, "AV-2026-99999999999", "%ED%A0%80", "av-2026-00001"]
)
def test_a_reference_that_cannot_be_one_does_not_exist(cast, caller, ref):
    assert caller(cast.nurse).get(f"/deviations/{ref}").status_code == 404


def test_units_come_in_the_order_of_the_tree(cast, caller):
    person = caller(cast.nurse)
    page = person.get("/units", limit=3).json()
    assert [unit["code"] for unit in page["items"]] == ["SOLVIK", "MH", "MH3"]
    assert (page["items"][2]["parent"], page["items"][2]["level"]) == ("MH", 2)
    rest = person.get("/units", cursor=page["next"]).json()
    assert [unit["code"] for unit in rest["items"]] == ["MH31", "MH32", "MH33", "OL", "OL2", "OL21"]
    assert rest["next"] is None


@pytest.mark.parametrize("path", ["/deviations", "/units", "/deviations/AV-2026-00001", "/finnes-ikke"])
def test_nobody_comes_in_without_a_token(solvik, client, path):
    for value in ("", "Bearer", "Bearer x", "Basic eDp4", "Bearer blåbær", "Bearer " + "x" * 5_000):
        response = client.get(f"/api/v1{path}", headers={"Authorization": value} if value else {})
        assert response.status_code == 401
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_in_the_browser_does_not_open_the_api(cast, client):
    client.force_login(cast.nurse)
    assert client.get("/api/v1/units").status_code == 401


def test_an_unknown_address_is_a_problem_document(cast, caller):
    response = caller(cast.nurse).get("/finnes-ikke")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_reading_changes_nothing_but_when_the_token_was_used(solvik, cast, caller, django_assert_num_queries):
    report(cast.nurse, solvik.east)
    person = caller(cast.nurse)
    person.get("/deviations")
    used = Token.objects.get(pk=person.token.pk).used_at
    with django_assert_num_queries(3):
        person.get("/deviations")
    assert Token.objects.get(pk=person.token.pk).used_at == used


def test_the_description_names_every_operation(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/deviations", "/api/v1/deviations/{ref}", "/api/v1/units"} <= set(paths)


def test_a_wrong_method_is_a_problem_that_says_what_works(client):
    response = client.delete("/api/v1/deviations")
    assert (response.status_code, response.headers["Content-Type"]) == (405, "application/problem+json")
    assert response.headers["Allow"] == "GET, POST"
    assert response.json()["detail"] == "Adressen tar imot GET, POST."
    assert client.put("/api/v1/units").status_code == 405


def test_a_wrong_method_on_a_page_is_no_problem_document(client):
    assert "problem" not in client.put("/logg-ut/").headers.get("Content-Type", "")
