"""Rows as a file to take away: CSV as Norwegian Excel reads it, or XLSX. No cell can start a formula."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from merkbar.ground.clock.zone import OSLO
from merkbar.ground.ui.norwegian import dmy

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula or a command (OWASP, CSV injection)."""
NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL: Final = 32_767
"""Characters a cell of a spreadsheet holds."""


def harmless(text: str) -> str:
    """Give a text that a spreadsheet shows as it is.

    >>> harmless("=1+1"), harmless("Fall"), harmless(" @sum(1)")
    ("'=1+1", 'Fall', "' @sum(1)")
    """
    clean = NOT_IN_XML.sub("", text)
    return f"'{clean}" if clean.startswith(FORMULA_STARTS) or clean.lstrip().startswith(FORMULA_STARTS) else clean


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a table as CSV: semicolons, decimal comma, dates as 21.09.2026, UTF-8 with a mark that Excel looks for."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(str(heading)) for heading in headings])
    writer.writerows([_typed(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, dt.datetime):
        return f"{dmy(value)} {_local(value):%H:%M}"
    if isinstance(value, dt.date):
        return dmy(value)
    return str(value).replace(".", ",") if isinstance(value, int | float) else harmless(str(value))


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(OSLO) if moment.tzinfo else moment


def xlsx_of(title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a table as one sheet, its first row in bold and held in place; numbers and dates stay what they are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    sheet.append(list(_bold(sheet, headings)))
    for row in rows:
        sheet.append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bold(sheet: Any, headings: Sequence[str]) -> Iterator[Any]:
    for heading in headings:
        cell = WriteOnlyCell(sheet, value=harmless(str(heading)))
        cell.font = Font(bold=True)
        yield cell


def _cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return _local(value).replace(tzinfo=None)
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if value is None or isinstance(value, dt.date | int | float):
        return value
    return harmless(str(value))[:LONGEST_CELL]


def download(name: str, form: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Answer with a table as a file called `name`; `form` is csv or xlsx."""
    body = csv_of(headings, rows) if form == "csv" else xlsx_of(name, headings, rows)
    response = HttpResponse(body, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
