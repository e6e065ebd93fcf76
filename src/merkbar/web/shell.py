"""What the frame of every page needs: who is here, the menu, what waits."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures import reading_list
from merkbar.do.procedures.models import Version
from merkbar.ground.access.standing import Standing, standing_of
from merkbar.ground.access.table import Right
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Person
from merkbar.ground.trail.written import Written

MOST = 100
"""So far is counted what waits."""


@dataclass
class Item:
    """One line of the menu."""

    text: Any
    address: str
    here: bool = False
    waiting: int = 0


@dataclass
class Group:
    """A group of the menu: a sentence about the work."""

    title: Any
    items: list[Item] = field(default_factory=list)


@dataclass
class Shell:
    """Who is here and where they can go."""

    person: Person
    seat_text: str
    menu: list[Group]


MENU: tuple[tuple[Any, tuple[tuple[Any, str, Right | None], ...]], ...] = (
    (
        "",
        (
            (_("Mitt arbeid"), "home", None),
            (_("Mine meldinger"), "deviations:mine", Right.REPORT),
            (_("Varsler"), "notices:inbox", None),
        ),
    ),
    (
        _("Hendelser"),
        (
            (_("Avvik"), "deviations:register", Right.READ),
            (_("Statistikk"), "deviations:statistics", Right.STATISTICS),
            (_("Tiltak"), "actions:register", Right.READ_ACTIONS),
        ),
    ),
    (
        _("Plan og mål"),
        (
            (_("Planer"), "goals:register", Right.READ_PLANS),
            (_("Indikatorer"), "indicators:index", Right.READ_INDICATORS),
        ),
    ),
    (
        _("Slik gjør vi det"),
        (
            (_("Prosedyrer"), "procedures:mine", Right.READ_PROCEDURES),
            (_("Leseliste"), "procedures:reading", Right.READ_PROCEDURES),
            (_("Læring"), "learning:mine", Right.READ_PROCEDURES),
        ),
    ),
    (
        _("Oppsett"),
        (
            (_("Min rolle"), "my_role", None),
            (_("Permisjon"), "leave:index", Right.EDIT_LEAVE),
            (_("Lister og regler"), "administration:start", Right.EDIT_TAXONOMY),
            (_("Organisasjon"), "administration:tree", Right.EDIT_UNITS),
            (_("Personer og roller"), "administration:people", Right.EDIT_PEOPLE),
        ),
    ),
)
"""Group title → (text, address name, the right it takes). What a role cannot use is absent."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the base page; asks the database only when a page shows the frame."""
    return {"municipality": settings.MUNICIPALITY, "shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    person: Person = request.user  # type: ignore[assignment]
    standing = standing_of(person)
    seat = standing.main
    text = f"{seat.title}, {seat.unit_name}" if seat else ""
    return Shell(person, text, menu(standing, request.path))


def menu(standing: Standing, path: str) -> list[Group]:
    """The menu for a person, with where they are and what waits."""
    groups = []
    for title, lines in MENU:
        items = [
            Item(text, reverse(name), waiting=_waiting(name, standing))
            for text, name, right in lines
            if right is None or standing.may(right)
        ]
        if items:
            groups.append(Group(title, items))
    _mark(groups, path)
    return groups


def _mark(groups: list[Group], path: str) -> None:
    """The longest address that the page's own begins with is where we are; else the one in the same first folder."""
    items = [item for group in groups for item in group.items]
    fitting = [
        item for item in items if path == item.address or (item.address != "/" and path.startswith(item.address))
    ] or [item for item in items if path.split("/")[1:2] == item.address.split("/")[1:2]]
    if fitting:
        max(fitting, key=lambda item: len(item.address)).here = True


def _waiting(name: str, standing: Standing) -> int:
    if name == "notices:inbox":
        return len(_unread_notices(standing.person.pk))
    if name == "procedures:reading":
        return len(_unread_procedures(standing.person.pk, standing.day))
    return 0


@Written
def _unread_notices(person: int) -> "QuerySet[Notice, int]":
    return Notice.objects.filter(person=person).unread().order_by().values_list("pk", flat=True)[:MOST]


@Written
def _unread_procedures(person: int, day: dt.date) -> "QuerySet[Version, int]":
    return reading_list.unread(person, day).order_by().values_list("pk", flat=True)[:MOST]
