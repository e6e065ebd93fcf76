"""Who has taken what they are asked to, within one's reach: four questions to the database, whatever the size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from merkbar.do.learning import assigned, figures
from merkbar.do.learning.models import Completion, Module, ModuleRule
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.away import Away, is_away
from merkbar.ground.people.models import Leave, Post, PostQuerySet
from merkbar.ground.units.models import Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """A person who is asked to take a module. `done_on`: the day of what counts today."""

    module: Module
    person: int
    name: str
    unit: int
    unit_name: str
    due: dt.date
    done_on: dt.date | None
    away: bool

    def is_late(self, day: dt.date) -> bool:
        """Whether the day has passed for somebody who is here."""
        return self.done_on is None and not self.away and self.due < day

    def to_remind(self, day: dt.date) -> str | None:
        """Say what the day calls for: nothing for what is taken and for whoever is away."""
        return figures.to_remind(self.due, day) if self.done_on is None and not self.away else None


@dataclass
class Line:
    """One module among those one follows."""

    module: Module
    people: list[Asked] = field(default_factory=list)
    done: int = 0
    soon: int = 0
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
    modules = Module.objects.visible_to(standing).in_use()
    modules = modules.filter(pk=module.pk) if module else modules
    taken = Completion.objects.visible_to(standing).filter(person__in=posts.values("person"))
    return _asked(posts, modules, taken, standing.day)


def everybody(day: dt.date) -> list[Asked]:
    """Everybody in the house who is asked to take a module: for the reminders, which act for the house."""
    return _asked(Post.objects.on(day), Module.objects.in_use(), Completion.objects.all(), day)


def _asked(posts: PostQuerySet, modules: Any, completions: Any, day: dt.date) -> list[Asked]:
    """Let rules meet posts and take away what counts; whoever is asked twice is asked by the nearest day."""
    rules = ModuleRule.objects.filter(since__lte=day, module__in=modules)
    known = list(rules.select_related("module", "unit").order_by("module__title", "pk"))
    taken: dict[tuple[int, int], list[Completion]] = defaultdict(list)
    for one in completions:
        taken[one.person_id, one.module_id].append(one)
    leaves: dict[int, list[Away]] = defaultdict(list)
    for one, gone, back in Leave.objects.filter(person__in=posts.values("person")).values_list(
        "person", "valid_from", "valid_to"
    ):
        leaves[one].append((gone, back))
    columns = ("person", "person__name", "role", "valid_from", "unit", "unit__short_name", "unit__name", "unit__path")
    rows = posts.order_by("unit__path", "person__name").values_list(*columns)
    found: dict[tuple[int, int], Asked] = {}
    for person, name, role, since, unit, short, long_name, path in rows:
        for rule in known:
            mine = taken[person, rule.module_id]
            due = assigned.due(rule, [(role, path, since)], mine, leaves[person], day)
            before = found.get((rule.module_id, person))
            if due is None or (before and before.due <= due):
                continue
            counts = assigned.valid(mine, day)
            done_on = counts.on if counts else None
            found[rule.module_id, person] = Asked(
                rule.module, person, name, unit, short or long_name, due, done_on, is_away(leaves[person], day)
            )
    return list(found.values())


def lines(people: Iterable[Asked], day: dt.date) -> list[Line]:
    """Add up by module, by title."""
    found: dict[int, Line] = {}
    for one in people:
        line = found.setdefault(one.module.pk, Line(one.module))
        line.people.append(one)
        line.done += one.done_on is not None
        line.late += one.is_late(day)
        line.soon += one.to_remind(day) == figures.SOON
    return sorted(found.values(), key=lambda line: line.module.title)
