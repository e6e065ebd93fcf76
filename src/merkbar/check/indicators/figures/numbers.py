"""Arithmetic that does not invent variation: exact means, and values that are equal but for the last bits are equal."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import fsum, isfinite
from statistics import mean as exact_mean
from statistics import median
from typing import Final

Values = list[float | None]

TIE: Final = 2e-14
"""Relative difference under which two figures are the same; a few units in the last place of a double."""
NO_RANGE: Final = 1e-13
"""A mean moving range under this share of the largest value is none at all."""
FAR_FROM_ZERO: Final = 0.5
"""The lowest value's share of the highest above which an axis from zero would flatten a picture."""
D2: Final = 1.128
"""Expected range of two values in standard deviations (Montgomery)."""
D4: Final = 3.267
"""Upper limit of a range of two in mean ranges (Montgomery); also where screening drops a range (Nelson 1982)."""


def mean(values: Sequence[float]) -> float | None:
    """The mean, rounded once, so that a constant has exactly itself as mean.

    >>> mean([0.1] * 24)
    0.1
    """
    return float(exact_mean(values)) if values else None


def middle(values: Sequence[float]) -> float | None:
    """The median, or None of nothing."""
    return float(median(values)) if values else None


def known(values: Iterable[float | None]) -> list[float]:
    """Those that exist."""
    return [value for value in values if value is not None]


def same(one: float, other: float) -> bool:
    """Whether two figures differ by nothing but rounding."""
    return one == other or abs(one - other) <= TIE * max(abs(one), abs(other))


def side(value: float | None, centre: float | None) -> int | None:
    """Where a value lies: 1 above, -1 below, 0 on the line; None when either is missing.

    >>> side(0.1 + 0.2, 0.3), side(2, 1), side(None, 1)
    (0, 1, None)
    """
    if value is None or centre is None:
        return None
    if same(value, centre):
        return 0
    return 1 if value > centre else -1


def ratio(top: Sequence[float], bottom: Sequence[float]) -> float | None:
    """Sum over sum; None when there is nothing to divide by."""
    below = fsum(bottom)
    return fsum(top) / below if below else None


def finite(value: float | None) -> float | None:
    """The value, or None when it is infinite or undefined."""
    return value if value is not None and isfinite(value) else None


def ranges(values: Sequence[float | None]) -> Values:
    """Moving ranges, the first missing; a missing value takes two ranges with it."""
    pairs = pairwise(values)
    moved: Values = [None if a is None or b is None else abs(b - a) for a, b in pairs]
    return [None, *moved][: len(values)]


def mean_range(values: Sequence[float | None], *, screened: bool) -> float | None:
    """Mean moving range; screened drops, once, the ranges that are not under D4 times the mean. None when none are left.

    >>> mean_range([1, 2, 1, 9, 1, 2, 1, 2, 1, 2, 1, 2, 1], screened=True), mean_range([5, 5, 5], screened=True)
    (1.0, None)
    """
    moved = known(ranges(values))
    average = fsum(moved) / len(moved) if moved else None
    if average is None or not screened:
        return average
    kept = [one for one in moved if one < D4 * average]
    return fsum(kept) / len(kept) if kept else None


def varies(range_: float | None, values: Sequence[float | None]) -> bool:
    """Whether a mean range is more than the noise of computing."""
    return range_ is not None and range_ > NO_RANGE * max((abs(v) for v in known(values)), default=0.0)


@lru_cache(maxsize=4096)
def fewest_crossings(useful: int) -> int:
    """The smallest k with P(Bin(n - 1, 0.5) ≤ k) ≥ 0.05, in whole numbers (Chen 2010).

    >>> fewest_crossings(10), fewest_crossings(24), fewest_crossings(100)
    (2, 8, 41)
    """
    trials, term, total, crossings = useful - 1, 1, 1, 0
    while total * 20 < 1 << trials:
        term = term * (trials - crossings) // (crossings + 1)
        crossings += 1
        total += term
    return crossings


def longest_run_allowed(useful: int) -> int:
    """Round(log2 n) + 3 (Schilling 2012), in whole numbers: half the logarithm of 2n².

    >>> [longest_run_allowed(n) for n in (1, 10, 22, 23, 24, 100)]
    [3, 6, 7, 8, 8, 10]
    """
    return ((2 * useful * useful).bit_length() - 1) // 2 + 3


def far_from_zero(values: Sequence[float]) -> bool:
    """Whether an axis from zero would flatten the picture: the lowest is more than half of the highest.

    >>> far_from_zero([88.4, 92.3]), far_from_zero([33.5, 47.1, 92.0]), far_from_zero([])
    (True, False, False)
    """
    return bool(values) and min(values) >= 0 and min(values) > FAR_FROM_ZERO * max(values)
