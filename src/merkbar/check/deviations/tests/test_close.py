"""When the last effect is known the case closes by itself, and the reporter hears that it worked."""

import pytest

from merkbar.act.actions import writes as actions
from merkbar.act.actions.tests.kit import start_done
from merkbar.check.deviations import states, writes
from merkbar.check.deviations.tests.factories import CaseFactory, again
from merkbar.check.deviations.writes.handling import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
    done = start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case)
    writes.finish(by=cast.leader, deviation=case, outcome="Listen er samlet")
    return done


def case_of(action):
    return again(action.origin.deviation)


def test_a_case_waits_until_somebody_has_looked(cast, action):
    with pytest.raises(Refused, match="Vi vet ikke ennå om tiltaket"):
        writes.close(by=cast.leader, deviation=case_of(action))
    assert case_of(action).state == "effect_check"


@pytest.mark.parametrize("verdict", ["noticeable", "partly"])
def test_a_known_effect_closes_the_case_and_tells_the_reporter(verdict, cast, action):
    actions.judge(by=cast.leader, action=action, verdict=verdict, text="Ingen glemte siden")
    case = case_of(action)
    assert case.state == "closed"
    assert case.closed_at
    assert case.feedback.filter(mode="E").count() == 1


def test_a_case_that_is_not_waiting_is_not_closed_this_way(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
    with pytest.raises(states.WrongState):
        writes.close(by=cast.leader, deviation=case)
