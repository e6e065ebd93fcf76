"""Fetch what the address names, from what the person may keep; None gives 404."""

from collections.abc import Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Leave, Person
from merkbar.web.leave import policy

LARGEST_KEY = 2**63 - 1
FEW = 60
"""So many people are listed without a search [persons]."""
MOST_AWAY = 200
"""Leaves on the page [leaves]."""


def person(standing: Standing, *, pk: int) -> Person | None:
    """One person within reach."""
    return policy.people_within(standing).filter(pk=min(pk, LARGEST_KEY)).first()


def leave(standing: Standing, *, pk: int) -> Leave | None:
    """One leave of a person within reach."""
    return policy.leaves_within(standing).select_related("person").filter(pk=min(pk, LARGEST_KEY)).first()


def away(standing: Standing) -> "QuerySet[Leave]":
    """Give who is away now or soon, the first back on top; `place` is the unit they have a post in."""
    known = policy.leaves_within(standing).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=standing.day))
    return known.select_related("person").annotate(place=_place(standing, "person")).order_by("valid_from", "pk")


def search(standing: Standing, typed: str) -> Sequence[Person]:
    """Find people by name or number; everybody where they are few."""
    known = policy.people_within(standing).annotate(place=_place(standing, "pk")).order_by("name", "pk")
    if typed:
        hit = Q(name__icontains=typed) | Q(login__iexact=typed) | Q(employee_no=typed)
        return list(known.filter(hit)[:FEW])
    few = list(known[: FEW + 1])
    return few if len(few) <= FEW else []


def _place(standing: Standing, key: str) -> Subquery:
    posts = policy.posts_within(standing).filter(person=OuterRef(key)).order_by("valid_from", "pk")
    short = Coalesce(NullIf("unit__short_name", Value("")), "unit__name")
    return Subquery(posts.annotate(short=short).values("short")[:1])
