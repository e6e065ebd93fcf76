"""`merkbar import measurements`: the same judgement and the same write as the page, for a whole file."""

from pathlib import Path

from merkbar.check.indicators import writes
from merkbar.check.indicators.columns import Line
from merkbar.check.indicators.intake import Finding, judge
from merkbar.check.indicators.models import SourceKind
from merkbar.ground.clock import clock
from merkbar.web.ops.import_reading import read

HEADINGS = ("indicator", "unit", "period", "numerator", "denominator", "value")
REQUIRED = ("indicator", "unit", "period")


def import_measurements(file: Path, *, dry_run: bool) -> tuple[int, list[str]]:
    """Import a file of values: (rows, faults as sentences). With faults, or `dry_run`, nothing is kept."""
    rows = read(file, HEADINGS, REQUIRED)
    lines = [Line(row.number, **{name: row.cells.get(name, "") for name in HEADINGS}) for row in rows]
    if dry_run:
        return len(rows), list(map(_told, judge(lines, standing=None, day=clock.today()).findings))
    try:
        writes.take_in(by=None, lines=lines, source=SourceKind.IMPORT, reason="Rettet ved innlesing")
    except writes.Refused as refused:
        return len(rows), list(map(_told, refused.findings))
    return len(rows), []


def _told(finding: Finding) -> str:
    return f"Rad {finding.number}, {finding.column}: {finding.sentence}"
