"""Word documents (.docx): the body's paragraphs, lists and tables; what stands in margins is kept as debris.

Read as a stream without building a tree, a DOCTYPE is refused, and no more is unpacked than a plan can need.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from merkbar.ground.files.kinds import ZIP_FAULTS
from merkbar.plan.goals.reading.lines import Line, Source
from merkbar.plan.goals.reading.refusal import Unreadable

MOST_UNPACKED = 40 * 2**20
"""Bytes of one part; a 200-page plan has 5-10 MB."""
MOST_PARTS = 5_000
SHORT_CELL = 3
BODY = "word/document.xml"
STYLES = "word/styles.xml"
BESIDE = re.compile(r"^word/(?:header|footer|footnotes|endnotes)\d*\.xml$")
LOCKED = "Word-filen er låst med passord. Lagre den uten passord og prøv igjen."
BROKEN = "Word-filen er ødelagt. Åpne den i Word, lagre den på nytt og prøv igjen."
TOO_BIG = "Word-filen er for stor når den pakkes ut. Lagre den på nytt uten bilder og prøv igjen."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
COLUMN_WORDS = (
    "ansvar ansvarlig delmål enhet frist hva hvem hovedmål indikator kommentar kommentarer mål måles måling målt måltall"
    " nr nummer når nå periode resultat resultatmål status suksessfaktor suksessfaktorer tall tid tidsfrist tiltak"
)
"""Words that head a column of a plan's table."""
COLUMNS = frozenset(COLUMN_WORDS.split())
_HEADING = re.compile(r"^(?:heading|overskrift)\s*(\d)$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|tittel)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|inh|innhold\w*)\s*(?:\d|heading|overskrift)?", re.IGNORECASE)
_LIST = re.compile(r"^(?:list|liste|punkt)\w*\b", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    words: list[str] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    item: bool = False
    bold: int = 0
    length: int = 0
    run_bold: bool = False


def read_docx(data: bytes) -> Source:
    """Read a Word document."""
    if data.startswith(OLE):
        if b"E\0n\0c\0r\0y\0p\0t" in data:
            raise Unreadable(LOCKED)
        raise Unreadable("Dette er en gammel Word-fil (.doc). Lagre den som .docx og prøv igjen.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package)
    except ZIP_FAULTS as error:
        locked = isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError)
        raise Unreadable(LOCKED if locked else BROKEN) from error


def _read(package: zipfile.ZipFile) -> Source:
    names = package.namelist()
    if len(names) > MOST_PARTS:
        raise Unreadable(TOO_BIG)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("Word-filen har makroer. Lagre den som vanlig Word-dokument (.docx) og prøv igjen.")
    if BODY not in names:
        raise Unreadable(BROKEN)
    styles = _Styles()
    if STYLES in names:
        _parse(_part(package, STYLES), styles.start, None, None)
    body = _Body(styles)
    _parse(_part(package, BODY), body.start, body.end, body.text)
    lines = body.lines
    for name in sorted(filter(BESIDE.match, names)):
        beside = _Body(styles)
        _parse(_part(package, name), beside.start, beside.end, beside.text)
        lines += [Line(line.text, gap=True, debris=True, whole=True) for line in beside.lines]
    return Source(lines, body.page if body.page > 1 else 0)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        data = part.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise Unreadable(TOO_BIG)
    return data


def _parse(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable(BROKEN) from error


def _refuse(*_declared: object) -> None:
    raise Unreadable(BROKEN)


class _Styles:
    """Heading levels and lists by style."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.based: dict[str, str] = {}
        self.outlines: dict[str, int] = {}
        self.lists: set[str] = set()
        self.now = ""

    def start(self, tag: str, at: dict[str, str]) -> None:
        if tag == "w:style":
            self.now = at.get("w:styleId", "")
        elif tag == "w:name" and self.now:
            self.names.setdefault(self.now, at.get("w:val", ""))
        elif tag == "w:basedOn":
            self.based[self.now] = at.get("w:val", "")
        elif tag == "w:outlineLvl" and at.get("w:val", "9").isdigit():
            self.outlines[self.now] = int(at["w:val"])
        elif tag == "w:numPr":
            self.lists.add(self.now)

    def chain(self, style: str) -> list[str]:
        """A style and those it is based on."""
        found: list[str] = []
        while style and style not in found:
            found.append(style)
            style = self.based.get(style, "")
        return found


class _Body:
    """Paragraphs as they pass by."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.lines: list[Line] = []
        self.page = 1
        self.open: list[_Paragraph] = []
        self.taking = False
        self.hidden = 0
        self.rows: list[list[list[Line]]] = []

    def start(self, tag: str, at: dict[str, str]) -> None:
        if tag in {"mc:Fallback", "w:del", "w:moveFrom"}:
            self.hidden += 1
        elif tag == "w:p":
            self.open.append(_Paragraph())
        elif tag == "w:t":
            self.taking = not self.hidden
        elif tag == "w:tr":
            self.rows.append([])
        elif tag == "w:tc" and self.rows:
            self.rows[-1].append([])
        elif tag == "w:lastRenderedPageBreak" or (tag == "w:br" and at.get("w:type") == "page"):
            self.page += tag == "w:lastRenderedPageBreak"
        elif self.open:
            self._detail(self.open[-1], tag, at)

    def _detail(self, paragraph: _Paragraph, tag: str, at: dict[str, str]) -> None:
        value = at.get("w:val", "")
        if tag == "w:pStyle":
            paragraph.style = value
        elif tag == "w:outlineLvl" and value.isdigit():
            paragraph.outline = int(value)
        elif tag == "w:numId":
            paragraph.item = value != "0"
        elif tag == "w:r":
            paragraph.run_bold = False
        elif tag == "w:b":
            paragraph.run_bold = value not in {"0", "false"}
        elif tag in {"w:tab", "w:br", "w:cr"} and paragraph.words:
            paragraph.words.append(" ")
        elif tag == "w:noBreakHyphen":
            paragraph.words.append("-")

    def text(self, text: str) -> None:
        if self.taking and self.open:
            paragraph = self.open[-1]
            paragraph.words.append(text)
            paragraph.length += len(text)
            paragraph.bold += len(text) * paragraph.run_bold

    def end(self, tag: str) -> None:
        if tag in {"mc:Fallback", "w:del", "w:moveFrom"}:
            self.hidden -= 1
        elif tag == "w:t":
            self.taking = False
        elif tag == "w:p" and self.open:
            self._close(self.open.pop())
        elif tag == "w:tr" and self.rows:
            self._row([cell for cell in self.rows.pop() if cell])

    def _row(self, cells: list[list[Line]]) -> None:
        """A row of a table is one item, its headings none; a table that only lays out the page is not a table."""
        layout = len(cells) == 1 or any(len(cell) > SHORT_CELL or any(line.level for line in cell) for cell in cells)
        if layout:
            for cell in cells:
                self._keep(*cell)
        elif cells:
            texts = [" ".join(line.text for line in cell) for cell in cells]
            heads = all(text.strip(" .:").casefold() in COLUMNS for text in texts)
            row = Line(" | ".join(texts), self.page, gap=True, item=not heads, debris=heads, whole=True)
            self._keep(row)

    def _keep(self, *lines: Line) -> None:
        """Into the cell we are in, or the body."""
        (self.rows[-1][-1] if self.rows and self.rows[-1] else self.lines).extend(lines)

    def _close(self, paragraph: _Paragraph) -> None:
        text = " ".join("".join(paragraph.words).split())
        if not text:
            return
        line = Line(text, self.page, gap=True, whole=True)
        line.bold = paragraph.bold >= paragraph.length > 0
        chain = self.styles.chain(paragraph.style)
        names = [self.styles.names.get(style, style) for style in chain]
        line.debris = any(_CONTENTS.match(name) for name in names)
        line.level = None if line.debris else self._level(paragraph, chain, names)
        in_list = (
            paragraph.item or any(style in self.styles.lists for style in chain) or any(map(_LIST.match, names[:1]))
        )
        line.item = line.level is None and in_list
        self._keep(line)

    def _level(self, paragraph: _Paragraph, chain: list[str], names: list[str]) -> int | None:
        for style, name in zip(chain, names, strict=True):
            if _TITLE.match(name):
                return 0
            if match := _HEADING.match(name):
                return int(match[1])
            if style in self.styles.outlines and self.styles.outlines[style] < 9:  # noqa: PLR2004
                return self.styles.outlines[style] + 1
        return paragraph.outline + 1 if paragraph.outline is not None and paragraph.outline < 9 else None  # noqa: PLR2004
