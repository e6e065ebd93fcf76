"""Changes that touch both the organisation and its people: one transaction, one step in the trail."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.standing import holders, leader_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.people.writes import appoint, change_person, follow_merger
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit
from merkbar.ground.units.writes import merge_units
from merkbar.web.accounts import writes as accounts
from merkbar.web.accounts.models import GivenPassword
from merkbar.web.administration import policy

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
    accounts.give_password(by=by, person=person, password=password)
    return password


@write
def give_role(*, by: Any, person: Person, role: Role, unit: Unit, **rest: Any) -> Post:
    """Give a role. One that opens shielded cases needs a password nobody else has seen, and the leader above is told."""
    opens = policy.opens_shielded(role.code)
    if opens and GivenPassword.objects.filter(person=person).exists():
        raise ValidationError(
            _(
                "%(name)s logger inn med et passord en administrator har laget. "
                "Be personen først velge et eget fra «Glemt passordet?»."
            )
            % {"name": person.name}
        )
    above = _overseer(unit, person)
    post = appoint(by=by, person=person, role=role, unit=unit, **rest)
    if opens:
        words = {"name": person.name, "role": role.title, "unit": unit.name}
        _tell(by, above, _("%(name)s har fått rollen %(role)s i %(unit)s.") % words)
    return post


@write
def change_account(*, by: Any, person: Person, seen: int | None, **facts: Any) -> Person:
    """Change an account; when one that opens shielded cases gets a new address for log-in links, the leader is told."""
    before = person.email
    changed = change_person(by=by, person=person, seen=seen, **facts)
    if changed.email.lower() != before.lower():
        for post in policy.posts_that_open(person)[:1]:
            text = _("E-postadressen til %(name)s er endret. Dit går lenken til nytt passord.") % {"name": person.name}
            _tell(by, _overseer(post.unit, person), text)
    return changed


def _overseer(unit: Unit, person: Person) -> Person | None:
    """Who should know: the nearest leader above who is somebody else; above the top, a quality adviser."""
    day = clock.today()
    place: Unit | None = unit.parent or unit
    while place is not None:
        post = leader_of(place, day)
        if post is not None and post.person_id != person.pk:
            return post.person
        place = post.unit.parent if post is not None else None
    adviser = holders("kvalitetsradgiver", unit, day).exclude(person=person).first()
    return adviser.person if adviser else None


def _tell(by: Any, person: Person | None, text: str) -> None:
    """Tell at once that somebody may read more than before."""
    if person is None:
        return
    why = _("Du får vite det fordi rollen gir innsyn i skjermede saker. Si fra hvis det ikke stemmer.")
    tell(by=by, person=person, text=text, why=why, address=reverse("who_sees"), instant=True)
