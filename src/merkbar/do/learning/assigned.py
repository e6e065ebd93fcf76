"""Who is asked to take which module: rules meet posts in one subquery. No list of tasks is kept.

So a new employee has their modules from the first day, and whoever moves gets those of the new seat.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from merkbar.do.learning.models import Completion, Module, ModuleRule
from merkbar.ground.people.away import Away, runs_from
from merkbar.ground.people.models import Leave, Person, Post
from merkbar.ground.people.seats import held
from merkbar.ground.trail.written import Written


@dataclass(frozen=True, slots=True)
class Task:
    """A module somebody is asked to take. `done`: the completion that counts today."""

    module: Module
    due: dt.date
    done: Completion | None = None


def rules_of(person: Person | int, day: dt.date) -> "QuerySet[ModuleRule]":
    """Rules that ask this person, by the seats they hold."""
    seats = Post.objects.on(day).filter(person=person, unit__path__startswith=OuterRef("unit__path"))
    rules = ModuleRule.objects.filter(since__lte=day, module__in=Module.objects.in_use())
    return rules.filter(Q(Q(role__isnull=True), Exists(seats)) | Exists(seats.filter(role=OuterRef("role"))))


def tasks(person: Person, day: dt.date) -> list[Task]:
    """Everything a person is asked to take: what is left first, the nearest due day before others."""
    rules = list(_rules(person.pk, day))
    posts = held(person.pk, day)
    taken: dict[int, list[Completion]] = defaultdict(list)
    for one in _taken(person.pk):
        taken[one.module_id].append(one)
    leaves = list(_leaves(person.pk)) if rules else []
    found: dict[int, Task] = {}
    for rule in rules:
        mine = taken[rule.module_id]
        last = due(rule, posts, mine, leaves, day)
        before = found.get(rule.module_id)
        if last and (before is None or last < before.due):
            found[rule.module_id] = Task(rule.module, last, valid(mine, day))
    return sorted(found.values(), key=lambda task: (task.done is not None, task.due, task.module.title))


@Written
def _rules(person: int, day: dt.date) -> "QuerySet[ModuleRule]":
    return rules_of(person, day).select_related("module", "unit")


@Written
def _taken(person: int) -> "QuerySet[Completion]":
    return Completion.objects.filter(person=person)


@Written
def _leaves(person: int) -> "QuerySet[Leave, Away]":
    return Leave.objects.filter(person=person).values_list("valid_from", "valid_to")


def asks(rule: ModuleRule, role: str, path: str) -> bool:
    """Whether a rule asks whoever holds this role in this unit."""
    return rule.role_id in {None, role} and path.startswith(rule.unit.path)


def due(
    rule: ModuleRule,
    posts: list[tuple[str, str, dt.date]],
    taken: Iterable[Completion],
    leaves: Iterable[Away],
    day: dt.date,
) -> dt.date | None:
    """Find the last day to take it: days after one came, it was published, it was asked for or the last one ran out.

    Leave stops the time: whoever comes back has all the days, and hears of it like everybody else.
    """
    starts = [since for role, path, since in posts if asks(rule, role, path)]
    if not starts or rule.module.published_on is None:
        return None
    again = [one.until for one in taken if one.until]
    start = runs_from(max(rule.module.published_on, rule.since, min(starts), *again), leaves, day)
    return start + dt.timedelta(days=rule.days)


def valid(taken: list[Completion], day: dt.date) -> Completion | None:
    """Pick the completion that counts on a day, if there is one."""
    return next((one for one in taken if one.until is None or one.until >= day), None)
