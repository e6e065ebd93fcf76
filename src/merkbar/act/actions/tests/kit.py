"""What the tests of actions stand on: a case, an action on it, and one that is done."""

import datetime as dt

from merkbar.act.actions import writes
from merkbar.act.actions.models import Action, ActionType
from merkbar.check.deviations.models import Deviation
from merkbar.ground.clock import clock
from merkbar.ground.records.models import Access
from merkbar.ground.records.writes import open_record

WHAT = "Kveldsmedisinen ble ikke gitt"


def case(unit, *, reporter, access=Access.UNIT, state="handling"):
    now = clock.now()
    record = open_record(by=reporter, kind="deviation", prefix="AV", title=WHAT, unit=unit, at=now, access=access)
    return Deviation.objects.create(
        record=record, unit=unit, access=access, what=WHAT, reported_at=now, reporter=reporter, state=state
    )


def in_days(days):
    return clock.today() + dt.timedelta(days=days)


def kind(code="AT06"):
    return ActionType.objects.get(pk=code)


def start(*, by, owner, unit, origin=None, days=14, code="AT06", title="Samle oppdragene på én liste", **facts):
    facts.setdefault("deadline", in_days(days))
    return writes.open_action(
        by=by,
        title=title,
        unit=unit,
        owner=owner,
        origin=origin.record if origin else None,
        action_type=kind(code),
        **facts,
    )


def start_done(*, by, owner, unit, **facts):
    action = start(by=by, owner=owner, unit=unit, **facts)
    return writes.finish(by=owner, action=action, evidence="Listen er samlet og i bruk fra mandag")


def again(action):
    return Action.objects.select_related("record", "origin").get(pk=action.pk)


def sent(action, **facts):
    """Give what a form on the action's page posts."""
    dates = {k: v.strftime("%d.%m.%Y") if isinstance(v, dt.date) else v for k, v in facts.items()}
    return {"seen": again(action).record.version, **dates}


def address(action, step=""):
    return f"/tiltak/{action.record.reference}/{step}"
