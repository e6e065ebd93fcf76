"""Tell somebody something."""

from typing import Any

from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.trail.write import write


@write
def tell(
    *,
    by: Any,
    person: Person,
    text: str,
    why: str,
    address: str,
    record: Record | None = None,
    instant: bool = False,
) -> Notice:
    """Put a notice in a person's inbox; an instant one is mailed at once, the rest with the daily digest."""
    return Notice.objects.create(
        person=person,
        record=record,
        at=clock.now(),
        text=text[:300],
        why=why[:200],
        address=address,
        instant=instant,
    )
