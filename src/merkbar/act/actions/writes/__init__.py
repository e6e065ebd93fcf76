"""Every change to an action. The doer's and the line's steps, the effect check, and what follows a passed deadline."""

from merkbar.act.actions.writes.effect import SameHands, ask_effect, judge
from merkbar.act.actions.writes.follow import escalate, remind
from merkbar.act.actions.writes.steps import EFFECT_DAYS, edit, finish, open_action, reopen, stop

__all__ = [
    "EFFECT_DAYS",
    "SameHands",
    "ask_effect",
    "edit",
    "escalate",
    "finish",
    "judge",
    "open_action",
    "remind",
    "reopen",
    "stop",
]
