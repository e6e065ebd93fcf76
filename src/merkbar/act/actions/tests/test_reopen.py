import pytest
from django.core.exceptions import ValidationError

from merkbar.act.actions import states, writes
from merkbar.act.actions.tests.kit import address, again, case, in_days, sent, start_done
from merkbar.ground.records.models import StateGroup


def test_a_closed_action_is_taken_up_again_and_forgets_its_verdict(cast, solvik, web):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    writes.judge(by=cast.leader, action=action, verdict="noticeable", text="Bra")
    form = sent(action, reason="Feilene er tilbake", deadline=in_days(10))
    assert web.as_(cast.leader).post(address(action, "gjenapne/"), form).status_code == 302
    action = again(action)
    assert (action.state, action.rounds, action.verdict, action.done_at) == (states.OPEN, 2, "", None)
    assert (action.record.state_group, action.record.closed_at) == (StateGroup.OPEN, None)
    assert "Feilene er tilbake" in web.as_(cast.nurse).get(address(action)).content.decode()


def test_an_open_action_is_not_reopened(cast, solvik):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    action = writes.reopen(by=cast.leader, action=action, reason="Ikke helt ferdig", deadline=in_days(5))
    with pytest.raises(states.WrongState):
        writes.reopen(by=cast.leader, action=action, reason="Igjen", deadline=in_days(5))


def test_the_finished_case_is_reopened_first(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    origin.record.state_group = StateGroup.DONE
    origin.record.save()
    with pytest.raises(ValidationError, match="Gjenåpne den før"):
        writes.reopen(by=cast.leader, action=action, reason="Feilene er tilbake", deadline=in_days(5))
