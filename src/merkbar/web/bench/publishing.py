"""Texts that wait for approval and that many must read, made by the writes themselves; loaded when Django is ready."""

import uuid
from typing import Final

from merkbar.do.procedures import owners, states, writes
from merkbar.do.procedures.models import Document, Version
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Role
from merkbar.ground.units.models import Unit

READERS: Final = 318
"""Readers at least."""
APPROVER: Final = "kommunalsjef.mh"
ADVISER: Final = "kvalitetsradgiver"
TEXT: Final = (
    "<h2>Formål</h2><p>Alle skal vite hvem som gjør hva.</p><h2>Slik gjør du</h2><ol><li>Les.</li><li>Gjør.</li></ol>"
)


def many_readers() -> tuple[Unit, int]:
    """Find the smallest part of the municipality with so many employees whose procedures that director approves."""
    found = []
    for unit in Unit.objects.filter(depth__lte=2):
        post = owners.process_owner(unit, clock.today())
        if post is None or post.person.login != APPROVER:
            continue
        number = Person.objects.filter(posts__unit__path__startswith=unit.path, posts__role="ansatt").distinct().count()
        found.append((number, unit.pk, unit))
    number, _pk, unit = min(row for row in found if row[0] >= READERS)
    return unit, number


def submit(number: str, unit: Unit) -> Version:
    """A new version of a procedure of ours, waiting for its approval; the procedure is made the first time."""
    adviser = Person.objects.get(login=ADVISER)
    document = Document.objects.filter(record__reference=number).first()
    if document is None:
        first = writes.import_procedure(
            by=adviser,
            number=number,
            title=f"Måling {number}",
            unit=unit,
            html=TEXT,
            in_force_from=clock.today(),
            reviser=adviser,
        )
        document = first.document
        writes.add_rule(by=adviser, document=document, unit=unit, role=Role.objects.get(code="ansatt"))
    if waiting := document.versions.filter(state=states.APPROVAL).first():
        return waiting
    version = writes.start(by=adviser, document=document)
    body = f"{TEXT}<p>{uuid.uuid4()}</p>"
    version = writes.edit(by=adviser, version=version, body=body, news="Alle må lese den på nytt.")
    return writes.submit(by=adviser, version=version)
