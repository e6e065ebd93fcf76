"""Fetch what the address names, from what the person may administer; None gives 404."""

from typing import Any

from django.db.models import Model

from merkbar.check.deviations.taxonomy import EscalationRule, EventType
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.units.models import Unit, UnitLevel
from merkbar.web.administration import policy
from merkbar.web.administration.lists import LISTS, ListKind

DEEPEST = 30_000
"""More than any tree; fits the column."""


def list_kind(standing: Standing, *, slug: str) -> ListKind | None:
    """One of the lists."""
    return LISTS.get(slug) if policy.may_edit_lists(standing) else None


def entry(standing: Standing, *, slug: str, code: str) -> Model | None:
    """One entry of a list."""
    kind = list_kind(standing, slug=slug)
    if kind is None or (kind.key == "level" and not code.isdecimal()):
        return None
    return kind.rows.filter(**{kind.key: code[:30]}).first()


def type_above(standing: Standing, *, code: str) -> EventType | None:
    """Find a stable type that local sub-types can hang under."""
    found = EventType.objects.filter(code=code, parent__isnull=True)
    return found.select_related("area").first() if policy.may_edit_lists(standing) else None


def rule(standing: Standing, *, code: str) -> EscalationRule | None:
    """One escalation rule."""
    found = EscalationRule.objects.select_related("area", "type").filter(code=code)
    return found.first() if policy.may_edit_lists(standing) else None


def unit(standing: Standing, *, code: str) -> Unit | None:
    """One unit within reach."""
    return policy.units_editable(standing).select_related("parent", "became").filter(code=code).first()


def level(standing: Standing, *, depth: int) -> UnitLevel | None:
    """Find the name of one level; only from the root, since it is the same for all."""
    found = UnitLevel.objects.filter(depth=min(depth, DEEPEST))
    return found.first() if standing.covers(Right.EDIT_UNITS, policy.root_path()) else None


def person(standing: Standing, *, pk: int) -> Person | None:
    """One person within reach."""
    found: Any = policy.people_within(standing).select_related("home_unit").filter(pk=_small(pk))
    return found.first()  # type: ignore[no-any-return]


def post(standing: Standing, *, pk: int) -> Post | None:
    """One post of a person within reach."""
    people = policy.people_within(standing)
    found = Post.objects.select_related("person", "role", "unit", "deputy_for__person")
    return found.filter(pk=_small(pk), person__in=people).first()


def role(standing: Standing, *, code: str) -> Role | None:
    """One role; titles are the whole municipality's."""
    return Role.objects.filter(code=code).first() if standing.may(Right.EDIT_PEOPLE) else None


def _small(pk: int) -> int:
    """Keep a number that fits a database key; a larger one is nobody's."""
    return pk if pk < 2**63 else 0
