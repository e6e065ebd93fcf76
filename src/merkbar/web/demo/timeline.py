"""The life of each case: taken up, answered, closed. Shares and medians hold per year on the demo's today."""

from datetime import date, datetime, timedelta

from .draw import share, whole
from .golden import OST, UNANSWERED, age, open_up
from .rounding import nearest
from .shapes import GOLDEN, Draft
from .spans import ANSWERED_IN_TIME, CLOSED, LATE, early, fit, ladder
from .when import LAST_MINUTE, at

ANSWER_DAYS = 7
HOLD_DAYS, PATIENCE = 101, 30
CHECK_DAYS = 90


def _work_minute(draft: Draft, purpose: str) -> int:
    return whole(draft.key, purpose, 8 * 60, 15 * 60 + 30)


def _later(draft: Draft, days: int, purpose: str, *, after: datetime, gap: int) -> datetime:
    """Give a working-hours moment `days` after the report's date, at least `gap` minutes after `after`."""
    moment = at(draft.reported_at.date() + timedelta(days), _work_minute(draft, purpose))
    if moment >= after + timedelta(minutes=gap):
        return moment
    pushed = after + timedelta(minutes=gap)
    last = at(moment.date(), LAST_MINUTE + 4)
    return min(pushed, last) if after < last else after + timedelta(minutes=1)


def live(drafts: list[Draft], stratum: str) -> None:
    """Set the golden state and every moment of the drafts of one stratum."""
    if stratum == "2026":
        open_up(drafts)
    elif stratum != "after":
        for draft in drafts:
            draft.golden_state = "closed"
    to_close = _closing_days(drafts, stratum)
    answers = _answer_days(drafts, stratum, to_close)
    for draft in drafts:
        if draft.golden_state == "new" or (draft.golden_state != "closed" and draft.key not in answers):
            _meet_later(draft)
        else:
            _meet(draft, answers[draft.key])
        _end(draft, to_close.get(draft.key))


def _closing_days(drafts: list[Draft], stratum: str) -> dict[int, int]:
    closed = [draft for draft in drafts if draft.golden_state == "closed"]
    told = {
        draft.key: (date.fromisoformat(draft.pin["closed"]) - draft.reported_at.date()).days
        for draft in closed
        if "closed" in draft.pin
    }
    free = [draft for draft in closed if draft.key not in told]
    room = (lambda draft: age(draft) - 1) if stratum != "after" else (lambda _: 10_000)
    return told | fit(ladder(CLOSED[stratum], len(free)), free, room, f"closing {stratum}")


def _told_answer(draft: Draft) -> int | None:
    day = draft.pin.get("answered")
    return (date.fromisoformat(day) - draft.reported_at.date()).days if day else None


def _answer_days(drafts: list[Draft], stratum: str, to_close: dict[int, int]) -> dict[int, int]:
    """Days to the answer of everyone who has one on the demo's today."""
    told = {draft.key: days for draft in drafts if (days := _told_answer(draft)) is not None}
    silent = {draft.key for draft in drafts if draft.golden_state == "new"}
    silent |= {draft.key for draft in drafts if "answered" in draft.pin and not draft.pin["answered"]}
    silent |= _kept_waiting(drafts)
    due = [draft for draft in drafts if stratum == "after" or age(draft) > ANSWER_DAYS]
    free = [draft for draft in due if draft.key not in told and draft.key not in silent]

    def room(draft: Draft) -> int:
        days = to_close.get(draft.key, age(draft) - 1)
        return days if days < HOLD_DAYS else days - CHECK_DAYS - 3

    in_time = nearest(ANSWERED_IN_TIME[stratum], len(due))
    in_time -= sum(told.get(draft.key, 99) <= ANSWER_DAYS for draft in due)
    spread = [*early(stratum, in_time), *ladder(LATE[stratum], len(free) - in_time)]
    answers = told | fit(spread, free, room, f"answer {stratum}")
    late = {draft.key for draft in due}
    for draft in drafts:
        if draft.key not in late and draft.key not in silent and draft.key not in told:
            answers[draft.key] = min(room(draft), whole(draft.key, "quick", 0, 3))
    return answers


def _kept_waiting(drafts: list[Draft]) -> set[int]:
    """Choose a few whose reporter still waits past the limit."""
    slow = [
        draft
        for draft in drafts
        if draft.golden_state == "handling"
        and not draft.pin
        and draft.unit != OST
        and ANSWER_DAYS < age(draft) < PATIENCE
    ]
    slow.sort(key=lambda draft: share(draft.key, "kept waiting"))
    return {draft.key for draft in slow[:UNANSWERED]}


def _meet(draft: Draft, days: int) -> None:
    """Taken up within two days and answered after `days`."""
    first = min(days, whole(draft.key, "taken", 0, 2))
    draft.taken_at = _later(draft, first, "taken at", after=draft.reported_at, gap=20)
    draft.answered_at = _later(draft, days, "answered at", after=draft.taken_at, gap=4)


def _meet_later(draft: Draft) -> None:
    """Let the answer come after the demo's today; a new case is not even taken up before it."""
    if draft.golden_state == "new":
        draft.taken_at = at(GOLDEN, _work_minute(draft, "taken at"))
    else:
        draft.taken_at = _later(draft, 1, "taken at", after=draft.reported_at, gap=20)
    draft.answered_at = at(GOLDEN + timedelta(whole(draft.key, "soon", 0, 2)), 950)


def _end(draft: Draft, days: int | None) -> None:
    if draft.answered_at is None:
        raise ValueError("a case is closed before its reporter has an answer")
    if days is None:
        days = age(draft) + whole(draft.key, "open for", 4, 40)
        draft.hold = draft.golden_state == "effect_check"
    else:
        draft.hold = days >= HOLD_DAYS
    draft.closed_at = _later(draft, days, "closed at", after=draft.answered_at, gap=6)
