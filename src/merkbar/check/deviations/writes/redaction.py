"""Take personal data out of a report. The original is sealed: encrypted, opened only by those with the right, every opening noted."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext as _

from merkbar.check.deviations.models import Deviation, Redaction, words_of
from merkbar.check.deviations.writes.common import title_of
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Audience
from merkbar.ground.records.writes import claim, note, reindex
from merkbar.ground.trail.write import write


def _seal() -> Fernet:
    key = hashlib.sha256(b"merkbar redaction " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


@write
def redact(
    *, by: Person, deviation: Deviation, what: str, immediate_action: str, why: str, seen: int | None = None
) -> Redaction:
    """Put redacted words in the report's place, in the title and in search."""
    record = claim(deviation.record, seen=seen)
    original = json.dumps(
        {"what": deviation.what, "immediate_action": deviation.immediate_action, "title": record.title}
    )
    redaction = Redaction.objects.create(
        deviation=deviation, at=clock.now(), by=by, why=why[:200], sealed=_seal().encrypt(original.encode())
    )
    deviation.what, deviation.immediate_action = what, immediate_action
    deviation.full_clean(exclude=["record"], validate_unique=False)
    deviation.save(update_fields=["what", "immediate_action"])
    record.title = title_of(what)
    record.save(update_fields=["title", "version"])
    reindex(record, words_of(deviation))
    note(record=record, by=by, step="redact", text=_("Personopplysninger er tatt ut av teksten"))
    return redaction


@write
def original_of(*, by: Person, redaction: Redaction, why: str) -> dict[str, str]:
    """Open a sealed original; who opened it and why stands on the timeline."""
    note(
        record=redaction.deviation.record,
        by=by,
        step="open_sealed",
        text=_("Leste den opprinnelige teksten: %(why)s") % {"why": why},
        audience=Audience.HANDLERS,
    )
    return dict(json.loads(_seal().decrypt(bytes(redaction.sealed))))
