"""Did it work? The check is asked for when its day comes and answered by another than the doer (R401, B6)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.act.actions import owners, policy, states
from merkbar.act.actions.models import Action, Verdict
from merkbar.act.actions.writes.common import (
    begin,
    fetch,
    hold,
    hold_source,
    need,
    need_deadline,
    need_effect_day,
    settle,
    settled_origin,
    tell_origin,
    tell_person,
    write_down,
)
from merkbar.act.actions.writes.steps import new_round
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write


class SameHands(ValidationError):
    """The doer answers for their own work."""

    sentence = gettext_lazy("En annen enn den som gjorde tiltaket, må sjekke effekten.")


@write
def ask_effect(*, by: Person | None, action: Action, at: dt.datetime | None = None) -> bool:
    """Open the effect check when its day has come; false when it is not due or already open."""
    now = at or clock.now()
    hold_source(action)
    action = fetch(hold(action.record))
    today = now.astimezone(clock.OSLO).date()
    if not states.can("ask_effect", action.state) or not action.effect_due or action.effect_due > today:
        return False
    action.state = states.after("ask_effect", action.state)
    settle(action, at=now)
    write_down(action, by=by, step="ask_effect", text=_("Tid for å sjekke om det virket"), at=now)
    for person in judges(action, today):
        why = _("Du kan svare på om tiltaket virket")
        tell_person(action, by=by, person=person, text=_("Virket det? %(what)s"), why=why)
    return True


@write
def judge(
    *,
    by: Person,
    action: Action,
    verdict: str,
    text: str,
    deadline: dt.date | None = None,
    effect_due: dt.date | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Action:
    """Answer whether anybody noticed. *Not* begins a new round, *too early* waits for another day, the rest closes."""
    now = at or clock.now()
    action = begin(action, "judge", seen=seen)
    if by.pk in action.hands():
        raise SameHands(SameHands.sentence)
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Velg om tiltaket virket")})
    action.verdict, action.verdict_by, action.verdict_at = verdict, by, now
    action.verdict_text = need("text", text, _("Skriv hva dere har sett som viser det"))
    if verdict == Verdict.NOT:
        action.state = states.OPEN
        new_round(action, need_deadline(deadline, at=now))
    elif verdict == Verdict.TOO_EARLY:
        action.state = states.DONE
        action.effect_due = need_effect_day(effect_due, at=now)
    else:
        action.state = states.CLOSED
    settle(action, at=now)
    _spread(action, by=by, at=now)
    return action


def _spread(action: Action, *, by: Person, at: dt.datetime) -> None:
    """Write the verdict down, tell who must take it up again, and let the source follow."""
    said = {"verdict": action.get_verdict_display(), "text": action.verdict_text}
    write_down(action, by=by, step="judge", text=_("Virket det? %(verdict)s. %(text)s") % said, at=at)
    if action.verdict == Verdict.NOT:
        text, why = _("Tiltaket virket ikke og er åpnet igjen: %(what)s"), _("Du er satt som ansvarlig")
        tell_person(action, by=by, person=action.record.owner, text=text, why=why)
        tell_origin(action, "effect_missing", by=by)
    elif action.verdict == Verdict.TOO_EARLY:
        tell_origin(action, "effect_too_early", by=by, day=action.effect_due)
    elif action.state == states.CLOSED:
        settled_origin(action, by=by)


def judges(action: Action, day: dt.date) -> list[Person]:
    """Who is asked: the one who ordered it and the nearest leader, of those who may answer and may read it."""
    nearest = next((p for p in owners.leaders_above(action.record.unit, day) if _may(p, action)), None)
    ordered = action.ordered_by
    asked = {p.pk: p for p in (ordered if ordered and ordered.is_active else None, nearest) if p and _may(p, action)}
    return list(asked.values())


def _may(person: Person, action: Action) -> bool:
    standing = standing_of(person)
    return policy.may_judge(standing, action) and policy.may_read(standing, action)
