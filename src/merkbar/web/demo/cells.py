"""Type × period × unit: how many cases of each type each unit reports when, exact in every sum.

Source: the golden scenario's unit split. Five types have own weights, the other user types are shared by employees
the units they fit, all else is pooled over the year and dealt to all units.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from .periods import YEARS, counts, number_of, of_year, split
from .rounding import deal, largest_remainder
from .shapes import Slot
from .source import monthly, read_json, units
from .story import pins

SOLHAGEN = ("MH11", "MH12", "MH13", "MH14")
FJORDGLOTT = ("MH21", "MH22")
SOR = "MH32"
SOR_STOPPED = "MH32 stopped"
NIGHT, RESPONSE = "MH34", "MH35"
MERGED_IN = 2025
"""Natt (12) and Responstjeneste (6) were two units until they merged into MH34 at the start of this year."""


def _own_weights() -> dict[str, dict[str, int]]:
    weights: dict[str, dict[str, int]] = read_json("unit_weights.json")
    return weights


@cache
def fitting(code: str) -> dict[str, int]:
    """Units a user type without own weights fits, weighted by employees."""
    table = read_json("fitting.json")
    named = table["named"].get(code)
    return {
        unit.code: unit.employees
        for unit in units().values()
        if (named and unit.code in named)
        or (code in table["sykehjem"] and unit.kind in {"sykehjem", "omsorgsbolig"})
        or (code in table["all_mh"] and unit.area == "MH")
        or (code in table["all_ol"] and unit.area == "OL")
    }


def pooled() -> list[str]:
    """Types shared over all units: HMS without own weights, privacy, service, improvement."""
    return [code for code in monthly() if not code.startswith("BR") and code not in _own_weights()]


def _pinned(year: int, codes: Iterable[str]) -> list[tuple[str, str, int]]:
    """Story cases of these types as (type, unit, column in the year)."""
    first = of_year(year)[0].number
    wanted = set(codes)
    return [
        (pin["type"], pin["unit"], number_of(pin["day"]) - first)
        for pin in pins()
        if pin["type"] in wanted and pin["day"].year == year
    ]


def _one_type(code: str, year: int, rows: Mapping[str, int], columns: list[int]) -> Iterator[Slot]:
    held = [(unit, column) for _, unit, column in _pinned(year, [code]) if unit in rows]
    first = of_year(year)[0].number
    for column, dealt in enumerate(deal(rows, columns, held)):
        for unit in dealt:
            stopped = unit == SOR_STOPPED
            reached = (not stopped) if code == "BR01" and unit in {SOR, SOR_STOPPED} else None
            yield Slot(code, SOR if stopped else unit, first + column, reached)


def _medicine(year: int) -> Iterator[Slot]:
    """BR01: Sør as its own series of errors that reached the user, those stopped in time, and the others by weight."""
    series = read_json("series_counts.json")
    start = 12 * YEARS.index(year)
    reached = split(series["sor_medication_reached_36m"][start : start + 12], year)
    stopped = series["sor_medication_not_reached_year"][str(year)]
    yield from _one_type("BR01", year, {SOR: sum(reached)}, reached)
    columns = [all_ - own for all_, own in zip(counts("BR01", year), reached, strict=True)]
    weights = {unit: weight for unit, weight in _own_weights()["BR01"].items() if unit != SOR}
    rows = largest_remainder(sum(columns) - stopped, weights) | {SOR_STOPPED: stopped}
    yield from _one_type("BR01", year, rows, columns)


def _falls(year: int) -> Iterator[Slot]:
    """BR02: Solhagen and Fjordgløtt month by month as their indicators count them, the others by weight."""
    series, weights = read_json("series_counts.json"), _own_weights()["BR02"]
    start, rest = 12 * YEARS.index(year), counts("BR02", year)
    for name, members in (("falls_solhagen_36m", SOLHAGEN), ("falls_fjordglott_36m", FJORDGLOTT)):
        columns = split(series[name][start : start + 12], year)
        yield from _one_type(
            "BR02", year, largest_remainder(sum(columns), {unit: weights[unit] for unit in members}), columns
        )
        rest = [all_ - own for all_, own in zip(rest, columns, strict=True)]
    others = {unit: weight for unit, weight in weights.items() if unit not in {*SOLHAGEN, *FJORDGLOTT}}
    yield from _one_type("BR02", year, largest_remainder(sum(rest), others), rest)


def _own(code: str, year: int) -> Iterator[Slot]:
    columns = counts(code, year)
    weights = _own_weights().get(code) or fitting(code)
    yield from _one_type(code, year, largest_remainder(sum(columns), weights), columns)


def _pool(year: int) -> Iterator[Slot]:
    codes = pooled()
    table = {code: counts(code, year) for code in codes}
    columns = [sum(column) for column in zip(*table.values(), strict=True)]
    weights = {unit.code: unit.employees * (3 if unit.area == "MH" else 2) for unit in units().values()}
    held = _pinned(year, codes)
    rows = largest_remainder(sum(columns), weights)
    first = of_year(year)[0].number
    for column, dealt in enumerate(deal(rows, columns, [(unit, place) for _, unit, place in held])):
        mine = [(code, unit) for code, unit, place in held if place == column]
        wanted = {code: table[code][column] - sum(code == pinned for pinned, _ in mine) for code in codes}
        for code, unit in [*mine, *_match(dealt[len(mine) :], wanted)]:
            yield Slot(code, unit, first + column)


def _match(dealt: list[str], wanted: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Pair units with types inside one period, a likely unit before any other. Sums do not move."""
    likely: dict[str, list[str]] = read_json("fitting.json")["likely"]
    left, kinds = list(dealt), units()
    late: list[str] = []
    for code in sorted(wanted, key=lambda code: len(likely.get(code, kinds))):
        for _ in range(wanted[code]):
            fits = (unit for unit in left if code not in likely or kinds[unit].kind in likely[code])
            unit = next(fits, None)
            if unit is None:
                late.append(code)
            else:
                left.remove(unit)
                yield code, unit
    yield from zip(late, left, strict=True)


def _before_the_merger(slots: list[Slot]) -> list[Slot]:
    """MH34's cases before it existed as one unit, dealt twelve to six between Natt and Respons."""
    order = sorted((slot.period, slot.type, place) for place, slot in enumerate(slots) if slot.unit == NIGHT)
    moved = {place for turn, (_, _, place) in enumerate(order) if turn % 3 == 1}
    return [
        Slot(slot.type, RESPONSE, slot.period, slot.reached) if place in moved else slot
        for place, slot in enumerate(slots)
    ]


@cache
def slots() -> tuple[Slot, ...]:
    """Every case of the three years as a cell entry, in year, type and period order."""
    found: list[Slot] = []
    pool = set(pooled())
    for year in YEARS:
        mine: list[Slot] = [*_medicine(year), *_falls(year)]
        for code in monthly():
            if code not in pool and code not in {"BR01", "BR02"}:
                mine += _own(code, year)
        mine += _pool(year)
        found += mine if year >= MERGED_IN else _before_the_merger(mine)
    return tuple(found)
