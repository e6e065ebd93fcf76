"""Hang a file on a record."""

import time
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.files import kinds, store
from merkbar.ground.files.models import Attachment
from merkbar.ground.files.names import clean_name
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.records.writes import note
from merkbar.ground.trail.write import write


class NotTaken(store.Refused):
    """Empty, nameless or of a kind that is not taken."""


BYTES = 0x46494C45
"""The advisory locks of stored bytes."""
UNCLAIMED = 86_400
"""How long bytes may lie before their row has come [s]."""


def sweep() -> int:
    """Delete bytes that no row asks for: the write was rolled back, or the process died. Returns how many files."""
    gone = 0
    for path in list(store.stored(before=time.time() - UNCLAIMED)):
        with transaction.atomic():
            if _hold(path.name, wait=False) and not Attachment.objects.filter(digest=path.name).exists():
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def _hold(digest: str, *, wait: bool = True) -> bool:
    """Keep others off these bytes until the transaction ends; whether that was possible."""
    lock = (
        "SELECT pg_advisory_xact_lock(%s, hashtext(%s))"
        if wait
        else "SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))"
    )
    with connection.cursor() as cursor:
        cursor.execute(lock, [BYTES, digest])
        return bool(wait or cursor.fetchone()[0])


@write
def save(*, by: Any, record: Record, upload: Any, by_reporter: bool = False) -> Attachment:
    """Keep an upload with a record, or raise `store.Refused` with a sentence. `by` HIDDEN leaves no name on it."""
    name = clean_name(str(upload.name or ""))
    if not name:
        raise NotTaken(_("Filen mangler navn. Gi den et navn og prøv igjen."))
    with store.Incoming(store.chunks_of(upload)) as incoming:
        if not incoming.size:
            raise NotTaken(_("Filen er tom."))
        kind = kinds.kind_of(name, incoming.file)
        if kind is None:
            raise NotTaken(
                _("Filtypen kan ikke legges ved. Bruk PDF, PNG, JPEG, WebP, HEIC, TXT, CSV, DOCX, XLSX eller ODT.")
            )
        _hold(incoming.digest)
        digest = incoming.keep()
    person = by if isinstance(by, Person) else None
    attachment = Attachment.objects.create(
        record=record,
        name=name,
        media_type=kind.media_type,
        size=incoming.size,
        digest=digest,
        at=clock.now(),
        by=person,
        by_reporter=by_reporter,
    )
    note(record=record, by=by, step="attach", text=_("La ved %(name)s") % {"name": name})
    return attachment
