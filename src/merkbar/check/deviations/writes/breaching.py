"""Say which procedure was not followed: the thread that brings the case to the procedure's yearly review."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.check.deviations.models import Deviation
from merkbar.do.procedures.models import Document
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Link
from merkbar.ground.records.writes import link, note
from merkbar.ground.trail.write import write


@write
def breach(*, by: Person, deviation: Deviation, document: Document) -> Link:
    """Tie a case to the procedure that was not followed; once."""
    tied = Link.objects.filter(source=deviation.record_id, relation="breached", target=document.pk)
    if tied.exists():
        raise ValidationError({"procedure": _("Saken er allerede knyttet til denne prosedyren.")})
    made = link(by=by, source=deviation.record, relation="breached", target=document.record)
    text = _("Prosedyren %(number)s «%(title)s» ble ikke fulgt") % {
        "number": document.record.reference,
        "title": document.record.title,
    }
    note(record=deviation.record, by=by, step="breach", text=text)
    return made
