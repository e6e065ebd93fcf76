"""What changes on an account: its password and the PIN of a shared phone."""

from typing import Any

from django.contrib.auth.hashers import make_password

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.web.accounts.models import GivenPassword


@write
def change_password(*, by: Any, person: Person, password: str) -> Person:
    """Give a person a new password; every other session of theirs dies with the old one."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@write
def give_password(*, by: Any, person: Person, password: str) -> Person:
    """Give a password that somebody else has seen."""
    GivenPassword.objects.update_or_create(person=person, defaults={"at": clock.now()})
    return change_password(by=by, person=person, password=password)


@write
def renew_password(*, by: Any, person: Person, password: str) -> Person:
    """Take the password a person chose from a link that was mailed to them: nobody else has seen it."""
    GivenPassword.objects.filter(person=person).delete()
    return change_password(by=by, person=person, password=password)


@write
def choose_pin(*, by: Any, person: Person, pin: str) -> Person:
    """Keep the PIN for shared phones, as a hash."""
    person.pin = make_password(pin)
    person.save(update_fields=["pin"])
    return person
