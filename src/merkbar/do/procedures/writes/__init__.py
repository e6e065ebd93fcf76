"""Every change to procedures: one function, one transaction, one line in the trail."""

from merkbar.do.procedures.writes.approving import (
    WrongLevel,
    approve,
    send_back,
    submit,
    supersede,
    take_back,
    take_effect,
)
from merkbar.do.procedures.writes.common import NumberTaken
from merkbar.do.procedures.writes.drafting import drop, edit, start
from merkbar.do.procedures.writes.favouring import favour
from merkbar.do.procedures.writes.hearing import (
    answer_hearing,
    change_comment,
    comment,
    send_hearing,
    settle_comment,
    take_back_comment,
)
from merkbar.do.procedures.writes.library import add_topic, add_word, change_topic, change_word
from merkbar.do.procedures.writes.opening import change_facts, import_procedure, open_document, set_basis
from merkbar.do.procedures.writes.reading import add_rule, answer, ask, end_rule, receipt, remind
from merkbar.do.procedures.writes.reviewing import confirm, keep, propose_removal, remind_review, withdraw

__all__ = [
    "NumberTaken",
    "WrongLevel",
    "add_rule",
    "add_topic",
    "add_word",
    "answer",
    "answer_hearing",
    "approve",
    "ask",
    "change_comment",
    "change_facts",
    "change_topic",
    "change_word",
    "comment",
    "confirm",
    "drop",
    "edit",
    "end_rule",
    "favour",
    "import_procedure",
    "keep",
    "open_document",
    "propose_removal",
    "receipt",
    "remind",
    "remind_review",
    "send_back",
    "send_hearing",
    "set_basis",
    "settle_comment",
    "start",
    "submit",
    "supersede",
    "take_back",
    "take_back_comment",
    "take_effect",
    "withdraw",
]
