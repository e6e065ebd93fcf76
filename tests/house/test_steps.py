"""One verb, seven places: each step of a life is a write, an address, a trail line and a test."""

import importlib
import re

import pytest

from merkbar.act.actions import states as action_states
from merkbar.check.deviations import states as deviation_states
from merkbar.do.procedures import states as procedure_states
from merkbar.plan.goals import states as plan_states
from tests.house import source
from tests.house.addresses import addresses

WRITES = {("actions", "open"): "open_action", ("goals", "open"): "open_plan"}
"""A write whose step is a word that Python or the model has taken."""
WITHOUT_ADDRESS = {
    ("procedures", "take_effect"): "follows from the approval, or a job takes it when the day has come",
    ("procedures", "supersede"): "follows when the next version takes effect",
    ("actions", "open"): "has the address `new`: nothing is there to open yet",
    ("actions", "ask_effect"): "a job asks when the day has come",
    ("deviations", "discard"): "a button on the page of the draft",
    ("goals", "open"): "has the address `new`: nothing is there to open yet",
    ("goals", "supersede"): "is part of putting the next version in force",
}
TESTS = {
    ("actions", "ask_effect"): "test_judge.py",
    ("deviations", "discard"): "test_drafts.py",
    ("goals", "supersede"): "test_revise.py",
    ("goals", "take_up"): "test_drop.py",
    **{
        ("procedures", step): f"test_{part}.py"
        for part, steps in {
            "drafting": ("start", "edit", "drop"),
            "hearing": ("send_hearing",),
            "approving": ("submit", "take_back", "send_back", "approve", "take_effect", "supersede"),
            "reviewing": ("confirm", "propose_removal", "keep", "withdraw"),
        }.items()
        for step in steps
    },
}
"""A step tested in the file of the step it belongs to."""
HOMES = {
    "deviations": (deviation_states, "merkbar.check.deviations.writes", source.MERKBAR / "check" / "deviations"),
    "goals": (plan_states, "merkbar.plan.goals.writes", source.MERKBAR / "plan" / "goals"),
    "procedures": (procedure_states, "merkbar.do.procedures.writes", source.MERKBAR / "do" / "procedures"),
    "actions": (action_states, "merkbar.act.actions.writes", source.MERKBAR / "act" / "actions"),
}
STEPS = [(space, step) for space, (states, _writes, _home) in HOMES.items() for step in states.STEPS]


def write_of(space, step):
    return getattr(importlib.import_module(HOMES[space][1]), WRITES.get((space, step), step), None)


@pytest.mark.parametrize(("space", "step"), STEPS)
def test_a_step_is_a_write(space, step):
    assert callable(write_of(space, step))


@pytest.mark.parametrize(("space", "step"), STEPS)
def test_a_step_has_an_address(space, step):
    names = {address.name for address in addresses()}
    assert (f"{space}:{step}" in names) != ((space, step) in WITHOUT_ADDRESS)


@pytest.mark.parametrize(("space", "step"), STEPS)
def test_a_step_has_a_test_file(space, step):
    home = HOMES[space][2] / "tests"
    file = home / TESTS.get((space, step), f"test_{step}.py")
    found = file.exists() or any(
        re.search(rf"\b{step}\(", path.read_text(encoding="utf-8")) for path in home.glob(f"test_*{step}*.py")
    )
    assert found, f"write {file.name}"


@pytest.mark.parametrize(("space", "step"), STEPS)
def test_a_step_leads_between_states_that_exist(space, step):
    states = HOMES[space][0]
    origins, target = states.STEPS[step]
    known = {value for name, value in vars(states).items() if name.isupper() and isinstance(value, str)}
    assert {*origins, *([target] if target else [])} <= known
