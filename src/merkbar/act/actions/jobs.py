"""Every morning at seven: effect checks that are due, reminders, and what must be heard higher up.

Each step asks the row whether it was taken before, under its lock: a job that runs twice does nothing twice.
"""

from django.utils import timezone
from procrastinate.contrib.django import app

from merkbar.act.actions import states
from merkbar.act.actions.models import Action
from merkbar.act.actions.writes import ask_effect, escalate, remind
from merkbar.ground.clock import clock

MORNING = 7
"""The hour people are told [o'clock in Norway, real time]."""


@app.periodic(cron="0 5,6 * * *", periodic_id="actions.morning")
@app.task(name="actions.morning", queue="merkbar", pass_context=False)
def morning(timestamp: int = 0) -> None:
    """Go through what is due when it is seven in Norway; the hours above are UTC, so one run is early or has nothing left."""
    if timezone.now().astimezone(clock.OSLO).hour >= MORNING:
        follow_up()


def follow_up() -> None:
    """Open due effect checks, remind and escalate; one transaction for each action."""
    today = clock.today()
    known = Action.objects.select_related("record")
    for action in known.filter(state=states.DONE, effect_due__lte=today):
        ask_effect(by=None, action=action)
    for action in known.overdue(today):
        remind(by=None, action=action, day=today)
        escalate(by=None, action=action, day=today)
