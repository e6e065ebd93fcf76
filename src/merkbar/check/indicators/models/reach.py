"""How far the figures of indicators reach: along the line of units, and with one who owns or delivers an indicator.

A right in the table reaches the subtree of the post. An indicator may besides name the post that owns it and the role
that delivers its numbers (HR delivers nærvær and heltid of every ward, J13): they reach that one indicator in all units
it is measured in, as far as their role in the table may read or enter at all. Nothing else opens by it.
"""

from typing import TYPE_CHECKING

from django.db.models import Q

from merkbar.ground.access.standing import Seat, Standing
from merkbar.ground.access.table import POLICY, Right

if TYPE_CHECKING:
    from merkbar.check.indicators.models.definition import Indicator


def above(path: str, field: str) -> Q:
    """Ask for the line above a unit: its own path cut off after each step."""
    steps = path.rstrip(".").split(".")
    return Q(**{f"{field}__in": [".".join(steps[:length]) + "." for length in range(1, len(steps))]})


def within_or_above(standing: Standing, field: str) -> Q:
    """Ask for units within reach, and for the line above them: a ward sees the total it is part of."""
    wanted = Q(pk__in=())
    for path in standing.reach(Right.READ_INDICATORS).paths:
        wanted |= Q(**{f"{field}__startswith": path}) | above(path, field)
    return wanted


def readable(standing: Standing, unit: str, indicator: str = "indicator__") -> Q:
    """Ask for what the person reads: by the line of units, or because they own or deliver the indicator.

    `unit` is the way to the unit's path, `indicator` the way to the indicator.
    """
    return within_or_above(standing, unit) | answered_for(standing, Right.READ_INDICATORS, indicator)


def answered_for(standing: Standing, right: Right, indicator: str = "") -> Q:
    """Ask for the indicators this person owns by a post or delivers by a role, if the role has the right at all."""
    seats = _seats_with(standing, right)
    roles, posts = sorted({seat.role for seat in seats}), sorted({seat.post for seat in seats})
    return Q(**{f"{indicator}supplier__in": roles}) | Q(**{f"{indicator}owner_post__in": posts})


def answers_for(standing: Standing, indicator: "Indicator", right: Right = Right.READ_INDICATORS) -> bool:
    """Whether this person owns or delivers the indicator, and has the right somewhere by the same seat."""
    return any(
        indicator.supplier_id == seat.role or indicator.owner_post_id == seat.post
        for seat in _seats_with(standing, right)
    )


def _seats_with(standing: Standing, right: Right) -> list[Seat]:
    return [seat for seat in standing.seats if any(grant.right == right for grant in POLICY.get(seat.role, ()))]
