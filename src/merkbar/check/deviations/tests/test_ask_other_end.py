"""A cross-organisation deviation has two ends, and both see it (A09)."""

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Counterpart
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take, text_of
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db
ASKED = {"unit": "MH31", "question": "Fikk dere beskjeden?"}


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east)


def reply(web, person, case, text):
    end = Counterpart.objects.get()
    return web.as_(person).post(address(case, f"spor/{end.pk}/"), {"reply": text})


def test_the_other_end_is_told_sees_the_case_and_answers(web, cast, case):
    assert web.as_(cast.neighbour).get(address(case)).status_code == 404
    take(web, cast.leader, case, "spor", **ASKED)
    assert Notice.objects.filter(person=cast.neighbour).count() == 1
    page = text_of(web.as_(cast.neighbour).get(address(case)))
    assert "Fikk dere beskjeden?" in page
    assert "Ikke svart ennå" in page
    assert reply(web, cast.neighbour, case, "Nei, den kom ikke fram.").status_code == 302
    for person in (cast.leader, cast.neighbour):
        assert "Nei, den kom ikke fram." in text_of(web.as_(person).get(address(case)))


def test_the_other_end_answers_but_does_not_handle(web, cast, case):
    take(web, cast.leader, case, "spor", **ASKED)
    assert take(web, cast.neighbour, case, "svar", text="Hei på deg").status_code == 403
    assert cast.nurse.name not in text_of(web.as_(cast.neighbour).get(address(case)))


def test_a_hospital_answers_by_letter_and_the_leader_writes_it_down(web, cast, case):
    take(web, cast.leader, case, "spor", organisation="Solvik sykehus", question="Når ble epikrisen sendt?")
    assert not Notice.objects.exclude(person=cast.leader).exists()
    reply(web, cast.leader, case, "Den 3. mars.")
    end = Counterpart.objects.get()
    assert (end.organisation, end.reply, end.replied_by) == ("Solvik sykehus", "Den 3. mars.", cast.leader)


@pytest.mark.parametrize(
    "typed",
    [
        {"question": "Hvem?"},
        {"unit": "MH31", "organisation": "Sykehuset", "question": "Begge?"},
        {"unit": "MH31", "question": ""},
        {"unit": "INGEN", "question": "Hvem?"},
    ],
)
def test_there_is_exactly_one_other_end_and_a_question(typed, web, cast, case):
    page = take(web, cast.leader, case, "spor", **typed)
    assert page.status_code == 422
    assert typed["question"] in text_of(page)
    assert not Counterpart.objects.exists()


def test_a_second_tap_asks_once(web, cast, case):
    seen = case.record.version
    assert [take(web, cast.leader, case, "spor", seen=seen, **ASKED).status_code for _tap in range(2)] == [302, 409]
    assert Counterpart.objects.count() == 1


def test_an_answer_that_stands_is_not_written_over(web, cast, case):
    take(web, cast.leader, case, "spor", **ASKED)
    reply(web, cast.neighbour, case, "Nei.")
    page = reply(web, cast.leader, case, "Jo, sier de nå.")
    assert page.status_code == 409
    assert "Jo, sier de nå." in text_of(page)
    assert Counterpart.objects.get().reply == "Nei."


def test_a_shielded_case_is_not_shown_to_another_unit(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02")
    page = take(web, cast.leader, case, "spor", **ASKED)
    assert page.status_code == 422
    assert "Saken er skjermet" in text_of(page)
    assert not Notice.objects.filter(person=cast.neighbour).exists()


def test_a_case_shielded_later_is_closed_to_the_other_end(web, cast, case):
    take(web, cast.leader, case, "spor", **ASKED)
    facts = {"harm_physical": None, "harm_psychological": None, "potential": None, "recurrence": ""}
    kind = writes.handling.EventType.objects.select_related("area").get(code="PV02")
    writes.assess(by=cast.leader, deviation=again(case), kind="deviation", type=kind, **facts)
    assert web.as_(cast.neighbour).get(address(case)).status_code == 404
    assert reply(web, cast.neighbour, case, "Hei").status_code == 404
