"""The shapes a plan can start from, as data: what stands in the tree before anybody has written a word.

Shape: template → (focus areas with their headings). The words are common headings of such plans, not any plan's text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area to fill in, and the sections that stand under it."""

    title: str
    sections: Sequence[str] = ()


HERE_TO_THERE: Final = ("Her er vi", "Slik vil vi ha det", "Slik kommer vi dit", "Slik gjør vi det")
"""R215: exactly these, in this order, in each focus area."""
GOAL_AND_FACTORS: Final = ("Utfordringer", "Målsetting")
"""R125-R126; success factors and result targets are nodes of their own."""

SKELETONS: Final[Mapping[str, Sequence[Area]]] = {
    "ringebu": tuple(Area(f"Satsingsområde {n}", GOAL_AND_FACTORS) for n in (1, 2, 3, 4)),
    "moss": tuple(Area(f"Satsingsområde {n}", HERE_TO_THERE) for n in (1, 2, 3, 4)),
    "national": (
        Area("Et aldersvennlig Norge"),
        Area("Aktivitet og fellesskap"),
        Area("Mat og måltider"),
        Area("Helsehjelp"),
        Area("Sammenheng i tjenestene"),
    ),
    "free": (),
}
"""«national»: the five areas of the reform Leve hele livet (Meld. St. 15 (2017–2018))."""
HOW_LONG: Final[Mapping[str, tuple[int, int | None]]] = {
    "ringebu": (12, 4),
    "moss": (4, None),
    "national": (4, None),
    "free": (4, None),
}
"""Template → years of the whole plan, and of its part with focus areas when that is shorter [a]."""
