"""The register as a list: what is asked for in the address, the rows one may see, page by page."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from merkbar.act.actions import sources, states
from merkbar.act.actions.models import Action, ActionQuerySet
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.records.language import expand
from merkbar.ground.records.writes import SEARCH_CONFIG
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit

PAGE: Final = 50
"""Rows a page [actions]."""
STATUSES: Final = {
    "apne": _("Åpne"),
    "over": _("Over fristen"),
    "effekt": _("Venter på effektsjekk"),
    "alle": _("Alle"),
}
WHOSE: Final = {"alle": _("Alle jeg ser"), "mine": _("Mine")}
SORTS: Final = {"frist": _("Tidligste frist først"), "-frist": _("Seneste frist først")}
NO_SOURCE: Final = "ingen"
LONGEST_KEY: Final = 18
"""Digits of a key that PostgreSQL's bigint surely holds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; what it asks wrongly falls back to the ordinary."""

    standing: Standing
    day: dt.date
    status: str = "apne"
    whose: str = "alle"
    unit: Unit | None = None
    source: str = ""
    text: str = ""
    sort: str = "frist"
    after: tuple[dt.date, int] | None = None

    @property
    def date_field(self) -> str:
        """The date the list is ordered by: the effect check's own day when those are asked for."""
        return "effect_due" if self.status == "effekt" else "deadline"


def read(query: QueryDict, standing: Standing, day: dt.date) -> Wanted:
    """Read the address."""
    code = clean_text(query.get("enhet", ""))[:30]
    return Wanted(
        standing=standing,
        day=day,
        status=_one_of(query.get("status"), STATUSES, "apne"),
        whose=_one_of(query.get("hvem"), WHOSE, "alle"),
        unit=Unit.objects.filter(code=code).first() if code else None,
        source=_one_of(query.get("kilde"), {**sources.SOURCES, NO_SOURCE: None}, ""),
        text=clean_text(query.get("q", ""))[:200],
        sort=_one_of(query.get("sorter"), SORTS, "frist"),
        after=_cursor(query.get("etter", "")),
    )


def _one_of(value: str | None, known: Mapping[str, object], otherwise: str) -> str:
    return value if value is not None and value in known else otherwise


def _cursor(text: str) -> tuple[dt.date, int] | None:
    day, _sep, key = text.partition("_")
    try:
        found = dt.date.fromisoformat(day)
    except ValueError:
        return None
    return (found, int(key)) if key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY else None


def covered(wanted: Wanted) -> ActionQuerySet:
    """Everything the filters cover, whatever its state."""
    rows = Action.objects.visible_to(wanted.standing)
    if wanted.whose == "mine":
        rows = rows.filter(record__owner=wanted.standing.person)
    if wanted.unit:
        rows = rows.filter(record__unit__in=units_within([wanted.unit.path]))
    if wanted.source == NO_SOURCE:
        rows = rows.filter(origin__isnull=True)
    elif wanted.source:
        rows = rows.filter(Exists(_seen_origins(wanted.standing, wanted.source)))
    if wanted.text:
        rows = rows.filter(_about(wanted.text))
    return rows


def _seen_origins(standing: Standing, kind: str) -> "ActionQuerySet":
    return sources.SOURCES[kind].seen_by(standing).filter(pk=OuterRef("origin"))  # type: ignore[return-value]


def _about(text: str) -> Q:
    found = Q(record__reference__iexact=text)
    if terms := expand(text):
        found |= Q(record__search=SearchQuery(terms, config=SEARCH_CONFIG, search_type="raw"))
    return found


def rows(wanted: Wanted) -> ActionQuerySet:
    """Give the rows of the list in order, each knowing whether its source may be shown."""
    chosen = covered(wanted)
    if wanted.status == "apne":
        chosen = chosen.unfinished()
    elif wanted.status == "over":
        chosen = chosen.overdue(wanted.day)
    elif wanted.status == "effekt":
        chosen = chosen.waiting()
    down = "-" if wanted.sort.startswith("-") else ""
    known = chosen.select_related("record__owner", "record__unit", "origin", "type").annotate(
        source_seen=source_seen(wanted.standing)
    )
    return known.order_by(f"{down}{wanted.date_field}", f"{down}pk")


def source_seen(standing: Standing) -> Coalesce:
    """Whether the person may read what an action grew out of."""
    seen = [Exists(found.filter(pk=OuterRef("origin"))) for found in sources.origins_seen(standing)]
    either = Q()
    for one in seen:
        either |= Q(one)
    return Coalesce(either, Value(False), output_field=BooleanField())


def page(wanted: Wanted) -> tuple[list[Action], str]:
    """One page of rows, and the cursor of the next ('' on the last)."""
    field, chosen = wanted.date_field, rows(wanted)
    if wanted.after:
        day, key = wanted.after
        further = "lt" if wanted.sort.startswith("-") else "gt"
        chosen = chosen.filter(Q(**{f"{field}__{further}": day}) | Q(**{field: day, f"pk__{further}": key}))
    found = list(chosen[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], f"{getattr(last, field):%Y-%m-%d}_{last.pk}"


def counts(wanted: Wanted) -> dict[str, int]:
    """How many the filters cover: unfinished, overdue, waiting for a check."""
    unfinished = Q(state__in=states.UNFINISHED)
    return covered(replace(wanted, after=None)).aggregate(
        unfinished=Count("pk", filter=unfinished),
        overdue=Count("pk", filter=unfinished & Q(deadline__lt=wanted.day)),
        waiting=Count("pk", filter=Q(state__in=states.WAITING)),
    )


def units_to_choose(standing: Standing, right: Right = Right.READ_ACTIONS) -> list[Unit]:
    """Give the units a person may choose between, in the order of the tree."""
    return list(Unit.objects.under(*standing.reach(right).paths).on(standing.day).order_by("path"))
