"""Who must read what: rules meet posts in one subquery; receipts are taken away from it. No list of tasks is kept."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from merkbar.do.procedures import reading_dates
from merkbar.do.procedures.models import Document, DocumentQuerySet, ReadingRule, Receipt, Version, VersionQuerySet
from merkbar.ground.people.away import Away, is_away
from merkbar.ground.people.models import Leave, Person, Post, PostQuerySet
from merkbar.ground.people.seats import held
from merkbar.ground.trail.written import Written


@dataclass(frozen=True, slots=True)
class Task:
    """One version somebody must read."""

    version: Version
    begins: dt.date
    due: dt.date
    mandatory: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who must read a version, and whether they have. `unit` is where they hold the seat that asks."""

    person: int
    name: str
    unit: int
    unit_name: str
    path: str
    begins: dt.date
    due: dt.date
    away: bool
    read_at: dt.datetime | None


def _rules_of(person: Person | int, day: dt.date) -> "QuerySet[ReadingRule]":
    """Rules that ask this person, by the seats they hold."""
    seats = Post.objects.on(day).filter(person=person, unit__path__startswith=OuterRef("unit__path"))
    rules = ReadingRule.objects.filter(since__lte=day)
    return rules.filter(Q(Q(role__isnull=True), Exists(seats)) | Exists(seats.filter(role=OuterRef("role"))))


def asked(person: Person | int, day: dt.date) -> VersionQuerySet:
    """Pick the versions in force that a person must have read, read or not."""
    rules = _rules_of(person, day)
    return Version.objects.in_force().filter(document__in=rules.values("document"))


def unread(person: Person | int, day: dt.date) -> VersionQuerySet:
    """Pick what remains: no receipt for this version or one of the same whole number, and the person is not away."""
    read = Receipt.objects.filter(
        person=person, version__document=OuterRef("document"), version__major=OuterRef("major")
    )
    here = ~Exists(Leave.objects.on(day).filter(person=person))
    return asked(person, day).filter(~Exists(read), here)


def tasks(person: Person, day: dt.date) -> list[Task]:
    """What a person has to read, the nearest due day first."""
    found = _unread(person.pk, day)
    if not found:
        return []
    rules = defaultdict(list)
    for rule in _rules_of(person, day).filter(document__in=[v.document_id for v in found]).select_related("unit"):
        rules[rule.document_id].append(rule)
    posts = held(person.pk, day)
    leaves = list(Leave.objects.filter(person=person).values_list("valid_from", "valid_to"))
    made = [_task(version, rules[version.document_id], posts, leaves, day) for version in found]
    return sorted(made, key=lambda task: (task.due, task.version.pk))


@Written
def _unread(person: int, day: dt.date) -> VersionQuerySet:
    return unread(person, day).select_related("document__record__unit", "document__topic")


def _task(
    version: Version,
    rules: list[ReadingRule],
    posts: list[tuple[str, str, dt.date]],
    leaves: list[Away],
    day: dt.date,
) -> Task:
    made = []
    for rule in rules:
        for role, path, since in posts:
            if _asks(rule, role, path):
                start = reading_dates.begins(version.in_force_from or day, rule.since, since, leaves, day)
                made.append((reading_dates.due(start, rule.days), start, rule.mandatory))
    last, start, _must = min(made)
    return Task(version, start, last, any(must for _last, _start, must in made))


def _asks(rule: ReadingRule, role: str, path: str) -> bool:
    return rule.role_id in {None, role} and path.startswith(rule.unit.path)


def seats_asked(document: Document, day: dt.date) -> PostQuerySet:
    """Pick the posts whose holders must read a document."""
    here = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    rules = ReadingRule.objects.filter(document=document, since__lte=day).annotate(seat_path=here)
    rules = rules.filter(Q(role__isnull=True) | Q(role=OuterRef("role")), seat_path__startswith=F("unit__path"))
    return Post.objects.on(day).filter(Exists(rules))


def readers(version: Version, day: dt.date, *, paths: Iterable[str] | None = None) -> list[Reader]:
    """Everybody who must read a version, once each, with their receipt; within some subtrees when `paths` is given."""
    posts = seats_asked(version.document, day)
    if paths is not None:
        posts = posts.filter(_within(paths))
    columns = ("person", "person__name", "role", "valid_from", "unit", "unit__short_name", "unit__name", "unit__path")
    rows = list(posts.order_by("unit__path", "person__name", "pk").values_list(*columns))
    rules = list(ReadingRule.objects.filter(document=version.document_id, since__lte=day).select_related("unit"))
    read = _receipts(version)
    leaves = defaultdict(list)
    for person, gone, back in Leave.objects.filter(person__in=posts.values("person")).values_list(
        "person", "valid_from", "valid_to"
    ):
        leaves[person].append((gone, back))
    found: dict[int, Reader] = {}
    for person, name, role, since, unit, short, long_name, path in rows:
        if person in found:
            continue
        task = _task(version, rules, [(role, path, since)], leaves[person], day)
        absent = is_away(leaves[person], day)
        found[person] = Reader(
            person, name, unit, short or long_name, path, task.begins, task.due, absent, read.get(person)
        )
    return list(found.values())


def _within(paths: Iterable[str]) -> Q:
    wanted = Q(pk__in=())
    for path in paths:
        wanted |= Q(unit__path__startswith=path)
    return wanted


def _receipts(version: Version) -> dict[int, dt.datetime]:
    """Person → when they first said that they have read it, in any version with the same whole number."""
    same = Receipt.objects.filter(version__document=version.document_id, version__major=version.major)
    return dict(same.order_by("-at").values_list("person", "at"))


def coverage(version: Version, day: dt.date) -> tuple[int, int, int]:
    """Count who must read a version, who has, and who of the rest is away: three numbers from one statement."""
    seats = seats_asked(version.document, day).values("person")
    people = Person.objects.filter(pk__in=seats)
    read = Exists(
        Receipt.objects.filter(
            person=OuterRef("pk"), version__document=version.document_id, version__major=version.major
        )
    )
    away = Exists(Leave.objects.on(day).filter(person=OuterRef("pk")))
    rows = list(people.annotate(has=read, gone=away).values_list("has", "gone"))
    return len(rows), sum(has for has, _gone in rows), sum(gone and not has for has, gone in rows)


def applying_to(person: Person, day: dt.date) -> DocumentQuerySet:
    """Pick the documents in force that apply where a person works, or that they must read."""
    seats = Post.objects.on(day).filter(person=person, unit__path__startswith=OuterRef("record__unit__path"))
    by_rule = _rules_of(person, day).values("document")
    return Document.objects.in_force().filter(Q(Exists(seats)) | Q(pk__in=by_rule))
