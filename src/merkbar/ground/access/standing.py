"""Where a person stands today: the posts they hold, and what these let them reach. Read once a request."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value

from merkbar.ground.access.table import POLICY, Right
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post
from merkbar.ground.trail.written import Written
from merkbar.ground.units.models import Unit

FEW = 50
"""So many units are named in a statement, which tells the planner how many rows they have; more stay a subquery."""
SEAT = (
    "role",
    "role__title",
    "role__leads",
    "unit",
    "unit__code",
    "unit__short_name",
    "unit__name",
    "unit__path",
)
"""What a seat is made of: read on every page, so no more than this."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as access needs it. `below`: the ids of its subtree's units, when they are few. `post`: stood in for, or held."""

    role: str
    title: str
    leads: bool
    unit: int
    unit_code: str
    unit_name: str
    path: str
    below: tuple[int, ...] = ()
    post: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one right reaches: the whole of some subtrees, and only some areas of events in others."""

    paths: frozenset[str]
    paths_by_area: dict[str, frozenset[str]]

    def __bool__(self) -> bool:
        return bool(self.paths or self.paths_by_area)

    def covers(self, path: str, area: str = "") -> bool:
        """Whether a unit's path (and an event's area) lies within reach."""
        own = self.paths | self.paths_by_area.get(area, frozenset())
        return any(path.startswith(top) for top in own)


@dataclass(frozen=True, slots=True)
class Standing:
    """A person and the seats they hold on a day."""

    person: Person
    day: dt.date
    seats: tuple[Seat, ...]

    def may(self, right: Right) -> bool:
        """Whether any seat gives this right anywhere."""
        return bool(self.reach(right))

    def reach(self, right: Right) -> Reach:
        """Where a right holds."""
        whole: set[str] = set()
        by_area: dict[str, set[str]] = {}
        for seat in self.seats:
            for grant in POLICY.get(seat.role, ()):
                if grant.right != right:
                    continue
                if not grant.areas:
                    whole.add(seat.path)
                for area in grant.areas:
                    by_area.setdefault(area, set()).add(seat.path)
        return Reach(frozenset(whole), {area: frozenset(paths) for area, paths in by_area.items()})

    def covers(self, right: Right, path: str, area: str = "") -> bool:
        """Whether a right holds at a unit's path for an area of events."""
        return self.reach(right).covers(path, area)

    def units(self, paths: Iterable[str]) -> "QuerySet[Unit] | list[int]":
        """Units of subtrees of one's own to filter on: named one by one when few, else as a subquery."""
        paths, below = list(paths), {seat.path: seat.below for seat in self.seats}
        few = {pk for path in paths for pk in below.get(path, ())}
        return sorted(few) if len(few) <= FEW and all(below.get(path) for path in paths) else units_within(paths)

    def roles(self) -> frozenset[str]:
        """The role codes held today."""
        return frozenset(seat.role for seat in self.seats)

    @property
    def main(self) -> Seat | None:
        """The seat shown under the name: one that leads before others, the highest first."""
        ranked = sorted(self.seats, key=lambda s: (not s.leads, s.role == "ansatt", s.path.count("."), s.title))
        return ranked[0] if ranked else None


def standing_of(person: Person) -> Standing:
    """The person's seats today, kept on the person for the rest of the request."""
    day = clock.today()
    kept: Standing | None = getattr(person, "_standing", None)
    if kept is None or kept.day != day:
        whole = getattr(person, "_wrapped", person)  # what a request hands on lazily would keep the request in memory
        kept = Standing(whole, day, tuple(_seats(person, day)))
        person._standing = kept  # type: ignore[attr-defined]  # noqa: SLF001 - lives exactly as long as the person
    return kept


@Written
def _posts(person: int, day: dt.date) -> "QuerySet[Post, tuple[Any, ...]]":
    under = Unit.objects.filter(path__startswith=OuterRef("unit__path")).order_by().values("pk")[: FEW + 1]
    posts = Post.objects.on(day).filter(person=person)
    return posts.annotate(below=ArraySubquery(under)).values_list(*SEAT, "below", "pk", "deputy_for")


def _seats(person: Person, day: dt.date) -> Iterable[Seat]:
    for role, title, leads, unit, code, short, name, path, below, post, held_by in _posts(person.pk, day):
        yield Seat(
            role=role,
            title=title,
            leads=leads,
            unit=unit,
            unit_code=code,
            unit_name=short or name,
            path=path,
            below=tuple(below) if len(below) <= FEW else (),
            post=held_by or post,
        )


def units_within(paths: Iterable[str]) -> "QuerySet[Unit]":
    """Units of these subtrees, as a subquery to filter on: never a list of ids."""
    return Unit.objects.under(*paths)


def units_answered_by(standing: Standing) -> "QuerySet[Unit]":
    """Units whose cases wait for this person: those they lead, and those below whose own seat is vacant today."""
    wanted: Q = Q(pk__in=())
    led = Post.objects.on(standing.day).filter(role__leads=True)
    for seat in standing.seats:
        if not seat.leads:
            continue
        nearer = led.filter(unit__path__startswith=seat.path).exclude(unit__path=seat.path)
        case_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        vacant = ~Exists(nearer.annotate(case_path=case_path).filter(case_path__startswith=F("unit__path")))
        wanted |= Q(path=seat.path) | Q(Q(path__startswith=seat.path), vacant)
    return Unit.objects.filter(wanted)


def leader_of(unit: Unit, day: dt.date) -> Post | None:
    """Who answers for a unit on `day`: its leader, else the deputy, else the nearest leader above (vacancy falls upward)."""
    return next(iter(_leaders(unit.path, day)), None)


@Written
def _leaders(path: str, day: dt.date) -> "QuerySet[Post]":
    led = Post.objects.on(day).filter(role__leads=True).annotate(case_path=Value(path))
    posts = led.filter(case_path__startswith=F("unit__path")).select_related("person", "role", "unit__parent")
    return posts.order_by("-unit__depth", F("deputy_for").asc(nulls_first=True), "pk")[:1]


def holders(role: str, unit: Unit, day: dt.date) -> "QuerySet[Post]":
    """Posts of a role at the unit or, if none there, anywhere above it; nearest first."""
    posts = Post.objects.on(day).filter(role=role).annotate(case_path=Value(unit.path))
    return posts.filter(case_path__startswith=F("unit__path")).select_related("person", "unit").order_by("-unit__depth")
