"""Counts of deviations in the API, with the same suppression as on the pages."""

from collections.abc import Iterable
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from merkbar.check.deviations import statistics
from merkbar.ground.access.doors import me
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit
from merkbar.web.api.auth import READ
from merkbar.web.api.fields import Code, Day
from merkbar.web.api.problems import wrong

router = Router(auth=READ, tags=["statistics"])
GROUPS = ("year", "month", "type", "area", "unit", "state", "kind", "harm")


class CountFilter(Schema):
    """What to count by, and what of; `from` and `to` are days of reporting, both included.

    `tree` is the organisation as it is now, or as it was when each case was reported.
    """

    group: str = Field("year", max_length=60)
    unit: Code | None = None
    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")
    tree: Literal["now", "then"] = "now"


class Counts(Schema):
    """One row for each combination; `n` is null where a small number is held back."""

    rows: list[dict[str, str | int | None]]
    total: int | None
    suppressed: int


@router.get("/deviations", response=Counts, summary="Antall avvik")
def deviations(request: HttpRequest, query: Query[CountFilter]) -> dict[str, Any]:
    """Count, right at once after a write."""
    standing = me(request)
    if not standing.may(Right.STATISTICS):
        raise Http404
    groups = query.group.split(",")
    errors = list(_errors(groups, query))
    if errors:
        raise wrong(*errors)
    if query.unit and not standing.reach(Right.STATISTICS).covers(Unit.objects.get(code=query.unit).path):
        raise Http404
    table = statistics.counts(
        standing, groups=groups, unit=query.unit, start=query.start, end=query.end, tree=query.tree
    )
    return {"rows": table.rows, "total": table.total, "suppressed": table.suppressed}


def _errors(groups: list[str], query: CountFilter) -> Iterable[tuple[str, str]]:
    if any(group not in GROUPS for group in groups) or len(set(groups)) < len(groups):
        yield "?group", _("Må være en eller flere av: %(groups)s.") % {"groups": ", ".join(GROUPS)}
    if query.unit and not Unit.objects.filter(code=query.unit).exists():
        yield "?unit", _("Enheten finnes ikke.")
    if query.start and query.end and query.start > query.end:
        yield "?to", _("Til-datoen må være etter fra-datoen.")
