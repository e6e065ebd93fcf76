import pytest
from django.core.exceptions import ValidationError

from merkbar.act.actions import states, writes
from merkbar.act.actions.tests.kit import address, again, sent, start, start_done
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import StateGroup


def test_a_stopped_action_says_why(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    page = web.as_(cast.leader).post(address(action, "stopp/"), sent(action, reason=""))
    assert "Skriv hvorfor tiltaket stoppes" in page.content.decode()
    form = sent(action, reason="Enheten flytter til nye lokaler")
    assert web.as_(cast.leader).post(address(action, "stopp/"), form).status_code == 302
    action = again(action)
    assert (action.state, action.record.state_group) == (states.STOPPED, StateGroup.VOID)
    assert action.record.next_alarm is None
    assert Notice.objects.filter(person=cast.nurse, text__startswith="Tiltaket er stoppet").exists()


def test_what_is_done_is_not_stopped(cast, solvik):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    with pytest.raises(states.WrongState):
        writes.stop(by=cast.leader, action=action, reason="For sent")


def test_a_reason_of_air_is_no_reason(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    with pytest.raises(ValidationError, match="Skriv hvorfor tiltaket stoppes"):
        writes.stop(by=cast.leader, action=action, reason="  \n ")


def test_the_doer_does_not_stop_it(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    assert web.as_(cast.nurse).post(address(action, "stopp/"), sent(action, reason="Orker ikke")).status_code == 403
