"""The life of a version as a table: step → (from, to)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from merkbar.ground.records.life import Life, Steps

DRAFT, HEARING, APPROVAL = "draft", "hearing", "approval"
IN_FORCE, SUPERSEDED, WITHDRAWN = "in_force", "superseded", "withdrawn"

AT_WORK: Final = (DRAFT, HEARING, APPROVAL)
"""States in which the text is not yet for readers; a document has at most one such version."""

HEARD: Final = (DRAFT, HEARING)
"""States in which whoever has said something may still take it back."""

HAS_BEEN: Final = (IN_FORCE, SUPERSEDED, WITHDRAWN)
"""States in which a version may be cited: it is or was in force."""

STEPS: Final[Steps] = {
    "start": ((), DRAFT),
    "edit": ((DRAFT,), None),
    "send_hearing": ((DRAFT,), HEARING),
    "submit": ((DRAFT, HEARING), APPROVAL),
    "take_back": ((HEARING, APPROVAL), DRAFT),
    "send_back": ((APPROVAL,), DRAFT),
    "approve": ((APPROVAL,), None),
    "take_effect": ((APPROVAL,), IN_FORCE),
    "supersede": ((IN_FORCE,), SUPERSEDED),
    "drop": ((DRAFT, HEARING, APPROVAL), None),
    "confirm": ((IN_FORCE,), None),
    "propose_removal": ((IN_FORCE,), None),
    "keep": ((IN_FORCE,), None),
    "withdraw": ((IN_FORCE,), WITHDRAWN),
}
"""`approve` leads to `take_effect` at once when the day has come, else a job takes it; `drop` deletes the draft."""


class WrongState(Exception):
    """The step does not lead from the state the version is in."""

    sentence = _("Prosedyren er kommet til et annet trinn siden du åpnet siden.")


_LIFE = Life(STEPS, WrongState)
after, can = _LIFE.after, _LIFE.can
