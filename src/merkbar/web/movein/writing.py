"""From documents read to procedures in force: what each row names is looked up, then written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile

from merkbar.do.procedures import documents
from merkbar.do.procedures.models import Form, Version
from merkbar.do.procedures.writes import import_procedure
from merkbar.do.procedures.writes.common import settle
from merkbar.ground.clock import clock
from merkbar.ground.files.store import Refused
from merkbar.ground.files.writes import save
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit
from merkbar.web.movein.lines import Fault, ProcedureLine
from merkbar.web.movein.reading import Waiting
from merkbar.web.movein.source import Source


@dataclass(frozen=True, slots=True)
class Known:
    """What a row names, found."""

    unit: Unit
    owner: Person


def judged(
    lines: Sequence[ProcedureLine], reach: Callable[[str], bool], by: Any
) -> tuple[dict[int, Known], list[Fault]]:
    """Look up units and owners, and see that the numbers are free: three statements for the whole list."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={line.unit for line in lines})}
    logins = {line.owner.lower() for line in lines if line.owner}
    people = {str(one.login).lower(): one for one in Person.objects.filter(is_active=True, login__in=logins)}
    taken = {text.lower() for text in Record.objects.filter(kind="procedure").values_list("reference", flat=True)}
    known: dict[int, Known] = {}
    faults: list[Fault] = []
    for line in lines:
        unit, owner = units.get(line.unit), people.get(line.owner.lower()) if line.owner else by
        if line.number.lower() in taken:
            faults.append((line.row, "number", f"«{line.number}» er i bruk fra før."))
        if unit is None:
            faults.append((line.row, "unit", f"enheten «{line.unit}» finnes ikke."))
        elif not reach(unit.path):
            faults.append((line.row, "unit", f"du kan ikke flytte inn prosedyrer for «{line.unit}»."))
        if owner is None:
            faults.append((line.row, "owner", f"ingen har brukernavnet «{line.owner}»." if line.owner else "mangler."))
        if unit is not None and owner is not None:
            known[line.row] = Known(unit, owner)
    return known, faults


@write
def move_in_one(*, by: Any, one: Waiting, known: Known, source: Source) -> Version:
    """Write one procedure with its images, and the file it came from."""
    line = one.line
    version = import_procedure(
        by=by,
        number=line.number,
        title=line.title,
        unit=known.unit,
        html=documents.placed(one.html, {}),
        in_force_from=line.in_force_from or clock.today(),
        review_due=line.review_due,
        reviser=known.owner,
    )
    addresses = {stand_in: _hung(by, version, name, path.read_bytes()) for stand_in, name, path in one.pictures}
    if addresses:
        version.body = documents.placed(one.html, addresses)
    name = PurePosixPath(one.file).name
    if one.keeps_file and _hung(by, version, name, source.read(one.file)) and name.lower().endswith(".pdf"):
        version.form = Form.UPLOADED
        version.attachment = version.document.record.attachments.order_by("-pk").first()
    return settle(version, at=clock.now())


def _hung(by: Any, version: Version, name: str, data: bytes) -> str:
    """Hang a file on a procedure: its address, or '' when the store takes no such file."""
    try:
        made = save(by=by, record=version.document.record, upload=ContentFile(data, name=name))
    except Refused:
        return ""
    return f"/vedlegg/{made.pk}/"
