"""What every write on an action shares: lock and move, check and save, and one line on each timeline."""

import datetime as dt
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.act.actions import states
from merkbar.act.actions.models import Action, Verdict
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record, StateGroup
from merkbar.ground.records.registries import tell_followers
from merkbar.ground.records.writes import claim, note, reindex

GROUPS: Final = {
    states.OPEN: StateGroup.OPEN,
    states.DONE: StateGroup.WAITING,
    states.EFFECT_CHECK: StateGroup.WAITING,
    states.CLOSED: StateGroup.DONE,
    states.STOPPED: StateGroup.VOID,
}
"""State → what it is called across all kinds of records."""

FARTHEST: Final = 3653
"""Days ahead that a deadline or an effect check may lie: ten years [d]."""
KIND, PREFIX = "action", "TI"
RECORD_FIELDS: Final = ("title", "owner", "state_group", "closed_at", "next_alarm", "version")


def hold(record: Record) -> Record:
    """Lock a record without giving it a new version: what the system does spoils nobody's open form."""
    return Record.objects.select_for_update(of=("self",)).select_related("unit").get(pk=record.pk)


def fetch(record: Record) -> Action:
    """Read the action of a locked record as it is now."""
    action = Action.objects.select_related("origin__unit", "type", "ordered_by", "done_by").get(pk=record.pk)
    action.record = record
    return action


def hold_source(action: Action) -> None:
    """Lock what an action grew out of. Always before the action itself: two who judge at once then see each other."""
    if action.origin_id:
        Record.objects.select_for_update(of=("self",)).get(pk=action.origin_id)


def begin(action: Action, step: str, *, seen: int | None) -> Action:
    """Lock it after its source, refuse when it changed since `seen`, and take the step."""
    hold_source(action)
    fresh = fetch(claim(action.record, seen=seen))
    fresh.state = states.after(step, fresh.state)
    return fresh


def settle(action: Action, *, at: dt.datetime, is_new: bool = False) -> Action:
    """Check and save an action, and keep its record in step."""
    record = action.record
    record.state_group = GROUPS[action.state]
    record.closed_at = at if action.state in {states.CLOSED, states.STOPPED} else None
    record.next_alarm = alarm(action)
    record.full_clean(exclude=["search"])
    action.full_clean(exclude=["record"])
    record.save(update_fields=RECORD_FIELDS)
    action.save(force_insert=is_new)
    reindex(record, words_of(action))
    return action


def alarm(action: Action) -> dt.datetime | None:
    """When it next needs somebody: the day after the deadline, or the day of the effect check."""
    if action.state == states.OPEN:
        return clock.start_of(action.deadline + dt.timedelta(days=1))
    if action.state in states.WAITING and action.effect_due:
        return clock.start_of(action.effect_due)
    return None


def words_of(action: Action) -> str:
    """Give the text that search finds an action by, besides its title."""
    return f"{action.description}\n{action.sign}\n{action.evidence}\n{action.verdict_text}\n{action.stop_reason}"


def write_down(action: Action, *, by: Person | None, step: str, text: str, at: dt.datetime) -> None:
    """Put one line on the action's timeline and one on its source's."""
    note(record=action.record, by=by, step=step, text=text, at=at)
    if action.origin:
        told = _("Tiltaket «%(title)s»: %(text)s") % {"title": action.record.title, "text": text}
        note(record=action.origin, by=by, step=f"action_{step}", text=told, at=at)


def tell_person(action: Action, *, by: Person | None, person: Person | None, text: str, why: str) -> None:
    """Put a notice in somebody's inbox, unless they did it themselves. `text` may hold «%(what)s»."""
    if person is None or person == by:
        return
    what = action.record.reference if action.is_closed_off else action.record.title
    address = f"/tiltak/{action.record.reference}/"
    tell(by=by, person=person, text=text % {"what": what}, why=why, address=address, record=action.record)


def tell_origin(action: Action, event: str, *, by: Person | None, **facts: Any) -> None:
    """Let the source's own module follow what happened."""
    if action.origin:
        tell_followers(action.origin, event, action=action, by=by, **facts)


def settled_origin(action: Action, *, by: Person | None) -> None:
    """Tell the source that nothing is open or waits any more, and how it went: noticeable if all of it was, else partly."""
    if action.origin is None:
        return
    siblings = Action.objects.of(action.origin)
    left = siblings.filter(state__in=[*states.UNFINISHED, *states.WAITING]).exists()
    if not left:
        verdicts = set(siblings.filter(state=states.CLOSED).values_list("verdict", flat=True))
        verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.PARTLY if verdicts else ""
        tell_origin(action, "effect_settled", by=by, verdict=verdict)


def need(field: str, value: str, sentence: str) -> str:
    """Give a text back without air around it, or say what is missing."""
    text = value.strip()
    if not text:
        raise ValidationError({field: sentence})
    return text


def need_deadline(day: dt.date | None, *, at: dt.datetime) -> dt.date:
    """Give a deadline back that is not passed, or say so."""
    if day is None:
        raise ValidationError({"deadline": _("Sett en frist")})
    if day < at.astimezone(clock.OSLO).date():
        raise ValidationError({"deadline": _("Sett en frist som ikke er passert")})
    return _near("deadline", day, at)


def need_effect_day(day: dt.date | None, *, at: dt.datetime) -> dt.date:
    """Give back a day for the effect check that is still to come, or say so."""
    if day is None or day <= at.astimezone(clock.OSLO).date():
        raise ValidationError({"effect_due": _("Sett en dag som kommer, da dere sjekker om det virket")})
    return _near("effect_due", day, at)


def _near(field: str, day: dt.date, at: dt.datetime) -> dt.date:
    """Refuse a year that was typed wrong."""
    if (day - at.astimezone(clock.OSLO).date()).days > FARTHEST:
        raise ValidationError({field: _("Datoen er mer enn ti år fram. Se over årstallet")})
    return day
