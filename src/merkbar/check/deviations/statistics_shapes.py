"""The rows behind shares and times, in the shape a figure needs them: sums over the facts."""

import datetime as dt
from typing import Any

from django.db.models import BooleanField, DateField, ExpressionWrapper, Q, QuerySet, Sum, Value
from django.db.models.functions import ExtractYear, TruncQuarter

from merkbar.check.deviations.facts import Fact, FactQuerySet
from merkbar.check.deviations.states import OPEN_STATES

Rows = QuerySet[Fact, Any]


def parted(cases: FactQuerySet, part: Q, known: Q, also: Q) -> Rows:
    """(whole, part, all), in one row: a part of what is known, and all there are."""
    one = cases.filter(also).order_by().annotate(one=Value(1)).values("one")
    return one.annotate(**_parts(part, known)).values_list("whole", "part", "all")


def parted_by(cases: FactQuerySet, time: str, part: Q, known: Q, also: Q) -> Rows:
    """(time, whole, part, all) of each year or quarter."""
    times: Any = cases.filter(also).order_by().values(at=_time(time)).annotate(**_parts(part, known))
    rows: Rows = times.exclude(all=0).order_by("at").values_list("at", "whole", "part", "all")
    return rows


def _parts(part: Q, known: Q) -> dict[str, Any]:
    asked = {"whole": known, "part": part, "all": Q()}
    return {name: Sum("cases", filter=which or None, default=0) for name, which in asked.items()}


def _time(name: str) -> Any:
    return ExtractYear("day") if name == "year" else TruncQuarter("day", output_field=DateField())


def waits(cases: FactQuerySet, last_due: dt.date, *by: str) -> Rows:
    """(…, days until the answer, is it due, cases) where somebody waits: a reporter, or the holder of a receipt code."""
    due = ExpressionWrapper(Q(day__lt=last_due), output_field=BooleanField())
    rows = cases.filter(waits=True).annotate(is_due=due).order_by()
    counted: Any = rows.values(*by, "waited", "is_due").annotate(n=Sum("cases")).exclude(n=0)
    found: Rows = counted.values_list(*by, "waited", "is_due", "n")
    return found


def waits_by_year(cases: FactQuerySet, last_due: dt.date) -> Rows:
    """The same with the year reported before."""
    years: Any = waits(cases.annotate(at=_time("year")), last_due, "at")
    rows: Rows = years.order_by("at")
    return rows


def still_open(cases: FactQuerySet) -> Rows:
    """(day, cases) of what is open today."""
    return cases.filter(state__in=OPEN_STATES).order_by().values_list("day").annotate(n=Sum("cases"))


def open_by_area(cases: FactQuerySet) -> Rows:
    """(area, day, cases) of what is open today, in the areas' order."""
    still = cases.filter(state__in=OPEN_STATES).order_by().values("area", "day").annotate(n=Sum("cases")).exclude(n=0)
    return still.order_by("area__order", "area").values_list("area", "day", "n")
