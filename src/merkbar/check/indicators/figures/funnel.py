"""Funnel between units: which differ more from the whole than their size explains (Spiegelhalter 2005, Stat Med 24:1185).

Limits are exact, interpolated between whole events. Where units differ more than chance as a group, the limits are widened
by the dispersion seen when the most extreme tenth at each end is pulled in, so that a whole herd is not called out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import Final, Literal

Kind = Literal["share", "rate"]
Place = Literal["inside", "beyond_95", "beyond_998"]

LEVELS: Final = (0.001, 0.025, 0.975, 0.999)
"""Lower and upper 99.8 %, and 95 % between them."""
SCORES: Final = (-3.0902, -1.96, 1.96, 3.0902)
"""The same in standard deviations."""
PULLED: Final = 0.1
"""Share at each end that is pulled in before dispersion is measured."""
FEWEST: Final = 5
"""Units a funnel needs."""
DEEP: Final = 12
"""Standard deviations under the mean where summing begins."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's count of events and its denominator."""

    name: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """The level of all, the dispersion (1 is chance alone), and each unit's place, side and limits."""

    kind: Kind
    level: float
    dispersion: float
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    sides: tuple[int, ...]
    limits: tuple[tuple[float, ...], ...]

    def at(self, bottom: float) -> tuple[float, ...]:
        """The four limits for a denominator."""
        return limits(self.kind, self.level, bottom, self.dispersion)


def funnel(units: Sequence[Unit], kind: Kind) -> Funnel | None:
    """Judge the units; None when they are too few, or when nothing or everything happened everywhere."""
    there = tuple(unit for unit in units if unit.bottom > 0)
    whole = sum(unit.bottom for unit in there)
    level = sum(unit.top for unit in there) / whole if whole else 0.0
    if len(there) < FEWEST or level <= 0 or (kind == "share" and level >= 1):
        return None
    spread = dispersion(there, kind, level)
    found = tuple(limits(kind, level, unit.bottom, spread) for unit in there)
    places = tuple(_place(unit.top / unit.bottom, around) for unit, around in zip(there, found, strict=True))
    sides = tuple(1 if unit.top / unit.bottom > level else -1 for unit in there)
    return Funnel(kind, level, spread, there, places, sides, found)


def _place(value: float, around: Sequence[float]) -> Place:
    if value < around[0] or value > around[3]:
        return "beyond_998"
    return "beyond_95" if value < around[1] or value > around[2] else "inside"


def dispersion(units: Sequence[Unit], kind: Kind, level: float) -> float:
    """How much more units vary than chance, at least 1; only where it is beyond doubt (more than 2 standard errors)."""
    scores = sorted((unit.top / unit.bottom - level) / _deviation(kind, level, unit.bottom) for unit in units)
    pulled = int(len(scores) * PULLED)
    low, high = scores[pulled], scores[len(scores) - 1 - pulled]
    seen = sum(min(max(score, low), high) ** 2 for score in scores) / len(scores)
    return seen if seen > 1 + 2 * sqrt(2 / len(scores)) else 1.0


def _deviation(kind: Kind, level: float, bottom: float) -> float:
    return sqrt(level * (1 - level) / bottom) if kind == "share" else sqrt(level / bottom)


def limits(kind: Kind, level: float, bottom: float, spread: float = 1.0) -> tuple[float, ...]:
    """The four limits for a denominator, exact when units vary by chance alone.

    >>> [round(limit, 3) for limit in limits("share", 0.2, 100)]
    [0.081, 0.12, 0.276, 0.327]
    """
    highest = 1.0 if kind == "share" else float("inf")
    if spread > 1:
        wide = _deviation(kind, level, bottom) * sqrt(spread)
        return tuple(min(max(level + score * wide, 0.0), highest) for score in SCORES)
    counts = _quantiles(_binomial(level, round(bottom)) if kind == "share" else _poisson(level * bottom))
    return tuple(min(max(events / bottom, 0.0), highest) for events in counts)


@dataclass(frozen=True, slots=True)
class _Chance:
    """Probabilities of whole numbers of events: of exactly so many, from `first` on."""

    first: int
    exactly: Callable[[int], float]


def _binomial(level: float, trials: int) -> _Chance:
    deep = int(level * trials - DEEP * sqrt(trials * level * (1 - level)))

    def exactly(events: int) -> float:
        ways = lgamma(trials + 1) - lgamma(events + 1) - lgamma(trials - events + 1)
        return exp(ways + events * log(level) + (trials - events) * log(1 - level))

    return _Chance(max(0, deep), exactly)


def _poisson(expected: float) -> _Chance:
    deep = int(expected - DEEP * sqrt(expected))
    return _Chance(max(0, deep), lambda events: exp(events * log(expected) - expected - lgamma(events + 1)))


def _quantiles(chance: _Chance) -> list[float]:
    """Interpolated numbers of events at each level: the first that passes it, less its share of the last step."""
    found: list[float] = []
    events, total = chance.first, 0.0
    step = chance.exactly(events)
    total += step
    for level in LEVELS:
        while total <= level:
            events += 1
            step = chance.exactly(events)
            total += step
        found.append(events - (total - level) / step)
    return found
