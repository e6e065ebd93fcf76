"""Notes on the chart: written, corrected, taken away. The earlier text stays in the table with who, when and why."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.check.indicators.models import Annotation, Indicator
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit


@write
def annotate(*, by: Person | None, indicator: Indicator, unit: Unit, day: dt.date, text: str) -> Annotation:
    """Write on the chart what happened at a place on a day. The same again changes nothing."""
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    same = Annotation.objects.current().filter(indicator=indicator, unit=unit, day=day, text=text.strip())
    if known := same.first():
        return known
    made = Annotation(indicator=indicator, unit=unit, day=day, text=text.strip(), made_at=clock.now(), made_by=by)
    made.full_clean()
    made.save()
    return made


@write
def amend(
    *, by: Person | None, annotation: Annotation, day: dt.date, text: str, reason: str, forget: bool = False
) -> Annotation:
    """Put a corrected note in the place of this one. The same day and text again changes nothing.

    With `forget` the words that stood there held personal data, and go for good.
    """
    was = _standing(annotation)
    if (was.day, was.text) == (day, text.strip()):
        return was
    _end(was, by, reason, without_words=forget)
    made = Annotation(
        indicator=was.indicator,
        unit=was.unit,
        day=day,
        text=text.strip(),
        made_at=clock.now(),
        made_by=by,
        replaces=was,
    )
    made.full_clean()
    made.save()
    return made


@write
def erase(*, by: Person | None, annotation: Annotation, reason: str, forget: bool = False) -> None:
    """Take a note off the chart, and with `forget` its words for good."""
    _end(_standing(annotation), by, reason, without_words=forget)


@write
def forget(*, by: Person | None, annotation: Annotation) -> None:
    """Take the words of a note that is off the chart away for good. Who wrote, ended and forgot it is still known."""
    found = Annotation.objects.select_for_update(of=("self",)).get(pk=annotation.pk)
    if not found.ended_at:
        raise ValidationError(_("Rett merknaden eller ta den bort først."))
    found.text, found.forgotten_at = "", found.forgotten_at or clock.now()
    found.save(update_fields=["text", "forgotten_at"])


def _standing(annotation: Annotation) -> Annotation:
    """Lock the note; somebody may have changed it in the meantime."""
    locked = Annotation.objects.select_for_update(of=("self",)).select_related("indicator", "unit")
    found = locked.get(pk=annotation.pk)
    if found.ended_at:
        raise ValidationError(_("Noen andre har endret merknaden eller tatt den bort. Se hva som står der nå."))
    return found


def _end(annotation: Annotation, by: Person | None, reason: str, *, without_words: bool) -> None:
    annotation.ended_at, annotation.ended_by, annotation.reason = clock.now(), by, reason.strip()
    annotation.full_clean()
    if without_words:
        annotation.text, annotation.forgotten_at = "", annotation.ended_at
    annotation.save(update_fields=["ended_at", "ended_by", "reason", "text", "forgotten_at"])
