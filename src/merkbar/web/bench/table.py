"""Figures, kept as lines of JSON and shown as a table."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One thing measured. `value` has the unit `unit`; times of pages are milliseconds at the median."""

    name: str
    value: float
    unit: str = "ms"
    limit: str = ""
    met: bool | None = None
    p95: float | None = None
    floor: float | None = None
    sql: float | None = None
    queries: int | None = None

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return f"{self.value:.1f} {self.unit}"

    @property
    def ratio(self) -> float | None:
        """Times the floor."""
        return self.value / self.floor if self.floor else None


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of the values do not exceed.

    >>> quantile([4.0, 1.0, 3.0, 2.0], 0.5), quantile([1.0, 2.0, 3.0, 4.0], 0.95)
    (2.0, 4.0)
    """
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]


def write(place: Path, figures: Iterable[Figure]) -> None:
    """Keep the figures beside earlier ones; the newest of a name counts."""
    with place.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(figure), ensure_ascii=False) + "\n" for figure in figures)


def kept(place: Path) -> dict[str, float]:
    """The newest value of each name kept earlier."""
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    rows = [json.loads(line) for line in lines]
    return {row["name"]: row["value"] for row in rows}


def show(figures: Sequence[Figure], small: dict[str, float]) -> str:
    """One line a figure; `small` are the same pages at 10,000 cases, for growth."""
    head = ("", "p50", "p95", "floor", "×", "sql", "queries", "×10k", "limit", "")
    rows = [head, *(_row(figure, small.get(figure.name)) for figure in figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) if at in {0, 8} else cell.rjust(width) for at, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(row, widths, strict=True)) for row in rows)
    ]
    return "\n".join(["", *(line.rstrip() for line in lines), ""])


def _row(figure: Figure, small: float | None) -> tuple[str, ...]:
    growth = figure.value / small if small and figure.unit == "ms" else None
    met = {None: "", True: "ok", False: "NO"}[figure.met]
    queries = "" if figure.queries is None else str(figure.queries)
    return (
        figure.name,
        figure.shown,
        _number(figure.p95),
        _number(figure.floor),
        _number(figure.ratio),
        _number(figure.sql),
        queries,
        _number(growth),
        figure.limit,
        met,
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
