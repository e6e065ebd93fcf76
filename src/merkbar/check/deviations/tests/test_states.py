"""Whatever people try in whatever order: no case is closed while somebody waits, and nothing comes back from void."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.check.deviations import states, writes
from merkbar.check.deviations.models import Cause, CloseReason
from merkbar.check.deviations.tests.factories import CaseFactory, again
from merkbar.check.deviations.writes.common import GROUPS

pytestmark = pytest.mark.django_db
STEPS = st.lists(
    st.sampled_from(
        [
            "assess",
            "answer",
            "set_causes",
            "only_a12",
            "send",
            "finish",
            "finish_unreasoned",
            "close",
            "reopen",
            "merge",
        ]
    ),
    max_size=10,
)
ALL = {states.DRAFT, states.NEW, states.HANDLING, states.EFFECT_CHECK, states.CLOSED, states.VOID}


def test_each_step_is_a_write():
    for step in states.STEPS:
        function = getattr(writes, step, None) or getattr(writes.handling, step)
        assert getattr(function, "is_write", False) or step in {"report", "discard"}


@pytest.mark.parametrize("step", list(states.STEPS))
def test_a_step_refuses_states_it_does_not_start_from(step):
    origins, _target = states.STEPS[step]
    for state in ALL - set(origins):
        assert not states.can(step, state)
        with pytest.raises(states.WrongState):
            states.after(step, state)


def test_nothing_leads_out_of_void():
    assert not any(states.VOID in origins for origins, _target in states.STEPS.values())


def test_the_states_of_the_case_are_those_of_the_table():
    assert {target for _origins, target in states.STEPS.values()} - {None} <= ALL == set(GROUPS)


def _try(step, case, cast, solvik, others):
    facts = {"harm_physical": 1, "harm_psychological": None, "potential": None, "recurrence": ""}
    reason = CloseReason.objects.get(code="covered")
    ways = {
        "assess": lambda: writes.assess(by=cast.leader, deviation=case, kind="concern", type=None, **facts),
        "answer": lambda: writes.answer(by=cast.leader, deviation=case, text="Takk, vi ser på det"),
        "set_causes": lambda: writes.set_causes(
            by=cast.leader, deviation=case, causes=[(Cause.objects.get(code="A04"), "")]
        ),
        "only_a12": lambda: writes.set_causes(
            by=cast.leader, deviation=case, causes=[(Cause.objects.get(code="A12"), "")]
        ),
        "send": lambda: writes.send(by=cast.manager, deviation=case, unit=others["unit"], why="Deres"),
        "finish": lambda: writes.finish(by=cast.leader, deviation=case, outcome="Ferdig", reason=reason),
        "finish_unreasoned": lambda: writes.finish(by=cast.leader, deviation=case, outcome="Ferdig"),
        "close": lambda: writes.handling.close(by=cast.leader, deviation=case),
        "reopen": lambda: writes.reopen(by=cast.leader, deviation=case, why="Igjen"),
        "merge": lambda: writes.merge(by=cast.leader, deviation=case, into=others["case"]),
    }
    try:
        with transaction.atomic():
            ways[step]()
    except (states.WrongState, ValidationError):
        return False
    return True


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, anonymous=st.booleans())
def test_no_way_closes_a_case_while_somebody_waits(cast, solvik, steps, anonymous):
    with transaction.atomic():
        other = CaseFactory(by=cast.colleague, unit=solvik.east)
        case = CaseFactory(by=None if anonymous else cast.nurse, unit=solvik.east)
        version = case.record.version
        for step in steps:
            before = again(case)
            place = solvik.north if before.unit == solvik.east else solvik.east
            done = _try(step, before, cast, solvik, {"unit": place, "case": other})
            now = again(case)
            assert now.record.state_group == GROUPS[now.state]
            assert (now.closed_at is not None) == (now.state == states.CLOSED) == (now.record.closed_at is not None)
            assert now.unit_id == now.record.unit_id
            assert now.record.version == version + 1 if done else now.record.version == version
            version = now.record.version
            if now.state == states.CLOSED:
                assert now.answered_at
                assert now.close_reason_id
                assert now.feedback.filter(mode="B").exists()
            if before.state == states.VOID:
                assert not done
                assert now.state == states.VOID
        transaction.set_rollback(True)
