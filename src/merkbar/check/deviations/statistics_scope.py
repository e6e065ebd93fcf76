"""What a figure is about: which units, from when to when, and which cases. Always within one's right to statistics."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Literal

from django.db.models import Q, QuerySet, Sum, Value

from merkbar.check.deviations.facts import Fact, FactQuerySet
from merkbar.check.deviations.models import Deviation
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.records.models import Access
from merkbar.ground.trail.kept import once
from merkbar.ground.trail.written import Written
from merkbar.ground.units.lists import units_under
from merkbar.ground.units.models import Placement

REMEMBERED: Final = 800
"""Statements kept in a process: a page asks some thirty."""
Tree = Literal["now", "then"]
"""The organisation as it is now, where a merged unit counts under what it became, or as it was on the day reported."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as statistics need it."""

    pk: int
    code: str
    name: str
    short: str
    path: str
    depth: int
    employees: int
    became: int | None
    ended: bool


class Places:
    """All units, read once: what they are called, what they became, who works there."""

    @cached_property
    def by_pk(self) -> dict[int, Place]:
        """Units by key, in the order of the tree."""
        return {
            u.pk: Place(
                u.pk,
                u.code,
                u.name,
                u.short_name or u.name,
                u.path,
                u.depth,
                u.employees,
                u.became_id,
                u.valid_to is not None,
            )
            for u in units_under([""])
        }

    @cached_property
    def by_code(self) -> dict[str, Place]:
        """Units by code."""
        return {place.code: place for place in self.by_pk.values()}

    @cached_property
    def moves(self) -> dict[int, list[tuple[dt.date, str]]]:
        """Where each unit has stood, and since when."""
        moves: dict[int, list[tuple[dt.date, str]]] = {}
        stood = Placement.objects.order_by("unit", "valid_from").values_list("unit", "valid_from", "path")
        for unit, since, path in stood:
            moves.setdefault(unit, []).append((since, path))
        return moves

    def current(self, pk: int) -> Place:
        """Follow what a unit became to the end."""
        place = self.by_pk[pk]
        while place.became is not None:
            place = self.by_pk[place.became]
        return place

    def employees(self, tops: Iterable[str]) -> int:
        """People who work in these subtrees today [employees]."""
        paths = tuple(tops)
        return sum(p.employees for p in self.by_pk.values() if not p.ended and p.path.startswith(paths))

    def stands_alone(self, place: Place) -> bool:
        """Whether no unit lies under it now: its own cases are then all that a list of its subtree shows."""
        return not any(p.path.startswith(place.path) for p in self.by_pk.values() if p.pk != place.pk)


@dataclass(frozen=True, slots=True)
class Selection:
    """The cases a figure counts. `start` and `end` are inclusive dates in Norway, `harm` is the least level.

    `places` is the organisation; hand the same one on to read it once for many figures.
    """

    unit: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    tree: Tree = "now"
    area: str = ""
    type: str = ""
    kind: str = ""
    state: str = ""
    harm: int | None = None
    places: Places = field(default_factory=Places, compare=False, repr=False)

    @property
    def narrows(self) -> bool:
        """Whether it asks for some kinds of cases only, not all in the units and the time."""
        return bool(self.area or self.type or self.kind or self.state or self.harm)

    def matching(self) -> Q:
        """The kinds of cases it asks for."""
        wanted = Q()
        if self.type:
            wanted &= Q(type=self.type) | Q(type__parent=self.type)
        if self.harm is not None:
            wanted &= Q(harm_level__gte=self.harm)
        for name in ("area", "kind", "state"):
            if value := getattr(self, name):
                wanted &= Q(**{name: value})
        return wanted


def tops(standing: Standing, wanted: Selection) -> frozenset[str]:
    """The paths a figure covers: the unit's, when the right to statistics reaches it, else everything it reaches."""
    reach = standing.reach(Right.STATISTICS)
    if wanted.unit is None:
        return reach.paths
    place = wanted.places.by_code.get(wanted.unit)
    return frozenset([place.path]) if place and reach.covers(place.path) else frozenset()


def is_root(paths: Iterable[str]) -> bool:
    """Whether these subtrees are the whole municipality."""
    return any(path.count(".") == 1 for path in paths)


def reads_all(standing: Standing, paths: Iterable[str]) -> bool:
    """Whether the person may read every case behind a figure but those that name who may."""
    return all(standing.covers(Right.READ_RESTRICTED, path) for path in paths)


