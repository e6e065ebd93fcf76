"""The tables of the statistics page as cells: what stands in them and which cases lie behind. Pages and files share them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from merkbar.check.deviations import words
from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.statistics import Table, count_by
from merkbar.check.deviations.statistics_scope import Place, Places, Selection
from merkbar.check.deviations.statistics_shares import (
    ABOUT_USERS,
    Share,
    answers_by_unit,
    answers_by_year,
    harm_by,
    near_miss_by,
    rate_by_unit,
    year_back,
)
from merkbar.check.deviations.statistics_words import HIDDEN, part_of, share_of, with_part
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `value` is the bare number for a file, `address` opens the cases behind it."""

    text: str
    value: Any = None
    address: str = ""
    held: bool = False

    @property
    def html(self) -> str:
        """What stands in the cell, as a link where there are cases behind it."""
        return format_html('<a href="{}">{}</a>', self.address, self.text) if self.address else escape(self.text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A table ready to show: headings, rows whose first cell names the row, and how many numbers are held back."""

    key: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    suppressed: int = 0

    @property
    def hidden(self) -> int:
        """How many numbers are held back, also those that follow from another."""
        return max(self.suppressed, sum(cell.held for row in self.rows for cell in row))

    @property
    def gaps(self) -> bool:
        """Whether a cell has no number, because there is nothing to count it of."""
        return any(cell.text == words.NO_FIGURE for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what: everything the tables need."""

    standing: Standing
    wanted: Selection
    register: str = field(default_factory=lambda: reverse("deviations:register"))

    @property
    def places(self) -> Places:
        """The organisation."""
        return self.wanted.places

    @property
    def opens(self) -> bool:
        """Whether the person reads cases at all, so that a number can open them."""
        return self.standing.may(Right.READ)

    def count(self, *groups: str) -> Table:
        """Count what is asked for by groups."""
        return count_by(self.standing, self.wanted, groups)

    def cases(self, **more: Any) -> str:
        """Give the address of the register with the same filter and more; empty for those who read no cases."""
        unit = self.places.by_code.get(self.wanted.unit or "")
        moved = self.wanted.tree == "then" and (unit is None or not self.places.stands_alone(unit))
        if not self.opens or (moved and self.wanted.unit):
            return ""
        asked = {
            "enhet": self.wanted.unit,
            "omrade": self.wanted.area,
            "type": self.wanted.type,
            "status": "alle",
            "fra": self.wanted.start,
            "til": self.wanted.end,
            **more,
        }
        return f"{self.register}?" + urlencode({k: v for k, v in asked.items() if v})

    def cases_of(self, place: Place, **more: Any) -> str:
        """Give the address of a unit's cases; none where its subtree now holds other units' cases too."""
        alone = self.wanted.tree == "now" or self.places.stands_alone(place)
        return replace(self, wanted=replace(self.wanted, unit=place.code)).cases(**more) if alone else ""


NOTHING = Cell(words.NO_FIGURE)


def held_back() -> Cell:
    """Stand where a number is held back."""
    return Cell(str(HIDDEN), held=True)


def number(n: int | None, address: str = "") -> Cell:
    """Write a number that opens its cases, or that it is held back."""
    if n is None:
        return held_back()
    return Cell(words.count(n), n, address if n else "")


def by_year(asking: Asking) -> Shown:
    """Show each year: reports, harm, near misses, answers. A year that is not over stands by the same days of the last."""
    rows = _years(asking)
    wanted = asking.wanted
    end = min(wanted.end or clock.today(), clock.today())
    began = dt.date(end.year, 1, 1)
    if len(rows) > 1 and rows[-1][0].value == end.year and end < dt.date(end.year, 12, 31):
        before = replace(wanted, start=max(year_back(began), wanted.start or began), end=year_back(end))
        rows[-1:-1] = _years(replace(asking, wanted=before))
    head = [_("År"), _("Meldinger"), _("Ga skade"), _("Nestenuhell"), _("Svar innen 7 dager"), _("Dager til svar")]
    return Shown("ar", head, rows)


def _years(asking: Asking) -> list[list[Cell]]:
    standing, wanted = asking.standing, asking.wanted
    harm, near = harm_by(standing, wanted, "year"), near_miss_by(standing, wanted, "year")
    answers = answers_by_year(standing, wanted)
    area = {} if wanted.area or wanted.type else {"omrade": ABOUT_USERS}
    rows = []
    for year, n in asking.count("year").by("year").items():
        at, span = str(year), _span(wanted, year)
        waits = answers.get(at)
        part = part_of(dt.date(year, 1, 1), dt.date(year, 12, 31), wanted)
        rows.append(
            [
                Cell(with_part(at, part), year),
                number(n, asking.cases(**span)),
                _share(harm.get(at), asking.cases(**span, **area, skade=1)),
                _share(near.get(at), asking.cases(**span, slag="near_miss")),
                _share(waits.in_time if waits else None),
                NOTHING if waits is None else held_back() if waits.in_time.held else _days(waits.median),
            ]
        )
    return rows


def _days(median: float | None) -> Cell:
    return Cell(words.number(median, 0), median)


def _span(wanted: Selection, year: int) -> dict[str, str]:
    first, last = f"{year}-01-01", f"{year}-12-31"
    start, end = str(wanted.start or first), str(wanted.end or last)
    return {"fra": max(first, start), "til": min(last, end)}


def _share(share: Share | None, address: str = "") -> Cell:
    if share is None:
        return NOTHING
    return Cell(share_of(share), share.value, address if share.part and not share.held else "", held=share.held)


def by_month(asking: Asking) -> Shown:
    """Show each month and its reports; one that is not whole says which days it has."""
    rows = [[Cell(with_part(at, _part_of_month(at, asking.wanted))), number(n)] for at, n in _months(asking)]
    return Shown("maned", [_("Måned"), _("Meldinger")], rows)


def _months(asking: Asking) -> Iterable[tuple[str, int | None]]:
    return asking.count("month").by("month").items()


def _part_of_month(at: str, wanted: Selection) -> str:
    first = dt.date.fromisoformat(f"{at}-01")
    after = (first + dt.timedelta(days=31)).replace(day=1)
    return part_of(first, after - dt.timedelta(days=1), wanted)


def by_type(asking: Asking, total: int | None) -> Shown:
    """Show each type, its reports and its part of them all."""
    names = {kind.code: kind.name for kind in lists().types}
    table = asking.count("type")
    rows = [
        [
            Cell(names.get(code, _("Ikke bestemt")), code or ""),
            number(n, asking.cases(type=code) if code else ""),
            _part(n, total),
        ]
        for code, n in sorted(table.by("type").items(), key=lambda pair: (pair[1] is None, -(pair[1] or 0)))
    ]
    return Shown("type", [_("Type"), _("Meldinger"), _("Del av alle")], rows, table.suppressed)


def _part(n: int | None, total: int | None) -> Cell:
    if n is None or total is None:
        return held_back()
    return NOTHING if not total else Cell(words.percent(n / total, 1), n / total)


def by_unit(asking: Asking, narrow: str) -> Shown:
    """Show each unit: its reports, answers in time, and reports per employee and year. `narrow` is the page's address."""
    table = asking.count("unit")
    numbers = table.by("unit")
    wanted = asking.wanted
    end = wanted.end or clock.today()
    rates = rate_by_unit(numbers, asking.places, wanted.start or end, end)
    answers = answers_by_unit(asking.standing, wanted)
    rows = []
    for place in _in_order(asking.places, numbers):
        rate, n = rates.get(place.code), numbers[place.code]
        rows.append(
            [
                Cell(place.short, place.code, narrow % place.code),
                number(n, asking.cases_of(place)),
                held_back() if n is None else _share(answers.get(place.code)),
                Cell(words.count(place.employees) if place.employees else words.NO_FIGURE, place.employees or None),
                held_back() if n is None else Cell(words.number(rate, 1), rate),
            ]
        )
    head = [_("Enhet"), _("Meldinger"), _("Svar innen 7 dager"), _("Ansatte"), _("Per ansatt og år")]
    return Shown("enhet", head, rows, table.suppressed)


def by_unit_and_area(asking: Asking) -> Shown:
    """Show units × areas; small numbers are held back, and enough others that none can be worked out."""
    table = asking.count("unit", "area")
    cells = {(row["unit"], row["area"]): row["n"] for row in table.rows}
    found = {area for _unit, area in cells}
    areas: list[tuple[str | None, str]] = [(area.code, area.name) for area in lists().areas if area.code in found]
    if None in found:
        areas.append((None, _("Ikke bestemt")))
    rows = []
    for place in _in_order(asking.places, {unit: None for unit, _area in cells}):
        row, address = [Cell(place.short, place.code)], asking.cases_of(place, omrade="")
        for area, _name in areas:
            opens = f"{address}&omrade={quote(area)}" if area and address else ""
            row.append(number(cells.get((place.code, area), 0), opens))
        rows.append(row)
    return Shown("enhet-omrade", [_("Enhet"), *(name for _code, name in areas)], rows, table.suppressed)


def _in_order(places: Places, codes: Mapping[str, Any]) -> list[Place]:
    return sorted((places.by_code[code] for code in codes), key=lambda place: place.path)


def for_file(shown: Shown) -> Iterable[list[Any]]:
    """Give the rows of a table as bare values; a number held back says so."""
    for first, *rest in shown.rows:
        yield [first.text, *(str(cell.text) if cell.held else cell.value for cell in rest)]
