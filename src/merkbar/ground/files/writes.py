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
"""The advisory lock of stored bytes: shared by all who save, alone for who deletes.

One for all files: a move-in hangs thousands of them in one transaction, and the database has room for a few thousand
locks in all (max_locks_per_transaction x max_connections).
"""
UNCLAIMED = 86_400
"""How long bytes may lie before their row has come [s]."""


def sweep() -> int:
    """Delete bytes that no row asks for: the write was rolled back, or the process died. Returns how many files."""
    gone = 0
    for path in list(store.stored(before=time.time() - UNCLAIMED)):
        with transaction.atomic():
            if _alone() and not Attachment.objects.filter(digest=path.name).exists():
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def _alone() -> bool:
    """Whether nobody is saving just now; until the transaction ends nobody begins to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [BYTES])
        return bool(cursor.fetchone()[0])


def _keep_the_sweeper_off() -> None:
    """Let no bytes be deleted until this transaction has told of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [BYTES])


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
        _keep_the_sweeper_off()
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
