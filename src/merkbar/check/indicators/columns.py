"""What each column of a file means: guessed from its heading, remembered from the last file, turned into lines.

A file is long (one value a row, with a column that names the indicator) or wide (one row a unit and period, with a
column or two for each indicator). Pure: no database.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

FIELDS: Final = ("numerator", "denominator", "value")
PLACES: Final = ("unit", "period", "indicator")
SYNONYMS: Final[Mapping[str, frozenset[str]]] = {
    "unit": frozenset({"enhet", "enhetskode", "avdeling", "unit", "org", "orgenhet", "organisasjonsenhet", "region"}),
    "period": frozenset({"periode", "period", "måned", "maned", "month", "år", "aar", "tid", "dato"}),
    "indicator": frozenset({"indikator", "indikatorkode", "indicator", "kode"}),
    "numerator": frozenset({"teller", "numerator", "antall"}),
    "denominator": frozenset({"nevner", "denominator", "av"}),
    "value": frozenset({"verdi", "value", "resultat", "prosent", "%"}),
}
"""Headings that say what they are, in small letters."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value as it stands in the file. `number` is the row as a spreadsheet counts it."""

    number: int
    indicator: str
    unit: str
    period: str
    numerator: str = ""
    denominator: str = ""
    value: str = ""


def named(headings: Sequence[str]) -> list[str]:
    """Headings that are each other unlike: an empty one gets its number, the second of two equal ones too.

    >>> named(["Enhet", "", "Enhet"])
    ['Enhet', 'Kolonne 2', 'Enhet (3)']
    """
    found: list[str] = []
    for number, heading in enumerate(headings, start=1):
        said = heading.strip()[:80] or f"Kolonne {number}"
        found.append(f"{said} ({number})" if said in found else said)
    return found


def fingerprint(headings: Sequence[str]) -> str:
    """What files with the same headings have in common."""
    told = "\x1f".join(heading.strip().lower() for heading in headings)
    return hashlib.sha256(told.encode()).hexdigest()


def guess(headings: Sequence[str], codes: Iterable[str] = ()) -> dict[str, str]:
    """Heading → meaning where the heading says it, each meaning once.

    >>> guess(["Enhet", "Måned", "Heltid", "I08 teller", "I08 nevner"], ["I08"])
    {'Enhet': 'unit', 'Måned': 'period', 'I08 teller': 'I08:numerator', 'I08 nevner': 'I08:denominator'}
    """
    by_code = {code.lower(): code for code in codes}
    found: dict[str, str] = {}
    for heading in headings:
        meaning = _meaning(" ".join(heading.lower().split()), by_code)
        if meaning and meaning not in found.values():
            found[heading] = meaning
    return found


def _meaning(heading: str, by_code: Mapping[str, str]) -> str:
    for meaning, words in SYNONYMS.items():
        if heading in words:
            return meaning
    code, _space, rest = heading.partition(" ")
    if code not in by_code:
        return ""
    fields = [field for field in FIELDS if rest in SYNONYMS[field]] or (["value"] if not rest else [])
    return f"{by_code[code]}:{fields[0]}" if fields else ""


def gaps(meanings: Mapping[str, str], *, indicator: str = "", unit: str = "") -> list[str]:
    """Which meanings are still missing before the rows can be read: `unit`, `period`, `indicator`, `value`.

    `indicator` and `unit` are the ones that hold for the whole file.
    """
    told = set(meanings.values())
    wide = any(":" in meaning for meaning in told)
    missing = [] if unit or "unit" in told else ["unit"]
    missing += [] if "period" in told else ["period"]
    if not wide:
        missing += [] if indicator or "indicator" in told else ["indicator"]
        missing += [] if told & set(FIELDS) else ["value"]
    return missing


def lines(
    rows: Sequence[Sequence[str]], meanings: Mapping[str, str], *, indicator: str = "", unit: str = ""
) -> Iterator[Line]:
    """Turn the rows under the headings into lines, one for each value; cells without anything in them are no value."""
    headings = rows[0]
    at = {meaning: headings.index(heading) for heading, meaning in meanings.items() if heading in headings}
    codes = list(dict.fromkeys(meaning.partition(":")[0] for meaning in at if ":" in meaning))
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue

        def cell(meaning: str, row: Sequence[str] = row) -> str:
            place = at.get(meaning, -1)
            return row[place] if 0 <= place < len(row) else ""

        place = {"unit": cell("unit") or unit, "period": cell("period")}
        if not codes:
            yield Line(number, cell("indicator") or indicator, **place, **{field: cell(field) for field in FIELDS})
        for code in codes:
            given = {field: cell(f"{code}:{field}") for field in FIELDS}
            if any(given.values()):
                yield Line(number, code, **place, **given)
