"""Reading a table from CSV or XLSX as it is, before anything is judged."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from merkbar.ground.files.sheets import cell_text
from merkbar.web.ops.refusal import Refusal

LARGEST_FILE = 100_000_000
"""Bytes."""
MOST_ROWS = 1_000_000
SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `number` as a spreadsheet counts it, and what stands under each heading."""

    number: int
    cells: dict[str, str]


NO_WORDS: Mapping[str, str] = {}


def read(
    file: Path, headings: Sequence[str], required: Sequence[str], words: Mapping[str, str] = NO_WORDS
) -> list[Row]:
    """Read a file whose first line has the headings, in any order; those not required may be absent.

    `words` gives the Norwegian word of a heading; either is read, and the Norwegian is the one that is told.
    """
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Refusal(f"Filen er større enn {LARGEST_FILE // 1_000_000} MB.")
        lines = _xlsx(file) if file.suffix.lower() == ".xlsx" else _csv(file)
        return list(_rows(lines, headings, required, words))
    except OSError as error:
        raise Refusal(f"Fikk ikke lest {file}: {error.strerror or error}.") from error


def _csv(file: Path) -> Iterator[list[str]]:
    """Lines of a CSV in UTF-8, with or without a byte order mark; the separator is the commonest of the heading's."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refusal(f"Rad {line}: filen er ikke lagret som UTF-8. Lagre den på nytt som «CSV UTF-8».") from error
    heading = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=heading.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error as error:
        raise Refusal(f"Filen er ikke riktig CSV: {error}. Se etter anførselstegn som ikke er lukket.") from error


def _xlsx(file: Path) -> Iterator[list[str]]:
    """Lines of the first sheet, each value as its text."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Refusal("Filen er ikke et Excel-ark (.xlsx) som kan leses.") from error
    try:
        for values in book.worksheets[0].iter_rows(values_only=True):
            yield [cell_text(value) for value in values]
    finally:
        book.close()


def _rows(
    lines: Iterable[list[str]], headings: Sequence[str], required: Sequence[str], words: Mapping[str, str]
) -> Iterator[Row]:
    meant = {word: name for name, word in words.items()}
    numbered = enumerate(lines, start=1)
    _number, first = next(numbered, (1, []))
    names = [meant.get(name, name) for name in (cell.strip().lower() for cell in first)]
    while names and not names[-1]:
        names.pop()
    _judge(names, headings, required, words)
    for number, cells in numbered:
        if number > MOST_ROWS:
            raise Refusal(f"Filen har mer enn {MOST_ROWS} rader.")
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            raise Refusal(f"Rad {number} har flere felt enn det er overskrifter.")
        padded = [*cells, *[""] * (len(names) - len(cells))]
        yield Row(number, {name: cell.strip() for name, cell in zip(names, padded, strict=False)})


def _judge(names: Sequence[str], headings: Sequence[str], required: Sequence[str], words: Mapping[str, str]) -> None:
    unknown = [name for name in names if name not in headings]
    missing = [name for name in required if name not in names]
    doubled = sorted({name for name in names if names.count(name) > 1})
    faults = [f"ukjent overskrift «{name}»" for name in unknown]
    faults += [f"mangler overskriften «{words.get(name, name)}»" for name in missing]
    faults += [f"overskriften «{words.get(name, name)}» står flere ganger" for name in doubled if name not in unknown]
    if faults:
        told = ", ".join(words.get(name, name) for name in headings)
        raise Refusal(f"Rad 1: {'; '.join(faults)}. Overskriftene skal være: {told}.")
