"""What a move-in did, document by document."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from merkbar.web.movein.lines import WORDS, Fault


@dataclass(frozen=True, slots=True)
class Carried:
    """One document: what could not come along, and the addresses outside that it links to."""

    row: int
    number: str
    title: str
    file: str
    lost: tuple[str, ...]
    links: tuple[str, ...]
    pictures: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole move-in. `whole`: one fault and nothing is kept; else what is without fault is. A trial keeps nothing."""

    rows: int
    carried: list[Carried]
    faults: list[Fault]
    unused: list[str] = field(default_factory=list)
    trial: bool = False
    whole: bool = True

    @property
    def good(self) -> list[Carried]:
        """The documents without fault, in the order of the list."""
        bad = {row for row, _column, _sentence in self.faults}
        return [one for one in self.carried if one.row not in bad]

    @property
    def is_kept(self) -> bool:
        """Whether procedures are there now."""
        return not self.trial and not (self.whole and self.faults) and bool(self.good)

    @property
    def sentences(self) -> list[str]:
        """The faults as sentences, in the order of the list."""
        return [f"Rad {row}, {WORDS.get(column, column)}: {sentence}" for row, column, sentence in sorted(self.faults)]

    def as_json(self) -> dict[str, Any]:
        """Give it as it is kept."""
        return {
            "rows": self.rows,
            "carried": [asdict(one) for one in self.good],
            "faults": self.sentences,
            "unused": self.unused,
        }


def links_of(carried: Sequence[Carried]) -> dict[str, list[str]]:
    """Give each outside address with the numbers of the procedures that lead to it."""
    found: dict[str, list[str]] = {}
    for one in carried:
        for link in one.links:
            found.setdefault(link, []).append(one.number)
    return dict(sorted(found.items()))
