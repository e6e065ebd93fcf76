"""Change who works here, who holds which seat, and who is away."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Leave, Person, Post, Role
from merkbar.ground.trail.history import claim
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
    if deputy_for is not None and deputy_for.person_id == person.pk:
        raise ValidationError(_("Ingen kan være sin egen stedfortreder."))
    post = Post(person=person, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, deputy_for=deputy_for)
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


@write
def activate(*, by: Any, person: Person) -> Person:
    """Open a closed account again; the posts that still run give their rights back."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@write
def change_person(*, by: Any, person: Person, seen: int | None = None, **facts: Any) -> Person:
    """Set a person's name, log-in, e-mail, employee number or home unit; an empty log-in or number becomes none."""
    claim(person, seen=seen)
    for name, value in facts.items():
        setattr(person, name, value or None if name in {"login", "employee_no"} else value)
    person.full_clean(exclude=["password"])
    person.save(update_fields=list(facts))
    return person


@write
def retitle_role(*, by: Any, role: Role, title: str, seen: int | None = None) -> Role:
    """Use the municipality's own word for a role; what it may and what it shall do stays."""
    claim(role, seen=seen)
    role.title = title
    role.full_clean()
    role.save(update_fields=["title"])
    return role


@write
def follow_merger(*, by: Any, unit: Unit, into: Unit, day: dt.date) -> None:
    """Let the people of a closed unit follow: staff get the same role in `into`, seats that lead end with the unit."""
    posts = Post.objects.filter(unit=unit).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    for post in posts.select_related("role", "person").order_by("-deputy_for"):
        later: dict[str, Any] = {"person": post.person, "role": post.role, "unit": into}
        has_it = Post.objects.filter(**later).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).exists()
        if not post.role.leads and post.deputy_for_id is None and not has_it:
            appoint(by=by, valid_from=max(day, post.valid_from), valid_to=post.valid_to, **later)
        if post.valid_from < day:
            end_post(by=by, post=post, day=day)
        else:
            post.deputies.update(deputy_for=None)
            post.delete()
    for person in Person.objects.filter(home_unit=unit):
        change_person(by=by, person=person, home_unit=into)


FARTHEST = dt.timedelta(days=3653)
"""A leave begins and ends within ten years of today [d]."""


@write
def give_leave(*, by: Any, person: Person, valid_from: dt.date, valid_to: dt.date | None = None) -> Leave:
    """Write down that a person is away; `valid_to` is the first day back, or not known yet."""
    return _keep_leave(Leave(person=person), valid_from, valid_to)


@write
def change_leave(
    *, by: Any, leave: Leave, valid_from: dt.date, valid_to: dt.date | None = None, seen: int | None = None
) -> Leave:
    """Set other days for a leave: longer, shorter, or over."""
    claim(leave, seen=seen)
    return _keep_leave(leave, valid_from, valid_to)


@write
def withdraw_leave(*, by: Any, leave: Leave, seen: int | None = None) -> None:
    """Take away a leave that was registered by mistake; the history keeps it."""
    claim(leave, seen=seen)
    leave.delete()


def _keep_leave(leave: Leave, valid_from: dt.date, valid_to: dt.date | None) -> Leave:
    """Check a leave's days against the calendar and the person's other leaves, one at a time, and save it."""
    Person.objects.select_for_update(of=("self",)).get(pk=leave.person_id)
    today = clock.today()
    for field, day in (("valid_from", valid_from), ("valid_to", valid_to)):
        if day is not None and abs(day - today) > FARTHEST:
            raise ValidationError({field: _("Datoen er mer enn ti år unna. Se over årstallet.")})
    if valid_to is not None and valid_to <= valid_from:
        raise ValidationError({"valid_to": _("Første dag tilbake må komme etter første dag borte.")})
    others = Leave.objects.filter(person=leave.person_id).exclude(pk=leave.pk)
    crossing = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if valid_to is not None:
        crossing = crossing.filter(valid_from__lt=valid_to)
    if crossing.exists():
        raise ValidationError({"valid_from": _("Personen er allerede i permisjon i disse dagene.")})
    leave.valid_from, leave.valid_to = valid_from, valid_to
    leave.full_clean()
    leave.save()
    return leave
