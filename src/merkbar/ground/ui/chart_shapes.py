"""What a chart is made of, and where its values lie: x in per cent of the width, y in px from the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log10
from typing import Final

BELOW: Final = 38
"""Room under the axis for labels [px]."""
ABOVE: Final = 22
"""Room over the highest tick [px]."""
TICKS: Final = 4
"""Steps of the value axis at most."""
PIN_ROW: Final = 18
"""Height of a row of numbers above the plot [px]."""
PINS_APART: Final = 6.5
"""Least distance between two numbers in one row: 18 px on a phone [%]."""
FORECAST: Final = "forecast"
"""The signal of a point that has not happened yet."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a chart. `tick` is its label on the axis, a `minor` one only where there is room; `signal` its tone.

    A `ringed` point lies outside the limits and is named; the line is broken between one `part` and the next.
    """

    label: str
    value: float | None
    shown: str = ""
    tick: str = ""
    minor: bool = False
    signal: str = ""
    ringed: bool = False
    part: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """A line across: a median (`med`), a limit (`lim`) or a target (`goal`), named at the right, or at the left (`start`)."""

    value: float
    text: str
    kind: str = "med"
    start: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A line across that need not be level: a value per point, named at the right end, or at the left (`start`)."""

    values: Sequence[float | None]
    text: str = ""
    kind: str = "lim"
    start: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A bar on the axis under the points of a change, with what it is."""

    first: int
    last: int
    text: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something we did or that happened, at a point."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A place above the plot with the numbers of the marks that belong there. `x` in per cent, `row` from the top."""

    x: float
    row: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The table behind a chart: headings, and rows whose first cell names the row."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Chart:
    """What a chart shows. `key` makes its ids unique on the page; `description` says in words what there is to see.

    The axis also covers `reach`, so that charts beside each other can be compared. `height` is without the rows of marks.
    """

    key: str
    title: str
    description: str
    points: Sequence[Point]
    numbers: Numbers
    levels: Sequence[Level] = ()
    marks: Sequence[Mark] = ()
    legend: Sequence[str] = ()
    height: int = 240
    unit: str = ""
    paths: Sequence[Path] = ()
    span: Span | None = None
    from_zero: bool = True
    reach: Sequence[float] = ()

    @cached_property
    def base(self) -> int:
        """Where the axis lies [px from the top]."""
        return self.whole - BELOW

    @cached_property
    def roof(self) -> int:
        """Rows of numbers above the plot [px]."""
        return PIN_ROW * (max((pin.row for pin in self.pins), default=-1) + 1)

    @cached_property
    def whole(self) -> int:
        """The whole picture [px]."""
        return self.height + self.roof

    @cached_property
    def pins(self) -> list[Pin]:
        """Where marks stand: those at one point together, those too near each other in rows below each other."""
        at: dict[int, list[int]] = {}
        for number, mark in enumerate(self.marks, start=1):
            at.setdefault(mark.at, []).append(number)
        ends: list[float] = []
        found = []
        for place, numbers in sorted(at.items()):
            x = self.x(place)
            row = next((nth for nth, end in enumerate(ends) if x - end >= PINS_APART), len(ends))
            ends[row : row + 1] = [x + PINS_APART * (len(numbers) - 1)]
            found.append(Pin(x, row, tuple(numbers)))
        return found

    @cached_property
    def ticks(self) -> list[float]:
        """Round values of the axis, from 0, or from under the lowest value, to above the highest."""
        known = [p.value for p in self.points if p.value is not None] + [level.value for level in self.levels]
        known += [value for path in self.paths for value in path.values if value is not None]
        known += self.reach
        lowest = min(known, default=0)
        return nice_ticks(max(known, default=0), lowest if lowest < 0 or not self.from_zero else 0)

    def x(self, nth: int) -> float:
        """Place of the nth point [%]."""
        return round(100 * nth / (len(self.points) - 1), 2) if len(self.points) > 1 else 50

    def y(self, value: float) -> float:
        """Height of a value [px from the top]."""
        lowest, highest = self.ticks[0], self.ticks[-1]
        return round(self.base - (value - lowest) / (highest - lowest) * (self.base - ABOVE - self.roof), 1)


def nice_ticks(highest: float, lowest: float = 0) -> list[float]:
    """Choose round values from 0, or from under the lowest, up to the first at or above the highest.

    >>> nice_ticks(3.9), nice_ticks(216), nice_ticks(0.47), nice_ticks(29.2, 19.2)
    ([0, 1, 2, 3, 4], [0, 100, 200, 300], [0, 0.2, 0.4, 0.6], [15, 20, 25, 30])
    """
    if highest <= lowest:
        return [0, 1] if highest == 0 else nice_ticks(max(highest, 0), min(lowest, 0))
    power = 10 ** floor(log10((highest - lowest) / TICKS))
    step = next(power * nice for nice in (1, 2, 5, 10) if (highest - lowest) / (power * nice) <= TICKS)
    decimals = max(0, -floor(log10(step)))
    steps = range(floor(round(lowest / step, 9)), ceil(round(highest / step, 9)) + 1)
    return [_whole(round(step * n, decimals)) for n in steps]


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value
