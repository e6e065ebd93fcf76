"""The doer's and the line's steps: open, edit, finish, stop, reopen. The effect is judged in `effect`."""

import datetime as dt
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.act.actions.models import Action, ActionType
from merkbar.act.actions.writes.common import (
    KIND,
    PREFIX,
    begin,
    hold,
    need,
    need_deadline,
    need_effect_day,
    settle,
    settled_origin,
    tell_origin,
    tell_person,
    write_down,
)
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Record, StateGroup
from merkbar.ground.records.writes import open_record
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import day as in_words
from merkbar.ground.units.models import Unit

EFFECT_DAYS: Final = 90
"""From done to the effect check, unless another day is chosen [d] (good-practice B6: three months)."""


@write
def open_action(
    *,
    by: Person | None,
    title: str,
    unit: Unit,
    owner: Person | None,
    deadline: dt.date | None,
    action_type: ActionType | None = None,
    strength: str = "",
    origin: Record | None = None,
    description: str = "",
    sign: str = "",
    effect_due: dt.date | None = None,
    at: dt.datetime | None = None,
) -> Action:
    """Start an action. Its strength is the type's; without a type `strength` must say it."""
    now = at or clock.now()
    title, deadline = need("title", title, _("Skriv hva som skal gjøres")), need_deadline(deadline, at=now)
    record = open_record(
        by=by,
        kind=KIND,
        prefix=PREFIX,
        title=title,
        unit=unit,
        at=now,
        owner=owner,
        access=_access_of(_still_open(origin)),
    )
    action = Action(
        record=record,
        origin=origin,
        type=action_type,
        strength=action_type.strength if action_type else strength,
        description=description.strip(),
        ordered_by=by,
        deadline=deadline,
        sign=sign.strip(),
        effect_due=_after(effect_due, deadline, at=now),
    )
    return _begun(action, by=by, at=now)


