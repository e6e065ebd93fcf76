"""When a plan must be revised, and who is to do it (R107: every fourth year; a task nine months before).

The part with the focus areas ends first in a long plan; a long plan without one is revised in its fourth year.
"""

import datetime as dt
from typing import Final

from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right, roles_with
from merkbar.ground.clock.workdays import is_workday
from merkbar.ground.people.models import Person, Post
from merkbar.ground.units.models import Unit, ancestors
from merkbar.plan.goals import states
from merkbar.plan.goals.models import Plan

EVERY: Final = 4
"""How often a plan is revised [years] (R107, M49)."""
REMINDED: Final = (4, 1)
"""Month and day of the last year on which the owner is told: nine months before it ends."""


def due(plan: Plan) -> dt.date:
    """The day before which the next version must be adopted."""
    return dt.date(plan.part_last_year or min(plan.last_year, plan.first_year + EVERY - 1), 12, 31)


def remind_on(plan: Plan) -> dt.date:
    """The working day on which the owner is reminded."""
    day = dt.date(due(plan).year, *REMINDED)
    while not is_workday(day):
        day += dt.timedelta(days=1)
    return day


def waiting(day: dt.date) -> list[Plan]:
    """Plans whose revision is to be begun, and is not."""
    known = Plan.objects.running().select_related("record__unit", "record__owner").order_by("pk")
    begun = Plan.objects.filter(revises__isnull=False).exclude(state__in=states.ENDED).values("revises")
    return [plan for plan in known.exclude(pk__in=begun) if remind_on(plan) <= day]


def writers(unit: Unit, day: dt.date) -> list[Person]:
    """Who writes plans for a unit: those with a seat there or above it, the nearest first."""
    seats = Post.objects.on(day).filter(role__code__in=roles_with(Right.EDIT_PLANS), unit__in=[unit, *ancestors(unit)])
    found = {post.person_id: post.person for post in seats.select_related("person").order_by("-unit__depth", "pk")}
    return [person for person in found.values() if person.is_active]


def owners(plan: Plan, day: dt.date) -> list[Person]:
    """Who is to revise a plan: its owner, or when the owner writes plans no more, all who do."""
    able = writers(plan.record.unit, day)
    return [plan.record.owner] if plan.record.owner in able else able


def tasks(standing: Standing) -> list[Plan]:
    """The plans this person is to revise now."""
    if not standing.may(Right.EDIT_PLANS):
        return []
    return [plan for plan in waiting(standing.day) if standing.person in owners(plan, standing.day)]
