"""Who has taken what they are asked to, within one's reach: four questions to the database, whatever the size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from merkbar.do.learning import assigned
from merkbar.do.learning.models import Completion, Module, ModuleRule
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Leave, Post
from merkbar.ground.units.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """A person who is asked to take a module. `done_on`: the day of what counts today."""

    module: Module
    person: int
    name: str
    unit_name: str
    due: dt.date
    done_on: dt.date | None
    away: bool

    def is_late(self, day: dt.date) -> bool:
        """Whether the day has passed for somebody who is here."""
        return self.done_on is None and not self.away and self.due < day


@dataclass
class Line:
    """One module among those one follows."""

    module: Module
    people: list[Asked] = field(default_factory=list)
    done: int = 0
    late: int = 0

    @property
    def share(self) -> float:
        """Done of asked [0–1]."""
        return self.done / len(self.people) if self.people else 0.0


def units_followed(standing: Standing) -> list[Unit]:
    """Offer the units a person follows, in the order of the tree."""
    return list(Unit.objects.under(*standing.reach(Right.FOLLOW_LEARNING).paths).on(standing.day).order_by("path"))


def asked(standing: Standing, *, unit: Unit | None = None, module: Module | None = None) -> list[Asked]:
    """Everybody within reach who is asked to take a module, once for each module."""
    reach = standing.reach(Right.FOLLOW_LEARNING)
    if not reach.paths or (unit is not None and not reach.covers(unit.path)):
        return []
    posts = Post.objects.on(standing.day).filter(unit__in=Unit.objects.under(*([unit.path] if unit else reach.paths)))
    rules = ModuleRule.objects.filter(since__lte=standing.day, module__in=Module.objects.visible_to(standing).in_use())
    rules = rules.filter(module=module) if module else rules
    taken = _taken(standing, posts.values("person"))
    away = set(Leave.objects.on(standing.day).values_list("person", flat=True))
    columns = ("person", "person__name", "role", "valid_from", "unit__short_name", "unit__name", "unit__path")
    known = list(rules.select_related("module", "unit").order_by("module__title", "pk"))
    found: dict[tuple[int, int], Asked] = {}
    for person, name, role, since, short, long_name, path in posts.order_by("unit__path", "person__name").values_list(
        *columns
    ):
        for rule in known:
            mine = taken[person, rule.module_id]
            due = assigned.due(rule, [(role, path, since)], [(one.on, one.until) for one in mine])
            before = found.get((rule.module_id, person))
            if due is None or (before and before.due <= due):
                continue
            counts = assigned.valid(mine, standing.day)
            found[rule.module_id, person] = Asked(
                rule.module, person, name, short or long_name, due, counts.on if counts else None, person in away
            )
    return list(found.values())


def _taken(standing: Standing, people: Any) -> dict[tuple[int, int], list[Completion]]:
    taken: dict[tuple[int, int], list[Completion]] = defaultdict(list)
    for one in Completion.objects.visible_to(standing).filter(person__in=people):
        taken[one.person_id, one.module_id].append(one)
    return taken


def lines(people: Iterable[Asked], day: dt.date) -> list[Line]:
    """Add up by module, by title."""
    found: dict[int, Line] = {}
    for one in people:
        line = found.setdefault(one.module.pk, Line(one.module))
        line.people.append(one)
        line.done += one.done_on is not None
        line.late += one.is_late(day)
    return sorted(found.values(), key=lambda line: line.module.title)
