"""The life of a deviation as a table: step → (from, to). Every step is a function in `writes`, an address and a button."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from merkbar.ground.records.life import Life, Steps

DRAFT, NEW, HANDLING, EFFECT_CHECK, CLOSED, VOID = "draft", "new", "handling", "effect_check", "closed", "void"

OPEN_STATES: Final = (NEW, HANDLING, EFFECT_CHECK)
"""States a leader still has work with."""

STEPS: Final[Steps] = {
    "report": ((DRAFT,), NEW),
    "assess": ((NEW, HANDLING), HANDLING),
    "answer": ((NEW, HANDLING, EFFECT_CHECK, CLOSED), None),
    "send": ((NEW, HANDLING), NEW),
    "merge": ((NEW, HANDLING), VOID),
    "finish": ((NEW, HANDLING), None),
    "close": ((EFFECT_CHECK,), CLOSED),
    "reopen": ((EFFECT_CHECK, CLOSED), HANDLING),
    "discard": ((DRAFT,), VOID),
}
"""A step with no target keeps the state or, for `finish`, waits for effect when there is an effect to wait for."""


class WrongState(Exception):
    """The step does not lead from the state the case is in."""

    sentence = _("Saken er kommet til et annet trinn siden du åpnet siden.")


_LIFE = Life(STEPS, WrongState)
after, can = _LIFE.after, _LIFE.can
