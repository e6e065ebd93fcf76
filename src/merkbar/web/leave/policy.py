"""Who registers leave, and for whom: leaders for those in their units, HR for everybody, nobody for themselves."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Leave, LeaveQuerySet, Person, Post
from merkbar.ground.units.models import Unit

FOR_ALL = "hr"
"""The role that serves the whole municipality, wherever its seat is."""


def may_keep(standing: Standing) -> bool:
    """Whether the person registers leave for anybody."""
    return standing.may(Right.EDIT_LEAVE)


def may_keep_for(standing: Standing, _person: Person) -> bool:
    """Keep leave for whom `people_within` has given."""
    return may_keep(standing)


def may_change(standing: Standing, _leave: Leave) -> bool:
    """Change what `leaves_within` has given."""
    return may_keep(standing)


def paths_of(standing: Standing) -> frozenset[str]:
    """Give the subtrees whose people one registers leave for."""
    if FOR_ALL in standing.roles():
        return frozenset(Unit.objects.filter(parent__isnull=True).values_list("path", flat=True))
    return standing.reach(Right.EDIT_LEAVE).paths


def posts_within(standing: Standing) -> "QuerySet[Post]":
    """Posts within reach that are held or to come."""
    ahead = Q(valid_to__isnull=True) | Q(valid_to__gt=standing.day)
    return Post.objects.filter(ahead, unit__in=units_within(paths_of(standing)))


def people_within(standing: Standing) -> "QuerySet[Person]":
    """Persons one registers leave for; one's own is for the leader above."""
    if not paths_of(standing):
        return Person.objects.none()
    held = posts_within(standing).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True).exclude(pk=standing.person.pk)


def leaves_within(standing: Standing) -> LeaveQuerySet:
    """Leaves of those people."""
    found: LeaveQuerySet = Leave.objects.filter(person__in=people_within(standing).order_by().values("pk"))
    return found
