import pytest
from django.core.exceptions import ValidationError

from merkbar.act.actions.models import Action
from merkbar.act.actions.tests.kit import case, in_days, start
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import StateGroup


def test_an_action_gets_a_number_and_takes_its_strength_from_its_kind(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, code="AT01")
    assert action.record.reference == f"TI-{clock.today().year}-00001"
    assert (action.strength, action.state, action.record.state_group) == ("strong", "open", StateGroup.OPEN)
    assert action.record.next_alarm == clock.start_of(in_days(15))


def test_the_new_owner_is_told_why(cast, solvik):
    start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    notice = Notice.objects.get(person=cast.nurse)
    assert notice.why == "Du er satt som ansvarlig"
    assert "Samle oppdragene" in notice.text


def test_who_takes_it_on_themselves_is_not_told(cast, solvik):
    start(by=cast.leader, owner=cast.leader, unit=solvik.east)
    assert not Notice.objects.exists()


def test_the_case_and_the_action_both_tell_that_it_began(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    assert action.record.entries.get().step == "open"
    told = origin.record.entries.get()
    assert told.step == "action_open"
    assert told.text.startswith("Tiltaket «Samle oppdragene på én liste»: Satt i gang med frist")


def test_a_passed_deadline_is_refused(cast, solvik):
    with pytest.raises(ValidationError, match="Sett en frist som ikke er passert"):
        start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=-1)
    assert not Action.objects.exists()


def test_a_finished_case_gets_no_new_action(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    origin.record.state_group = StateGroup.DONE
    origin.record.save()
    with pytest.raises(ValidationError, match="Gjenåpne den før"):
        start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)


def test_the_leader_starts_one_from_the_case(cast, solvik, web):
    origin = case(solvik.east, reporter=cast.nurse)
    here = f"/tiltak/nytt/?fra={origin.record.reference}"
    page = web.as_(cast.leader).get(here)
    assert page.status_code == 200
    assert origin.record.title in page.content.decode()
    assert "csrfmiddlewaretoken" in page.content.decode()
    answer = web.as_(cast.leader).post(here, _typed(cast))
    assert answer.status_code == 302
    assert answer["Location"] == f"/avvik/{origin.record.reference}/"
    action = Action.objects.get()
    assert (action.origin, action.record.owner, action.ordered_by) == (origin.record, cast.nurse, cast.leader)
    assert action.record.unit == solvik.east


def test_what_is_missing_is_said_and_what_was_typed_stays(cast, solvik, web):
    page = web.as_(cast.leader).post("/tiltak/nytt/", {**_typed(cast), "owner": "", "deadline": "01.01.2020"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Velg hvem som har ansvaret" in text
    assert "Samle oppdragene" in text
    page = web.as_(cast.leader).post("/tiltak/nytt/", {**_typed(cast), "deadline": "01.01.2020"})
    assert "Sett en frist som ikke er passert" in page.content.decode()
    assert "<title>Feil: Nytt tiltak" in page.content.decode()
    assert not Action.objects.exists()


@pytest.mark.parametrize("field", ["deadline", "effect_due"])
def test_a_year_typed_wrong_is_pointed_out(cast, solvik, web, field):
    page = web.as_(cast.leader).post("/tiltak/nytt/", {**_typed(cast), field: "31.12.9999"})
    assert page.status_code == 422
    assert "Se over årstallet" in page.content.decode()


def test_the_effect_is_not_checked_before_the_deadline(cast, solvik):
    with pytest.raises(ValidationError, match="Effekten sjekkes etter fristen"):
        start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=14, effect_due=in_days(14))


def test_a_stranger_cannot_be_made_responsible(cast, solvik, web):
    page = web.as_(cast.leader).post("/tiltak/nytt/", {**_typed(cast), "owner": cast.teacher.pk})
    assert "Velg hvem som har ansvaret" in page.content.decode()


def test_leaders_stand_first_among_those_to_choose(cast, solvik, web):
    text = web.as_(cast.leader).get("/tiltak/nytt/").content.decode()
    assert cast.teacher.name not in text
    assert text.index(cast.leader.name + ",") < text.index(cast.colleague.name + ",")


def test_an_employee_starts_no_action(cast, solvik, web):
    assert web.as_(cast.nurse).get("/tiltak/nytt/").status_code == 404


def test_a_case_one_may_not_see_is_not_there(cast, solvik, web):
    origin = case(solvik.east, reporter=cast.nurse)
    assert web.as_(cast.neighbour).get(f"/tiltak/nytt/?fra={origin.record.reference}").status_code == 404
    assert web.as_(cast.leader).get("/tiltak/nytt/?fra=AV-1999-00001").status_code == 404


def test_a_wider_leader_chooses_the_unit(cast, solvik, web):
    page = web.as_(cast.manager).get("/tiltak/nytt/?enhet=MH31").content.decode()
    assert cast.neighbour.name in page
    assert web.as_(cast.leader).get("/tiltak/nytt/?enhet=MH31").content.decode().count(solvik.east.name)


def _typed(cast):
    return {
        "title": "Samle oppdragene på én liste",
        "action_type": "AT06",
        "owner": cast.nurse.pk,
        "deadline": in_days(14).strftime("%d.%m.%Y"),
        "sign": "Ingen oppdrag på feil liste i 90 dager",
        "effect_due": "",
        "description": "",
    }
