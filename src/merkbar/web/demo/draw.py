"""Numbers that look drawn and are not: the same key and purpose give the same number, in any order and any version.

Used for clock times, choice of words and which case carries a property whose number is fixed beforehand.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TypeVar
from zlib import crc32

SEED = 20240101
MASK = (1 << 64) - 1
T = TypeVar("T")


@cache
def _salt(purpose: str) -> int:
    return (crc32(purpose.encode()) << 32) ^ (SEED * 0x9E3779B97F4A7C15 & MASK)


def share(key: int, purpose: str) -> float:
    """Give a number in [0, 1) for this case and this purpose (splitmix64).

    >>> share(1, "clock") == share(1, "clock")
    True
    """
    mixed = (key * 0xBF58476D1CE4E5B9 + _salt(purpose)) & MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
    return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)


def whole(key: int, purpose: str, low: int, high: int) -> int:
    """Give a whole number from low to high, both included."""
    return low + int(share(key, purpose) * (high - low + 1))


def one(key: int, purpose: str, options: Sequence[T]) -> T:
    """One of the options."""
    return options[int(share(key, purpose) * len(options))]


def pick(
    items: Iterable[T], number: int, *, key: Callable[[T], int], purpose: str, weight: Callable[[T], float]
) -> list[T]:
    """Exactly `number` of the items, the heavier ones more often; weight 0 is never taken.

    Raises ValueError when fewer than `number` items have a weight.
    """
    ranked = sorted(
        (
            (-math.log(1.0 - share(key(item), purpose)) / weight(item), key(item), item)
            for item in items
            if weight(item)
        ),
        key=lambda row: row[:2],
    )
    if number > len(ranked):
        raise ValueError(f"{purpose}: {number} asked for, {len(ranked)} fit")
    return [item for _, _, item in ranked[:number]]
