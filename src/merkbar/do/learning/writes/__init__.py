"""Every change in learning."""

from merkbar.do.learning.writes.competence import (
    ask_for,
    change_line,
    confirm,
    finish_line,
    name_competence,
    plan_line,
    remove_line,
    reopen_line,
    stop_asking,
)
from merkbar.do.learning.writes.modules import (
    add_question,
    add_rule,
    change_module,
    end_rule,
    make_module,
    publish,
    remove_question,
    retire,
)
from merkbar.do.learning.writes.network import arrange, cancel, change_event, join, leave, sign_off, sign_up
from merkbar.do.learning.writes.reminding import remind, tell_leader
from merkbar.do.learning.writes.taking import complete, tick

__all__ = [
    "add_question",
    "add_rule",
    "arrange",
    "ask_for",
    "cancel",
    "change_event",
    "change_line",
    "change_module",
    "complete",
    "confirm",
    "end_rule",
    "finish_line",
    "join",
    "leave",
    "make_module",
    "name_competence",
    "plan_line",
    "publish",
    "remind",
    "remove_line",
    "remove_question",
    "reopen_line",
    "retire",
    "sign_off",
    "sign_up",
    "stop_asking",
    "tell_leader",
    "tick",
]
