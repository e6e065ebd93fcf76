"""What the report page offers: tiles, the unit's most used types, the words of harm, the places."""

import datetime as dt
from collections import Counter
from typing import Any

from merkbar.check.deviations.models import Area, Deviation, EventType
from merkbar.ground.access.standing import Standing
from merkbar.ground.clock import clock
from merkbar.ground.units.models import Unit

MOST_USED = 6
WEIGHED = 500
"""The unit's newest cases that decide which types are shown first."""
TILES_OF_IMPROVEMENT = (("FO01", "Forslag"), ("FO02", "Noe som gikk bra"))


def home_of(standing: Standing) -> Unit | None:
    """Where a report most likely belongs: the person's own unit, else the unit of their first seat."""
    if standing.person.home_unit_id:
        return standing.person.home_unit
    return Unit.objects.filter(pk=standing.main.unit).first() if standing.main else None


def tiles() -> list[tuple[str, str]]:
    """The six tiles of the first tap: (value, text)."""
    areas = Area.objects.exclude(code="FO").values_list("code", "tile")
    return [*areas, *TILES_OF_IMPROVEMENT]


def most_used(unit: Unit | None) -> list[dict[str, Any]]:
    """For each area the six types this unit has used most in a year; then the list's own order."""
    since = clock.now() - dt.timedelta(days=365)
    used: Counter[Any] = Counter()
    if unit is not None:
        rows = Deviation.objects.counted().filter(unit=unit, reported_at__gte=since, type__isnull=False)
        used = Counter(rows.order_by("-reported_at").values_list("type", flat=True)[:WEIGHED])
    groups: dict[str, list[EventType]] = {}
    for kind in EventType.objects.filter(active=True, parent=None).exclude(area="FO").order_by("order"):
        groups.setdefault(kind.area_id, []).append(kind)
    return [
        {"area": area, "types": sorted(types, key=lambda t: -used[t.code])[:MOST_USED], "rest": types}
        for area, types in groups.items()
    ]


def places(standing: Standing) -> list[Unit]:
    """Where something can have happened, in the order of the tree."""
    return list(Unit.objects.on(clock.today()).filter(depth__gte=1).only("code", "name", "short_name", "depth", "path"))
