"""The rows the plan hands out: a case, its actions, a person, a post."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from merkbar.ground.clock.zone import OSLO

GOLDEN = date(2026, 9, 21)
"""The demo's default today: open cases, shares and medians are exact on this morning."""
UNSET, NEVER = datetime(2000, 1, 1, tzinfo=OSLO), datetime(9000, 1, 1, tzinfo=OSLO)


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """One action of a case. `owner` is an index into the unit's employees, 0 the leader."""

    what: str
    owner: int
    deadline: date
    strength: str
    type: str
    state: str
    opened_at: datetime
    done_at: datetime | None
    effect_due: date
    verdict: str
    verdict_at: datetime | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Case:
    """One deviation as it stands on the morning the plan is asked for. Times are aware, Europe/Oslo."""

    seq: int
    year: int
    type: str
    area: str
    unit: str
    kind: str
    reported_at: datetime
    occurred_at: datetime
    channel: str
    hidden: bool
    reporter: int | None
    harm: int | None
    harm_physical: int | None
    harm_psychological: int | None
    potential: int | None
    recurrence: str | None
    what: str
    title: str
    immediate_action: str
    causes: tuple[str, ...]
    state: str
    answered_at: datetime | None
    answer: str
    useful: bool | None
    closed_at: datetime | None
    close_reason: str
    actions: tuple[ActionPlan, ...]
    access: str = "unit"
    taken_at: datetime | None = None
    story: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One case to be: type, unit, the stretch of days it is reported in, whether a medicine error reached the user."""

    type: str
    unit: str
    period: int
    reached: bool | None = None


@dataclass(slots=True)
class Draft:
    """A case under work, with its whole life, also what lies after the morning somebody asks about."""

    key: int
    type: str
    unit: str
    period: int
    reached: bool | None
    pin: dict[str, Any]
    reported_at: datetime = UNSET
    occurred_at: datetime = UNSET
    seq: int = 0
    kind: str = "deviation"
    degree: str = "none"
    harm: int | None = 0
    physical: int = 0
    psychological: int = 0
    potential: int = 0
    recurrence: str = "yearly"
    causes: tuple[str, ...] = ()
    channel: str = "pc"
    hidden: bool = False
    reporter: int | None = None
    golden_state: str = "closed"
    taken_at: datetime = NEVER
    answered_at: datetime | None = None
    closed_at: datetime = NEVER
    hold: bool = False
    measured: bool = False
    actions: list[ActionPlan] = field(default_factory=list)
    close_reason: str = "no_action_needed"
    useful: bool | None = None
    what: str = ""
    title: str = ""
    immediate_action: str = ""
    answer: str = ""

    @property
    def year(self) -> int:
        """The year it is reported in, which is also the year of its number."""
        return self.reported_at.year

    @property
    def area(self) -> str:
        """The first two letters of the type: BR, HM, PV, TJ or FO."""
        return self.type[:2]


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """One employee or elected person. `login` is None for those who never sign in."""

    key: str
    name: str
    email: str
    home_unit: str
    login: str | None = None
    employee: bool = True


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A role held at a unit from–to; `deputy_for` is the key of the person one stands in for."""

    person: str
    role: str
    unit: str
    valid_from: date
    valid_to: date | None = None
    deputy_for: str | None = None
