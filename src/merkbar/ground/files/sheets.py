"""A table out of an uploaded file, CSV or XLSX, as rows of text. What cannot be read is said in one sentence."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from merkbar.ground.files.kinds import kind_of, small_zip

MOST_BYTES: Final = 5_000_000
MOST_UNPACKED: Final = 100_000_000
"""Bytes a spreadsheet may say it unpacks to."""
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
SEPARATORS: Final = ";,\t"
MIDNIGHT: Final = dt.time()


class Unreadable(Exception):
    """A file that is no table we can read; the message is for the person who chose it."""


def rows_of(name: str, content: bytes) -> list[list[str]]:
    """Read every row of a file, the headings first; rows without any text are left out."""
    if not content.strip():
        raise Unreadable(_("Filen er tom."))
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Filen er større enn %(size)s MB. Del den i flere.") % {"size": MOST_BYTES // 1_000_000})
    lines = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(name, content)
    rows = [[cell.strip() for cell in line] for line in islice(lines, MOST_ROWS + 1)]
    rows = [_without_tail(row) for row in rows]
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("Filen har mer enn %(rows)s rader. Del den i flere.") % {"rows": MOST_ROWS})
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise Unreadable(_("Filen har mer enn %(columns)s kolonner.") % {"columns": MOST_COLUMNS})
    if not rows or not any(rows[0]):
        raise Unreadable(_("Den første raden skal ha overskrifter, men den er tom."))
    return rows


def _without_tail(row: list[str]) -> list[str]:
    """Cut the empty cells that a spreadsheet writes after the last one."""
    length = len(row)
    while length and not row[length - 1]:
        length -= 1
    return row[:length]


def _csv(name: str, content: bytes) -> Iterable[list[str]]:
    """Read lines of UTF-8 or Windows-1252; the separator is the commonest of the heading's."""
    if kind_of(f"{name.rsplit('.', 1)[0]}.csv", io.BytesIO(content)) is None:
        raise Unreadable(_("Filen er ikke en tabell. Lagre den som CSV eller Excel-ark (.xlsx)."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    heading = text.split("\n", 1)[0]
    try:
        return list(
            csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=heading.count), strict=True)
        )
    except csv.Error as error:
        raise Unreadable(_("Filen er ikke riktig CSV. Se etter anførselstegn som ikke er lukket.")) from error


def _xlsx(content: bytes) -> Iterator[list[str]]:
    parts = small_zip(io.BytesIO(content))
    if parts is None or sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
        raise Unreadable(_("Filen er ikke et Excel-ark (.xlsx) som kan leses. Er den låst med passord?"))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        yield from (
            [cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        )
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, SyntaxError, EOFError) as error:
        raise Unreadable(_("Filen er ikke et Excel-ark (.xlsx) som kan leses.")) from error


def cell_text(value: Any) -> str:
    """Write a cell's value; a day without its midnight, a whole number without its decimals."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
