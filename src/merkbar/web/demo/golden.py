"""Which cases stand open on the demo's today, 2026-09-21: 143 by area, state and age."""

from collections.abc import Callable

from .draw import share
from .shapes import GOLDEN, Draft
from .source import units

OPEN = {
    "MH": {"new": 12, "handling": 61, "effect_check": 28},
    "OL": {"new": 3, "handling": 15, "effect_check": 6},
    "ET": {"new": 1, "handling": 5, "effect_check": 3},
    "KN": {"new": 1, "handling": 3, "effect_check": 0},
    "DKA": {"new": 0, "handling": 2, "effect_check": 1},
    "SN": {"new": 0, "handling": 1, "effect_check": 0},
    "HR": {"new": 0, "handling": 1, "effect_check": 0},
}
OLD_DAYS, OLD, OLD_OST = 60, 29, {"handling": 8, "effect_check": 3}
OST_OLDEST, OLDEST = 96, 130
OL_OLD = {"handling": 1, "effect_check": 3}
OST = "MH33"
UNANSWERED = 4
"""Cases under handling whose reporter has waited past the seven days."""


def age(draft: Draft) -> int:
    """Whole days from the report to the demo's today."""
    return (GOLDEN - draft.reported_at.date()).days


def area_of(draft: Draft) -> str:
    """Tell the kommunalområde a case belongs to."""
    unit = units().get(draft.unit)
    return unit.area if unit else "MH"


def open_up(drafts: list[Draft]) -> None:
    """Mark the open ones of 2026 to date; every other draft stays closed."""
    for draft in drafts:
        draft.golden_state = draft.pin.get("state", "closed")
    chosen = [draft for draft in drafts if draft.golden_state != "closed"]
    free = [draft for draft in drafts if not draft.pin and draft.degree != "serious" and draft.channel != "public"]
    by_area: dict[str, list[Draft]] = {}
    for draft in free:
        by_area.setdefault(area_of(draft), []).append(draft)
    for name in ("ET", "KN", "DKA", "SN", "HR"):
        _small_area(chosen, by_area[name], OPEN[name], name)
    for name in ("OL", "MH"):
        _newest(chosen, by_area[name], OPEN[name]["new"], name)
    ost = [draft for draft in by_area["MH"] if draft.unit == OST and age(draft) <= OST_OLDEST]
    others = [draft for draft in by_area["MH"] if draft.unit != OST and age(draft) <= OLDEST]
    _take_old(chosen, ost, OLD_OST, lambda draft: draft.unit == OST)
    _take_old(chosen, by_area["OL"], OL_OLD, lambda draft: area_of(draft) == "OL")
    _other_old(chosen, others)
    for name in ("OL", "MH"):
        for state in ("handling", "effect_check"):
            _young(chosen, by_area[name], state, OPEN[name][state], name)


def _count(chosen: list[Draft], state: str, area: str) -> int:
    return sum(draft.golden_state == state and area_of(draft) == area for draft in chosen)


def _take(chosen: list[Draft], ranked: list[Draft], state: str, number: int) -> None:
    taken = [draft for draft in ranked if draft.golden_state == "closed"][: max(number, 0)]
    if len(taken) < number:
        raise ValueError(f"only {len(taken)} of {number} cases to stand as {state}")
    for draft in taken:
        draft.golden_state = state
    chosen += taken


def _small_area(chosen: list[Draft], free: list[Draft], wanted: dict[str, int], area: str) -> None:
    """Open the newest cases of an area that reports little, the newest of them as new."""
    ranked = sorted((draft for draft in free if draft.harm is not None), key=lambda draft: (age(draft), draft.key))
    for state, number in wanted.items():
        _take(chosen, ranked, state, number - _count(chosen, state, area))


def _newest(chosen: list[Draft], free: list[Draft], number: int, area: str) -> None:
    ranked = sorted(
        (draft for draft in free if draft.unit != OST and draft.harm is not None),
        key=lambda draft: (age(draft), share(draft.key, "new")),
    )
    _take(chosen, ranked, "new", number - _count(chosen, "new", area))


def _take_old(chosen: list[Draft], free: list[Draft], wanted: dict[str, int], mine: Callable[[Draft], bool]) -> None:
    old = [draft for draft in free if OLD_DAYS < age(draft) <= OLDEST]
    ranked = sorted(old, key=lambda draft: share(draft.key, "old"))
    for state, number in wanted.items():
        held = sum(mine(draft) and draft.golden_state == state and age(draft) > OLD_DAYS for draft in chosen)
        _take(chosen, ranked, state, number - held)


def _other_old(chosen: list[Draft], free: list[Draft]) -> None:
    """Let the rest of the old ones wait for their effect check in Mestring og helse, but for two still handled."""
    missing = OLD - sum(age(draft) > OLD_DAYS for draft in chosen)
    old = [draft for draft in free if age(draft) > OLD_DAYS]
    ranked = sorted(old, key=lambda draft: age(draft) * (0.4 + share(draft.key, "old")))
    _take(chosen, ranked, "handling", 2)
    _take(chosen, ranked, "effect_check", missing - 2)


def _young(chosen: list[Draft], free: list[Draft], state: str, number: int, area: str) -> None:
    youngest = 16 if state == "effect_check" else 1
    fitting = [draft for draft in free if youngest <= age(draft) <= OLD_DAYS]
    ranked = sorted(fitting, key=lambda draft: age(draft) * (0.25 + share(draft.key, state)))
    _take(chosen, ranked, state, number - _count(chosen, state, area))
