"""Handle: assess, find causes, finish, close when the effect is known, reopen when it is missing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.check.deviations import jobs_names, states
from merkbar.check.deviations.kinds import finished_words
from merkbar.check.deviations.models import Cause, CloseReason, Deviation, DeviationCause, EventType, Mode
from merkbar.check.deviations.writes.answering import give_who_waits
from merkbar.check.deviations.writes.common import put, take
from merkbar.ground.clock import clock
from merkbar.ground.jobs.defer import defer
from merkbar.ground.people.models import Person
from merkbar.ground.records import registries
from merkbar.ground.records.models import Access, Record
from merkbar.ground.records.writes import note
from merkbar.ground.trail.write import write

MOST_CAUSES = 3


class Refused(ValidationError):
    """A step refused with sentences a person can act on."""


@write
def assess(
    *,
    by: Person,
    deviation: Deviation,
    kind: str,
    type: EventType | None,  # noqa: A002 - the field's own name
    harm_physical: int | None,
    harm_psychological: int | None,
    potential: int | None,
    recurrence: str,
    consequences: list[str] | None = None,
    seen: int | None = None,
) -> Deviation:
    """Set what the leader judges: kind, type, harm on two scales, what it could have led to, whether it can recur."""
    record, deviation = take(deviation, "assess", seen=seen)
    deviation.kind, deviation.type = kind, type
    deviation.area = type.area if type else deviation.area
    deviation.harm_physical, deviation.harm_psychological = harm_physical, harm_psychological
    deviation.potential, deviation.recurrence = potential, recurrence
    deviation.consequences = consequences or []
    if type and type.restricted and record.access in {Access.OPEN, Access.UNIT}:
        record.access = Access.RESTRICTED
    judged = ("harm_physical", "harm_psychological", "potential", "recurrence", "consequences")
    put(record, deviation, "kind", "type", "area", *judged)
    note(record=record, by=by, step="assess")
    defer(jobs_names.ESCALATE, deviation=deviation.pk)
    return deviation


@write
def set_causes(
    *,
    by: Person,
    deviation: Deviation,
    causes: list[tuple[Cause, str]],
    held: str = "",
    seen: int | None = None,
) -> Deviation:
    """Write down why it happened: at most three factors, and what held."""
    if len(causes) > MOST_CAUSES:
        raise Refused(_("Velg inntil tre årsaker."))
    if causes and all(cause.individual for cause, _line in causes):
        raise Refused(only_individual())
    record, deviation = take(deviation, "assess", seen=seen)
    DeviationCause.objects.filter(deviation=deviation).delete()
    for cause, line in causes:
        DeviationCause.objects.create(deviation=deviation, cause=cause, line=line)
    deviation.held = held
    put(record, deviation, "held")
    note(record=record, by=by, step="set_causes", text=", ".join(cause.name for cause, _line in causes))
    return deviation


def only_individual() -> str:
    """Why an individual cause cannot stand alone (B9)."""
    return _("Forhold hos enkeltpersoner kan ikke stå alene. Velg også noe ved måten arbeidet er lagt opp på.")


def refusals(record: Record, deviation: Deviation, *, reason: CloseReason | None, weak_reason: str = "") -> list[str]:
    """Why a case cannot be set to finished now; empty when it can."""
    found = []
    if deviation.wants_answer and deviation.answered_at is None:
        found.append(_("Svar melder før du setter saken til ferdig behandlet."))
    causes = list(DeviationCause.objects.filter(deviation=deviation).select_related("cause"))
    if causes and all(link.cause.individual for link in causes):
        found.append(only_individual())
    record.weak_reason = weak_reason  # type: ignore[attr-defined]  # what guards may weigh
    found += registries.refusals(record, "finish")
    if reason is None and not registries.refusals(record, "finish_without_action"):
        found.append(_("Velg hvorfor saken ikke trenger tiltak, eller lag et tiltak."))
    return found


@write
def finish(
    *,
    by: Person,
    deviation: Deviation,
    outcome: str,
    reason: CloseReason | None = None,
    close_note: str = "",
    weak_reason: str = "",
    seen: int | None = None,
) -> Deviation:
    """Set the case to «ferdig behandlet» and tell the reporter what was done (mode D).

    With actions whose effect is not known yet it waits for them; else it is closed.
    """
    record, deviation = take(deviation, "finish", seen=seen)
    deviation.weak_reason = weak_reason
    if found := refusals(record, deviation, reason=reason, weak_reason=weak_reason):
        raise Refused(found)
    deviation.close_reason, deviation.close_note = reason, close_note
    waits = bool(registries.refusals(record, "skip_effect"))
    deviation.state = states.EFFECT_CHECK if waits else states.CLOSED
    deviation.closed_at = None if waits else clock.now()
    record.next_alarm = None
    put(record, deviation, "weak_reason", "close_reason", "close_note", "closed_at")
    note(record=record, by=by, step="finish", text=finished_words(deviation.state) if waits else "")
    give_who_waits(deviation, mode=Mode.OUTCOME, text=outcome, by=by)
    return deviation


@write
def close(*, by: Any, deviation: Deviation, outcome: str = "", seen: int | None = None) -> Deviation:
    """Close a case whose actions have shown their effect."""
    record, deviation = take(deviation, "close", seen=seen)
    if found := registries.refusals(record, "close"):
        raise Refused(found)
    deviation.closed_at = clock.now()
    put(record, deviation, "closed_at")
    note(record=record, by=by, step="close", text=_("Effekten er sjekket"))
    if outcome:
        give_who_waits(deviation, mode=Mode.SYSTEM, text=outcome, by=by)
    return deviation


@write
def tell_effect(*, by: Any, deviation: Deviation, text: str) -> None:
    """Tell everybody who waits what the effect check said (mode E)."""
    give_who_waits(deviation, mode=Mode.SYSTEM, text=text, by=by)


@write
def reopen(*, by: Any, deviation: Deviation, why: str, seen: int | None = None) -> Deviation:
    """Take a case up again; `why` stands on the timeline."""
    record, deviation = take(deviation, "reopen", seen=seen)
    deviation.closed_at = None
    put(record, deviation, "closed_at")
    note(record=record, by=by, step="reopen", text=why)
    return deviation
