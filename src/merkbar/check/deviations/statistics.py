"""Counts of deviations by time, unit, type, area, kind, state and harm. Every figure is one GROUP BY over the facts.

Whole-municipality totals count every case, also restricted and named ones. A cross table with units holds back small
numbers from those who may not read every case in it; so does a breakdown of a single unit.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import DateField, F, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractYear, TruncMonth

from merkbar.check.deviations import figures
from merkbar.check.deviations.facts import Fact, FactQuerySet
from merkbar.check.deviations.statistics_scope import (
    Places,
    Selection,
    Tree,
    is_root,
    numbers_within,
    reads_all,
    sees_all,
    summed,
    tops,
)
from merkbar.ground.access.standing import Standing

Key = tuple[Any, ...]

KEYS: Final[Mapping[str, Any]] = {
    "year": ExtractYear("day"),
    "month": TruncMonth("day", output_field=DateField()),
    "type": Coalesce("type__parent", "type"),
    "area": F("area"),
    "unit": F("unit"),
    "state": F("state"),
    "kind": F("kind"),
    "harm": F("harm_level"),
}
"""What a row can be counted by. Local sub-types count under their stable type."""
TELLING: Final = frozenset({"type", "area", "state", "kind", "harm"})
"""Groups that say something about a single case; time does not."""
FINEST: Final = 10_000_000
"""Small cells × cells of a cross table at most; a finer one is nearly all small numbers, and none of it is shown."""
EVERYWHERE: Final = frozenset(["."])
OTHERS: Final = "-"
"""The cases beside those asked for: with them a reader's knowledge of the totals is counted in."""


class UnknownGroup(ValueError):
    """Something that cannot be counted by."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown group {name}; known: {', '.join(KEYS)}")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the group names and `n` as keys; `n` is None where a number is held back, `suppressed` counts those."""

    rows: list[dict[str, Any]]
    total: int | None
    suppressed: int

    def by(self, group: str) -> dict[Any, int | None]:
        """The numbers of a table with one group."""
        return {row[group]: row["n"] for row in self.rows}


def counts(
    standing: Standing,
    *,
    groups: Sequence[str],
    unit: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    tree: Tree = "now",
    **narrow: Any,
) -> Table:
    """Count cases by groups: year, month (`2026-09`), type, area, unit (code), state, kind, harm (one of five words).

    `unit` takes its subtree, None all the right to statistics reaches; `narrow` is area, type, kind, state and harm
    (at least). Beyond one's right there are no rows.
    """
    return count_by(standing, Selection(unit=unit, start=start, end=end, tree=tree, **narrow), groups)


def count_by(standing: Standing, wanted: Selection, groups: Sequence[str]) -> Table:
    """Count what a selection asks for by groups, and hold back what would point at somebody."""
    for name in groups:
        if name not in KEYS:
            raise UnknownGroup(name)
    paths = tops(standing, wanted)
    cells = _cells(paths, wanted, groups)
    if "unit" in groups and (len(groups) > 1 or wanted.narrows) and not sees_all(standing, paths):
        beside = _cells(paths, wanted, ["unit"], narrowed=False) if wanted.narrows else {}
        return _cross_table(cells, groups, beside)
    if is_closed(standing, paths, wanted, groups):
        return _one_unit(
            cells,
            groups,
            all_cells=_cells(EVERYWHERE, wanted, groups),
            here=_all(paths, wanted) if wanted.narrows else None,
            everywhere=_all(EVERYWHERE, wanted) if wanted.narrows else None,
        )
    return _table(cells, groups, {}, sum(cells.values()))


def is_closed(standing: Standing, paths: frozenset[str], wanted: Selection, groups: Sequence[str] = ()) -> bool:
    """Whether a breakdown of some units must hold back small numbers from a person who may not read all behind it."""
    tells = wanted.narrows or not TELLING.isdisjoint(groups)
    return tells and bool(paths) and not is_root(paths) and not reads_all(standing, paths)


def _all(paths: frozenset[str], wanted: Selection, *, narrowed: bool = False) -> int:
    found = numbers_within(paths, wanted, summed, narrowed=narrowed) if paths else []
    return int(found[0][0]) if found else 0


def _grouped(cases: FactQuerySet, *groups: str) -> "QuerySet[Fact, Any]":
    names = {f"by_{name}": KEYS[name] for name in groups}
    return cases.order_by().values(**names).annotate(n=Sum("cases")).exclude(n=0).values_list(*names, "n")


