"""What changes on an account: its password and the PIN of a shared phone."""

from typing import Any

from django.contrib.auth.hashers import make_password

from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write


@write
def change_password(*, by: Any, person: Person, password: str) -> Person:
    """Give a person a new password; every other session of theirs dies with the old one."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@write
def choose_pin(*, by: Any, person: Person, pin: str) -> Person:
    """Keep the PIN for shared phones, as a hash."""
    person.pin = make_password(pin)
    person.save(update_fields=["pin"])
    return person
