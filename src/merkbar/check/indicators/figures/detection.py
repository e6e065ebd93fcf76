"""When the data first spoke: the rules asked again at every point, looking only at what was known then."""

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from merkbar.check.indicators.figures.numbers import fewest_crossings, longest_run_allowed, middle, side
from merkbar.check.indicators.figures.runs import Run, judged, runs_of

Rule = Literal["run", "crossings"]
OVER_AFTER: Final = 12
"""Points after a change, without a new one, that make it a thing of the past."""
STEADY_FROM: Final = 12
"""Fewest values a trend is read from."""
STEADY: Final = 3
"""Standard deviations of the number of rises from chance (difference-sign test, Moore & Wallis 1943)."""


CLEAR: Final = 1.645
"""Standard deviations from chance where one side comes later than the other."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A change: the place where it was first seen, and the run it is read from, as it stands today.

    `toward` is the side the level moved to, 0 when the values went both up and down.
    """

    fired: int
    run: Run
    rule: Rule
    toward: int


def last_signal(sides: Sequence[int | None], start: int) -> Signal | None:
    """The newest signal around a line that does not move; asked from place `start` on.

    A run counts from the moment it is too long for the points known then; too few crossings from the moment they are too
    few, read from the longest run up to then on the side that comes later.
    """
    found: list[Signal] = []
    whole = runs_of(sides)
    useful, sparse = 0, False
    so_far: list[Run] = []
    for place, at in enumerate(sides):
        if not at:
            continue
        useful += 1
        so_far = _extended(so_far, place, at)
        few = len(so_far) - 1 < fewest_crossings(useful)
        if place >= start and so_far[-1].length > longest_run_allowed(useful):
            found = _kept(found, Signal(place, so_far[-1], "run", at))
        elif place >= start and few and not sparse:
            toward = tendency(sides[: place + 1])
            found = _kept(found, Signal(place, _longest_on(so_far, toward), "crossings", toward))
        sparse = few and place >= start
    return replace(found[-1], run=_as_today(whole, found[-1].run)) if found else None


def _extended(runs: list[Run], place: int, at: int) -> list[Run]:
    if runs and runs[-1].side == at:
        runs[-1] = Run(runs[-1].first, place, runs[-1].length + 1, at)
    else:
        runs.append(Run(place, place, 1, at))
    return runs


def _kept(found: list[Signal], new: Signal) -> list[Signal]:
    """Add a signal unless its run has spoken already."""
    return found if any(old.run.first == new.run.first for old in found) else [*found, new]


def _longest_on(runs: Sequence[Run], toward: int) -> Run:
    """The longest run on a side, or of all when there is none; the newest of equals."""
    return max([run for run in runs if run.side == toward] or runs, key=lambda run: (run.length, run.first))


def _as_today(whole: Sequence[Run], run: Run) -> Run:
    return next(one for one in whole if one.first == run.first)


def last_signal_of_moving(values: Sequence[float | None], start: int) -> Signal | None:
    """The same around a median that is not frozen: each point is asked with the median of what was known then.

    Only a change that all the data still show today is one; it was first seen when the same side first spoke.
    """
    today = _signal_in([side(value, middle([v for v in values if v is not None])) for value in values], len(values) - 1)
    if today is None:
        return None
    then = next(one for one in _as_seen(values, start) if one.toward == today.toward)
    return replace(today, fired=then.fired, run=today.run if today.run.first <= then.fired else then.run)


def _as_seen(values: Sequence[float | None], start: int) -> Iterator[Signal]:
    """What each value from `start` on added to: the signal of all values up to it, around their own median."""
    so_far: list[float] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        insort(so_far, value)
        centre = (so_far[len(so_far) // 2] + so_far[(len(so_far) - 1) // 2]) / 2
        then = _signal_in([side(one, centre) for one in values[: place + 1]], place) if place >= start else None
        if then is not None:
            yield then


def _signal_in(sides: Sequence[int | None], place: int) -> Signal | None:
    runs = runs_of(sides)
    analysis = judged(runs)
    if not analysis.signals:
        return None
    toward = tendency(sides)
    return Signal(place, _longest_on(runs, toward), "run" if analysis.by_run else "crossings", toward)


def tendency(sides: Sequence[int | None]) -> int:
    """The side that comes later, 0 when neither clearly does (Mann and Whitney's test of the places, 5 % at each end).

    >>> tendency([1] * 8 + [-1] * 8), tendency([1] * 4 + [-1] * 8 + [1] * 4)
    (-1, 0)
    """
    over = [place for place, at in enumerate(at for at in sides if at) if at > 0]
    count = sum(1 for at in sides if at)
    under = count - len(over)
    if not over or not under:
        return next((at for at in sides if at), 0)
    expected = len(over) * (count - 1) / 2
    off = (sum(over) - expected) / (len(over) * under * (count + 1) / 12) ** 0.5
    return 0 if abs(off) < CLEAR else 1 if off > 0 else -1


def is_over(sides: Sequence[int | None], signal: Signal) -> bool:
    """Whether enough has come after the run, without a sign of anything, to call the change past."""
    after = runs_of(sides[signal.run.last + 1 :])
    analysis = judged(after)
    return analysis.useful >= OVER_AFTER and not analysis.signals


@dataclass(frozen=True, slots=True)
class Trend:
    """A level that moves steadily: its direction, and how many of the moves go that way."""

    side: int
    along: int
    moves: int


def trend(values: Sequence[float]) -> Trend | None:
    """A steady trend, by how many of the moves are rises; ties are no moves.

    >>> trend([1, 2, 3, 4, 3, 5, 6, 7, 8, 9, 10, 11, 12]), trend([1, 2] * 8)
    (Trend(side=1, along=11, moves=12), None)
    """
    moved = [s for s in (side(b, a) for a, b in pairwise(values)) if s]
    if len(moved) + 1 < STEADY_FROM:
        return None
    rises = sum(s > 0 for s in moved)
    off = (rises - len(moved) / 2) / ((len(moved) + 2) / 12) ** 0.5
    if abs(off) <= STEADY:
        return None
    return Trend(1, rises, len(moved)) if off > 0 else Trend(-1, len(moved) - rises, len(moved))
