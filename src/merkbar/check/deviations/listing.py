"""The register's page: so many cases, how many there are, and what is open. Its statements are written once."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Value

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.register import Filter, old_before, promised_before, rows
from merkbar.check.deviations.states import EFFECT_CHECK, HANDLING, NEW
from merkbar.ground.access.fixed import Fixed
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.trail.written import Written
from merkbar.ground.ui import keyset
from merkbar.ground.units.models import Unit

PAGE = 50


def page(standing: Standing, wanted: Filter, after: str) -> tuple[list[Deviation], str]:
    """Read the next cases, newest first, and the mark to go on from."""
    found = _page(standing, wanted, _promised(wanted), *(keyset.read_cursor(after) or (None, None)))
    return keyset.cut(found, by="reported_at", size=PAGE)


@Written
def _page(
    standing: Standing, wanted: Filter, promised: dt.datetime | None, moment: dt.datetime | None, pk: int | None
) -> "QuerySet[Deviation]":
    shown = rows(standing, wanted, promised).select_related("record", "unit", "type")
    return keyset.behind(shown, moment, pk, by="reported_at", size=PAGE)


def total(standing: Standing, wanted: Filter) -> int:
    """How many cases the filter leaves, up to the cap."""
    return _counted.number(standing, wanted, _promised(wanted))


@Written
def _counted(standing: Standing, wanted: Filter, promised: dt.datetime | None) -> "QuerySet[Deviation, tuple[int]]":
    return rows(standing, wanted, promised).order_by().values_list("pk")[: keyset.CAP + 1]


def _promised(wanted: Filter) -> dt.datetime | None:
    """The limit, for a filter that asks for those who have waited too long."""
    return promised_before() if wanted.unanswered else None


@dataclass(frozen=True, slots=True)
class Lead:
    """How many cases are open, new, being handled, waiting for effect, and older than 60 days."""

    open: int
    new: int
    handling: int
    effect: int
    old: int


def lead(standing: Standing, unit: Unit | None) -> Lead:
    """Count what is open to a person, or in a unit of theirs: one statement."""
    return Lead(*_lead(standing, (unit.path,) if unit else (), old_before())[0])


@Written
def _lead(standing: Standing, within: tuple[str, ...], old: dt.datetime) -> "QuerySet[Deviation, tuple[int, ...]]":
    cases = Deviation.objects.visible_to(standing).open()
    if within:
        cases = cases.filter(unit__in=units_within(within))
    return (
        cases.order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(
            open=Count("pk"),
            new=Count("pk", filter=Q(state=Fixed(NEW))),
            handling=Count("pk", filter=Q(state=Fixed(HANDLING))),
            effect=Count("pk", filter=Q(state=Fixed(EFFECT_CHECK))),
            old=Count("pk", filter=Q(reported_at__lt=old)),
        )
        .values_list("open", "new", "handling", "effect", "old")
    )
