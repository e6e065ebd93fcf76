"""Actions of the cases: who takes part, when they are done, and whether their effect was checked in time."""

from datetime import date, datetime, timedelta
from functools import cache

from .channels import headcount
from .draw import one, pick, share, whole
from .rounding import nearest
from .shapes import GOLDEN, ActionPlan, Draft
from .source import Measure, measures, read_json
from .timeline import CHECK_DAYS
from .when import at

WITH_MEASURE = {"2024": 0.34, "2025": 0.39, "2026": 0.41, "after": 0.41}
"""Share of closed cases that have an action."""
ON_TIME = {"2024": 0.12, "2025": 0.48, "2026": 0.71, "after": 0.71}
"""Of those, the share whose effect was checked before it was due."""
OPEN_WITH_MEASURE = 0.4
SECOND, STOPPED, LATE, LEADER = 0.18, 0.15, 0.25, 0.55
WORKED, PARTLY = 0.7, 0.95
HARD = {"none": 1.0, "low": 1.2, "moderate": 3.0, "serious": 9.0, "death": 9.0}


def _key(draft: Draft) -> int:
    return draft.key


@cache
def _fitting(code: str) -> list[Measure]:
    own = [measure for measure in measures() if measure.scope == code]
    return own or [measure for measure in measures() if measure.scope == code[:2]]


def act(drafts: list[Draft], stratum: str) -> None:
    """Set actions and the reason for closing of the drafts of one stratum."""
    closed = [draft for draft in drafts if draft.golden_state == "closed"]
    sure = [draft for draft in closed if draft.hold or "actions" in draft.pin]
    free = [draft for draft in closed if not draft.hold and "actions" not in draft.pin]
    wanted = nearest(WITH_MEASURE[stratum], len(closed)) - len(sure)
    chosen = [*sure, *pick(free, wanted, key=_key, purpose="measure", weight=lambda row: HARD[row.degree])]
    for draft in drafts:
        waits = draft.golden_state == "effect_check"
        if waits or (draft.golden_state == "handling" and share(draft.key, "open measure") < OPEN_WITH_MEASURE):
            chosen.append(draft)
    done = {draft.key: _done_at(draft) for draft in chosen}
    on_time = _on_time(chosen, done, stratum)
    for draft in chosen:
        draft.actions = _actions(draft, done[draft.key], on_time=draft.key in on_time)
    for draft in drafts:
        quiet = one(draft.key, "reason", ("no_action_needed", "handled_at_once", "no_action_needed", "part_of_pattern"))
        draft.close_reason = "actions_done" if draft.actions else quiet


def _done_at(draft: Draft) -> datetime:
    answered = draft.answered_at or draft.reported_at
    told = draft.pin.get("actions")
    if told:
        return at(date.fromisoformat(told[0]["done"]), 14 * 60)
    if draft.golden_state == "effect_check":
        last = at(GOLDEN - timedelta(1), 15 * 60)
        return min(answered + timedelta(days=whole(draft.key, "work", 3, 12), minutes=30), last)
    if draft.golden_state == "handling":
        today = at(GOLDEN, 9 * 60)
        return today + (draft.closed_at - today) * (0.3 + 0.6 * share(draft.key, "work"))
    if draft.hold:
        done = draft.closed_at - timedelta(days=whole(draft.key, "work", CHECK_DAYS - 4, CHECK_DAYS - 1))
        return max(done, answered + timedelta(minutes=30))
    return answered + (draft.closed_at - answered) * (0.6 + 0.39 * share(draft.key, "work"))


def _on_time(chosen: list[Draft], done: dict[int, datetime], stratum: str) -> set[int]:
    """Exactly the share of those due on the demo's today; the same share of those that come due later."""
    closed = [draft for draft in chosen if draft.golden_state == "closed"]
    due = [draft for draft in closed if done[draft.key].date() + timedelta(CHECK_DAYS) < GOLDEN]
    passed = {draft.key for draft in due}
    found: set[int] = {draft.key for draft in chosen if draft.hold}
    for group in (due, [draft for draft in closed if draft.key not in passed]):
        sure = sum(draft.hold for draft in group)
        free = [draft for draft in group if not draft.hold]
        number = max(nearest(ON_TIME[stratum], len(group)) - sure, 0)
        found |= {draft.key for draft in pick(free, number, key=_key, purpose="on time", weight=lambda _: 1.0)}
    return found


