"""Who can be made responsible at a unit, who answers for an action now, and the leaders above it."""

import datetime as dt

from django.db.models import F, Q

from merkbar.act.actions.models import Action
from merkbar.ground.access.standing import leader_of
from merkbar.ground.people.models import Person, Post, leads_at
from merkbar.ground.units.models import Unit, ancestors

MOST = 200
"""A select longer than this helps nobody [persons]."""


def candidates(unit: Unit, day: dt.date, *, keep: Person | None = None) -> list[tuple[int, str]]:
    """Persons with a post at the unit, and the leaders above and below it: leaders first, then by name.

    `keep` stays in the list even without a post there (who is responsible already).
    """
    line = Q(role__leads=True) & (Q(unit__in=ancestors(unit)) | Q(unit__path__startswith=unit.path))
    posts = Post.objects.on(day).filter(Q(unit=unit) | line).select_related("person", "role", "unit")
    ranked = posts.order_by(F("role__leads").desc(), "-unit__depth", "person__name", "pk")
    found: dict[int, str] = {keep.pk: keep.name} if keep else {}
    for post in ranked[: MOST * 2]:
        found.setdefault(post.person_id, f"{post.person.name}, {post.role.title.lower()} {post.unit.short}")
    return list(found.items())[:MOST]


def answers_for(action: Action, day: dt.date) -> Person | None:
    """Find the one who is responsible, or the unit's leader when nobody is or that person has left."""
    owner = action.record.owner
    if owner and Post.objects.on(day).filter(person=owner).exists():
        return owner
    post = leader_of(action.record.unit, day)
    return post.person if post else None


def leaders_above(unit: Unit, day: dt.date) -> list[Person]:
    """Who leads the unit and each unit above it on `day`, nearest first, each person once; vacant seats fall upward."""
    found: dict[int, Person] = {}
    for place in (unit, *ancestors(unit)):
        post = leads_at(place, day).select_related("person").first()
        if post:
            found.setdefault(post.person_id, post.person)
    return list(found.values())
