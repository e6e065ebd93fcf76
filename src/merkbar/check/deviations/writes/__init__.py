"""Every change to a deviation: reporting, handling, routing, redaction. One function, one transaction, one line."""

from merkbar.check.deviations.writes.answering import answer, rate, read_feedback
from merkbar.check.deviations.writes.breaching import breach
from merkbar.check.deviations.writes.handling import assess, close, finish, reopen, set_causes, tell_effect
from merkbar.check.deviations.writes.redaction import original_of, redact
from merkbar.check.deviations.writes.reporting import (
    KeyReused,
    discard,
    report,
    report_anonymously,
    report_many,
    save_draft,
    send_draft,
)
from merkbar.check.deviations.writes.routing import ask_other_end, log_reply, merge, send, tie_to_pattern
from merkbar.check.deviations.writes.sharing import share, tell_the_month

__all__ = [
    "KeyReused",
    "answer",
    "ask_other_end",
    "assess",
    "breach",
    "close",
    "discard",
    "finish",
    "log_reply",
    "merge",
    "original_of",
    "rate",
    "read_feedback",
    "redact",
    "reopen",
    "report",
    "report_anonymously",
    "report_many",
    "save_draft",
    "send",
    "send_draft",
    "set_causes",
    "share",
    "tell_effect",
    "tell_the_month",
    "tie_to_pattern",
]
