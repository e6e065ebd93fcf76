"""The life of a plan and of a unit's action plan as tables: step → (from, to). None to: the state stays."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from merkbar.ground.records.life import Life, Steps

DRAFT, ADOPTED, IN_FORCE, REVISED, EXPIRED, CLOSED = "draft", "adopted", "in_force", "revised", "expired", "closed"
DROPPED = "dropped"

FIRM: Final = (ADOPTED, IN_FORCE, REVISED, EXPIRED)
"""States in which the words are the council's: read by everybody, changed by nobody."""
RUNNING: Final = (ADOPTED, IN_FORCE)
"""States in which the targets are followed."""
ENDED: Final = (EXPIRED, DROPPED)
"""States of a version that another may be begun beside."""

STEPS: Final[Steps] = {
    "open": ((), DRAFT),
    "edit": ((DRAFT,), None),
    "drop": ((DRAFT,), DROPPED),
    "take_up": ((DROPPED,), DRAFT),
    "tend": ((DRAFT, ADOPTED, IN_FORCE), None),
    "hand_over": ((ADOPTED, IN_FORCE), None),
    "adopt": ((DRAFT,), ADOPTED),
    "publish": ((ADOPTED,), IN_FORCE),
    "revise": ((ADOPTED, IN_FORCE), None),
    "supersede": ((ADOPTED, IN_FORCE), REVISED),
    "expire": ((ADOPTED, IN_FORCE), EXPIRED),
}
"""`tend` decides how a target is measured; `revise` starts a new version, whose `publish` supersedes this one.

A draft made by mistake is dropped, and can be taken up again. `hand_over` gives a plan that holds another owner.
"""

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

    sentence = _("Planen er kommet til et annet trinn siden du åpnet siden.")


_LIFE = Life(STEPS, WrongState)
after, can = _LIFE.after, _LIFE.can
UNIT: Final = Life(UNIT_STEPS, WrongState)
"""The life of a unit's action plan."""