def _actions(draft: Draft, done: datetime, *, on_time: bool) -> list[ActionPlan]:
    told = draft.pin.get("actions")
    if told:
        return [_told(draft, row, turn) for turn, row in enumerate(told)]
    options = _fitting(draft.type)
    start = int(share(draft.key, "which") * len(options))
    number = 2 if share(draft.key, "second") < SECOND else 1
    found = []
    for turn in range(min(number, len(options))):
        option = options[(start + turn * 2) % len(options)]
        stopped = turn == 1 and share(draft.key, "stopped") < STOPPED
        found.append(_plan(draft, option, done, turn, on_time=on_time, stopped=stopped))
    return found


def _opened(draft: Draft, done: datetime) -> datetime:
    answered = draft.answered_at or draft.reported_at
    return min(answered + timedelta(minutes=3), done)


def _plan(draft: Draft, option: Measure, done: datetime, turn: int, *, on_time: bool, stopped: bool) -> ActionPlan:
    key = draft.key * 4 + turn
    due = done.date() + timedelta(CHECK_DAYS)
    shift = -whole(key, "before", 0, 12) if on_time else whole(key, "after due", 3, 60)
    verdict_at = at(due + timedelta(shift), whole(key, "verdict", 480, 930))
    if draft.hold:
        verdict_at = draft.closed_at - timedelta(minutes=3)
    worked = share(key, "worked")
    verdict = "yes" if worked < WORKED else "partly" if worked < PARTLY or draft.hold else "no"
    phrases = read_json("phrases.json")
    late = share(key, "late") < LATE
    owner = 0 if share(key, "owner") < LEADER else whole(key, "owner index", 1, headcount(draft) - 1)
    return ActionPlan(
        what=option.what,
        owner=owner,
        deadline=done.date() + timedelta(whole(key, "slack", 1, 14) * (-1 if late else 1)),
        strength=option.strength,
        type=option.type,
        state="stopped" if stopped else "closed",
        opened_at=_opened(draft, done),
        done_at=done,
        effect_due=due,
        verdict="" if stopped else verdict,
        verdict_at=None if stopped else verdict_at,
        evidence="" if stopped else one(key, "evidence", phrases["evidence_no" if verdict == "no" else "evidence"]),
    )


def _told(draft: Draft, row: dict[str, str], turn: int) -> ActionPlan:
    """Write out an action of the storyline, its days as told."""
    done = at(date.fromisoformat(row["done"]), 14 * 60)
    due = date.fromisoformat(row["effect_due"]) if "effect_due" in row else done.date() + timedelta(CHECK_DAYS)
    held_open = draft.golden_state == "effect_check"
    return ActionPlan(
        what=row["what"],
        owner=0,
        deadline=date.fromisoformat(row["deadline"]),
        strength=row["strength"],
        type=row["type"],
        state="closed",
        opened_at=_opened(draft, done),
        done_at=done,
        effect_due=due,
        verdict="yes",
        verdict_at=draft.closed_at - timedelta(minutes=3) if held_open else at(due - timedelta(5 + turn), 600),
        evidence=read_json("phrases.json")["evidence"][turn],
    )


def rate(drafts: list[Draft], stratum: str) -> None:
    """Whether the reporter found the answer useful: a little over half say so, from 2025."""
    shares = {"2025": 0.71, "2026": 0.78, "after": 0.78}
    if stratum not in shares:
        return
    closed = [draft for draft in drafts if draft.golden_state == "closed"]
    asked = pick(closed, nearest(0.55, len(closed)), key=_key, purpose="rated", weight=lambda _: 1.0)
    pleased = pick(asked, nearest(shares[stratum], len(asked)), key=_key, purpose="useful", weight=lambda _: 1.0)
    for draft in asked:
        draft.useful = False
    for draft in pleased:
        draft.useful = True
