"""What Merkbar counts by itself for indicators: from deviations, actions and plans, which are strangers to indicators.

Each count is one row a unit and period: part and whole, so that a larger unit's figure is the sum of its units'.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Count as Number
from django.db.models import DateField, F, Q, Sum
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.translation import gettext_lazy as _

from merkbar.act.actions import states
from merkbar.act.actions.models import Action
from merkbar.check.deviations.facts import Fact
from merkbar.check.deviations.kinds import Kind
from merkbar.check.deviations.models import Deviation
from merkbar.check.indicators import periods, sources
from merkbar.check.indicators.models import Measurement
from merkbar.check.indicators.sources import Count, Span
from merkbar.ground.clock import clock
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.models import Level, Node, UnitPlan, UnitPlanLine
from merkbar.plan.goals.states import RUNNING

PROMISED_DAYS: Final = 7
"""The promise to the reporter: a person answers within this [d]."""
OLD_DAYS: Final = 60
"""An open case older than this is asked about [d]."""
PER_EMPLOYEES: Final = 100
"""Reports are told per so many employees and month."""


def answered(span: Span) -> Iterator[Count]:
    """Count reports answered by a person within the promised days, of those whose answer is due."""
    due = Q(waits=True, day__lt=clock.today() - dt.timedelta(days=PROMISED_DAYS))
    return _facts(span, due, Q(waited__lte=PROMISED_DAYS))


def harmed(span: Span) -> Iterator[Count]:
    """Count events about users that harmed somebody, of those whose harm is known."""
    return _facts(span, Q(area="BR", harm_level__isnull=False), Q(harm_level__gte=1))


def near_misses(span: Span) -> Iterator[Count]:
    """Count near misses among events about users and employees."""
    return _facts(span, Q(area__in=["BR", "HM"]), Q(kind=Kind.NEAR_MISS))


def _facts(span: Span, whole: Q, part: Q) -> Iterator[Count]:
    facts = Fact.objects.counted().filter(whole, day__range=(span.first, span.last)).order_by()
    rows: Any = facts.values("unit", month=TruncMonth("day", output_field=DateField()))
    found: dict[tuple[int, dt.date], Counter[str]] = defaultdict(Counter)
    for row in rows.annotate(whole=Sum("cases"), part=Sum("cases", filter=part, default=0)):
        found[row["unit"], periods.start(span.cadence, row["month"])].update(part=row["part"], whole=row["whole"])
    for (unit, period), n in found.items():
        if n["whole"] > 0:
            yield Count(unit, period, n["part"], n["whole"])


def reported(span: Span) -> Iterator[Count]:
    """Count reports beside those employed; a unit without reports counts as none."""
    counted = {(row.unit, row.period): row.denominator or 0 for row in _facts(span, Q(), Q())}
    for unit in Unit.objects.filter(employees__gt=0):
        for period in span.periods():
            exists = unit.valid_from <= period and (unit.valid_to is None or unit.valid_to > period)
            if exists:
                yield Count(unit.pk, period, counted.get((unit.pk, period), 0), unit.employees)


def old_cases(span: Span) -> Iterator[Count]:
    """Count cases older than sixty days among those open at the end of each period."""
    for period in span.periods():
        end = min(periods.end(span.cadence, period), clock.today())
        night = clock.start_of(end + dt.timedelta(days=1))
        open_then = Deviation.objects.counted().filter(Q(record__closed_at=None) | Q(record__closed_at__gte=night))
        rows = open_then.filter(reported_at__lt=night).order_by().values("unit")
        old = Q(reported_at__lt=night - dt.timedelta(days=OLD_DAYS))
        for row in rows.annotate(whole=Number("pk"), part=Number("pk", filter=old)):
            yield Count(row["unit"], period, row["part"], row["whole"])


def done_in_time(span: Span) -> Iterator[Count]:
    """Count actions done by their deadline, of those whose deadline was in the period; stopped ones are not asked for."""
    due = Action.objects.exclude(state=states.STOPPED).filter(deadline__range=(span.first, _yesterday(span)))
    return _actions(span, due, "deadline", Q(done_day__lte=F("deadline")), "done_at")


def effect_checked(span: Span) -> Iterator[Count]:
    """Count effect checks made by the day they were due, of those due in the period."""
    due = Action.objects.exclude(state=states.STOPPED).filter(
        effect_due__range=(span.first, _yesterday(span)), done_at__isnull=False
    )
    return _actions(span, due, "effect_due", Q(done_day__lte=F("effect_due")), "verdict_at")


def _yesterday(span: Span) -> dt.date:
    return min(span.last, clock.today() - dt.timedelta(days=1))


def _actions(span: Span, due: Any, day: str, part: Q, done: str) -> Iterator[Count]:
    rows = due.annotate(done_day=TruncDate(done, tzinfo=clock.OSLO), month=TruncMonth(day)).order_by()
    found: dict[tuple[int, dt.date], Counter[str]] = defaultdict(Counter)
    for row in rows.values("record__unit", "month").annotate(whole=Number("pk"), part=Number("pk", filter=part)):
        key = row["record__unit"], periods.start(span.cadence, row["month"])
        found[key].update(part=row["part"], whole=row["whole"])
    for (unit, period), n in found.items():
        yield Count(unit, period, n["part"], n["whole"])


def covered(span: Span) -> Iterator[Count]:
    """Count focus areas with a measure in each unit's action plan of the year (R202), of all the plan has."""
    for year in sorted({period.year for period in span.periods()}):
        made = UnitPlan.objects.filter(year=year, plan__state__in=RUNNING).select_related("unit")
        areas = Counter(
            Node.objects.alive().filter(level=Level.FOCUS_AREA, plan__state__in=RUNNING).values_list("plan", flat=True)
        )
        lines = UnitPlanLine.objects.alive().filter(unit_plan__in=made.values("pk"))
        filled = Counter(
            unit_plan for unit_plan, _area in lines.order_by().values_list("unit_plan", "focus_area").distinct()
        )
        for period in (one for one in span.periods() if one.year == year):
            by_unit: dict[int, Counter[str]] = defaultdict(Counter)
            for plan in made:
                by_unit[plan.unit_id].update(part=filled[plan.pk], whole=areas[plan.plan_id])
            yield from (Count(unit, period, n["part"], n["whole"]) for unit, n in by_unit.items())


