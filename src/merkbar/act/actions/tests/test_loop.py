"""A case and its action through the whole loop, each module doing its own part."""

import pytest

from merkbar.act.actions import writes
from merkbar.act.actions.tests.kit import case, in_days, start
from merkbar.check.deviations import writes as cases
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.writes.handling import Refused


def _answered(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    cases.answer(by=cast.leader, deviation=origin, text="Takk for at du meldte. Jeg tar det opp i morgen.")
    return origin


def _state(origin):
    return Deviation.objects.get(pk=origin.pk).state


def test_a_case_waits_for_its_action_and_closes_when_it_worked(cast, solvik):
    origin = _answered(cast, solvik)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    with pytest.raises(Refused, match="er ikke gjort"):
        cases.finish(by=cast.leader, deviation=origin, outcome="Vi har samlet oppdragene.")
    writes.finish(by=cast.nurse, action=action, evidence="Listen er samlet")
    cases.finish(by=cast.leader, deviation=origin, outcome="Vi har samlet oppdragene.")
    assert _state(origin) == "effect_check"
    writes.judge(by=cast.leader, action=action, verdict="noticeable", text="Ingen feil i 90 dager")
    assert _state(origin) == "closed"


def test_a_case_is_taken_up_again_when_nobody_noticed(cast, solvik):
    origin = _answered(cast, solvik)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    writes.finish(by=cast.nurse, action=action, evidence="Listen er samlet")
    cases.finish(by=cast.leader, deviation=origin, outcome="Vi har samlet oppdragene.")
    writes.judge(by=cast.leader, action=action, verdict="not", text="Fire nye feil", deadline=in_days(20))
    assert _state(origin) == "handling"


def test_an_early_verdict_leaves_a_case_in_handling_where_it_is(cast, solvik):
    origin = _answered(cast, solvik)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    writes.finish(by=cast.nurse, action=action, evidence="Listen er samlet")
    writes.judge(by=cast.leader, action=action, verdict="noticeable", text="Ingen feil denne uken")
    assert _state(origin) == "handling"
    cases.finish(by=cast.leader, deviation=origin, outcome="Vi har samlet oppdragene.")
    assert _state(origin) == "closed"
