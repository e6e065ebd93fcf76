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
    kind: str,
    area: Area | None,
    type: EventType | None,  # noqa: A002 - the field's own name
    harm_physical: int | None,
    harm_psychological: int | None,
    occurred_at: dt.datetime | None,
    reported_at: dt.datetime,
    state: str,
) -> Deviation:
    """Make the case. When it was closed there is not known; here it is closed from now, and the channel says why."""
    access = Access.RESTRICTED if type and type.restricted else Access.UNIT
    closed_at = clock.now() if state == states.CLOSED else None
    deviation = Deviation(
        unit=unit,
        access=access,
        kind=kind,
        area=area or (type.area if type else None),
        type=type,
        state=state,
        what=what,
        occurred_at=occurred_at or reported_at,
        reported_at=reported_at,
        channel=Channel.IMPORT,
        harm_physical=harm_physical,
        harm_psychological=harm_psychological,
        closed_at=closed_at,
    )
    deviation.clean_fields(exclude=["record", "unit", "area", "type", "reporter"])
    record = open_record(
        by=by,
        kind="deviation",
        prefix="AV",
        title=title_of(what),
        unit=unit,
        at=reported_at,
        text=words_of(deviation),
        access=access,
        state_group=GROUPS[state],
    )
    if closed_at:
        record.closed_at = closed_at
        record.save(update_fields=["closed_at"])
    deviation.record = record
    deviation.save(force_insert=True)
    note(record=record, by=None, step="report", text=Channel(deviation.channel).label.capitalize(), at=reported_at)
    return deviation
