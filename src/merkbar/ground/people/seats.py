"""The seats somebody holds, as the rules of reading and learning meet them."""

import datetime as dt

from django.db.models import QuerySet

from merkbar.ground.people.models import Post
from merkbar.ground.trail.written import Written


@Written
def held(person: int, day: dt.date) -> "QuerySet[Post, tuple[str, str, dt.date]]":
    """(role, path of the unit, since) of every seat a person holds on a day."""
    return Post.objects.on(day).filter(person=person).values_list("role", "unit__path", "valid_from")
