"""The life of an action as a table: step → (from, to)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from merkbar.ground.records.life import Life, Steps

OPEN, DONE, EFFECT_CHECK, CLOSED, STOPPED = "open", "done", "effect_check", "closed", "stopped"

UNFINISHED: Final = (OPEN,)
"""States in which something remains to be done; the source does not close."""

WAITING: Final = (DONE, EFFECT_CHECK)
"""States in which it is done and nobody has said yet whether it worked."""

STEPS: Final[Steps] = {
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

    sentence = _("Tiltaket er kommet til et annet trinn siden du åpnet siden.")


_LIFE = Life(STEPS, WrongState)
after, can = _LIFE.after, _LIFE.can
