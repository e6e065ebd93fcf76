"""Text and Markdown: which alphabet it is written in, and its lines."""

import codecs
import re

from merkbar.plan.goals.reading.lines import Line, Source
from merkbar.plan.goals.reading.refusal import Unreadable

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_TWICE = re.compile(r"Ã[¦¸¥†˜…]")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=|-){3,}\s*$")
_RULE = re.compile(r"^ {0,3}([-*_=])(?:\s*\1){2,}\s*$")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_ROW_RULE = re.compile(r"^[\s|:-]+$")
_COLUMNS = re.compile(r"^(?P<left>\s{0,3}\S.{8,}?\S)\s{4,}(?P<right>\S.{8,})$")
_LEADERS = re.compile(r"(?:\.{2,}|\s{2,}|\t)\s*\d{1,3}\s*$")
SIDE_BY_SIDE = 4


def decoded(data: bytes) -> str:
    """The text, whatever it was saved as: UTF-8, UTF-16 or the older Windows and Latin alphabets.

    >>> decoded("Mål".encode("latin-1")), decoded("Mål".encode("utf-16"))
    ('Mål', 'Mål')
    """
    mark = next((mark for mark in _MARKS if data.startswith(mark)), None)
    tries = [_MARKS[mark]] if mark else ["utf-8"]
    if not mark and data.count(0) > len(data) // 4:
        tries = ["utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"]
    for encoding in [*tries, *([] if mark or b"\0" in data else ["cp1252", "latin-1"])]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return _once(text)
    raise Unreadable("Filen er ikke tekst vi kan lese. Lagre den som UTF-8, Word eller PDF og prøv igjen.")


def _once(text: str) -> str:
    """A text that was turned into UTF-8 twice, turned back."""
    if not _TWICE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def read_text(data: bytes) -> Source:
    """Read text or Markdown. A form feed turns the page."""
    pages = decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    lines: list[Line] = []
    for number, page in enumerate(pages, 1):
        rows = page.split("\n")
        lines.extend(_lines(_uncolumned(rows), number if len(pages) > 1 else None))
    return Source(lines, len(pages) if len(pages) > 1 else 0)


def _lines(rows: list[str], page: int | None) -> list[Line]:
    """Lines of one page; headings by # or by underlining, table rows as items."""
    lines: list[Line] = []
    gap = True
    for row in rows:
        if not row.strip():
            gap = True
            continue
        if _UNDERLINE.match(row) and lines and not gap and lines[-1].short and not lines[-1].item:
            lines[-1].level = 1 if "=" in row else 2
            continue
        if _RULE.match(row) or _ROW_RULE.match(row):
            gap = True
            continue
        if match := _HEADING.match(row):
            lines.append(Line(match[2], page, gap=True, level=len(match[1])))
        elif match := _ROW.match(row):
            cells = " | ".join(" ".join(cell.split()) for cell in match[1].split("|") if cell.strip())
            lines.append(Line(cells, page, gap=True, item=True, whole=True))
        else:
            lines.append(Line(row.rstrip(), page, gap=gap))
        gap = False
    return lines


def _uncolumned(rows: list[str]) -> list[str]:
    """Two columns side by side read one after the other: the left one to its end, then the right one."""
    out: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for row in [*rows, ""]:
        match = _COLUMNS.match(row) if not _LEADERS.search(row) else None
        if match:
            left.append(match["left"])
            right.append(match["right"])
        elif left and row.strip() and len(right) >= SIDE_BY_SIDE - 1 and len(row) < 60 and row[:1] != " ":  # noqa: PLR2004
            left.append(row)
        else:
            if len(right) >= SIDE_BY_SIDE:
                out += [*left, "", *right]
            else:
                out += [f"{one}    {other}" for one, other in zip(left, right, strict=False)] + left[len(right) :]
            left, right = [], []
            out.append(row)
    return out[:-1]
