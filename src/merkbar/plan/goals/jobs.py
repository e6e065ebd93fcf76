"""Every morning the owner of a plan that must soon be revised is told, once for each revision."""

from django.utils import timezone
from procrastinate.contrib.django import app

from merkbar.ground.clock import clock
from merkbar.plan.goals import revising
from merkbar.plan.goals.writes import remind

MORNING = 7
"""The hour people are told [o'clock in Norway, real time]."""


@app.periodic(cron="0 5,6 * * *", periodic_id="goals.morning")
@app.task(name="goals.morning", queue="merkbar", pass_context=False)
def morning(timestamp: int = 0) -> None:
    """Remind when it is seven in Norway; the hours above are UTC, so one run is early or has nothing left."""
    if timezone.now().astimezone(clock.OSLO).hour >= MORNING:
        remind_owners()


def remind_owners() -> None:
    """Tell about each plan that waits; one transaction for each."""
    for plan in revising.waiting(clock.today()):
        remind(by=None, plan=plan)
