"""Whole numbers that add up: largest remainder, and dealing to cells so that row and column sums are exact."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K")
GOLDEN_RATIO = 0.6180339887498949


def largest_remainder(total: int, weights: Mapping[K, int]) -> dict[K, int]:
    """Share `total` by weight in whole numbers. Equal remainders go to the smaller weight first, then in given order.

    >>> largest_remainder(10, {"a": 1, "b": 1, "c": 1})
    {'a': 4, 'b': 3, 'c': 3}
    """
    whole = sum(weights.values())
    shares = {key: total * weight // whole for key, weight in weights.items()}
    ranked = sorted(weights, key=lambda key: (-(total * weights[key] % whole), weights[key]))
    for key in ranked[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def nearest(share: float, total: int) -> int:
    """Give the whole number of cases nearest to a share, halves up.

    >>> nearest(0.27, 1839)
    497
    """
    return int(share * total + 0.5)


def deal(rows: Mapping[K, int], columns: Sequence[int], pins: Iterable[tuple[K, int]] = ()) -> list[list[K]]:
    """Row keys dealt to columns: each row key comes as often as its count, each column gets as many as asked.

    Every row is spread evenly over the whole length, starting at its own place, so no row gathers at an end. Pinned
    (row, column) pairs are placed first.

    >>> deal({"a": 2, "b": 1}, [1, 2])
    [['b'], ['a', 'a']]
    """
    if sum(rows.values()) != sum(columns):
        raise ValueError(f"rows hold {sum(rows.values())}, columns {sum(columns)}")
    left, room = dict(rows), list(columns)
    dealt: list[list[K]] = [[] for _ in columns]
    for key, column in pins:
        left[key] -= 1
        room[column] -= 1
        dealt[column].append(key)
    if min([*left.values(), *room, 0]) < 0:
        raise ValueError("more pins than room")
    places = [
        ((turn + (0.5 + index * GOLDEN_RATIO) % 1.0) / count, index, key)
        for index, (key, count) in enumerate(left.items())
        for turn in range(count)
    ]
    places.sort(key=lambda place: place[:2])
    start = 0
    for column, count in enumerate(room):
        dealt[column].extend(key for _, _, key in places[start : start + count])
        start += count
    return dealt