def reported_of(span: Span, kind: str, register: str) -> Iterator[Count]:
    """Count reports of a type beside what another register knows (meldegrad): `register` is the indicator that counts it."""
    counted = {(row.unit, row.period): row.denominator or 0 for row in _facts(span, Q(type=kind), Q())}
    known = Measurement.objects.current().filter(
        indicator__code=register, period__range=(span.first, span.last), numerator__gt=0
    )
    for unit, period, happened in known.order_by().values_list("unit", "period", "numerator"):
        yield Count(unit, period, counted.get((unit, period), 0), int(happened or 0))


def register() -> None:
    """Tell indicators what is counted."""
    sources.add("deviations.answered", _("Meldinger som fikk svar innen sju dager"), answered, shape="share")
    sources.add("deviations.harm", _("Hendelser med skade"), harmed, shape="share")
    sources.add("deviations.near_miss", _("Nestenuhell"), near_misses, shape="share")
    sources.add("deviations.reported", _("Meldinger per 100 ansatte"), reported, shape="rate", per=PER_EMPLOYEES)
    sources.add("deviations.old", _("Åpne saker eldre enn 60 dager"), old_cases, shape="share")
    sources.add("deviations.reported_of", _("Meldegrad mot et annet register"), reported_of, shape="share")
    sources.add("actions.in_time", _("Tiltak gjort innen fristen"), done_in_time, shape="share")
    sources.add("actions.effect", _("Effektsjekker gjort i tide"), effect_checked, shape="share")
    sources.add("goals.coverage", _("Satsingsområder enhetene har tiltak på"), covered, shape="share")
