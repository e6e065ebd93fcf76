"""Virksomheter × the three sides of quality, in words: from what is kept, read once for the grid and what is late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import F, Q, QuerySet

from merkbar.check.indicators import periods, readings, words
from merkbar.check.indicators.models import Dimension, KeptVerdict, SourceKind
from merkbar.ground.access.standing import Standing
from merkbar.ground.trail.written import Written
from merkbar.ground.units.models import Unit

NAMED: Final = 2
"""Indicators of one word that a cell names; more are counted."""
COLUMNS: Final = (
    "unit", "unit__path", "indicator__code", "indicator__record__title", "indicator__dimension", "indicator__cadence",
    "indicator__record__unit", "word", "since", "facts__detected", "facts__length", "unit__code", "last_period",
    "indicator__source_kind",
)  # fmt: skip


class Kept(NamedTuple):
    """What a series says, as the grid needs it."""

    unit: int
    path: str
    code: str
    title: str
    dimension: str
    cadence: str
    top: int
    word: str
    since: Any
    detected: str
    length: int | None
    unit_code: str
    last_period: Any
    source_kind: str

    def is_late(self, day: dt.date) -> bool:
        """Whether somebody should have given the last whole period of all that it measures, and has not."""
        given = self.source_kind != SourceKind.OWN and self.unit == self.top and self.last_period is not None
        return given and self.last_period < periods.last_whole(self.cadence, day)


@dataclass(frozen=True, slots=True)
class Said:
    """One word of a cell, and whom it is said of."""

    word: str
    kept: tuple[Kept, ...]

    @property
    def sign(self) -> str:
        """The name of its sign."""
        return words.sign_of(self.word)

    @property
    def named(self) -> tuple[Kept, ...]:
        """Those named in the cell."""
        return self.kept[:NAMED]

    @property
    def more(self) -> int:
        """How many are left."""
        return len(self.kept) - len(self.named)


@dataclass
class Cell:
    """A unit and a side of quality: what has changed, else the calmest word that holds."""

    dimension: str
    heading: str
    said: list[Said] = field(default_factory=list)


@dataclass
class Row:
    """A unit, or the whole."""

    unit: Unit
    cells: list[Cell]
    whole: bool = False


@dataclass
class Grid:
    """Rows in the order of the tree, the whole last; everything that is worse, the newest first; what is late, the oldest first."""

    top: Unit
    rows: list[Row]
    worse: list[Kept]
    late: list[Kept]


def grid_at(standing: Standing, pk: int) -> Grid:
    """Find a unit and those directly below it, and read what is said of them."""
    found = _unit_and_below(pk, standing.day)
    return grid(standing, next(unit for unit in found if unit.pk == pk), [unit for unit in found if unit.pk != pk])


@Written
def _unit_and_below(pk: int, day: dt.date) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(pk=pk) | Q(parent=pk, pk__in=Unit.objects.on(day))).order_by("path")


def grid(standing: Standing, top: Unit, below: Sequence[Unit]) -> Grid:
    """Read what is said of a unit, of those directly below it, and of what is measured inside these."""
    near = {top.pk, *(unit.pk for unit in below)}
    kept = _kept(standing, top, near)
    rows = [Row(unit, _cells([one for one in kept if _belongs(one, unit)])) for unit in below]
    own = [one for one in kept if one.unit == top.pk] if below else kept
    rows.append(Row(top, _cells(own), whole=bool(below)))
    worse = [one for one in kept if one.word == "worse"]
    late = sorted((one for one in kept if one.is_late(standing.day)), key=lambda one: (one.last_period, one.code))
    return Grid(top, rows, sorted(worse, key=lambda one: (one.detected or "", one.length or 0), reverse=True), late)


def _kept(standing: Standing, top: Unit, near: set[int]) -> list[Kept]:
    return [Kept(*row) for row in _said_near(standing, (top.path,), tuple(sorted(near)))]


@Written
def _said_near(standing: Standing, tops: tuple[str, ...], near: tuple[int, ...]) -> "QuerySet[KeptVerdict, Any]":
    """What is said of these units, and of what is measured only inside them."""
    within = readings.kept(standing).filter(unit__path__startswith=tops[0])
    at = within.filter(Q(unit__in=near) | Q(unit=F("indicator__record__unit")))
    return at.order_by("indicator__code", "unit__path").values_list(*COLUMNS)


def _belongs(one: Kept, unit: Unit) -> bool:
    """Whether a series stands in the unit's row: the unit's own, or that of something measured only inside it."""
    return one.unit == unit.pk or (one.path.startswith(unit.path) and one.unit == one.top)


def _cells(kept: Sequence[Kept]) -> list[Cell]:
    by_side: dict[str, dict[str, list[Kept]]] = defaultdict(lambda: defaultdict(list))
    for one in kept:
        by_side[one.dimension][one.word].append(one)
    return [Cell(side.value, str(side.label), _said(by_side[side.value])) for side in Dimension]


def _said(by_word: dict[str, list[Kept]]) -> list[Said]:
    """Every change, the worst first; where nothing has changed the first of the calm words."""
    ranked = sorted(by_word, key=words.rank)
    changed = [word for word in ranked if word in words.CALLS]
    return [Said(word, tuple(by_word[word])) for word in changed or ranked[:1]]
