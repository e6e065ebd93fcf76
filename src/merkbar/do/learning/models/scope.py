"""Whose learning a person sees: their own, and that of those who hold a seat where they follow learning."""

from django.db.models import Exists, OuterRef, Q

from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Post


def of_people(standing: Standing, field: str = "person") -> Q:
    """Pick rows about people within one's reach, oneself included, as one subquery on posts."""
    mine = Q(**{field: standing.person.pk})
    paths = standing.reach(Right.FOLLOW_LEARNING).paths
    if not paths:
        return mine
    seats = Post.objects.on(standing.day).filter(person=OuterRef(field), unit__in=standing.units(paths))
    return mine | Q(Exists(seats))
