"""Take in a case from another system: dated as it was, in the state it had, with nobody told and no answer owed."""

import datetime as dt
from typing import Any

from merkbar.check.deviations import states
from merkbar.check.deviations.models import Area, Channel, Deviation, EventType, words_of
from merkbar.check.deviations.writes.common import GROUPS, title_of
from merkbar.ground.clock import clock
from merkbar.ground.records.models import Access
from merkbar.ground.records.writes import note, open_record
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit


@write
def import_case(
    *,
    by: Any,
    what: str,
    unit: Unit,
    area: Area | None,
    type: EventType | None,  # noqa: A002 - the field's own name
    reported_at: dt.datetime,
    state: str,
    **facts: Any,
) -> Deviation:
    """Make the case. When it was closed there is not known; here it is closed from now, and the channel says why.

    Facts: kind, occurred_at, harm_physical, harm_psychological.
    """
    place: dict[str, Any] = {"unit": unit, "access": Access.RESTRICTED if type and type.restricted else Access.UNIT}
    closed_at = clock.now() if state == states.CLOSED else None
    facts["area"] = area or (type.area if type else None)
    facts["occurred_at"] = facts.get("occurred_at") or reported_at
    deviation = Deviation(
        **place, type=type, state=state, what=what, reported_at=reported_at, closed_at=closed_at, **facts
    )
    deviation.channel = Channel.IMPORT
    deviation.clean_fields(exclude=["record", "unit", "area", "type", "reporter"])
    about: dict[str, Any] = {"title": title_of(what), "text": words_of(deviation), "state_group": GROUPS[state]}
    record = open_record(by=by, kind="deviation", prefix="AV", at=reported_at, **about, **place)
    if closed_at:
        record.closed_at = closed_at
        record.save(update_fields=["closed_at"])
    deviation.record = record
    deviation.save(force_insert=True)
    note(record=record, by=None, step="report", text=Channel(deviation.channel).label.capitalize(), at=reported_at)
    return deviation
