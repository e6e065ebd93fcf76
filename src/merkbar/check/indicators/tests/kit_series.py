"""Series for tests: the demo municipality's eight, and series made to measure."""

import csv
import datetime as dt
from pathlib import Path

from merkbar.check.indicators.figures import Point

TABLE = Path(__file__).parents[3] / "web" / "demo" / "tables" / "indicators.csv"
BASELINE = dt.date(2024, 12, 31)


def month(number, year=2024):
    """The first day of the nth month from January of `year`, from 0."""
    return dt.date(year + number // 12, number % 12 + 1, 1)


def points(values, year=2024):
    """A value a month."""
    return [Point(month(number, year), value) for number, value in enumerate(values)]


def solvik(code, until=dt.date(2026, 8, 31)):
    """A series of the demo municipality up to a day."""
    with TABLE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["ind"] == code]
    found = [Point(dt.date(int(row["year"]), int(row["month"]), 1), float(row["value"])) for row in rows]
    return [point for point in found if point.period <= until]
