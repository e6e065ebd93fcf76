import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.act.actions import states, writes
from merkbar.act.actions.models import Verdict
from merkbar.act.actions.tests.kit import again, in_days, start
from merkbar.act.actions.writes.common import GROUPS

WHO = ("nurse", "leader", "manager")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["finish", "judge", "stop", "reopen", "ask_effect"]),
        st.sampled_from(WHO),
        st.sampled_from(Verdict.values),
    ),
    max_size=8,
)


def test_each_step_is_a_write_of_its_own_name():
    for step in states.STEPS:
        name = "open_action" if step == "open" else step
        assert getattr(writes, name).is_write


@pytest.mark.parametrize("step", list(states.STEPS))
def test_a_step_refuses_states_it_does_not_start_from(step):
    origins, _target = states.STEPS[step]
    for state in {states.OPEN, states.DONE, states.EFFECT_CHECK, states.CLOSED, states.STOPPED} - set(origins):
        assert not states.can(step, state)
        with pytest.raises(states.WrongState):
            states.after(step, state)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_way_leads_to_closed_without_the_verdict_of_another(cast, solvik, steps):
    with transaction.atomic():
        action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
        for step, who, verdict in steps:
            _try(step, action, getattr(cast, who), verdict)
            now = again(action)
            assert now.record.state_group == GROUPS[now.state]
            assert (now.record.next_alarm is None) == (now.state in {states.CLOSED, states.STOPPED})
            if now.state == states.CLOSED:
                assert now.verdict in {"noticeable", "partly"}
                assert now.verdict_by_id not in {None, now.done_by_id, now.record.owner_id}
        transaction.set_rollback(True)


def _try(step, action, person, verdict):
    facts = {
        "finish": {"evidence": "Gjort"},
        "judge": {"verdict": verdict, "text": "Sett", "deadline": in_days(5), "effect_due": in_days(5)},
        "stop": {"reason": "Stopp"},
        "reopen": {"reason": "Igjen", "deadline": in_days(5)},
        "ask_effect": {},
    }[step]
    try:
        with transaction.atomic():
            getattr(writes, step)(by=person, action=action, **facts)
    except (states.WrongState, ValidationError):
        pass
