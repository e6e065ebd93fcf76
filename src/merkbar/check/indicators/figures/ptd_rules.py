"""The four rules of Making Data Count and the words they give."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

SUCCESSIVE: Final = 7
"""Values in a shift, and values in a trend (six moves)."""
PAIR, WINDOW = 2, 3
NOTHING: Final = "Common Cause"
COMMON: Final = "common_cause"
ASSURANCE: Final = {"consistent_fail": "fail.svg", "consistent_pass": "pass.svg", "inconsistent": "inconsistent.svg"}


def labels(values: Sequence[float], sides: Sequence[int], outside: Sequence[bool], close: Sequence[bool]) -> list[str]:
    """One label per value, the first that holds: outside, trend, two in three, shift, common cause."""
    trend = _trend(values)
    pair = _two_in_three(sides, close)
    shift = _stretched(sides)
    found = []
    for place, side in enumerate(sides):
        if outside[place]:
            found.append("Above UCL" if side > 0 else "Below LCL")
        elif trend[place]:
            found.append(f"7 Point Trend ({'Increasing' if trend[place] > 0 else 'Decreasing'})")
        elif pair[place]:
            found.append(f"2 in 3 {'Above' if side > 0 else 'Below'} CL")
        elif shift[place]:
            found.append(f"7 Points {'Above' if side > 0 else 'Below'} CL")
        else:
            found.append(NOTHING)
    return found


def _stretched(sides: Sequence[int], least: int = SUCCESSIVE) -> list[bool]:
    """Mark the places of stretches of at least so many on one side; zero is no side."""
    marked = [False] * len(sides)
    start = 0
    for place in range(1, len(sides) + 1):
        if place == len(sides) or sides[place] != sides[start]:
            if sides[start] and place - start >= least:
                marked[start:place] = [True] * (place - start)
            start = place
    return marked


def _trend(values: Sequence[float]) -> list[int]:
    """The direction at each value that is part of a trend, else 0: of the next move, or at the end of the last one."""
    moves = [(after > before) - (after < before) for before, after in pairwise(values)]
    marked = _stretched(moves, SUCCESSIVE - 1)
    within = [
        (place < len(moves) and marked[place]) or (place > 0 and marked[place - 1]) for place in range(len(values))
    ]
    return [_direction(moves, within, place) if found else 0 for place, found in enumerate(within)]


def _direction(moves: Sequence[int], within: Sequence[bool], place: int) -> int:
    if place + 1 < len(within) and within[place + 1]:
        return moves[place]
    return moves[place - 1]


def _two_in_three(sides: Sequence[int], close: Sequence[bool]) -> list[bool]:
    marked = [False] * len(sides)
    for first in range(len(sides) - WINDOW + 1):
        window = range(first, first + WINDOW)
        near = [place for place in window if close[place]]
        if len(near) >= PAIR and sides[first] and len({sides[place] for place in window}) == 1:
            for place in near:
                marked[place] = True
    return marked


def point_type(label: str, direction: str) -> str:
    """Whether a label is improvement or concern.

    >>> point_type("Below LCL", "decrease"), point_type("2 in 3 Above CL", "neutral"), point_type("Common Cause", "increase")
    ('special_cause_improvement', 'special_cause_neutral_high', 'common_cause')
    """
    if label in {NOTHING, ""}:
        return COMMON
    high = is_high(label)
    if direction == "neutral":
        return f"special_cause_neutral_{'high' if high else 'low'}"
    return f"special_cause_{'improvement' if high == (direction == 'increase') else 'concern'}"


def is_high(label: str) -> bool:
    """Whether a label is about high or rising values."""
    return "Above" in label or "Increasing" in label


def icon(label: str, direction: str) -> str:
    """The file name of the icon for variation."""
    kind = point_type(label, direction).removeprefix("special_cause_")
    if kind in {COMMON, "neutral_high", "neutral_low"}:
        return f"{kind}.svg"
    return f"{kind}_{'high' if is_high(label) else 'low'}.svg"
