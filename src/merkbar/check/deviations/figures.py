"""Pure numbers about deviations: harm, shares, rates, answer times, and tables that reveal nobody. No Django.

Counts say how much is reported, not how good the service is; read them with `words.reading`.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import median
from typing import Final, Literal

HARM_WORDS: Final = ("ingen", "lav", "moderat", "moderat", "alvorlig", "død")
"""The five words of the figures for the levels 0–5. Source: the two harm scales after LFPSE (NHS England)."""
NO_TELLING: Final = 1.96
"""Differences within this many standard errors are chance [standard errors, 95 %]."""
N_MIN: Final = 5
"""A count of cases under this may point at a person [cases]."""

Change = Literal["up", "same", "down"]
Cell = tuple[str, str]
"""A cell of a cross table: row, column."""


def harm_level(physical: int | None, psychological: int | None, reported: int | None) -> int | None:
    """Fold the harm scales [0–5]: the higher of the leader's two, else the reporter's; None when nobody knows.

    >>> harm_level(1, 2, 4), harm_level(None, None, 4), harm_level(None, None, None)
    (2, 4, None)
    """
    assessed = [level for level in (physical, psychological) if level is not None]
    return max(assessed) if assessed else reported


def harm_word(physical: int | None, psychological: int | None, reported: int | None) -> str | None:
    """Name the folded harm with one of the five words; None when nobody knows.

    >>> harm_word(3, 0, None), harm_word(None, None, 0)
    ('moderat', 'ingen')
    """
    level = harm_level(physical, psychological, reported)
    return None if level is None else HARM_WORDS[level]


def share(part: int, whole: int) -> float | None:
    """Part of the whole [1]; None when there is no whole.

    >>> share(569, 1209)
    0.4706368899917287
    """
    return part / whole if whole else None


def per_thousand_days(events: int, resident_days: int) -> float | None:
    """Events per 1,000 resident days [1/1000 d]; None without days.

    >>> per_thousand_days(3, 1_500)
    2.0
    """
    return 1_000 * events / resident_days if resident_days else None


def per_employee_year(events: int, employees: float, days: int) -> float | None:
    """Events per employee and year [1/a], from a period of `days` [d] at 365.25 days a year.

    >>> round(per_employee_year(1_765, 1_200, 366), 2)
    1.47
    """
    years = employees * days / 365.25
    return events / years if years else None


def median_days(days: Iterable[float | None]) -> float | None:
    """Median of waiting times [d] over those that have ended; None when none has.

    >>> median_days([2, None, 9, 5])
    5
    """
    ended = [value for value in days if value is not None]
    return median(ended) if ended else None


def weighted_median(numbers: Mapping[int, int]) -> float | None:
    """Median of values told as value → how many; None when there are none.

    >>> weighted_median({2: 3, 9: 1}), weighted_median({2: 1, 9: 1}), weighted_median({})
    (2.0, 5.5, None)
    """
    total = sum(numbers.values())
    if not total:
        return None
    middle, passed = [], 0
    for value in sorted(numbers):
        before, passed = passed, passed + numbers[value]
        middle += [value for place in ((total - 1) // 2, total // 2) if before <= place < passed]
    return sum(middle) / 2


def answered_within(answer_days: Iterable[float | None], limit: float = 7) -> float | None:
    """Share of reports answered by a person within `limit` [d]; an unanswered report (None) counts as not answered.

    Source: the promise to the reporter, seven days. Leave out reports younger than the limit: they may still get one.

    >>> answered_within([1, 7, 8, None])
    0.5
    """
    waits = list(answer_days)
    return share(sum(wait is not None and wait <= limit for wait in waits), len(waits))


def age_days(reported: date, today: date) -> int:
    """Age of an open case [d], by date; the day it was reported it is 0.

    >>> age_days(date(2026, 9, 14), date(2026, 9, 21))
    7
    """
    return (today - reported).days


def count_change(before: int, after: int) -> Change:
    """Whether a count has changed by more than chance between two equally long periods (Poisson, 95 %).

    >>> count_change(1_765, 2_155), count_change(296, 276)
    ('up', 'same')
    """
    return _change(after - before, sqrt(before + after))


def share_change(before: tuple[int, int], after: tuple[int, int]) -> Change:
    """Whether a share, given as (part, whole), has changed by more than chance (two proportions, 95 %).

    >>> share_change((569, 1_209), (540, 1_401))
    'down'
    """
    (part, whole), (part_after, whole_after) = before, after
    if not whole or not whole_after:
        return "same"
    pooled = (part + part_after) / (whole + whole_after)
    error = sqrt(pooled * (1 - pooled) * (1 / whole + 1 / whole_after))
    return _change(part_after / whole_after - part / whole, error)


def _change(difference: float, error: float) -> Change:
    if abs(difference) <= NO_TELLING * error:
        return "same"
    return "up" if difference > 0 else "down"


@dataclass(frozen=True)
class Table:
    """A cross table that may be shown; None where a number is held back."""

    cells: dict[Cell, int | None]
    rows: dict[str, int | None]
    columns: dict[str, int | None]
    total: int | None


def suppress(table: Mapping[Cell, int], n_min: int = N_MIN) -> Table:
    """Hold back cells [cases] of 1 to `n_min` - 1, and enough others that no total gives them away.

    A reader knows every total, and that a hidden cell is not 0 unless zeros had to be hidden too. A small cell is safe
    when the totals also fit with another number in it. Where no cell can help (a single row or column, as many cases as
    cells) the totals are held back instead. Cells that are missing count as 0; other zeros show.

    >>> shown = suppress({("A", "x"): 3, ("A", "y"): 9, ("B", "x"): 8, ("B", "y"): 7, ("C", "x"): 9, ("C", "y"): 6})
    >>> [cell for cell, n in shown.cells.items() if n is None]
    [('A', 'x'), ('A', 'y'), ('B', 'x'), ('B', 'y')]
    >>> shown.rows
    {'A': 12, 'B': 15, 'C': 15}
    """
    rows = list(dict.fromkeys(row for row, _ in table))
    columns = list(dict.fromkeys(column for _, column in table))
    full = {(row, column): table.get((row, column), 0) for row in rows for column in columns}
    cover = _Cover(full, rows, columns, n_min)
    kept = cover.close()
    return Table(
        cells={cell: None if cell in cover.hidden else n for cell, n in full.items()},
        rows={row: sum(full[row, column] for column in columns) if kept else None for row in rows},
        columns={column: sum(full[row, column] for row in rows) if kept else None for column in columns},
        total=sum(full.values()) if kept else None,
    )


class _Cover:
    """The cells of a table that are hidden, and whether they hide what they should."""

    def __init__(self, table: dict[Cell, int], rows: list[str], columns: list[str], n_min: int) -> None:
        self.table, self.rows, self.columns = table, rows, columns
        self.small = [cell for cell, n in table.items() if 0 < n < n_min]
        self.hidden = set(self.small)

    def close(self) -> bool:
        """Hide rectangles around exposed cells until none is; False when that cannot be reached."""
        while exposed := [cell for cell in self.small if not self.is_safe(cell)]:
            before = len(self.hidden)
            for cell in exposed:
                if not self.is_safe(cell):
                    self.hidden |= self.rectangle(cell)
            if len(self.hidden) == before:
                return False
        return True

    def floor(self, also: Iterable[Cell] = ()) -> int:
        """Find the least a reader can think a hidden cell to be."""
        return 0 if any(self.table[cell] == 0 for cell in (*self.hidden, *also)) else 1

    def rectangle(self, cell: Cell) -> set[Cell]:
        """Find the three cells that cover this one at the least loss: few new, no zeros, small numbers."""
        row, column = cell
        best: tuple[tuple[int, int, int], set[Cell]] | None = None
        for other_row in self.rows:
            for other_column in self.columns:
                if other_row == row or other_column == column:
                    continue
                corners = (row, other_column), (other_row, column), (other_row, other_column)
                new = {corner for corner in corners if corner not in self.hidden}
                if best and len(new) > best[0][0]:
                    continue
                numbers = [self.table[corner] for corner in new]
                cost = len(new), numbers.count(0), sum(numbers)
                if (best is None or cost < best[0]) and self._covers(cell, corners, new):
                    best = cost, new
        return best[1] if best else set()

    def _covers(self, cell: Cell, corners: tuple[Cell, Cell, Cell], new: set[Cell]) -> bool:
        """Whether one case more or less in the cell can be made up for by the corners."""
        floor = self.floor(new)
        beside, below, opposite = (self.table[corner] > floor for corner in corners)
        return (beside and below) or (opposite and self.table[cell] > floor)

    def is_safe(self, cell: Cell) -> bool:
        """Whether the totals also fit with one case more in this cell, or one less."""
        floor = self.floor()
        return self._fits(cell, floor, more=True) or (self.table[cell] > floor and self._fits(cell, floor, more=False))

    def _fits(self, cell: Cell, floor: int, *, more: bool) -> bool:
        """Walk from the cell's row to its column over hidden cells that take turns to give and to take one case."""
        seen, ahead = {cell[0]}, deque([cell[0]])
        crossed: set[str] = set()
        while ahead:
            row = ahead.popleft()
            for column in self._open_columns(row, cell, floor, gives=more):
                if column == cell[1]:
                    return True
                if column in crossed:
                    continue
                crossed.add(column)
                onward = [r for r in self._open_rows(column, floor, gives=not more) if r not in seen]
                seen.update(onward)
                ahead.extend(onward)
        return False

    def _open_columns(self, row: str, but: Cell, floor: int, *, gives: bool) -> list[str]:
        cells = ((row, column) for column in self.columns if (row, column) != but)
        return [c[1] for c in cells if c in self.hidden and (not gives or self.table[c] > floor)]

    def _open_rows(self, column: str, floor: int, *, gives: bool) -> list[str]:
        cells = ((row, column) for row in self.rows)
        return [c[0] for c in cells if c in self.hidden and (not gives or self.table[c] > floor)]
