"""What kind of report it is and how it went: near misses, harm on two scales, what could have come of it, causes."""

from .draw import one, pick, share, whole
from .rounding import nearest
from .shapes import Draft
from .source import read_json

NEAR_MISS = {"2024": 0.18, "2025": 0.27, "2026": 0.34, "after": 0.34}
"""Share of user and HMS reports that are near misses, to the nearest whole case."""
CONCERN = 0.03
DEGREES = {
    "2024": {"death": 0, "serious": 20, "moderate": 121, "low": 428},
    "2025": {"death": 1, "serious": 14, "moderate": 94, "low": 431},
    "2026": {"death": 0, "serious": 7, "moderate": 57, "low": 296},
    "after": {"death": 0, "serious": 2, "moderate": 21, "low": 109},
}
"""User reports by harm (whole 2026: 9, 78, 405); all others are without harm."""
STAFF_SHARES = {"serious": 0.004, "moderate": 0.10, "low": 0.38}
NEAR_WEIGHT = {
    "BR01": 1.6, "BR02": 0.35, "BR06": 0.35, "BR13": 0.3, "BR15": 0.5, "BR16": 0.3, "BR17": 0.5, "BR18": 0.4,
    "HM01": 0.6, "HM05": 0.6,
}  # fmt: skip
DEGREE_WEIGHT = {
    "serious": {"BR01": 3, "BR02": 4, "BR09": 5, "BR10": 2, "BR13": 4, "BR14": 2, "BR04": 1, "BR17": 1.5, "BR05": 1,
                "HM01": 2, "HM02": 3},
    "moderate": {"BR02": 1.5, "BR17": 1.5, "BR04": 2, "BR09": 2, "BR07": 0.2, "BR15": 0.3, "HM01": 1.5},
    "low": {"BR02": 1.6, "BR07": 0.4, "BR15": 0.6},
}  # fmt: skip
PSYCHOLOGICAL = {"BR07", "BR08", "BR11", "BR15", "BR16", "BR18", "HM05", "HM06"}
BOTH = {"BR06", "BR12", "BR13", "HM01"}
OFTEN = {"BR01", "BR02", "BR06", "HM01", "HM05", "BR08"}
REPORTED = {"none": 0, "low": 1, "moderate": 2, "serious": 4, "death": 5}
UNKNOWN, GREAT, HALF = 0.05, 0.3, 0.5
KIND_OF_IDEA = {"FO01": "suggestion", "FO02": "good_practice"}


def degree_of(worst: int | None) -> str:
    """Fold a step 0–5 to the five words of the figures.

    >>> [degree_of(step) for step in range(6)]
    ['none', 'low', 'moderate', 'moderate', 'serious', 'death']
    """
    return ("none", "low", "moderate", "moderate", "serious", "death")[worst or 0]


def _key(draft: Draft) -> int:
    return draft.key


def sort_out(drafts: list[Draft], stratum: str) -> None:
    """Set kind, harm, potential, recurrence and causes of the drafts of one stratum."""
    for draft in drafts:
        draft.kind = KIND_OF_IDEA.get(draft.type, "near_miss" if draft.reached is False else "deviation")
        if draft.pin:
            draft.kind = draft.pin["kind"]
            draft.physical, draft.psychological = draft.pin["harm"]
            draft.degree = degree_of(max(draft.pin["harm"]))
    _near_misses(drafts, stratum)
    _degrees([draft for draft in drafts if draft.area == "BR"], DEGREES[stratum])
    staff = [draft for draft in drafts if draft.area == "HM"]
    _degrees(staff, {degree: nearest(part, len(staff)) for degree, part in STAFF_SHARES.items()})
    for draft in drafts:
        _scales(draft)
        _causes(draft)


def _near_misses(drafts: list[Draft], stratum: str) -> None:
    able = [draft for draft in drafts if draft.area in {"BR", "HM"}]
    wanted = nearest(NEAR_MISS[stratum], len(able)) - sum(draft.kind == "near_miss" for draft in able)
    free = [draft for draft in able if not draft.pin and draft.reached is None]
    for draft in pick(free, wanted, key=_key, purpose="near miss", weight=lambda row: NEAR_WEIGHT.get(row.type, 1)):
        draft.kind = "near_miss"
    rest = [
        draft
        for draft in drafts
        if draft.kind == "deviation" and not draft.pin and draft.reached is None and draft.area != "FO"
    ]
    for draft in pick(
        rest, nearest(CONCERN, len(rest)), key=_key, purpose="concern", weight=lambda row: 1 if row.area == "BR" else 2
    ):
        draft.kind = "concern"


def _degrees(drafts: list[Draft], wanted: dict[str, int]) -> None:
    """Give exactly as many of each degree as wanted, the story's own cases counted in."""
    for degree, number in wanted.items():
        weights = DEGREE_WEIGHT.get(degree, {})
        default = 0.0 if degree in {"serious", "death"} else 1.0
        free = [draft for draft in drafts if draft.kind == "deviation" and draft.degree == "none" and not draft.pin]
        told = sum(bool(draft.pin) and draft.degree == degree for draft in drafts)
        for draft in pick(
            free,
            max(number - told, 0),
            key=_key,
            purpose=degree,
            weight=lambda row, weights=weights, default=default: weights.get(row.type, default),  # type: ignore[misc]
        ):
            draft.degree = degree


def _scales(draft: Draft) -> None:
    key = draft.key
    if draft.pin:
        draft.potential = draft.pin["potential"]
    else:
        step = {"none": 0, "low": 1, "moderate": 3 if share(key, "three") < GREAT else 2, "serious": 4, "death": 5}
        worst = step[draft.degree]
        lesser = min(worst, whole(key, "lesser", 0, 1)) if worst else 0
        minded = draft.type in PSYCHOLOGICAL or (draft.type in BOTH and share(key, "mind") < HALF)
        to_mind = minded and draft.degree != "serious"
        draft.physical, draft.psychological = (0, worst) if to_mind else (worst, lesser)
        draft.potential = 0 if draft.area == "FO" else min(5, worst + whole(key, "worse", 1 if worst else 0, 3))
    draft.recurrence = one(
        key, "again", ("monthly", "yearly", "monthly") if draft.type in OFTEN else ("rare", "yearly", "yearly")
    )
    draft.harm = REPORTED[draft.degree]
    if not draft.pin and draft.area != "FO" and share(key, "unknown") < UNKNOWN:
        draft.harm = None


def _causes(draft: Draft) -> None:
    """One to three causes, those usual for the type first; a person's own part is never among the drawn."""
    if draft.pin:
        draft.causes = tuple(draft.pin["causes"])
        return
    table = read_json("phrases.json")["causes"]
    usual: list[str] = table.get(draft.type) or table[draft.area]
    start = int(share(draft.key, "cause") ** 1.5 * len(usual))
    number = one(draft.key, "causes", (1, 1, 2, 2, 2, 3))
    turned = [*usual[start:], *usual[:start]]
    draft.causes = tuple(turned[:number])
