"""One search for all: procedures, cases and actions, and only what one may see."""

import pytest

from merkbar.check.deviations.writes import report
from merkbar.do.procedures.tests.kit import procedure
from merkbar.ground.records.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def fall(solvik, cast):
    return report(by=cast.nurse, unit=solvik.east, what="Bruker falt på badet og ble hjulpet opp.", harm=1)[0]


def test_words_find_a_case_in_any_form(web, cast, fall):
    page = web.as_(cast.leader).get("/sok/", {"q": "falle"}).content.decode()
    assert fall.record.reference in page


def test_a_number_goes_straight_to_its_page(web, cast, fall):
    answer = web.as_(cast.leader).get("/sok/", {"q": fall.record.reference.lower()})
    assert answer["Location"] == f"/avvik/{fall.record.reference}/"


def test_a_neighbour_finds_nothing_by_word_or_number(web, cast, fall):
    for q in ("badet", fall.record.reference):
        page = web.as_(cast.neighbour).get("/sok/", {"q": q})
        assert page.status_code == 200
        assert "Ingenting du kan se" in page.content.decode()


def test_two_who_look_for_the_same_are_each_shown_their_own(web, cast, fall):
    for person, sees in ((cast.neighbour, False), (cast.leader, True), (cast.neighbour, False)):
        page = web.as_(person).get("/sok/", {"q": "badet"}).content.decode()
        assert (fall.record.reference in page) is sees


def test_a_procedure_is_found_by_a_word_and_by_its_number(web, solvik, cast):
    number = procedure(cast, solvik.home_care, title="Fall i hjemmet").document.record.reference
    nurse = web.as_(cast.nurse)
    assert number in nurse.get("/sok/", {"q": "fallet"}).content.decode()
    assert nurse.get("/sok/", {"q": number.lower()})["Location"] == f"/prosedyrer/{number}/"


def test_a_number_goes_to_its_own_page_also_when_a_longer_one_begins_like_it(web, solvik, cast):
    for number, title in (("P-MH-03", "Fall"), ("P-MH-031", "P-MH-03 erstattes")):
        Record.objects.filter(pk=procedure(cast, solvik.home_care, title=title).document.pk).update(reference=number)
    assert web.as_(cast.nurse).get("/sok/", {"q": "p-mh-03"})["Location"] == "/prosedyrer/P-MH-03/"


def test_a_misspelt_word_leads_to_the_procedure_that_was_meant(web, cast, solvik):
    text = procedure(cast, solvik.home_care, title="Dobbeltkontroll ved endring av multidose")
    page = web.as_(cast.nurse).get("/sok/", {"q": "dobbelkontrol"}).content.decode()
    assert "Mente du …?" in page
    assert f"/prosedyrer/{text.document.record.reference}/" in page
    assert "Mente du …?" not in web.as_(cast.nurse).get("/sok/", {"q": "qxzwv"}).content.decode()
