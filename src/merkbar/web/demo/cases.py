"""Every deviation of Solvik as it stands on the morning asked for: `cases` once, `multiplied` many times."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from . import channels, harm, measures, story, timeline, when, words
from .cells import slots
from .periods import periods
from .shapes import ActionPlan, Case, Draft
from .when import at

STRATA = ("2024", "2025", "2026", "after")
COPY_STEP = 7
"""Minutes each copy of a case is moved, so that copies do not fall on the same minute."""


@cache
def drafts() -> tuple[Draft, ...]:
    """Every case of the three years with its whole life, in the order reported."""
    found = [
        Draft(key, slot.type, slot.unit, slot.period, slot.reached, {}) for key, slot in enumerate(slots(), start=1)
    ]
    story.claim(found)
    when.settle(found)
    groups: dict[str, list[Draft]] = {stratum: [] for stratum in STRATA}
    for draft in found:
        groups[periods()[draft.period].stratum].append(draft)
    for stratum, group in groups.items():
        harm.sort_out(group, stratum)
        channels.arrive(group, stratum)
        timeline.live(group, stratum)
        measures.act(group, stratum)
        measures.rate(group, stratum)
    words.write(found)
    return tuple(found)


def cases(today: date) -> list[Case]:
    """Everything reported before `today` began, as it then stood, in the order reported."""
    now = at(today, 0)
    return [_as_of(draft, now) for draft in drafts() if draft.reported_at < now]


def _action_as_of(action: ActionPlan, now: datetime) -> ActionPlan:
    """Give the action as it stood: open until done, waiting for its effect check until the verdict."""
    if action.verdict_at and action.verdict_at < now:
        return action
    if action.done_at and action.done_at < now:
        if action.state == "stopped":
            return action
        return replace(action, state="effect_check", verdict="", verdict_at=None, evidence="")
    return replace(action, state="open", done_at=None, verdict="", verdict_at=None, evidence="")


def _state(draft: Draft, now: datetime) -> str:
    if draft.closed_at < now:
        return "closed"
    if draft.taken_at >= now:
        return "new"
    if draft.hold and all(action.done_at and action.done_at < now for action in draft.actions):
        return "effect_check"
    return "handling"


def _as_of(draft: Draft, now: datetime) -> Case:
    state = _state(draft, now)
    judged, closed = state != "new", state == "closed"
    answered = draft.answered_at if draft.answered_at and draft.answered_at < now else None
    return Case(
        seq=draft.seq,
        year=draft.year,
        type=draft.type,
        area=draft.area,
        unit=draft.unit,
        kind=draft.kind,
        reported_at=draft.reported_at,
        occurred_at=draft.occurred_at,
        channel=draft.channel,
        hidden=draft.hidden,
        reporter=draft.reporter,
        harm=draft.harm,
        harm_physical=draft.physical if judged else None,
        harm_psychological=draft.psychological if judged else None,
        potential=draft.potential if judged else None,
        recurrence=draft.recurrence if judged else None,
        what=draft.what,
        title=draft.title,
        immediate_action=draft.immediate_action,
        causes=draft.causes if judged else (),
        state=state,
        answered_at=answered,
        answer=draft.answer if answered else "",
        useful=draft.useful if closed else None,
        closed_at=draft.closed_at if closed else None,
        close_reason=draft.close_reason if closed else "",
        actions=tuple(_action_as_of(action, now) for action in draft.actions if judged and action.opened_at < now),
        access=draft.pin.get("access", "unit"),
        taken_at=draft.taken_at if judged else None,
        story=draft.pin.get("id", ""),
    )


def multiplied(today: date, size: int) -> Iterator[Case]:
    """Yield the plan `size` times, one case in hand at a time: the first round as it is, the others earlier in the day.

    Numbers go on from round to round within each year, and no copy is a story case or kept to named persons.
    """
    plan = cases(today)
    counted: dict[int, int] = {}
    for case in plan:
        counted[case.year] = counted.get(case.year, 0) + 1
    yield from plan
    for turn in range(1, size):
        for case in plan:
            yield _copy(case, turn, case.seq + turn * counted[case.year])


def _copy(case: Case, turn: int, seq: int) -> Case:
    minutes = case.reported_at.hour * 60 + case.reported_at.minute
    back = timedelta(minutes=turn * COPY_STEP % (minutes + 1))
    return replace(
        case,
        seq=seq,
        reported_at=case.reported_at - back,
        occurred_at=case.occurred_at - back,
        taken_at=case.taken_at and case.taken_at - back,
        answered_at=case.answered_at and case.answered_at - back,
        closed_at=case.closed_at and case.closed_at - back,
        access="unit",
        story="",
    )
