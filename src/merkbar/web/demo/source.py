"""Reads the tables once: organisation, monthly counts, weights, words. Shapes: plain dicts and lists."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TABLES = Path(__file__).parent / "tables"


class Unit(NamedTuple):
    """A leaf unit: code, name, the virksomhet and area over it, number of employees, kind of service."""

    code: str
    name: str
    virksomhet: str
    area: str
    employees: int
    kind: str


class Text(NamedTuple):
    """A sentence a reporter could have written, with its title. `groups` empty: fits anywhere."""

    type: str
    variant: str
    groups: frozenset[str]
    text: str
    title: str


class Measure(NamedTuple):
    """An action a unit could take: the types it fits, how strong it is, what kind it is, what is done."""

    scope: str
    strength: str
    type: str
    what: str


@cache
def read_json(name: str) -> Any:
    """Read a JSON table by file name."""
    return json.loads((TABLES / name).read_text(encoding="utf-8"))


def _rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL))


@cache
def units() -> dict[str, Unit]:
    """List the 45 leaf units in the order of the organisation table."""
    return {
        row["unit"]: Unit(
            row["unit"], row["unit_name"], row["virksomhet"], row["area"], int(row["employees"]), row["kind"]
        )
        for row in _rows("org.csv")
    }


@cache
def virksomheter() -> dict[str, str]:
    """List the 16 virksomheter and the area each belongs to."""
    return {row["virksomhet"]: row["area"] for row in _rows("org.csv")}


@cache
def monthly() -> dict[str, dict[int, list[int]]]:
    """Cases per type, year and month: `monthly()["BR01"][2024][6]` is July 2024."""
    counts: dict[str, dict[int, list[int]]] = {}
    for row in _rows("deviations_monthly.csv"):
        months = counts.setdefault(row["code"], {}).setdefault(int(row["year"]), [0] * 12)
        months[int(row["month"]) - 1] = int(row["count"])
    return counts


@cache
def texts() -> list[Text]:
    """Every sentence of the two text tables."""
    rows = [*_rows("texts_users.csv", "|"), *_rows("texts_staff.csv", "|")]
    return [
        Text(
            row["type"],
            row["variant"],
            frozenset() if row["groups"] == "*" else frozenset(row["groups"].split("+")),
            row["text"],
            row["title"],
        )
        for row in rows
    ]


@cache
def measures() -> list[Measure]:
    """Every action of the table of measures."""
    return [Measure(row["scope"], row["strength"], row["type"], row["what"]) for row in _rows("measures.csv", "|")]
