"""The demo municipality, from the plan into the database: deterministic, with exact totals (scenario 4)."""

import datetime as dt

from django.db import connection

from merkbar.ground.clock import clock
from merkbar.ground.clock.writes import start_clock
from merkbar.ground.trail.write import write
from merkbar.web import baseline
from merkbar.web.demo.cases import cases
from merkbar.web.demo.indicators import load_indicators
from merkbar.web.demo.learning import load_learning
from merkbar.web.demo.organisation import load_organisation
from merkbar.web.demo.plans import load_plans
from merkbar.web.demo.procedures import load_procedures
from merkbar.web.demo.rows import Rows
from merkbar.web.demo.volume import multiply

MORNING = dt.time(8)


def load(*, today: dt.date, size: int = 1) -> None:
    """Load Solvik as it stands on the morning of `today`; `size` multiplies the deviations for volume tests."""
    baseline.load()
    load_solvik(by=None, today=today)
    if size > 1:
        multiply(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@write
def load_solvik(*, by: None, today: dt.date) -> None:
    """Organisation, people, cases, actions, plans and the clock, in one transaction."""
    start_clock(by=by, at=dt.datetime.combine(today, MORNING, clock.OSLO))
    solvik = load_organisation()
    rows = Rows(solvik, today)
    for case in cases(today):
        rows.add(case)
    rows.save()
    load_plans(solvik, today)
    load_indicators(solvik, today)
    load_procedures(solvik, today)
    load_learning(solvik, today)
