"""The table of states: every way leads somewhere, and nothing leads back from withdrawn."""

import pytest

from merkbar.do.procedures import states


def test_every_state_is_reached_and_withdrawn_is_the_end():
    reached = {to for _origins, to in states.STEPS.values() if to}
    assert reached == {*states.AT_WORK, *states.HAS_BEEN}
    assert not [step for step, (origins, _to) in states.STEPS.items() if states.WITHDRAWN in origins]


@pytest.mark.parametrize("state", [*states.AT_WORK, *states.HAS_BEEN])
def test_a_step_from_a_state_that_is_not_its_own_is_refused(state):
    for step, (origins, _to) in states.STEPS.items():
        assert states.can(step, state) == (state in origins)
        if state not in origins:
            with pytest.raises(states.WrongState):
                states.after(step, state)
