"""Every change to an indicator: its definition, its values with corrections, how its series are read, what they say."""

from merkbar.check.indicators.writes.asking import ask
from merkbar.check.indicators.writes.computing import compute
from merkbar.check.indicators.writes.defining import (
    adjust,
    aim,
    define,
    drop_aim,
    edit,
    measure,
    withdraw,
)
from merkbar.check.indicators.writes.mapping import remember
from merkbar.check.indicators.writes.measuring import Refused, Taken, take_in
from merkbar.check.indicators.writes.noting import amend, annotate, erase, forget
from merkbar.check.indicators.writes.tying import tie
from merkbar.check.indicators.writes.verdicts import keep_all_verdicts, keep_verdicts

__all__ = [
    "Refused",
    "Taken",
    "adjust",
    "aim",
    "amend",
    "annotate",
    "ask",
    "compute",
    "define",
    "drop_aim",
    "edit",
    "erase",
    "forget",
    "keep_all_verdicts",
    "keep_verdicts",
    "measure",
    "remember",
    "take_in",
    "tie",
    "withdraw",
]
