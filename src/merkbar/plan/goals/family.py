"""How plans hang together: versions of one plan, the plan it is derived from, and the plans that are derived from it.

The link stands on the version that was made; it is read through the versions, so that it always leads to the one that holds.
"""

from django.db.models import Q, QuerySet

from merkbar.ground.access.standing import Standing
from merkbar.plan.goals import states
from merkbar.plan.goals.models import Plan

MOST = 50
"""Versions or levels that are followed; nobody has so many."""


def versions(plan: Plan) -> list[int]:
    """The keys of this version and those before it."""
    found = [plan.pk]
    before = plan.revises_id
    while before and before not in found and len(found) < MOST:
        found.append(before)
        before = Plan.objects.filter(pk=before).values_list("revises", flat=True).first()
    return found


def newest(plan: Plan, standing: Standing) -> Plan:
    """The version that holds instead of this one, as far as the person sees it."""
    for _step in range(MOST):
        if plan.state != states.REVISED:
            break
        known = Plan.objects.visible_to(standing).filter(revises=plan, state__in=states.FIRM).select_related("record")
        following = known.first()
        if following is None:
            break
        plan = following
    return plan


def parent_of(plan: Plan, standing: Standing) -> Plan | None:
    """The plan it is derived from, in the version that holds now."""
    if plan.parent_id is None:
        return None
    found = Plan.objects.visible_to(standing).select_related("record").filter(pk=plan.parent_id).first()
    return newest(found, standing) if found else None


def under(plan: Plan, standing: Standing) -> list[Plan]:
    """The plans that are derived from it, older versions left out."""
    known = Plan.objects.visible_to(standing).filter(parent__in=versions(plan))
    known = known.exclude(state__in=[states.REVISED, *states.ENDED]).select_related("record__unit")
    return list(known.order_by("first_year", "record__title"))


def possible_parents(plan: Plan, standing: Standing) -> QuerySet[Plan]:
    """The plans it may be derived from: those that hold, but for its own versions and what is derived from them."""
    wanted = Q(state__in=states.RUNNING) | Q(pk=plan.parent_id)
    known = Plan.objects.visible_to(standing).select_related("record").filter(wanted)
    return known.exclude(pk__in=_below(plan)).order_by("record__title", "first_year")


def goes_round(plan: Plan, parent: Plan) -> bool:
    """Whether a plan would be derived from itself."""
    return parent.pk in _below(plan)


def _below(plan: Plan) -> set[int]:
    """The keys of a plan's versions and of every plan below them."""
    found: set[int] = set()
    fresh = set(versions(plan))
    while fresh and len(found) < MOST * MOST:
        found |= fresh
        below = Plan.objects.filter(Q(parent__in=fresh) | Q(revises__in=fresh)).values_list("pk", flat=True)
        fresh = set(below) - found
    return found
