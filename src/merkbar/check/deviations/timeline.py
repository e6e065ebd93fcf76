"""What has happened in a case, in words, and what comes next."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.states import CLOSED, EFFECT_CHECK
from merkbar.ground.records.models import Audience, Entry
from merkbar.ground.trail.written import Written

WORDS: dict[str, Any] = {
    "write": _("Skrevet uten nett"),
    "report": _("Meldt"),
    "assess": _("Vurdert"),
    "answer": _("Svar sendt til melder"),
    "set_causes": _("Årsaker"),
    "finish": _("Ferdig behandlet"),
    "close": _("Lukket"),
    "reopen": _("Tatt opp igjen"),
    "send": _("Sendt videre"),
    "merge": _("Slått sammen"),
    "ask_other_end": _("Spurt den andre enden"),
    "log_reply": _("Svar fra den andre enden"),
    "tie_to_pattern": _("Knyttet til mønster"),
    "redact": _("Personopplysninger tatt ut"),
    "open_sealed": _("Opprinnelig tekst lest"),
    "escalate": _("Varslet"),
    "remind": _("Påminnelse"),
    "share": _("Delt med enheten"),
    "attach": _("Vedlegg lagt til"),
}


@dataclass(frozen=True)
class Line:
    """One line: when, what, who, more; without a time it is still to come."""

    text: Any
    at: dt.datetime | None = None
    who: str = ""
    more: str = ""


def lines(deviation: Deviation, *, handles: bool, reads: bool = True) -> list[Line]:
    """Everything that happened, oldest first, then what waits."""
    told = _entries(deviation.pk)
    entries = [entry for entry in told if handles or entry.audience != Audience.HANDLERS]
    done = [Line(_said(entry), entry.at, _who(entry, deviation, handles=handles), _more(entry)) for entry in entries]
    return done + _waiting(deviation)


@Written
def _entries(record: int) -> "QuerySet[Entry]":
    return Entry.objects.filter(record=record).select_related("by")


def _said(entry: Entry) -> Any:
    """The step's words, or the entry's own where it says more of the same."""
    word = WORDS.get(entry.step, "")
    if entry.step == "finish" and entry.text:
        return entry.text
    return entry.text if not word or entry.text.startswith(str(word)) else word


def _who(entry: Entry, deviation: Deviation, *, handles: bool) -> str:
    """Who did it; the reporter's name, whatever they did, is for those who handle the case."""
    told = handles or entry.by_id != deviation.reporter_id
    return entry.by.name if entry.by and told else ""


def _more(entry: Entry) -> str:
    return "" if entry.text == _said(entry) else entry.text


def _waiting(deviation: Deviation) -> list[Line]:
    ahead = []
    if deviation.wants_answer and not deviation.answered_at:
        ahead.append(Line(_("Svar til melder"), more=str(_("Venter på leder"))))
    if deviation.state not in {CLOSED, EFFECT_CHECK}:
        ahead.append(Line(_("Ferdig behandlet")))
    if deviation.state == EFFECT_CHECK:
        ahead.append(Line(_("Effektsjekk"), more=str(_("Når tiltakene har virket en stund"))))
    return ahead
