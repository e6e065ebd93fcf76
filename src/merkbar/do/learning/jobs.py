"""Every morning at seven: whoever has a module due soon or late is reminded, and a week later their leader is told.

Each reminder asks the table whether it was given before: a job that runs twice tells nobody twice.
"""

from collections import defaultdict

from django.utils import timezone
from procrastinate.contrib.django import app

from merkbar.do.learning import coverage, figures
from merkbar.do.learning.writes import remind, tell_leader
from merkbar.ground.access.standing import leader_of
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.units.models import Unit

MORNING = 7
"""The hour people are told [o'clock in Norway, real time]."""


@app.periodic(cron="0 5,6 * * *", periodic_id="learning.morning")
@app.task(name="learning.morning", queue="merkbar", pass_context=False)
def morning(timestamp: int = 0) -> None:
    """Go through what is due when it is seven in Norway; the hours above are UTC, so one run is early or has nothing left."""
    if timezone.now().astimezone(clock.OSLO).hour >= MORNING:
        remind_all()


def remind_all() -> None:
    """Remind each person and tell each leader; one transaction for each of them."""
    today = clock.today()
    own: dict[int, list[coverage.Asked]] = defaultdict(list)
    by_unit: dict[int, list[coverage.Asked]] = defaultdict(list)
    for one in coverage.everybody(today):
        word = one.to_remind(today)
        if word == figures.LEADER:
            by_unit[one.unit].append(one)
        elif word:
            own[one.person].append(one)
    for person, asked in own.items():
        remind(by=None, person=Person(pk=person), asked=asked)
    for leader, asked in _by_leader(by_unit).items():
        tell_leader(by=None, leader=leader, asked=asked)


def _by_leader(by_unit: dict[int, list[coverage.Asked]]) -> dict[Person, list[coverage.Asked]]:
    """Gather by who leads them; who leads the unit themselves answers to the leader above."""
    found: dict[Person, list[coverage.Asked]] = defaultdict(list)
    for unit in Unit.objects.filter(pk__in=by_unit).select_related("parent"):
        post = leader_of(unit, clock.today())
        above = leader_of(unit.parent, clock.today()) if unit.parent else None
        for one in by_unit[unit.pk]:
            own = above if post and post.person_id == one.person else post
            if own and own.person_id != one.person:
                found[own.person].append(one)
    return found
