"""Who answers for an action now, and the leaders above it."""

import datetime as dt

from merkbar.act.actions.models import Action
from merkbar.ground.access.standing import leader_of
from merkbar.ground.people.models import Person, Post, leads_at
from merkbar.ground.units.models import Unit, ancestors


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
