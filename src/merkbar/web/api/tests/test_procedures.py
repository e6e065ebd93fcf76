"""Procedures in the API: what applies, one by number, its versions; a draft only for those who work on it."""

import datetime as dt

import pytest

from merkbar.do.procedures import writes
from merkbar.do.procedures.tests import kit
from merkbar.ground.clock import clock

pytestmark = pytest.mark.django_db
SECRET = "Ukjent hemmelig setning"


@pytest.fixture
def version(cast, solvik):
    return kit.procedure(cast, solvik.health, review_due=clock.today() - dt.timedelta(days=1))


def numbers(answer):
    return [item["number"] for item in answer.json()["items"]]


def test_the_list_tells_what_applies_and_whether_its_review_is_overdue(cast, version, caller):
    (item,) = caller(cast.nurse).get("/procedures").json()["items"]
    assert (item["number"], item["version"], item["unit"]) == ("P-MH-031", "1.0", "MH")
    assert item["review_overdue"] is True
    assert item["review_due"] == (clock.today() - dt.timedelta(days=1)).isoformat()
    assert item["url"] == "/prosedyrer/P-MH-031/"


def test_a_removal_that_is_proposed_is_not_overdue(cast, version, caller):
    writes.propose_removal(by=cast.coordinator, version=version, reason="Trengs ikke")
    (item,) = caller(cast.nurse).get("/procedures").json()["items"]
    assert item["review_overdue"] is False


def test_the_list_is_narrowed_by_words_unit_and_state(cast, solvik, version, caller):
    kit.procedure(cast, solvik.schools, number="P-OL-001", title="Elev som er savnet")
    nurse = caller(cast.nurse)
    assert numbers(nurse.get("/procedures")) == ["P-MH-031", "P-OL-001"]
    assert numbers(nurse.get("/procedures", unit="OL")) == ["P-OL-001"]
    assert numbers(nurse.get("/procedures", q="dobbeltkontroll")) == ["P-MH-031"]
    writes.withdraw(by=cast.director, version=version, reason="Trengs ikke")
    assert numbers(nurse.get("/procedures")) == ["P-OL-001"]
    assert numbers(nurse.get("/procedures", state="withdrawn")) == ["P-MH-031"]


def test_the_list_is_paged_without_a_gap_and_wrong_questions_are_said(cast, solvik, caller):
    for n in range(5):
        kit.procedure(cast, solvik.health, number=f"P-{n}", title=f"Prosedyre {n}")
    nurse, found, cursor = caller(cast.nurse), [], None
    while True:
        page = nurse.get("/procedures", limit=2, **({"cursor": cursor} if cursor else {})).json()
        found += [item["number"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert found == ["P-0", "P-1", "P-2", "P-3", "P-4"]
    for wrong in ({"cursor": "ødelagt"}, {"unit": "FINNES-IKKE"}, {"state": "hemmelig"}, {"limit": 0}):
        answer = nurse.get("/procedures", **wrong)
        assert answer.status_code == 422
        assert answer["Content-Type"].startswith("application/problem+json")


def test_versions_are_told_with_their_days_and_words(cast, version, caller):
    kit.approved(cast, version)
    new, old = caller(cast.nurse).get("/procedures/P-MH-031/versions").json()
    assert (new["version"], new["state"], new["news"]) == ("2.0", "in_force", "Begge signerer nå på lista.")
    assert new["approved_as"] == "Kommunalsjef, Mestring og helse"
    assert (old["version"], old["state"]) == ("1.0", "superseded")
    assert "Begge signerer" in old["text"]
    assert old["in_force_to"] is not None


def test_a_draft_leaks_by_no_route(cast, solvik, version, caller, web):
    kit.draft(cast, version, body=f"<p>{SECRET}</p>", news=SECRET)
    never = writes.open_document(
        by=cast.coordinator, number="P-9", title=SECRET, unit=solvik.health, reviser=cast.coordinator
    )
    writes.edit(by=cast.coordinator, version=never, body=f"<p>{SECRET}</p>")
    for who in (cast.nurse, cast.teacher, cast.auditor):
        asked = caller(who)
        answers = [
            asked.get("/procedures"),
            asked.get("/procedures", state="draft"),
            asked.get("/procedures", q="hemmelig"),
            asked.get("/procedures/P-MH-031/versions"),
            asked.get("/procedures/P-9/versions"),
        ]
        assert answers[-1].status_code == 404
        reader = web.as_(who)
        closed = (
            "/prosedyrer/?status=arbeid",
            "/prosedyrer/?status=alle&q=hemmelig",
            "/prosedyrer/liste.csv?status=alle",
            "/prosedyrer/gjelder-meg/?q=hemmelig",
            "/prosedyrer/kopi/",
            "/prosedyrer/P-MH-031/",
            "/prosedyrer/P-MH-031/versjon/2.0/",
            "/prosedyrer/P-MH-031/endringer/",
            "/prosedyrer/P-MH-031/utkast/",
            "/prosedyrer/P-MH-031/?dato=01.01.2030",
            "/prosedyrer/P-9/",
            "/prosedyrer/P-9/utskrift/",
            "/leseliste/P-9/",
            "/sok/?q=hemmelig",
        )
        answers += [reader.get(address) for address in closed]
        shown = [getattr(one, "content", b"") or b"".join(getattr(one, "streaming_content", [])) for one in answers]
        said = [text.decode().replace("«hemmelig»", "") for text in shown]
        assert not [text for text in said if SECRET in text]
        assert not [text for text in said if "P-9" in text and "finner ikke" not in text.lower()]
    writer = caller(cast.coordinator)
    assert numbers(writer.get("/procedures", state="draft")) == ["P-9", "P-MH-031"]
    assert writer.get("/procedures/P-MH-031/versions").json()[0]["news"] == SECRET


def test_without_procedures_to_read_the_list_is_empty_and_one_is_unknown(cast, version, caller, client):
    for who in (cast.politician, cast.user_rep):
        assert numbers(caller(who).get("/procedures")) == []
        assert caller(who).get("/procedures/P-MH-031/versions").status_code == 404
    assert caller(cast.nurse).get("/procedures/FINNES-IKKE-1/versions").status_code == 404
    assert client.get("/api/v1/procedures").status_code == 401
    assert client.get("/api/v1/procedures/P-MH-031/versions").status_code == 401


@pytest.mark.parametrize("number", ["%00", "P-MH%00", "x" * 5000])
def test_a_number_that_no_procedure_can_have_is_not_found(cast, version, caller, number):
    assert caller(cast.nurse).get(f"/procedures/{number}/versions").status_code == 404
