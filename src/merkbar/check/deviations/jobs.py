"""Background work on deviations: tell whom the rules name, remind the one who owes an answer, compact the figures."""

import datetime as dt

from procrastinate.contrib.django import app

from merkbar.check.deviations import jobs_names
from merkbar.check.deviations.escalation import rules_for
from merkbar.check.deviations.facts import compact_facts
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.states import HANDLING, NEW
from merkbar.check.deviations.writes import tell_the_month
from merkbar.check.deviations.writes.escalating import escalate, remind
from merkbar.ground.clock import clock
from merkbar.ground.units.models import Unit


@app.task(name=jobs_names.ESCALATE, queue="merkbar", retry=3)
def escalate_case(deviation: int) -> None:
    """Tell the roles of every rule this case meets; running it twice tells nobody twice."""
    case = Deviation.objects.select_related("record", "unit").filter(pk=deviation).first()
    if case is not None and (rules := rules_for(case)):
        escalate(by=None, deviation=case, rules=rules)


@app.periodic(cron="0 6 * * *", periodic_id="remind")
@app.task(name=jobs_names.REMIND, queue="merkbar", queueing_lock="deviations.remind")
def remind_of_answers(timestamp: int) -> None:
    """Each morning: cases whose answer is due within a day or late, to the one who answers for the unit."""
    soon = clock.now() + dt.timedelta(days=1)
    due = Deviation.objects.filter(
        state__in=[NEW, HANDLING],
        answered_at__isnull=True,
        record__next_alarm__isnull=False,
        record__next_alarm__lte=soon,
    )
    for case in due.select_related("record", "unit").iterator(chunk_size=500):
        remind(by=None, deviation=case)


@app.periodic(cron="30 5 1 * *", periodic_id="month")
@app.task(name=jobs_names.MONTH, queue="merkbar", queueing_lock="deviations.month")
def tell_of_the_month(timestamp: int) -> None:
    """On the first: what each unit reported last month, to those who work there."""
    last = (clock.today().replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    for unit in Unit.objects.on(clock.today()):
        tell_the_month(by=None, unit=unit, month=last)


@app.periodic(cron="40 3 * * *", periodic_id="compact")
@app.task(name=jobs_names.COMPACT, queue="merkbar", queueing_lock="deviations.compact")
def compact(timestamp: int) -> None:
    """Each night: put the rows that statistics count from together."""
    compact_facts()
