"""Page through people by key: the address carries a number, never a name."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from merkbar.ground.people.models import Person

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page of people, and the keys of its neighbours; 0: there is none."""

    people: list[Person]
    older: int
    newer: int


def page_of(people: "QuerySet[Person]", *, after: str, before: str, size: int = PAGE) -> Page:
    """Give the page that follows a person, or the one that ends before them."""
    if (key := _person(before)) is not None:
        earlier = people.filter(Q(name__lt=key.name) | Q(name=key.name, pk__lt=key.pk)).order_by("-name", "-pk")
        rows = list(earlier[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return Page(rows, older=rows[-1].pk if rows else 0, newer=rows[0].pk if more else 0)
    key = _person(after)
    if key is not None:
        people = people.filter(Q(name__gt=key.name) | Q(name=key.name, pk__gt=key.pk))
    rows = list(people.order_by("name", "pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, older=rows[-1].pk if more else 0, newer=rows[0].pk if rows and key is not None else 0)


def _person(key: str) -> Person | None:
    return Person.objects.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None  # noqa: PLR2004 - fits a database key
