"""A case in the wrong place goes to the seat it belongs to, and leaves those it does not concern."""

import pytest

from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take, text_of
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)


def test_the_seat_there_gets_it_as_new(web, cast, solvik, case):
    Notice.objects.all().delete()
    answer = take(web, cast.leader, case, "send", unit="MH31", why="Oppdraget er deres")
    assert answer.url == "/"
    now = again(case)
    assert (now.unit, now.record.unit, now.state) == (solvik.north, solvik.north, "new")
    assert [notice.person for notice in Notice.objects.all()] == [cast.neighbour]
    assert "Sendt fra Øst til Nord: Oppdraget er deres" in Entry.objects.get(record=case.record, step="send").text


def test_those_it_leaves_see_it_no_more_but_the_reporter_does(web, cast, case):
    take(web, cast.leader, case, "send", unit="MH31", why="Deres")
    assert web.as_(cast.leader).get(address(case)).status_code == 404
    assert web.as_(cast.colleague).get(address(case)).status_code == 404
    assert web.as_(cast.neighbour).get(address(case)).status_code == 200
    assert web.as_(cast.nurse).get(f"/mine-meldinger/{case.record.reference}/").status_code == 200


def test_the_reporter_who_does_not_read_the_unit_is_led_to_their_own_report(web, cast, case):
    take(web, cast.leader, case, "send", unit="MH31", why="Deres")
    assert web.as_(cast.nurse).get(address(case)).url == f"/mine-meldinger/{case.record.reference}/"


def test_one_who_still_sees_it_comes_back_to_it(web, cast, case):
    answer = take(web, cast.manager, case, "send", unit="MH31", why="Deres")
    assert answer.url == address(case)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"unit": "MH33", "why": "Hit"}, "Saken ligger allerede i Øst."),
        ({"unit": "MH31", "why": ""}, "Skriv hvorfor"),
        ({"unit": "", "why": "Bort"}, "Velg enhet"),
        ({"unit": "INGEN", "why": "Bort"}, "Velg et gyldig valg"),
    ],
)
def test_a_sending_that_leads_nowhere_is_refused(typed, sentence, web, cast, case):
    page = take(web, cast.leader, case, "send", **typed)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert again(case).unit == case.unit


def test_a_closed_case_is_not_sent(web, cast, solvik):
    closed = CaseFactory(by=cast.nurse, unit=solvik.east, closed=True, leader=cast.leader)
    assert take(web, cast.leader, closed, "send", unit="MH31", why="Deres").status_code == 409


def test_a_shielded_case_stays_shielded_where_it_comes(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02")
    take(web, cast.manager, case, "send", unit="OL21", why="Deres")
    assert again(case).access == "restricted"
    assert web.as_(cast.head).get(address(case)).status_code == 200
    assert web.as_(cast.teacher).get(address(case)).status_code == 404


def test_a_unit_not_chosen_is_asked_for_in_words(web, cast, case):
    page = take(web, cast.leader, case, "send", unit="", why="Deres")
    assert "Velg hvilken enhet saken skal til" in text_of(page)
    assert "påkrevet" not in text_of(page)
