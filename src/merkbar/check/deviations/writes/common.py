"""What every step on a deviation does alike: lock, check the state, save both rows together."""

import re
from typing import Any

from django.utils.translation import gettext as _

from merkbar.check.deviations import states
from merkbar.check.deviations.kinds import ANSWER_WITHIN
from merkbar.check.deviations.models import Deviation
from merkbar.ground.access.standing import leader_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person, Post
from merkbar.ground.records.models import Record, StateGroup
from merkbar.ground.records.privacy import REMOVED, redact
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.records.writes import claim

__all__ = ["ANSWER_WITHIN", "GROUPS", "put", "take", "tell_leader", "title_of"]

GROUPS = {
    states.DRAFT: StateGroup.DRAFT,
    states.NEW: StateGroup.OPEN,
    states.HANDLING: StateGroup.OPEN,
    states.EFFECT_CHECK: StateGroup.WAITING,
    states.CLOSED: StateGroup.DONE,
    states.VOID: StateGroup.VOID,
}
TITLE_LENGTH = 90
TITLE_REACH = 600
"""How much of a text is read for its title [characters]: enough that what is taken out still leaves one."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
NEVER_LAST = "adr bl.a bla ca d.v.s dvs dr evt f f.eks feks hhv iflg ift inkl jf kl mht nr pga p.g.a prof vedr vs"
"""Abbreviations that something always follows."""
SOMETIMES_LAST = "avd e.l el etc f.o.m fom kr m.fl m.m m.v mfl mg min ml mv o.l ol osv pkt sek stk t.o.m tbl tlf tom"
"""Abbreviations that may end a sentence; what comes after tells."""
LAST_WORD = re.compile(r"[\w.]*\Z")
LEADING = re.compile(rf"^(?:{re.escape(REMOVED)}|[ ,.:;–-])+")
"""No title begins with what was taken out."""
AGAIN = re.compile(rf"{re.escape(REMOVED)}(?:[ ,]+{re.escape(REMOVED)})+")
"""Several things taken out side by side are said once in a title."""


def take(deviation: Deviation, step: str, *, seen: int | None) -> tuple[Record, Deviation]:
    """Lock the record and the deviation, refuse a stale page or a step that leads nowhere from here."""
    record = claim(deviation.record, seen=seen)
    fresh = Deviation.objects.select_for_update(of=("self",)).select_related("unit", "type").get(pk=record.pk)
    fresh.record = record
    fresh.state = states.after(step, fresh.state)
    return record, fresh


def put(record: Record, deviation: Deviation, *fields: str) -> Deviation:
    """Save a deviation's changed fields with its state, and the record in step with it."""
    deviation.full_clean(exclude=["record"], validate_unique=False)
    deviation.save(update_fields=[*fields, "state"])
    record.state_group = GROUPS[deviation.state]
    record.closed_at = deviation.closed_at
    record.save(update_fields=["state_group", "closed_at", "version", "title", "next_alarm", "access"])
    return deviation


def title_of(what: str) -> str:
    """A short title: the first sentence, cut at a word, without what looks like personal data.

    >>> title_of("Glemte kveldsmedisinen ca. kl. 20. Oppdaget ved morgenbesøket.")
    'Glemte kveldsmedisinen ca. kl. 20'
    >>> title_of("[fjernet] falt på badet.")
    'Falt på badet'
    >>> title_of("Ringte [fjernet], [fjernet] om kvelden.")
    'Ringte [fjernet] om kvelden'
    """
    words = " ".join(what.split())[:TITLE_REACH]
    shown = AGAIN.sub(REMOVED, redact(words, find_personal(words)))
    first = LEADING.sub("", _first_sentence(shown)).rstrip(".!? ") or _("Melding uten tittel")
    first = first if shown.startswith(first[0]) else first[0].upper() + first[1:]
    if len(first) <= TITLE_LENGTH:
        return first
    return first[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def _first_sentence(text: str) -> str:
    """Up to where a sentence ends: not at an abbreviation, nor at the dot of a date («21. september»)."""
    for end in SENTENCE_END.finditer(text):
        before = text[: end.start()]
        if LEADING.sub("", before) and not _goes_on(before, text[end.end()]):
            return before
    return text


def _goes_on(before: str, following: str) -> bool:
    """Whether a full stop belongs to its word and not to the sentence."""
    word = (LAST_WORD.search(before.rstrip(".!?")) or [""])[0].lower()
    if not before.endswith(".") or word in NEVER_LAST.split():
        return before.endswith(".")
    return not following.isupper() and (word in SOMETIMES_LAST.split() or word.isdigit())


def tell_leader(
    deviation: Deviation, *, text: str, by: Any, instant: bool = False, post: Post | None = None
) -> Person | None:
    """Tell the one who answers for the unit today (`post`, when known); the words of the case stay in the case."""
    post = post or leader_of(deviation.unit, clock.today())
    if post is None:
        return None
    why = _("Du er %(role)s i %(unit)s.") % {"role": post.role.title.lower(), "unit": post.unit.short}
    tell(
        by=by,
        person=post.person,
        text=text,
        why=why,
        address=f"/avvik/{deviation.record.reference}/",
        record=deviation.record,
        instant=instant,
    )
    return post.person
