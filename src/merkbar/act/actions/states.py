"""The life of an action as a table: step → (from, to)."""

from collections.abc import Mapping
from typing import Final

OPEN, DONE, EFFECT_CHECK, CLOSED, STOPPED = "open", "done", "effect_check", "closed", "stopped"

UNFINISHED: Final = (OPEN,)
"""States in which something remains to be done; the source does not close."""

WAITING: Final = (DONE, EFFECT_CHECK)
"""States in which it is done and nobody has said yet whether it worked."""

STEPS: Final[Mapping[str, tuple[tuple[str, ...], str | None]]] = {
    "open": ((), OPEN),
    "edit": ((OPEN,), None),
    "finish": ((OPEN,), DONE),
    "ask_effect": ((DONE,), EFFECT_CHECK),
    "judge": ((DONE, EFFECT_CHECK), None),
    "stop": ((OPEN,), STOPPED),
    "reopen": ((DONE, EFFECT_CHECK, CLOSED, STOPPED), OPEN),
}
"""`judge` closes on noticeable and partly, reopens on not, waits again on too early."""


class WrongState(Exception):
    """The step does not lead from the state the action is in."""

    sentence = "Tiltaket er kommet til et annet trinn siden du åpnet siden."


def after(step: str, state: str) -> str:
    """Find the state a step leads to.

    >>> after("finish", "open")
    'done'
    """
    origins, target = STEPS[step]
    if state not in origins:
        raise WrongState
    return target or state


def can(step: str, state: str) -> bool:
    """Whether a step leads anywhere from this state."""
    return state in STEPS[step][0]
