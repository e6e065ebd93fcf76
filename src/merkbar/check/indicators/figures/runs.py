"""Anhøj rules: an unusually long run, or unusually few crossings (Anhøj & Olesen 2014). Points on the line are skipped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from merkbar.check.indicators.figures.numbers import fewest_crossings, longest_run_allowed


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch on one side: the places of its first and last point, how many count, and the side (1 above, -1 below)."""

    first: int
    last: int
    length: int
    side: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the rules say of one part. None where there is nothing to count."""

    useful: int
    longest: int | None = None
    allowed: int | None = None
    crossings: int | None = None
    fewest: int | None = None

    @property
    def by_run(self) -> bool:
        """Whether a run is too long for chance."""
        return self.longest is not None and self.allowed is not None and self.longest > self.allowed

    @property
    def by_crossings(self) -> bool:
        """Whether the line is crossed too seldom for chance."""
        return self.crossings is not None and self.fewest is not None and self.crossings < self.fewest

    @property
    def signals(self) -> bool:
        """Whether there is more than chance."""
        return self.by_run or self.by_crossings


def runs_of(sides: Iterable[int | None]) -> list[Run]:
    """The stretches on one side; what is missing or on the line neither breaks nor extends them.

    >>> [(run.length, run.side) for run in runs_of([1, 1, 0, 1, None, -1])]
    [(3, 1), (1, -1)]
    """
    found: list[Run] = []
    for place, side in enumerate(sides):
        if not side:
            continue
        if found and found[-1].side == side:
            found[-1] = Run(found[-1].first, place, found[-1].length + 1, side)
        else:
            found.append(Run(place, place, 1, side))
    return found


def analyse(sides: Sequence[int | None]) -> Analysis:
    """Judge the sides of a part's points, in order."""
    return judged(runs_of(sides))


def judged(runs: Sequence[Run]) -> Analysis:
    """Judge a part by its runs."""
    if not runs:
        return Analysis(0)
    useful = sum(run.length for run in runs)
    return Analysis(
        useful=useful,
        longest=max(run.length for run in runs),
        allowed=longest_run_allowed(useful),
        crossings=len(runs) - 1,
        fewest=fewest_crossings(useful),
    )
