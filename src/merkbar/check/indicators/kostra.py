"""A KOSTRA table from Statistics Norway's PxWeb as rows: JSON-stat 2.0, from a file or pasted. Pure, no network.

The answer of `POST https://data.ssb.no/api/v0/no/table/<number>/` with format json-stat2, or what the table's own page saves.
Its cells lie in one list, the last dimension running fastest; missing ones are null, sometimes with a sign in `status`.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from django.utils.translation import gettext as _

MOST_CELLS: Final = 200_000
CONTENT_NAMES: Final = frozenset({"contentscode", "statistikkvariabel", "contents"})


class NotJsonStat(Exception):
    """The text is no JSON-stat 2.0 table; the message is for the person who gave it."""


def rows_of(text: str) -> list[list[str]]:
    """Headings and rows: the dimensions, then one column for each statistical variable. Rows without a figure are left out."""
    table = _table(text)
    try:
        return _read(table)
    except (KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise NotJsonStat(_("Tabellen mangler dimensjoner eller verdier.")) from error


def _read(table: Mapping[str, Any]) -> list[list[str]]:
    axes = [_axis(table, name) for name in table["id"]]
    sizes = [len(codes) for codes, _labels in axes]
    if sizes != list(table["size"]):
        raise NotJsonStat(_("Tabellens størrelse passer ikke med innholdet."))
    contents = next((n for n, name in enumerate(table["id"]) if _is(table, name, CONTENT_NAMES, "metric")), None)
    others = [n for n in range(len(axes)) if n != contents]
    names = [str(table["dimension"][table["id"][n]].get("label") or table["id"][n]) for n in others]
    columns = [axes[contents][1][code] for code in axes[contents][0]] if contents is not None else ["verdi"]
    return [[*names, *columns], *_rows(table, axes, sizes, contents, others)]


def _rows(
    table: Mapping[str, Any], axes: Sequence[Any], sizes: Sequence[int], contents: int | None, others: Sequence[int]
) -> Iterator[list[str]]:
    for chosen in product(*(range(sizes[n]) for n in others)):
        place = dict(zip(others, chosen, strict=True))
        found = []
        for column in range(sizes[contents]) if contents is not None else (0,):
            at = {**place, contents: column} if contents is not None else place
            found.append(_cell(table["value"], _index([at[n] for n in range(len(axes))], sizes)))
        if any(found):
            labels = [axes[n][1][axes[n][0][place[n]]] for n in others]
            yield [*labels, *found]


def _index(place: Sequence[int], sizes: Sequence[int]) -> int:
    """Find the cell of a place: the last dimension runs fastest.

    >>> _index([1, 0, 2], [2, 3, 4])
    14
    """
    index = 0
    for at, size in zip(place, sizes, strict=True):
        index = index * size + at
    return index


def _cell(values: Any, index: int) -> str:
    value = values.get(str(index)) if isinstance(values, dict) else values[index]
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NotJsonStat(_("Tabellen har en verdi som ikke er et tall."))
    return repr(value)


def _table(text: str) -> dict[str, Any]:
    try:
        table = json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise NotJsonStat(_("Dette er ikke en hel JSON-fil. Last ned tabellen på nytt og prøv igjen.")) from error
    if (
        not isinstance(table, dict)
        or table.get("class") != "dataset"
        or not str(table.get("version", "")).startswith("2")
    ):
        raise NotJsonStat(
            _("Dette er ikke en tabell i formatet JSON-stat2. Velg «json-stat2» når du henter tabellen fra SSB.")
        )
    sizes = table.get("size")
    whole = {"id", "dimension", "value"} <= table.keys() and isinstance(sizes, list)
    if not whole or not all(isinstance(n, int) and n > 0 for n in sizes or [0]):
        raise NotJsonStat(_("Tabellen mangler dimensjoner eller verdier."))
    cells = math.prod(sizes or [])
    if not 0 < cells <= MOST_CELLS:
        raise NotJsonStat(
            _("Tabellen har %(cells)s celler. Velg færre, høyst %(most)s.") % {"cells": cells, "most": MOST_CELLS}
        )
    if isinstance(table["value"], list) and len(table["value"]) != cells:
        raise NotJsonStat(_("Tabellens størrelse passer ikke med innholdet."))
    return table


def _axis(table: Mapping[str, Any], name: str) -> tuple[list[str], dict[str, str]]:
    """Read the codes of a dimension in their order, and what each is called."""
    category = table["dimension"][name]["category"]
    index = category.get("index") or {code: n for n, code in enumerate(category["label"])}
    codes = list(index) if isinstance(index, list) else sorted(index, key=index.__getitem__)
    labels = category.get("label") or {}
    return codes, {code: str(labels.get(code) or code) for code in codes}


def _is(table: Mapping[str, Any], name: str, words: frozenset[str], role: str) -> bool:
    named = name in (table.get("role") or {}).get(role, [])
    return named or name.lower() in words or str(table["dimension"][name].get("label", "")).lower() in words
