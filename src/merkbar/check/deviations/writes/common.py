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
SENTENCE_END = re.compile(r"(?<=[.!?])\s")


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
    """A short title: the first sentence, cut at a word.

    >>> title_of("Glemte kveldsmedisinen. Oppdaget ved morgenbesøket.")
    'Glemte kveldsmedisinen'
    """
    first = SENTENCE_END.split(" ".join(what.split()), maxsplit=1)[0].rstrip(".!?")
    if len(first) <= TITLE_LENGTH:
        return first
    return first[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


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
