"""Cases to count: made straight in the tables, since figures ask only what stands there."""

import datetime as dt
import itertools
from typing import Any

from merkbar.check.deviations.models import Deviation, EventType
from merkbar.ground.clock import clock
from merkbar.ground.records.models import Record
from merkbar.ground.units.models import Unit

TODAY = dt.date(2026, 9, 21)
_number = itertools.count(1)


def reported(
    unit: Unit,
    at: str | dt.datetime,
    *,
    type: str | None = "BR01",  # noqa: A002 - the field's name
    subtype: bool = False,
    state: str = "new",
    access: str = "unit",
    answered_after: int | None = None,
    **facts: Any,
) -> Deviation:
    """Make a case reported at a moment, or at noon of a day; `answered_after` is in days."""
    moment = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(f"{at}T12:00").replace(tzinfo=clock.OSLO)
    kind = EventType.objects.filter(code=type).first() if type else None
    if kind and subtype:
        kind = EventType.objects.create(code=f"{type}X", area=kind.area, parent=kind, name="Lokal", short="Lokal")
    record = Record.objects.create(
        kind="deviation",
        reference=f"AV-1999-{next(_number):05}",
        title="Sak",
        unit=unit,
        access=access,
        created_at=moment,
    )
    if answered_after is not None:
        facts["answered_at"] = moment + dt.timedelta(days=answered_after)
    if state == "closed":
        facts.setdefault("closed_at", moment)
    return Deviation.objects.create(
        record=record, unit=unit, access=access, area=kind.area if kind else None, type=kind, state=state,
        what="Noe hendte.", reported_at=moment, **facts,
    )  # fmt: skip