def _cells(paths: frozenset[str], wanted: Selection, groups: Sequence[str], *, narrowed: bool = True) -> dict[Key, int]:
    """The numbers as the database has them, with keys as people read them."""
    if not groups:
        found = _all(paths, wanted, narrowed=narrowed)
        return {(): found} if found else {}
    rows = numbers_within(paths, wanted, _grouped, *groups, narrowed=narrowed)
    readers = [_readers(wanted.tree, wanted.places).get(name, _as_it_is) for name in groups]
    cells: dict[Key, int] = {}
    for *raw, n in rows:
        key = tuple(read(value) for read, value in zip(readers, raw, strict=True))
        cells[key] = cells.get(key, 0) + n
    return cells


def _readers(tree: Tree, places: Places) -> dict[str, Callable[[Any], Any]]:
    def unit(pk: int) -> str:
        return (places.current(pk) if tree == "now" else places.by_pk[pk]).code

    return {
        "month": lambda first: f"{first:%Y-%m}",
        "harm": lambda level: None if level is None else figures.HARM_WORDS[level],
        "unit": unit,
    }


def _as_it_is(value: Any) -> Any:
    return value


def _cross_table(cells: dict[Key, int], groups: Sequence[str], beside: dict[Key, int]) -> Table:
    """Units × something: hidden cells are covered by others, so that no total gives them away."""
    at = list(groups).index("unit")
    split = {key: (key[at], (*key[:at], *key[at + 1 :])) for key in cells}
    grid: dict[tuple[str, Any], int] = {split[key]: n for key, n in cells.items()}
    for (unit,), n in beside.items():
        inside = sum(found for (row, _column), found in grid.items() if row == unit)
        grid[unit, OTHERS] = n - inside
    if _is_too_fine(grid):
        return Table([], sum(cells.values()), len(cells))
    shown, kept = suppressed(grid)
    held = {
        (*column[:at], unit, *column[at:]): None
        for (unit, column), n in shown.items()
        if n is None and column != OTHERS
    }
    return _table(cells, groups, held, sum(cells.values()) if kept else None)


def _one_unit(
    cells: dict[Key, int],
    groups: Sequence[str],
    *,
    all_cells: dict[Key, int],
    here: int | None,
    everywhere: int | None,
) -> Table:
    """One unit by something: the row of a cross table whose other row is the rest of the municipality."""
    grid: dict[tuple[str, Any], int] = {}
    for key, n in all_cells.items():
        grid["here", key] = cells.get(key, 0)
        grid["elsewhere", key] = n - cells.get(key, 0)
    if here is not None and everywhere is not None:
        inside = sum(cells.values())
        grid["here", OTHERS] = here - inside
        grid["elsewhere", OTHERS] = everywhere - here - sum(all_cells.values()) + inside
    shown, kept = suppressed(grid)
    held = {column: None for (row, column), n in shown.items() if row == "here" and n is None and column != OTHERS}
    covered = not kept or shown.get(("here", OTHERS), 0) is None or (not groups and () in held)
    return _table(cells, groups, held, None if covered else sum(cells.values()))


def _is_too_fine(grid: dict[tuple[str, Any], int]) -> bool:
    area = len({unit for unit, _column in grid}) * len({column for _unit, column in grid})
    return area * sum(0 < n < figures.N_MIN for n in grid.values()) > FINEST


def suppressed(grid: dict[tuple[str, Any], int]) -> tuple[dict[tuple[str, Any], int | None], bool]:
    """Suppress a grid with any keys; also whether its totals may be shown. No totals: no number at all."""
    if not grid:
        return {}, True
    columns = list(dict.fromkeys(column for _row, column in grid))
    names = {column: str(nth) for nth, column in enumerate(columns)}
    table = figures.suppress({(row, names[column]): n for (row, column), n in grid.items()})
    kept = table.total is not None
    shown = {(row, columns[int(name)]): n if kept else None for (row, name), n in table.cells.items()}
    return shown, kept


def _table(cells: dict[Key, int], groups: Sequence[str], held: Mapping[Key, None], total: int | None) -> Table:
    shown: dict[Key, int | None] = {**cells, **held}
    ordered = sorted(shown, key=lambda key: [(part is None, part if part is not None else "") for part in key])
    rows = [{**dict(zip(groups, key, strict=True)), "n": shown[key]} for key in ordered] if groups else []
    return Table(rows, total, len(held))
