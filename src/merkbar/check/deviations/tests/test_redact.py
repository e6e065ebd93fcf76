"""Personal data is taken out after sending: gone from page, search, export; sealed for those with the right."""

import pytest
from django.db import connection

from merkbar.check.deviations.models import Redaction
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take, text_of
from merkbar.ground.records.models import Entry

pytestmark = pytest.mark.django_db
NUMBER = "13097248022"
CLEAN = {"what": "Bruker [fjernet] fikk feil medisin", "immediate_action": "Ringte lege", "why": "Fødselsnummer"}


@pytest.fixture
def case(cast, solvik):
    words = {"what": f"Bruker {NUMBER} fikk feil medisin", "immediate_action": f"Ringte lege om {NUMBER}"}
    return CaseFactory(by=cast.nurse, unit=solvik.east, **words)


def test_the_case_page_points_at_it_and_the_tool_suggests(web, cast, case):
    client = web.as_(cast.leader)
    assert "Teksten ser ut til å ha personopplysninger." in text_of(client.get(address(case)))
    suggested = text_of(client.get(address(case, "ta-ut/")))
    assert "Bruker [fjernet] fikk feil medisin" in suggested
    assert NUMBER not in suggested.split('<form class="m-form"')[1]


def test_what_was_taken_out_is_gone_from_page_search_and_export(web, cast, case):
    assert take(web, cast.leader, case, "ta-ut", **CLEAN).status_code == 302
    client = web.as_(cast.leader)
    for place in (address(case), "/avvik/eksport.csv", "/avvik/", f"/mine-meldinger/{case.record.reference}/"):
        who = web.as_(cast.nurse) if "mine" in place else client
        assert NUMBER not in text_of(who.get(place))
    assert case.record.reference not in text_of(client.get(f"/avvik/?q={NUMBER}"))
    assert again(case).record.title == "Bruker [fjernet] fikk feil medisin"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_record WHERE search::text LIKE %s", [f"%{NUMBER}%"])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM deviations_deviationevent e WHERE to_jsonb(e)::text LIKE %s", [f"%{NUMBER}%"]
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("where", ["what", "immediate_action"])
def test_a_number_that_is_left_is_pointed_out(where, web, cast, case):
    page = take(web, cast.leader, case, "ta-ut", **CLEAN | {where: f"Bruker {NUMBER}"})
    assert page.status_code == 422
    assert "Det står fortsatt et fødselsnummer" in text_of(page)
    assert not Redaction.objects.exists()


def test_the_original_is_sealed_and_every_reading_is_noted(web, cast, case):
    take(web, cast.leader, case, "ta-ut", **CLEAN)
    sealed = Redaction.objects.get()
    assert NUMBER.encode() not in bytes(sealed.sealed)
    place = address(case, f"forseglet/{sealed.pk}/")
    client = web.as_(cast.leader)
    assert NUMBER not in text_of(client.get(place))
    assert NUMBER not in text_of(client.post(place, {"why": ""}))
    assert NUMBER in text_of(client.post(place, {"why": "Må finne rett journal"}))
    note = Entry.objects.get(step="open_sealed")
    assert (note.by, note.audience) == (cast.leader, "handlers")
    assert "Må finne rett journal" not in text_of(web.as_(cast.colleague).get(address(case)))


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 403), ("auditor", 403), ("coordinator", 403), ("teacher", 404)]
)
def test_others_do_not_open_what_is_sealed(who, status, web, cast, case):
    take(web, cast.leader, case, "ta-ut", **CLEAN)
    place = address(case, f"forseglet/{Redaction.objects.get().pk}/")
    answer = web.as_(getattr(cast, who)).post(place, {"why": "Nysgjerrig"})
    assert answer.status_code == status
    assert NUMBER not in text_of(answer)


def test_two_redactions_from_the_same_page_do_not_run_over_each_other(web, cast, case):
    seen = case.record.version
    take(web, cast.leader, case, "ta-ut", seen=seen, **CLEAN)
    page = take(web, cast.manager, case, "ta-ut", seen=seen, **CLEAN | {"what": "Noe helt annet"})
    assert page.status_code == 409
    assert "Noe helt annet" in text_of(page)
    assert again(case).what == CLEAN["what"]
