"""The policy: which role may do what, and how far it reaches. `merkbar access matrix` prints it.

A right reaches the subtree of the unit where the post is held. Some reach only one area of events (HMS, personvern).
Roles and duties: `domain/requirements.md` 1.11, Tønsberg annex 3 and 4.
"""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What can be given to a role."""

    REPORT = "deviation.report"
    READ = "deviation.read"
    READ_RESTRICTED = "deviation.read_restricted"
    HANDLE = "deviation.handle"
    SEALED = "deviation.read_sealed"
    EXPORT = "deviation.export"
    STATISTICS = "statistics.read"
    FOLLOW_ACTIONS = "action.follow"
    READ_ACTIONS = "action.read"
    READ_PLANS = "plan.read"
    EDIT_PLANS = "plan.edit"
    ADOPT_PLANS = "plan.adopt"
    EDIT_TAXONOMY = "taxonomy.edit"
    EDIT_UNITS = "units.edit"
    EDIT_PEOPLE = "people.edit"
    EDIT_LEAVE = "leave.edit"
    EDIT_LIBRARY = "procedure.lists"
    MAKE_TOKENS = "token.make"
    READ_INDICATORS = "indicator.read"
    EDIT_INDICATORS = "indicator.edit"
    ENTER_INDICATORS = "indicator.enter"
    READ_PROCEDURES = "procedure.read"
    EDIT_PROCEDURES = "procedure.edit"
    APPROVE_PROCEDURES = "procedure.approve"
    REVIEW_PROCEDURES = "procedure.review"
    FOLLOW_READING = "reading.follow"
    EDIT_LEARNING = "learning.edit"
    PLAN_LEARNING = "learning.plan"
    FOLLOW_LEARNING = "learning.follow"


@dataclass(frozen=True, slots=True)
class Grant:
    """One cell of the policy: a right, and the areas of events it is limited to (empty: all)."""

    right: Right
    areas: tuple[str, ...] = ()


def _all(*rights: Right) -> tuple[Grant, ...]:
    return tuple(Grant(right) for right in rights)


_STAFF = _all(Right.REPORT, Right.READ_PROCEDURES, Right.READ_PLANS)
_UNIT_MEMBER = _all(
    Right.REPORT, Right.READ_PROCEDURES, Right.READ, Right.READ_ACTIONS, Right.READ_PLANS, Right.READ_INDICATORS
)
_LEADER = _all(
    Right.REPORT,
    Right.READ_PROCEDURES,
    Right.READ,
    Right.READ_RESTRICTED,
    Right.HANDLE,
    Right.SEALED,
    Right.EXPORT,
    Right.STATISTICS,
    Right.FOLLOW_ACTIONS,
    Right.READ_ACTIONS,
    Right.READ_INDICATORS,
    Right.ENTER_INDICATORS,
    Right.READ_PLANS,
    Right.EDIT_PROCEDURES,
    Right.APPROVE_PROCEDURES,
    Right.REVIEW_PROCEDURES,
    Right.FOLLOW_READING,
    Right.EDIT_LEAVE,
    Right.PLAN_LEARNING,
    Right.FOLLOW_LEARNING,
)
_QUALITY = _all(
    Right.REPORT,
    Right.READ_PROCEDURES,
    Right.READ,
    Right.READ_RESTRICTED,
    Right.EXPORT,
    Right.STATISTICS,
    Right.FOLLOW_ACTIONS,
    Right.READ_ACTIONS,
    Right.READ_INDICATORS,
    Right.ENTER_INDICATORS,
    Right.EDIT_INDICATORS,
    Right.READ_PLANS,
    Right.EDIT_PROCEDURES,
    Right.REVIEW_PROCEDURES,
    Right.FOLLOW_READING,
    Right.EDIT_LIBRARY,
    Right.EDIT_LEARNING,
    Right.PLAN_LEARNING,
    Right.FOLLOW_LEARNING,
)
_HMS = (
    Grant(Right.REPORT),
    Grant(Right.READ_PROCEDURES),
    Grant(Right.READ, ("HM",)),
    Grant(Right.STATISTICS),
    Grant(Right.READ_ACTIONS),
    Grant(Right.READ_PLANS),
    Grant(Right.READ_INDICATORS),
)

POLICY: dict[str, tuple[Grant, ...]] = {
    "ansatt": _UNIT_MEMBER,
    "avdelingsleder": _LEADER,
    "tjenesteleder": _LEADER,
    "virksomhetsleder": (*_LEADER, *_all(Right.EDIT_INDICATORS)),
    "kommunalsjef": (*_LEADER, *_all(Right.ADOPT_PLANS, Right.EDIT_INDICATORS)),
    "kommunedirektor": (*_LEADER, *_all(Right.ADOPT_PLANS, Right.EDIT_INDICATORS)),
    "kvalitetsradgiver": (*_QUALITY, *_all(Right.EDIT_TAXONOMY, Right.HANDLE, Right.EDIT_PLANS)),
    "kvalitetskoordinator": (*_QUALITY, *_all(Right.HANDLE, Right.EDIT_PLANS)),
    "tilrettelegger": _all(
        Right.REPORT,
        Right.READ_PROCEDURES,
        Right.READ,
        Right.STATISTICS,
        Right.READ_ACTIONS,
        Right.READ_PLANS,
        Right.READ_INDICATORS,
        Right.ENTER_INDICATORS,
        Right.FOLLOW_READING,
    ),
    "revisjonsansvarlig": (*_STAFF, *_all(Right.REVIEW_PROCEDURES)),
    "applikasjonsansvarlig": _all(
        Right.REPORT,
        Right.READ_PROCEDURES,
        Right.READ_PLANS,
        Right.EDIT_TAXONOMY,
        Right.EDIT_LIBRARY,
        Right.EDIT_UNITS,
        Right.EDIT_PEOPLE,
        Right.MAKE_TOKENS,
    ),
    "kommuneoverlege": (
        Grant(Right.REPORT),
        Grant(Right.READ_PROCEDURES),
        Grant(Right.READ, ("BR",)),
        Grant(Right.READ_RESTRICTED, ("BR",)),
        Grant(Right.STATISTICS),
        Grant(Right.READ_ACTIONS),
        Grant(Right.READ_PLANS),
        *_all(Right.READ_INDICATORS),
    ),
    "pbu_medlem": _STAFF,
    "hovedtillitsvalgt": _all(
        Right.REPORT, Right.READ_PROCEDURES, Right.STATISTICS, Right.READ_PLANS, Right.READ_INDICATORS
    ),
    "tillitsvalgt": _all(
        Right.REPORT, Right.READ_PROCEDURES, Right.STATISTICS, Right.READ_PLANS, Right.READ_INDICATORS
    ),
    "hovedverneombud": _HMS,
    "verneombud": _HMS,
    "internrevisor": _all(
        Right.REPORT,
        Right.READ_PROCEDURES,
        Right.READ,
        Right.STATISTICS,
        Right.EXPORT,
        Right.READ_ACTIONS,
        Right.READ_PLANS,
        Right.READ_INDICATORS,
        Right.FOLLOW_READING,
        Right.FOLLOW_LEARNING,
    ),
    "personvernombud": (
        Grant(Right.REPORT),
        Grant(Right.READ_PROCEDURES),
        Grant(Right.READ, ("PV",)),
        Grant(Right.READ_RESTRICTED, ("PV",)),
        Grant(Right.STATISTICS),
        Grant(Right.SEALED),
        Grant(Right.READ_PLANS),
    ),
    "hr": _all(
        Right.REPORT,
        Right.READ_PROCEDURES,
        Right.EDIT_LEAVE,
        Right.STATISTICS,
        Right.READ_PLANS,
        Right.READ_INDICATORS,
        Right.ENTER_INDICATORS,
        Right.EDIT_INDICATORS,
        Right.EDIT_LEARNING,
        Right.PLAN_LEARNING,
        Right.FOLLOW_LEARNING,
    ),
    "planlegger": _all(
        Right.REPORT,
        Right.READ_PROCEDURES,
        Right.STATISTICS,
        Right.READ_PLANS,
        Right.EDIT_PLANS,
        Right.ADOPT_PLANS,
        Right.READ_INDICATORS,
        Right.ENTER_INDICATORS,
        Right.EDIT_INDICATORS,
    ),
    "prosjektleder": _STAFF,
    "tildelingskontor": _all(
        Right.REPORT, Right.READ_PROCEDURES, Right.READ_PLANS, Right.READ_INDICATORS, Right.ENTER_INDICATORS
    ),
    "brukerstotte": _STAFF,
    "brukerrepresentant": _all(Right.READ_PLANS),
    "politiker": _all(Right.READ_PLANS),
}
"""Role code → what it may. A role that is not here may nothing."""


def roles_with(right: Right) -> frozenset[str]:
    """Role codes that hold a right, whatever its areas."""
    return frozenset(code for code, grants in POLICY.items() if any(g.right == right for g in grants))


def matrix() -> list[list[str]]:
    """The policy as rows for a CSV: role, then one column a right: «ja», «HM» (only that area) or empty."""
    rows = [["rolle", *(right.value for right in Right)]]
    for code, grants in POLICY.items():
        cells = {grant.right: "+".join(grant.areas) or "ja" for grant in grants}
        rows.append([code, *(cells.get(right, "") for right in Right)])
    return rows
