"""The life of a plan and of a unit's action plan as tables: step → (from, to). None to: the state stays."""

from collections.abc import Mapping
from typing import Final

DRAFT, ADOPTED, IN_FORCE, REVISED, EXPIRED, CLOSED = "draft", "adopted", "in_force", "revised", "expired", "closed"

FIRM: Final = (ADOPTED, IN_FORCE, REVISED, EXPIRED)
"""States in which the words are the council's: read by everybody, changed by nobody."""
RUNNING: Final = (ADOPTED, IN_FORCE)
"""States in which the targets are followed."""

Steps = Mapping[str, tuple[tuple[str, ...], str | None]]

STEPS: Final[Steps] = {
    "open": ((), DRAFT),
    "edit": ((DRAFT,), None),
    "tend": ((DRAFT, ADOPTED, IN_FORCE), None),
    "adopt": ((DRAFT,), ADOPTED),
    "publish": ((ADOPTED,), IN_FORCE),
    "revise": ((ADOPTED, IN_FORCE), None),
    "supersede": ((ADOPTED, IN_FORCE), REVISED),
    "expire": ((ADOPTED, IN_FORCE), EXPIRED),
}
"""`tend` decides how a target is measured; `revise` starts a new version, whose `publish` supersedes this one."""

UNIT_STEPS: Final[Steps] = {
    "start": ((), DRAFT),
    "plan_line": ((DRAFT, IN_FORCE), None),
    "approve": ((DRAFT,), IN_FORCE),
    "evaluate": ((IN_FORCE,), None),
    "close": ((IN_FORCE,), CLOSED),
}
"""The year's action plan of one unit."""


class WrongState(Exception):
    """The step does not lead from the state the plan is in."""

    sentence = "Planen er kommet til et annet trinn siden du åpnet siden."


def after(step: str, state: str, steps: Steps = STEPS) -> str:
    """Find the state a step leads to.

    >>> after("adopt", "draft")
    'adopted'
    """
    origins, target = steps[step]
    if state not in origins:
        raise WrongState
    return target or state


def can(step: str, state: str, steps: Steps = STEPS) -> bool:
    """Whether a step leads anywhere from this state."""
    return state in steps[step][0]
