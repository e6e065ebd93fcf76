"""Change who works here and who holds which seat."""

import datetime as dt
from typing import Any

from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit


@write
def register(*, by: Any, name: str, login: str | None = None, **facts: Any) -> Person:
    """Add a person; without a log-in they cannot enter but can hold a seat."""
    person = Person(name=name, login=login, **facts)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    return person


@write
def appoint(
    *,
    by: Any,
    person: Person,
    role: Role,
    unit: Unit,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    deputy_for: Post | None = None,
) -> Post:
    """Give a person a role at a unit from a day on."""
    post = Post(
        person=person, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, deputy_for=deputy_for
    )
    post.full_clean()
    post.save()
    return post


@write
def end_post(*, by: Any, post: Post, day: dt.date) -> Post:
    """Let a post end on `day`; the cases of the seat stay with the seat."""
    post.valid_to = day
    post.full_clean()
    post.save(update_fields=["valid_to"])
    return post


@write
def deactivate(*, by: Any, person: Person) -> Person:
    """Close a person's account at once; every open session dies with it."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    return person
