"""Who has read a version, as its page shows it: a line a unit for whoever follows it, names for whoever leads them."""

from dataclasses import dataclass
from typing import Any

from merkbar.do.procedures import policy, reading_list
from merkbar.do.procedures.models import Version
from merkbar.do.procedures.reading_list import Reader
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right

MOST_NAMES = 400
"""Names shown on a page; the file has them all [persons]."""


@dataclass
class UnitLine:
    """One unit's readers."""

    name: str
    asked: int = 0
    read: int = 0
    away: int = 0
    late: int = 0

    @property
    def share(self) -> float:
        """Read of asked [0–1]."""
        return self.read / self.asked if self.asked else 0.0


def named(version: Version, standing: Standing) -> list[Reader]:
    """The readers a person may know the names of: those in the subtrees they follow."""
    paths = standing.reach(Right.FOLLOW_READING).paths
    return reading_list.readers(version, standing.day, paths=paths) if paths else []


def facts(version: Version, standing: Standing) -> dict[str, Any]:
    """A line a unit, the whole, and who is missing by name."""
    whole = policy.revises(standing, version.document)
    known = named(version, standing)
    readers = reading_list.readers(version, standing.day) if whole else known
    lines: dict[int, UnitLine] = {}
    for reader in readers:
        line = lines.setdefault(reader.unit, UnitLine(reader.unit_name))
        line.asked += 1
        line.read += reader.read_at is not None
        line.away += reader.read_at is None and reader.away
        line.late += reader.read_at is None and not reader.away and reader.due < standing.day
    missing = [reader for reader in known if reader.read_at is None]
    whole_line = UnitLine(
        "", *(sum(getattr(one, f) for one in lines.values()) for f in ("asked", "read", "away", "late"))
    )
    return {
        "lines": list(lines.values()),
        "whole": whole_line,
        "missing": missing[:MOST_NAMES],
        "knows_names": bool(known),
    }
