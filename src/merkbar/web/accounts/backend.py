"""Who is logging in: a login name in any case, an employee number or an e-mail address, and the same time for all."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from merkbar.ground.people.models import Person
from merkbar.ground.trail.written import Written

LONGEST_NAME = 254
"""Characters in the longest name that is looked up: the length of an e-mail address."""


def person_called(name: str) -> Person | None:
    """Find the one account with this name, number or address; a login name goes first, two of a kind is nobody."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or "\x00" in name:
        return None
    found = list(
        Person.objects.filter(Q(login__iexact=name) | Q(employee_no__iexact=name) | Q(email__iexact=name)).exclude(
            login=None
        )[:3]
    )
    own = [person for person in found if (person.login or "").lower() == name.lower()]
    candidates = own or [p for p in found if (p.employee_no or "").lower() == name.lower()] or found
    return candidates[0] if len(candidates) == 1 else None


class AnyName(ModelBackend):
    """Password check against one of a person's names. An unknown name takes as long as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_more: Any
    ) -> Person | None:
        """Return the person, or None for unknown, wrong and deactivated alike."""
        if username is None or password is None:
            return None
        person = person_called(username)
        if person is None:
            make_password(password)
            return None
        right = person.check_password(password)
        return person if right and self.user_can_authenticate(person) else None

    def get_user(self, user_id: int) -> Person | None:
        """Whoever the session belongs to; asked on every page."""
        person = next(iter(_person(user_id)), None)
        return person if person and self.user_can_authenticate(person) else None


@Written
def _person(pk: int) -> "QuerySet[Person]":
    return Person.objects.filter(pk=pk)