@write
def edit(
    *,
    by: Person,
    action: Action,
    title: str,
    owner: Person | None,
    deadline: dt.date,
    action_type: ActionType | None,
    description: str = "",
    sign: str = "",
    effect_due: dt.date | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Action:
    """Change what, who and when. A new deadline starts the reminders afresh; a new owner is told."""
    now = at or clock.now()
    action = begin(action, "edit", seen=seen)
    before = (action.record.owner_id, action.deadline)
    if (deadline, effect_due) != (action.deadline, action.effect_due):
        action.effect_due = _after(effect_due, deadline, at=now)
    if deadline != action.deadline:
        action.deadline = need_deadline(deadline, at=now)
        action.reminded = action.escalated_to = 0
    action.record.title = need("title", title, _("Skriv hva som skal gjøres"))
    action.record.owner = owner
    action.type, action.strength = action_type, action_type.strength if action_type else action.strength
    action.description, action.sign = description.strip(), sign.strip()
    settle(action, at=now)
    write_down(action, by=by, step="edit", text=_changes(action, before), at=now)
    if action.record.owner_id != before[0]:
        _tell_owner(action, by=by)
    tell_origin(action, "action_edited", by=by)
    return action


@write
def finish(
    *,
    by: Person,
    action: Action,
    evidence: str,
    effect_due: dt.date | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Action:
    """Mark it done and say what was done; the effect is checked 90 days later unless another day is given."""
    now = at or clock.now()
    action = begin(action, "finish", seen=seen)
    action.evidence = need("evidence", evidence, _("Skriv kort hva som ble gjort"))
    today = now.astimezone(clock.OSLO).date()
    planned = action.effect_due if action.effect_due and action.effect_due > today else None
    chosen = effect_due or planned or today + dt.timedelta(days=EFFECT_DAYS)
    action.effect_due = need_effect_day(chosen, at=now)
    action.done_at, action.done_by = now, by
    _forget_verdict(action)
    settle(action, at=now)
    text = _("Gjort. %(evidence)s Effekten sjekkes %(day)s") % {
        "evidence": _sentence(action.evidence),
        "day": in_words(action.effect_due),
    }
    write_down(action, by=by, step="finish", text=text, at=now)
    return action


@write
def stop(*, by: Person, action: Action, reason: str, seen: int | None = None, at: dt.datetime | None = None) -> Action:
    """Give it up, and say why."""
    now = at or clock.now()
    action = begin(action, "stop", seen=seen)
    action.stop_reason = need("reason", reason, _("Skriv hvorfor tiltaket stoppes"))
    settle(action, at=now)
    write_down(action, by=by, step="stop", text=_("Stoppet. %(reason)s") % {"reason": action.stop_reason}, at=now)
    why = _("Du er satt som ansvarlig")
    tell_person(action, by=by, person=action.record.owner, text=_("Tiltaket er stoppet: %(what)s"), why=why)
    settled_origin(action, by=by)
    return action


@write
def reopen(
    *,
    by: Person,
    action: Action,
    reason: str,
    deadline: dt.date | None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Action:
    """Take it up again in a new round with a new deadline; what was said before stays on the timeline."""
    now = at or clock.now()
    _still_open(action.origin)
    action = begin(action, "reopen", seen=seen)
    reason = need("reason", reason, _("Skriv hvorfor tiltaket gjenåpnes"))
    _forget_verdict(action)
    new_round(action, need_deadline(deadline, at=now))
    settle(action, at=now)
    text = _("Gjenåpnet med frist %(day)s. %(reason)s") % {"day": in_words(action.deadline), "reason": reason}
    write_down(action, by=by, step="reopen", text=text, at=now)
    why = _("Du er satt som ansvarlig")
    tell_person(action, by=by, person=action.record.owner, text=_("Tiltaket er gjenåpnet: %(what)s"), why=why)
    tell_origin(action, "action_reopened", by=by)
    return action


def _begun(action: Action, *, by: Person | None, at: dt.datetime) -> Action:
    """Save a new action, write it down and tell the one who is responsible."""
    settle(action, at=at, is_new=True)
    text = _("Satt i gang med frist %(day)s") % {"day": in_words(action.deadline)}
    write_down(action, by=by, step="open", text=text, at=at)
    _tell_owner(action, by=by)
    return action


def new_round(action: Action, deadline: dt.date) -> None:
    """Begin again: undone, with a new deadline and fresh reminders."""
    action.rounds += 1
    action.deadline = deadline
    action.done_at = action.done_by = action.effect_due = None
    action.evidence = action.stop_reason = ""
    action.reminded = action.escalated_to = 0


def _forget_verdict(action: Action) -> None:
    action.verdict = action.verdict_text = ""
    action.verdict_at = action.verdict_by = None


def _still_open(origin: Record | None) -> Record | None:
    """Hold the source while something grows out of it; a finished one must be reopened first."""
    if origin is None:
        return None
    held = hold(origin)
    if held.state_group in {StateGroup.DONE, StateGroup.VOID}:
        raise ValidationError(_("Saken er ferdig behandlet. Gjenåpne den før du setter i gang tiltak."))
    return held


def _access_of(origin: Record | None) -> str:
    """Give the action of a closed case the case's own access."""
    if origin and origin.access in {Access.RESTRICTED, Access.NAMED}:
        return origin.access
    return Access.UNIT


def _after(effect_due: dt.date | None, deadline: dt.date, *, at: dt.datetime) -> dt.date | None:
    if effect_due is None:
        return None
    if effect_due <= deadline:
        raise ValidationError({"effect_due": _("Effekten sjekkes etter fristen. Velg en senere dag")})
    return need_effect_day(effect_due, at=at)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _tell_owner(action: Action, *, by: Person | None) -> None:
    why = _("Du er satt som ansvarlig")
    tell_person(action, by=by, person=action.record.owner, text=_("Nytt tiltak til deg: %(what)s"), why=why)


def _changes(action: Action, before: tuple[int | None, dt.date]) -> str:
    """Say what changed that others plan by."""
    parts = []
    if action.record.owner_id != before[0]:
        name = action.record.owner.name if action.record.owner else _("leder av enheten")
        parts.append(_("Ny ansvarlig: %(name)s") % {"name": name})
    if action.deadline != before[1]:
        parts.append(_("Ny frist: %(day)s") % {"day": in_words(action.deadline)})
    return ". ".join(parts) or _("Endret")
