"""The level names a municipality starts with."""

from typing import Any

from merkbar.ground.trail.write import write
from merkbar.ground.units.models import UnitLevel

LEVELS = (
    ("kommune", "kommuner"),
    ("kommunalområde", "kommunalområder"),
    ("virksomhet", "virksomheter"),
    ("avdeling", "avdelinger"),
)


@write
def load_levels(*, by: Any = None) -> None:
    """Add shipped level names that are missing."""
    for depth, (name, plural) in enumerate(LEVELS):
        UnitLevel.objects.get_or_create(depth=depth, defaults={"name": name, "plural": plural})
