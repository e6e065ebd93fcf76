"""Answer the reporter: the guarantee that makes people report."""

from typing import Any

from django.utils.translation import gettext as _

from merkbar.check.deviations import states
from merkbar.check.deviations.models import Deviation, Feedback, Mode
from merkbar.check.deviations.writes.common import put, take
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import read_about, tell
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Audience
from merkbar.ground.records.writes import note
from merkbar.ground.trail.write import write


@write
def answer(*, by: Person, deviation: Deviation, text: str, seen: int | None = None) -> Feedback:
    """Send the reporter a human answer (mode B). The first one stops the clock."""
    record, deviation = take(deviation, "answer", seen=seen)
    now = clock.now()
    if deviation.state == states.NEW:
        deviation.state = states.HANDLING
    deviation.answered_at = deviation.answered_at or now
    record.next_alarm = None
    put(record, deviation, "answered_at")
    note(record=record, by=by, step="answer", audience=Audience.ALL)
    read_about(by=by, record=record)
    return give(deviation, mode=Mode.ANSWER, text=text, by=by)


def give(deviation: Deviation, *, mode: str, text: str, by: Any) -> Feedback:
    """Put a message in front of the reporter, and of those who wait among the reports merged into this one."""
    for double in doubles_of(deviation):
        if double.wants_answer:
            _put_before(double, mode=mode, text=text, by=by)
    return _put_before(deviation, mode=mode, text=text, by=by)


def give_who_waits(deviation: Deviation, *, mode: str, text: str, by: Any) -> None:
    """Put a message in front of everybody who waits: the reporter, if one does, and those of its doubles."""
    for case in (deviation, *doubles_of(deviation)):
        if case.wants_answer:
            _put_before(case, mode=mode, text=text, by=by)


def doubles_of(deviation: Deviation) -> list[Deviation]:
    """Every report merged into this one, in any number of steps; each once, whatever the rows say of each other."""
    found: dict[int, Deviation] = {}
    wave = [deviation.pk]
    while wave:
        next_ones = Deviation.objects.filter(merged_into__in=wave).exclude(pk__in=[deviation.pk, *found])
        layer = {case.pk: case for case in next_ones.select_related("record", "reporter")}
        found |= layer
        wave = list(layer)
    return list(found.values())


def _put_before(deviation: Deviation, *, mode: str, text: str, by: Any) -> Feedback:
    feedback = Feedback.objects.create(
        deviation=deviation, mode=mode, text=text, by=by if isinstance(by, Person) else None, at=clock.now()
    )
    if deviation.reporter is not None:
        tell(
            by=by,
            person=deviation.reporter,
            text=_("Nytt svar på meldingen din %(ref)s") % {"ref": deviation.record.reference},
            why=_("Du meldte saken."),
            address=f"/mine-meldinger/{deviation.record.reference}/",
            record=deviation.record,
        )
    return feedback


@write
def rate(*, by: Person | None, feedback: Feedback, useful: bool, hidden: bool = False) -> Feedback:
    """The reporter says whether the answer was useful."""
    feedback.useful = useful
    feedback.save(update_fields=["useful"])
    return feedback


@write
def read_feedback(*, by: Person | None, deviation: Deviation, hidden: bool = False) -> None:
    """Note that the reporter has seen what was answered, the first time."""
    deviation.feedback.filter(read_at__isnull=True).update(read_at=clock.now())
