import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from merkbar.act.actions import states, writes
from merkbar.act.actions.tests.kit import address, again, in_days, sent, start
from merkbar.ground.clock import clock
from merkbar.ground.records.models import StateGroup


def test_the_effect_is_checked_ninety_days_after_it_was_done(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    action = writes.finish(by=cast.nurse, action=action, evidence="Listen er samlet")
    assert action.effect_due == clock.today() + dt.timedelta(days=90)
    assert (action.state, action.record.state_group) == (states.DONE, StateGroup.WAITING)
    assert action.record.next_alarm == clock.start_of(action.effect_due)
    assert action.done_by == cast.nurse


def test_another_day_may_be_chosen_but_not_one_that_has_been(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    with pytest.raises(ValidationError, match="Sett en dag som kommer"):
        writes.finish(by=cast.nurse, action=action, evidence="Gjort", effect_due=clock.today())
    action = writes.finish(by=cast.nurse, action=action, evidence="Gjort", effect_due=in_days(30))
    assert action.effect_due == in_days(30)


def test_the_day_planned_when_it_began_holds_unless_it_has_been(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, effect_due=in_days(40))
    assert writes.finish(by=cast.nurse, action=action, evidence="Gjort").effect_due == in_days(40)


def test_done_needs_evidence(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    page = web.as_(cast.nurse).post(address(action, "gjort/"), sent(action, evidence="   "))
    assert page.status_code == 422
    assert "Skriv kort hva som ble gjort" in page.content.decode()
    assert again(action).state == states.OPEN


def test_the_doer_marks_it_done_on_the_page(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    nurse = web.as_(cast.nurse)
    page = nurse.get(address(action)).content.decode()
    assert "Marker som gjort" in page
    assert "Stopp tiltaket" not in page
    assert nurse.post(address(action, "gjort/"), sent(action, evidence="Listen er samlet")).status_code == 302
    assert again(action).state == states.DONE
    assert "En annen enn den som gjorde tiltaket" in nurse.get(address(action)).content.decode()


def test_a_colleague_does_not_mark_it_done(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    page = web.as_(cast.colleague).post(address(action, "gjort/"), sent(action, evidence="Gjort"))
    assert page.status_code == 403
    assert again(action).state == states.OPEN


def test_it_is_not_done_twice(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    form = sent(action, evidence="Listen er samlet")
    assert web.as_(cast.nurse).post(address(action, "gjort/"), form).status_code == 302
    page = web.as_(cast.leader).post(address(action, "gjort/"), {**form, "evidence": "Gjort igjen"})
    assert page.status_code == 409
    assert "Gjort igjen" in page.content.decode()
    assert again(action).evidence == "Listen er samlet"


def test_looking_at_a_step_changes_nothing(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    assert web.as_(cast.nurse).get(address(action, "gjort/")).status_code == 302
    assert again(action).record.version == action.record.version
