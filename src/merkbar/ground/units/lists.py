"""All units in memory, for lists to choose from: a municipality has some hundreds, and pages ask for them all the time."""

import datetime as dt
from collections.abc import Iterable

from merkbar.ground.trail.kept import Kept
from merkbar.ground.units.models import Unit

_all = Kept(lambda: tuple(Unit.objects.all()), Unit)


def units_on(day: dt.date) -> list[Unit]:
    """Units that exist on a day, in the order of the tree."""
    return [unit for unit in _all() if unit.valid_from <= day and (unit.valid_to is None or unit.valid_to > day)]


def units_under(paths: Iterable[str]) -> list[Unit]:
    """The subtrees at these paths, closed units included, in the order of the tree."""
    tops = tuple(paths)
    return [unit for unit in _all() if unit.path.startswith(tops)]
