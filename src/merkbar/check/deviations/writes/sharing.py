"""Share what a case teaches with the unit (feedback mode C, good-practice B4): de-identified, to everybody who works there."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.check.deviations.models import Channel, Deviation, Feedback, Mode
from merkbar.ground.access.standing import standing_of
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.records.writes import claim, note
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit


@write
def share(*, by: Person, deviation: Deviation, text: str, seen: int | None = None) -> Feedback:
    """Tell everybody in the unit what was learnt. A shielded case is not shared, nor a text with personal data in it."""
    record = claim(deviation.record, seen=seen)
    if record.access not in {Access.OPEN, Access.UNIT}:
        raise ValidationError(_("Saken er skjermet og kan ikke deles med enheten."))
    if find_personal(text):
        raise ValidationError(_("Teksten ser ut til å ha personopplysninger. Ta dem ut før du deler."))
    record.save(update_fields=["version"])
    feedback = Feedback.objects.create(deviation=deviation, mode=Mode.AWARENESS, text=text, by=by, at=clock.now())
    note(record=deviation.record, by=by, step="share", text=text)
    for person in staff_of(deviation.unit).exclude(pk=by.pk):
        tell(
            by=by,
            person=person,
            text=_("Lært i %(unit)s: %(text)s") % {"unit": deviation.unit.short, "text": text},
            why=_("Du jobber i %(unit)s.") % {"unit": deviation.unit.short},
            address=f"/avvik/{deviation.record.reference}/",
            record=deviation.record,
        )
    return feedback


def staff_of(unit: Unit) -> Any:
    """Everybody with a post at exactly this unit today."""
    return Person.objects.filter(posts__in=unit.posts.on(clock.today())).distinct()


@write
def tell_the_month(*, by: Any, unit: Unit, month: dt.date) -> int:
    """Tell a unit's staff, once, what was reported in a month and how many are answered. Gives how many were told.

    Only what all of them may read is counted, and only those are told who may open the list it leads to.
    """
    after = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    cases = Deviation.objects.counted().filter(unit=unit, access__in=[Access.OPEN, Access.UNIT])
    cases = cases.filter(reported_at__gte=clock.start_of(month), reported_at__lt=clock.start_of(after))
    number = cases.count()
    if not number:
        return 0
    answered = cases.filter(answered_at__isnull=False).exclude(channel__in=[Channel.BULK, Channel.IMPORT]).count()
    text = ngettext(
        "I forrige måned ble det meldt %(n)d gang i %(unit)s. %(answered)d har fått svar.",
        "I forrige måned ble det meldt %(n)d ganger i %(unit)s. %(answered)d har fått svar.",
        number,
    )
    facts = {"n": number, "unit": unit.short, "answered": answered}
    address = f"/avvik/?enhet={unit.code}&status=alle&fra={month:%d.%m.%Y}&til={after - dt.timedelta(days=1):%d.%m.%Y}"
    people = [person for person in _untold(unit, address) if standing_of(person).covers(Right.READ, unit.path)]
    for person in people:
        why = _("Du jobber i %(unit)s.") % {"unit": unit.short}
        tell(by=by, person=person, text=text % facts, why=why, address=address)
    return len(people)


def _untold(unit: Unit, address: str) -> Any:
    """Staff without a notice of this already; the unit's row is held, so that two runs do not both find them."""
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    return staff_of(held).exclude(pk__in=Notice.objects.filter(address=address).values("person"))
