"""The register as a list: what is asked for in the address, the rows one may see, page by page."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Prefetch, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures import states
from merkbar.do.procedures.models import Document, DocumentQuerySet, Topic, Version
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.records.language import expand
from merkbar.ground.records.writes import SEARCH_CONFIG
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit

PAGE: Final = 50
"""Rows a page [procedures]."""
STATUSES: Final = {
    "gjelder": _("Gjelder"),
    "arbeid": _("Under arbeid"),
    "over": _("Vurdering over fristen"),
    "slettes": _("Foreslått slettet"),
    "trukket": _("Trukket tilbake"),
    "alle": _("Alle"),
}
WHOSE: Final = {"alle": _("Alle"), "mine": _("De jeg er ansvarlig for")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; what it asks wrongly falls back to the ordinary."""

    standing: Standing
    day: dt.date
    status: str = "gjelder"
    whose: str = "alle"
    unit: Unit | None = None
    topic: str = ""
    text: str = ""
    after: str = ""


def read(query: QueryDict, standing: Standing, day: dt.date) -> Wanted:
    """Read the address."""
    code = clean_text(query.get("enhet", ""))[:30]
    topics = dict.fromkeys(Topic.objects.values_list("code", flat=True))
    return Wanted(
        standing=standing,
        day=day,
        status=_one_of(query.get("status"), STATUSES, "gjelder"),
        whose=_one_of(query.get("hvem"), WHOSE, "alle"),
        unit=Unit.objects.filter(code=code).first() if code else None,
        topic=_one_of(query.get("tema"), topics, ""),
        text=clean_text(query.get("q", ""))[:200],
        after=clean_text(query.get("etter", ""))[:30],
    )


def _one_of(value: str | None, known: Mapping[str, object], otherwise: str) -> str:
    return value if value is not None and value in known else otherwise


def covered(wanted: Wanted) -> DocumentQuerySet:
    """Everything the filters cover, whatever its state."""
    rows = Document.objects.visible_to(wanted.standing)
    if wanted.whose == "mine":
        rows = rows.revised_by(wanted.standing.person, wanted.day)
    if wanted.unit:
        rows = rows.filter(record__unit__in=units_within([wanted.unit.path]))
    if wanted.topic:
        rows = rows.filter(topic=wanted.topic)
    if wanted.text:
        rows = rows.filter(_about(wanted.text))
    return rows


def _about(text: str) -> Q:
    found = Q(record__reference__istartswith=text) | Q(record__title__icontains=text)
    if terms := expand(text):
        found |= Q(record__search=SearchQuery(terms, config=SEARCH_CONFIG, search_type="raw"))
    return found


def rows(wanted: Wanted) -> DocumentQuerySet:
    """Give the rows of the list by number, each with the version it shows."""
    chosen = covered(wanted)
    if wanted.status == "gjelder":
        chosen = chosen.in_force()
    elif wanted.status == "over":
        chosen = chosen.overdue(wanted.day)
    elif wanted.status == "arbeid":
        worked = Document.objects.visible_to(wanted.standing).worked_on_by(wanted.standing).values("pk")
        at_work = Version.objects.visible_to(wanted.standing).at_work().values("document")
        chosen = chosen.filter(pk__in=worked).filter(pk__in=at_work)
    elif wanted.status == "slettes":
        chosen = chosen.in_force().filter(removal_proposed_at__isnull=False)
    elif wanted.status == "trukket":
        chosen = chosen.filter(published=True).exclude(pk__in=chosen.in_force().values("pk"))
    shown = Version.objects.visible_to(wanted.standing).filter(state__in=(*states.AT_WORK, states.IN_FORCE))
    known = chosen.select_related("record__unit", "topic", "reviser", "reviser_role")
    light = shown.defer("body", "plain")
    return known.prefetch_related(Prefetch("versions", light, to_attr="shown")).order_by("record__reference")


def page(wanted: Wanted) -> tuple[list[Document], str]:
    """One page of rows, and the cursor of the next ('' on the last)."""
    chosen = rows(wanted)
    if wanted.after:
        chosen = chosen.filter(record__reference__gt=wanted.after)
    found = list(chosen[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    return found[:PAGE], found[PAGE - 1].record.reference


def counts(wanted: Wanted) -> dict[str, int]:
    """How many the filters cover: in force, and of these with an overdue review."""
    in_force = Q(versions__state=states.IN_FORCE)
    late = in_force & Q(review_due__lt=wanted.day, removal_proposed_at__isnull=True)
    return covered(wanted).aggregate(
        in_force=Count("pk", filter=in_force, distinct=True), overdue=Count("pk", filter=late, distinct=True)
    )


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an area's reviews is overdue."""

    code: str
    name: str
    total: int
    overdue: int

    @property
    def share(self) -> float:
        """Overdue of those in force [0–1]."""
        return self.overdue / self.total if self.total else 0.0


def overdue_by_area(standing: Standing, day: dt.date) -> list[Share]:
    """Count procedures in force and overdue reviews per area of the municipality, and for what applies to all of it."""
    seen = Document.objects.visible_to(standing).in_force()
    late = set(Document.objects.visible_to(standing).overdue(day).values_list("pk", flat=True))
    areas = {unit.code: unit for unit in Unit.objects.filter(depth__lte=1).order_by("path")}
    totals: dict[str, list[int]] = {code: [0, 0] for code in areas}
    for pk, path in seen.values_list("pk", "record__unit__path"):
        parts = path.rstrip(".").split(".")
        code = parts[1] if len(parts) > 1 else parts[0]
        totals[code][0] += 1
        totals[code][1] += pk in late
    return [Share(code, areas[code].short, n, o) for code, (n, o) in totals.items() if n]
