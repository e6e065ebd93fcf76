"""A person takes a module, or ticks a duty."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.do.learning import figures
from merkbar.do.learning.leading import DUTIES
from merkbar.do.learning.models import Completion, DutyTick, Holding, Module
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write


class NotPassed(ValidationError):
    """Too few right answers; nothing is kept of the try."""


@write
def complete(
    *, by: Person, module: Module, answers: Sequence[int | None] = (), on: dt.date | None = None
) -> Completion:
    """Take a module: enough right answers, or just read it when it asks nothing. It may give a competence."""
    if not module.in_use:
        raise ValidationError(_("Modulen er ikke i bruk nå."))
    right = list(module.questions.values_list("right", flat=True))
    if len(answers) != len(right):
        raise ValidationError(_("Spørsmålene er endret. Les dem og svar en gang til."))
    wrong = figures.wrong_places(answers, right)
    least, got = figures.needed(len(right), module.pass_percent), len(right) - len(wrong)
    if got < least:
        raise NotPassed(_failed(got, least, len(right), wrong))
    day = on or clock.today()
    until = figures.months_after(day, module.renewal_months) if module.renewal_months else None
    facts = {"until": until, "right": got, "asked": len(right)}
    made, _new = Completion.objects.get_or_create(module=module, person=by, on=day, defaults=facts)
    if module.competence_id:
        Holding.objects.get_or_create(person=by, competence_id=module.competence_id, level=module.level, on=day)
    return made


def _failed(got: int, least: int, asked: int, wrong: list[int]) -> str:
    facts = {"got": got, "asked": asked, "least": least, "places": ", ".join(str(place) for place in wrong)}
    return (
        _("Du hadde %(got)d av %(asked)d riktige og trenger %(least)d. Se en gang til på spørsmål %(places)s.") % facts
    )


@write
def tick(*, by: Person, duty: str, done: bool = True) -> None:
    """Tick a first duty of a new leader, or take the tick away."""
    if duty not in {one.code for one in DUTIES}:
        raise ValidationError(_("Oppgaven finnes ikke."))
    if done:
        DutyTick.objects.get_or_create(person=by, duty=duty, defaults={"on": clock.today()})
    else:
        DutyTick.objects.filter(person=by, duty=duty).delete()
