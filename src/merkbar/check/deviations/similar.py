"""Has it happened before? Cases alike by type and by their words."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.states import DRAFT, VOID
from merkbar.ground.access.fixed import fixed
from merkbar.ground.access.one_of import OneOf
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.clock import clock
from merkbar.ground.trail.written import Written

DAYS = 90
COUNTED, COMPARED = 300, 60
"""Newest cases of the type that are counted, and those of them that are compared by their words."""
SHOWN = 5


@dataclass
class Similar:
    """Cases alike, how many here and how many next door."""

    cases: list[Deviation] = field(default_factory=list)
    here: int = 0
    beside: list[tuple[str, int]] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """«6 i Øst siste 90 dager og 2 i Nord.»"""
        return self._sentence

    _sentence: str = ""


def similar_to(deviation: Deviation, standing: Standing) -> Similar:
    """Cases of the same type in the unit and its sisters, the most alike first; only what this person may see."""
    found = Similar()
    since = clock.now() - dt.timedelta(days=DAYS)
    parent = deviation.unit.path.rstrip(".").rpartition(".")[0]
    top = f"{parent}." if parent else deviation.unit.path
    by, code = ("type", deviation.type_id) if deviation.type_id else ("area", deviation.area_id)
    newest = _newest(standing, deviation.pk, since, (by, top), code)
    counts = Counter((short or name, unit) for _pk, short, name, unit in newest)
    found.here = sum(n for (_name, unit), n in counts.items() if unit == deviation.unit_id)
    found.beside = [(name, n) for (name, unit), n in counts.most_common() if unit != deviation.unit_id][:2]
    alike = Deviation.objects.filter(pk__in=[row[0] for row in newest[:COMPARED]]).select_related("record", "unit")
    ranked = alike.annotate(alike=TrigramSimilarity("what", deviation.what[:2000])).order_by("-alike", "-reported_at")
    found.cases = list(ranked[:SHOWN])
    found._sentence = _words(deviation, found)  # noqa: SLF001 - made here
    return found


@Written
def _newest(
    standing: Standing, own: int, since: dt.datetime, alike: tuple[str, str], code: str | None
) -> "QuerySet[Deviation, tuple[int, str, str, int]]":
    """(case, unit's short name, name, id) of what a person sees below a unit, of one type, or of one area."""
    by, top = alike
    near = Deviation.objects.visible_to(standing).exclude(pk=own).exclude(state__in=fixed((DRAFT, VOID)))
    near = near.filter(OneOf("unit", units_within([top]).values("pk")), reported_at__gte=since, **{by: code})
    return near.order_by("-reported_at").values_list("pk", "unit__short_name", "unit__name", "unit_id")[:COUNTED]


def _words(deviation: Deviation, found: Similar) -> str:
    here = ngettext("%(n)d i %(unit)s siste 90 dager", "%(n)d i %(unit)s siste 90 dager", found.here) % {
        "n": found.here,
        "unit": deviation.unit.short,
    }
    beside = [_("%(n)d i %(unit)s") % {"n": n, "unit": name} for name, n in found.beside]
    return _and([here, *beside]) + "."


def _and(parts: list[str]) -> str:
    """«a, b og c»."""
    return _(" og ").join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
