"""What the list says, judged row by row before any document is opened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from merkbar.web.movein.source import Finder, Source, list_file, list_name
from merkbar.web.ops.import_reading import Row, read
from merkbar.web.ops.import_rows import PLAIN, MaybeDay, faults_of

Fault = tuple[int, str, str]
"""Row as a spreadsheet counts it, column, sentence."""
ENDINGS: Final = (".docx", ".pdf")
OTHER_ENDINGS: Final = {
    ".docm": "er en fil med makroer. Lagre den som .docx.",
    ".doc": "er lagret i gammelt Word-format. Lagre den som .docx.",
    ".odt": "er lagret som ODT. Lagre den som .docx.",
    ".dotx": "er en mal. Lagre den som .docx.",
    ".rtf": "er lagret som RTF. Lagre den som .docx.",
}
REQUIRED: Final = ("number", "title", "unit", "file")


class ProcedureLine(BaseModel):
    """A document that becomes a procedure in force."""

    model_config = ConfigDict(extra="forbid")
    row: int
    number: Annotated[str, Field(max_length=30, min_length=1), PLAIN]
    title: Annotated[str, Field(max_length=200, min_length=1), PLAIN]
    unit: Annotated[str, Field(max_length=30, min_length=1), PLAIN]
    owner: Annotated[str, Field(max_length=80), PLAIN] = ""
    review_due: MaybeDay = None
    in_force_from: MaybeDay = None
    file: Annotated[str, Field(max_length=400, min_length=1), PLAIN]


WORDS: Final = {
    "number": "nummer",
    "title": "tittel",
    "unit": "enhet",
    "owner": "ansvarlig",
    "review_due": "vurderes",
    "in_force_from": "gjelder fra",
    "file": "fil",
}
"""Heading → the word for it that a list may have instead, and that faults are told with."""
HEADINGS: Final = [name for name in ProcedureLine.model_fields if name != "row"]


@dataclass(frozen=True, slots=True)
class Listed:
    """The list read: its rows, the lines that are whole, what is wrong, and the files no row names."""

    rows: int
    lines: list[ProcedureLine]
    files: dict[int, str]
    faults: list[Fault]
    unused: list[str]


def listed(source: Source) -> Listed:
    """Read the list of a source, or raise `Refusal`."""
    names = source.names()
    name = list_name(names)
    with list_file(source, name) as path:
        rows = read(path, HEADINGS, REQUIRED, WORDS)
    parsed = [_parse(row) for row in rows]
    lines = [line for line in parsed if isinstance(line, ProcedureLine)]
    faults = [fault for found in parsed if isinstance(found, list) for fault in found]
    finder = Finder((other for other in names if other != name), name)
    files = {line.row: found for line in lines if (found := finder.find(line.file))}
    faults += [*_doubled(lines), *_files(lines, files)]
    documents = [other for other in names if other.lower().endswith((*ENDINGS, *OTHER_ENDINGS))]
    unused = [other for other in documents if other not in files.values()]
    return Listed(len(rows), lines, files, faults, unused)


def _parse(row: Row) -> ProcedureLine | list[Fault]:
    given = {name: cell for name, cell in row.cells.items() if cell or name in REQUIRED}
    try:
        return ProcedureLine.model_validate({"row": row.number, **given})
    except ValidationError as error:
        return [(row.number, column, sentence) for column, sentence in faults_of(error)]


def _doubled(lines: Sequence[ProcedureLine]) -> Iterator[Fault]:
    """Tell of numbers and files that stand twice, in each of the rows: nobody here knows which of them is right."""
    rows: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        for column, value in _named(line):
            rows.setdefault((column, value.strip().casefold()), []).append(line.row)
    for line in lines:
        for column, value in _named(line):
            others = [row for row in rows[column, value.strip().casefold()] if row != line.row]
            if others:
                yield line.row, column, f"«{value}» står også i rad {', '.join(map(str, others[:5]))}."


def _named(line: ProcedureLine) -> tuple[tuple[str, str], ...]:
    return ("number", line.number), ("file", line.file)


def _files(lines: Sequence[ProcedureLine], files: dict[int, str]) -> Iterator[Fault]:
    for line in lines:
        ending = f".{line.file.rpartition('.')[2].lower()}" if "." in line.file else ""
        if ending in OTHER_ENDINGS:
            yield line.row, "file", f"«{line.file}» {OTHER_ENDINGS[ending]}"
        elif ending not in ENDINGS:
            yield line.row, "file", f"«{line.file}» er verken .docx eller .pdf."
        elif line.row not in files:
            yield line.row, "file", f"fant ikke «{line.file}»."
