"""A verdict in a list: its sign, and in a few words since when."""

import datetime as dt
from typing import Any, Final

from django.utils.translation import gettext as _

from merkbar.check.indicators import periods
from merkbar.check.indicators.figures.verdict_words import short

SIGNS: Final = {"none": "same", "too_little": "few"}
"""Verdict → its sign, where the names differ."""
WORST_FIRST: Final = ("worse", "change", "better", "trend", "none", "season", "too_little", "")
"""Verdicts in the order in which they are looked at."""
CALLS: Final = frozenset({"worse", "change", "better"})
"""Verdicts that say something has changed."""
STATUS_SIGNS: Final = {"reached": "reached", "on_track": "ontrack", "missed": "missed", "unmeasured": "notmeasured"}


def sign_of(word: str) -> str:
    """Name the sign of a verdict; a series without one has too little data."""
    return SIGNS.get(word or "too_little", word)


def rank(word: str) -> int:
    """Tell how early a verdict is looked at."""
    return WORST_FIRST.index(word) if word in WORST_FIRST else len(WORST_FIRST)


def day_of(facts: dict[str, Any]) -> dt.date | None:
    """Read the first period in which the data spoke."""
    return dt.date.fromisoformat(facts["detected"]) if facts.get("detected") else None


def found(word: str, cadence: str, since: dt.date | None, facts: dict[str, Any]) -> str:
    """Say when a change was seen and from when it counts; a calm series needs no words beside its sign."""
    detected = day_of(facts)
    if word in CALLS and detected and since:
        told = {"when": periods.name(cadence, detected), "since": periods.name(cadence, since)}
        return _("Oppdaget %(when)s, fra %(since)s") % told
    if word == "trend":
        return short(word, None, cadence, facts.get("side") or 0).told(_)
    return ""
