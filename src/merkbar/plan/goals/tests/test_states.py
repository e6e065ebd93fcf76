"""The life of a plan as a table."""

import pytest

from merkbar.plan.goals import states


def test_a_draft_is_adopted_and_then_in_force():
    assert states.after("publish", states.after("adopt", states.DRAFT)) == states.IN_FORCE


@pytest.mark.parametrize("state", states.FIRM)
def test_the_words_of_an_adopted_plan_stand(state):
    with pytest.raises(states.WrongState):
        states.after("edit", state)


@pytest.mark.parametrize("state", [states.REVISED, states.EXPIRED])
def test_an_old_plan_is_not_revised_or_tended(state):
    assert not states.can("revise", state)
    assert not states.can("tend", state)


def test_a_closed_action_plan_takes_no_more_measures():
    assert not states.UNIT.can("plan_line", states.CLOSED)
