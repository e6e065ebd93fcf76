"""Changes that touch both the organisation and its people: one transaction, one step in the trail."""

import datetime as dt
import secrets
from typing import Any

from merkbar.ground.people.models import Person
from merkbar.ground.people.writes import follow_merger
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit
from merkbar.ground.units.writes import merge_units
from merkbar.web.accounts.writes import change_password

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that cannot be mistaken for each other when read aloud."""


@write
def merge(*, by: Any, unit: Unit, into: Unit, day: dt.date, seen: int | None = None) -> Unit:
    """Merge a unit into another; its staff follow, its leading seats end."""
    merged = merge_units(by=by, unit=unit, into=into, day=day, seen=seen)
    follow_merger(by=by, unit=merged, into=into, day=day)
    return merged


@write
def give_password(*, by: Any, person: Person) -> str:
    """Give a person a new password that is shown once; every session of theirs dies with the old one."""
    password = "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(3))
    change_password(by=by, person=person, password=password)
    return password
