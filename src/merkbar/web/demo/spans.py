"""Days to the answer and to closing: lists of whole days with an exact share and median, fitted to the cases."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from .draw import share
from .rounding import largest_remainder
from .shapes import Draft

ANSWERED_IN_TIME = {"2024": 0.41, "2025": 0.66, "2026": 0.83, "after": 0.83}
EARLY = {
    "2024": (1, 3, 4, 6, 7, 7, 6, 7),
    "2025": (4, 9, 11, 11, 10, 9, 6, 6),
    "2026": (12, 24, 24, 8, 5, 4, 3, 3),
    "after": (12, 24, 24, 8, 5, 4, 3, 3),
}
"""Answers after 0, 1 … 7 days, weights; with the late ones the medians are 9, 5 and 2 days."""
LATE = {
    "2024": ((0.0, 8), (0.08, 8.6), (0.2, 9.4), (0.3, 11), (0.6, 16), (0.9, 28), (1.0, 45)),
    "2025": ((0.0, 8), (0.5, 13), (0.9, 22), (1.0, 32)),
    "2026": ((0.0, 8), (0.6, 11), (1.0, 21)),
    "after": ((0.0, 8), (0.6, 11), (1.0, 21)),
}
CLOSED = {
    "2024": ((0.0, 4), (0.1, 12), (0.3, 22), (0.46, 30), (0.54, 32), (0.75, 50), (0.9, 75), (0.965, 92), (0.97, 101),
             (1.0, 150)),
    "2025": ((0.0, 1), (0.1, 7), (0.3, 14), (0.46, 21.4), (0.54, 22.6), (0.75, 36), (0.9, 60), (0.955, 88),
             (0.96, 101), (1.0, 140)),
    "2026": ((0.0, 0), (0.1, 4), (0.3, 9), (0.46, 15.5), (0.54, 16.5), (0.75, 25), (0.9, 42), (0.935, 60),
             (0.94, 101), (1.0, 122)),
    "after": ((0.0, 0), (0.1, 4), (0.3, 9), (0.46, 15.5), (0.54, 16.5), (0.75, 25), (0.9, 42), (0.935, 60),
              (0.94, 101), (1.0, 122)),
}  # fmt: skip
"""Days to closing by rank; medians 31, 22 and 16. From 101 days on the case itself waited for its effect check."""


def ladder(points: Sequence[tuple[float, float]], number: int) -> list[int]:
    """Give `number` whole days that follow the points (rank in [0, 1], days), straight lines between them.

    >>> ladder(((0.0, 0), (1.0, 10)), 5)
    [1, 3, 5, 7, 9]
    """
    ranks = [rank for rank, _ in points]
    found = []
    for turn in range(number):
        rank = (turn + 0.5) / number
        after = bisect_left(ranks, rank)
        (left, low), (right, high) = points[after - 1], points[after]
        found.append(round(low + (high - low) * (rank - left) / (right - left)))
    return found


def early(stratum: str, number: int) -> list[int]:
    """Give `number` answers within seven days."""
    shared = largest_remainder(number, dict(enumerate(EARLY[stratum])))
    return [days for days, count in shared.items() for _ in range(count)]


def fit(days: list[int], drafts: list[Draft], longest: Callable[[Draft], int], purpose: str) -> dict[int, int]:
    """Give each draft one of the days, never more than it has room for; as good as drawn within that."""
    waiting = sorted(drafts, key=lambda draft: (longest(draft), draft.key))
    pool: list[Draft] = []
    found: dict[int, int] = {}
    for value in sorted(days, reverse=True):
        while waiting and longest(waiting[-1]) >= value:
            pool.append(waiting.pop())
        if not pool:
            raise ValueError(f"{purpose}: no case has room for {value} days")
        place = int(share(len(found), purpose) * len(pool))
        pool[place], pool[-1] = pool[-1], pool[place]
        found[pool.pop().key] = value
    return found
