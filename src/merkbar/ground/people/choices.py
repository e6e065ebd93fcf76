"""Who can be made responsible at a unit: those with a post there, and the leaders above and below it."""

import datetime as dt

from django.db.models import F, Q

from merkbar.ground.people.models import Person, Post
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
