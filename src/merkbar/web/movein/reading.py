"""Every document on the list, taken apart. Slow, and touches no table: images wait in a folder until all is well."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from merkbar.do.procedures.documents import Document, Picture, Refused, pdf_in, word_in
from merkbar.web.movein.lines import ENDINGS, Fault, Listed, ProcedureLine
from merkbar.web.movein.report import Carried
from merkbar.web.movein.source import Source

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document ready to be written: its images lie in files, in the order of `names`."""

    line: ProcedureLine
    html: str
    pictures: tuple[tuple[str, str, Path], ...]
    """(stand-in in the text, file name, where the bytes lie)."""
    file: str
    keeps_file: bool
    """Whether the file itself is hung on the procedure: not when it can run something."""


def read_all(
    source: Source, found: Listed, folder: Path, progress: Progress
) -> tuple[list[Waiting], list[Carried], list[Fault]]:
    """Read every document that the list names, that is there and is of a kind that is read."""
    waiting: list[Waiting] = []
    carried: list[Carried] = []
    faults: list[Fault] = []
    lines = [line for line in found.lines if found.files.get(line.row, "").lower().endswith(ENDINGS)]
    for place, line in enumerate(lines, start=1):
        name = found.files[line.row]
        try:
            document = _read(source.read(name), name)
        except Refused as refused:
            faults.append((line.row, "file", f"«{line.file}»: {refused.sentence}"))
        else:
            waiting.append(_laid_aside(line, document, name, folder / str(line.row)))
            carried.append(
                Carried(
                    line.row,
                    line.number,
                    line.title,
                    name,
                    document.report,
                    document.links,
                    len(document.pictures),
                )
            )
        progress(place, len(lines))
    return waiting, carried, faults


def _read(data: bytes, name: str) -> Document:
    return pdf_in(data) if name.lower().endswith(".pdf") else word_in(data)


def _laid_aside(line: ProcedureLine, document: Document, name: str, folder: Path) -> Waiting:
    pictures = tuple(_kept(picture, folder) for picture in document.pictures)
    return Waiting(line, document.html, pictures, name, not document.has_macros)


def _kept(picture: Picture, folder: Path) -> tuple[str, str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / picture.name
    path.write_bytes(picture.data)
    return picture.source, picture.name, path
