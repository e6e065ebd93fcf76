"""What an action can grow out of: who may read the source, and where its page is.

Later phases add their kinds with `add_source` in their `AppConfig.ready`; the register asks only here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations import policy
from merkbar.check.deviations.models import Deviation, Pattern
from merkbar.check.indicators.models import Indicator
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.records.models import Access, Named, Record
from merkbar.ground.trail.kept import once
from merkbar.ground.trail.written import Written
from merkbar.plan.goals.models import ResultTarget, UnitPlan


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record that actions grow out of; `seen_by` gives rows whose primary key is the record's."""

    name: str | Promise
    seen_by: Callable[[Standing], QuerySet[Any]]
    folder: str
    reads: Callable[[Standing, Record], bool] | None = None
    """The same question about one record in hand, where the kind can answer it without asking the database again."""


def cases_read(standing: Standing) -> QuerySet[Any]:
    """Pick the deviations a person reads whole: one's own report alone opens no handling and no actions."""
    lines = standing.reach(Right.READ).paths, standing.reach(Right.READ_RESTRICTED).paths
    in_line = Q(access__in=(Access.OPEN, Access.UNIT), unit__in=units_within(lines[0])) | Q(
        access=Access.RESTRICTED, unit__in=units_within(lines[1])
    )
    named = Q(pk__in=Named.objects.filter(person=standing.person).values("record"))
    others = Q(reporter__isnull=True) | ~Q(reporter=standing.person)
    return Deviation.objects.visible_to(standing).filter(others | in_line | named)


def reads_case(standing: Standing, record: Record) -> bool:
    """Whether a person reads one case whole."""
    return policy.may_read(standing, record.deviation)


def patterns_read(standing: Standing) -> QuerySet[Any]:
    """Pick the patterns whose actions a person reads: those with a case the person reads whole."""
    return Pattern.objects.filter(Exists(cases_read(standing).filter(pattern=OuterRef("pk"))))


def targets_read(standing: Standing) -> QuerySet[Any]:
    """Pick the targets whose actions a person reads: the plan is open to all, what is done about it to the line."""
    lines = units_within(standing.reach(Right.READ_ACTIONS).paths)
    return ResultTarget.objects.visible_to(standing).filter(plan__record__unit__in=lines)


def unit_plans_read(standing: Standing) -> QuerySet[Any]:
    """Pick the units' action plans a person reads."""
    return UnitPlan.objects.visible_to(standing)


def indicators_read(standing: Standing) -> QuerySet[Any]:
    """Pick the indicators whose actions a person reads: the curve is open to the line, what is done about it to its leaders."""
    lines = units_within(standing.reach(Right.READ_ACTIONS).paths)
    return Indicator.objects.visible_to(standing).filter(record__unit__in=lines)


SOURCES: dict[str, Source] = {
    "deviation": Source(_("Avvik"), cases_read, "/avvik/", reads_case),
    "unit_plan": Source(_("Handlingsplan"), unit_plans_read, "/planer/handlingsplaner/"),
    "result_target": Source(_("Resultatmål"), targets_read, "/planer/mal/"),
    "indicator": Source(_("Indikator"), indicators_read, "/indikatorer/"),
    "pattern": Source(_("Mønster"), patterns_read, "/avvik/monster/"),
}


def add_source(kind: str, source: Source) -> None:
    """Let actions grow out of one more kind of record."""
    SOURCES[kind] = source


def origins_seen(standing: Standing) -> list[QuerySet[Any]]:
    """Give one query a kind: the sources this person may read."""
    return [source.seen_by(standing) for source in SOURCES.values()]


def may_see(standing: Standing, origin: Record) -> bool:
    """Whether a person may read the record an action grew out of."""
    source = SOURCES.get(origin.kind)
    if source is not None and source.reads:
        return source.reads(standing, origin)
    return source is not None and once(
        ("source seen", standing, origin.pk), lambda: bool(_seen(source.seen_by, standing, origin.pk))
    )


@Written
def _seen(seen_by: Callable[[Standing], QuerySet[Any]], standing: Standing, origin: int) -> QuerySet[Any]:
    return seen_by(standing).filter(pk=origin).values_list("pk")


def address(origin: Record) -> str:
    """Give the page of a source."""
    return f"{SOURCES[origin.kind].folder}{origin.reference}/"