def sees_all(standing: Standing, paths: frozenset[str]) -> bool:
    """Whether the person may read every case behind a figure, also those that name who may.

    Asked of all time and not of the period, so that a hidden number tells of no one day.
    """
    return reads_all(standing, paths) and not once(("beyond", standing, paths), lambda: _beyond(standing, paths))


@Written
def _beyond(standing: Standing, paths: frozenset[str]) -> "QuerySet[Deviation, int]":
    """One of the cases here that name who may read them, and not this person."""
    named = Deviation.objects.filter(access=Access.NAMED)
    here = named if is_root(paths) else named.filter(unit__in=units_within(paths))
    return here.exclude(pk__in=named.visible_to(standing).values("pk")).order_by().values_list("pk", flat=True)[:1]


def within(paths: frozenset[str], wanted: Selection) -> FactQuerySet:
    """Every counted case of these subtrees in the time asked for, whoever may read it."""
    cases = Fact.objects.counted()
    if not paths:
        return cases.none()
    if not is_root(paths):
        cases = cases.filter(
            _stood_under(paths, wanted.places) if wanted.tree == "then" else Q(unit__in=units_within(paths))
        )
    if wanted.start:
        cases = cases.filter(day__gte=wanted.start)
    if wanted.end:
        cases = cases.filter(day__lte=wanted.end)
    return cases


_NOWHERE: Final = Places()
"""Stands in for the organisation in what a process remembers, which needs none of it."""
Shape = Callable[..., "QuerySet[Fact, Any]"]
"""(cases, more …) → the rows a figure is made of; a function of a module, so that the same question is known again."""


def numbers(standing: Standing, wanted: Selection, shape: Shape, *more: Any) -> list[Any]:
    """The rows of a figure, as far as the right to statistics reaches: numbers only, no case is shown from here."""
    return numbers_within(tops(standing, wanted), wanted, shape, *more)


def numbers_within(
    paths: frozenset[str], wanted: Selection, shape: Shape, *more: Any, narrowed: bool = True
) -> list[Any]:
    """The rows of a figure of these subtrees, whoever may read the cases; of all kinds unless `narrowed`."""
    asked = paths, replace(wanted, places=_NOWHERE), narrowed, shape, more
    if wanted.tree == "then":
        return once(asked, lambda: list(_asked.anew(paths, wanted, narrowed, shape, more)))
    return once(asked, lambda: _asked(*asked))


def _ask(
    paths: frozenset[str],
    wanted: Selection,
    narrowed: bool,  # noqa: FBT001 - all of it decides the statement
    shape: Shape,
    more: tuple[Any, ...],
) -> "QuerySet[Fact, Any]":
    cases = within(paths, wanted)
    return shape(cases.filter(wanted.matching()) if narrowed else cases, *more)


_asked = Written(_ask, remembered=REMEMBERED)


def summed(cases: FactQuerySet) -> "QuerySet[Fact, Any]":
    """How many cases, as one row."""
    return cases.order_by().annotate(all=Value(1)).values("all").annotate(n=Sum("cases", default=0)).values_list("n")


def first_day(standing: Standing, wanted: Selection) -> dt.date | None:
    """The day of the first report."""
    found = numbers(standing, wanted, _first)
    return found[0][0] if found else None


def _first(cases: FactQuerySet) -> "QuerySet[Fact, Any]":
    return cases.order_by("day").values_list("day").annotate(n=Sum("cases")).filter(n__gt=0)[:1]


def _stood_under(paths: frozenset[str], places: Places) -> Q:
    """Cases whose unit stood under one of these on the day reported; the first place reaches back, the last forward."""
    codes = {path.rstrip(".").split(".")[-1] for path in paths}
    spans: dict[tuple[dt.date | None, dt.date | None], list[int]] = {}
    for unit, stood in places.moves.items():
        for nth, (since, path) in enumerate(stood):
            if codes.intersection(path.split(".")):
                until = stood[nth + 1][0] if nth + 1 < len(stood) else None
                spans.setdefault((since if nth else None, until), []).append(unit)
    found = Q(pk__in=())
    for (first, until), units in spans.items():
        span = Q(unit__in=units)
        if first:
            span &= Q(day__gte=first)
        if until:
            span &= Q(day__lt=until)
        found |= span
    return found
