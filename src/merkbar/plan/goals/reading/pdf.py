"""PDF documents: lines with their size and page. A page that is only a picture has no text, and we say so."""

import io
import logging
import time
from collections import Counter
from typing import Any

from pypdf import PdfReader

from merkbar.ground.files.pdf import PDF_FAULTS
from merkbar.plan.goals.reading.lines import Line, Source
from merkbar.plan.goals.reading.refusal import Unreadable

MOST_PAGES = 200
MOST_SECONDS = 30.0
LOCKED = "PDF-en er låst med passord. Lagre den uten passord og prøv igjen."
BROKEN = "PDF-en er ødelagt. Lag den på nytt og prøv igjen."
PICTURES = "PDF-en har bare bilder av sidene, ingen tekst. Bruk originalen, eller kjør tekstgjenkjenning først."
TOO_LONG = f"Dokumentet har mer enn {MOST_PAGES} sider. Del det opp, og les inn planen for seg."
SLOW = "PDF-en tar for lang tid å lese. Lagre den på nytt, eller lim inn teksten."
LARGER = 1.12
"""Times the body's size that makes a heading."""
APART = 1.7
"""Line heights that make a gap."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes) -> Source:
    """Read a PDF."""
    try:
        number, lines = _opened(data)
    except PDF_FAULTS as error:
        raise Unreadable(BROKEN) from error
    if not any(line.text.strip() for line in lines):
        raise Unreadable(PICTURES if number else BROKEN)
    _levels(lines)
    return Source(lines, number)


def _opened(data: bytes) -> tuple[int, list[Line]]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(LOCKED)
    number = len(reader.pages)
    if number > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    return number, _pages(reader)


def _pages(reader: PdfReader) -> list[Line]:
    until = time.monotonic() + MOST_SECONDS
    lines: list[Line] = []
    for number, page in enumerate(reader.pages, 1):
        if time.monotonic() > until:
            raise Unreadable(SLOW)
        collector = _Collector(number)
        page.extract_text(visitor_text=collector.take)
        lines += collector.finished()
    return lines


class _Collector:
    """Pieces of text as the page draws them, made into lines."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.lines: list[Line] = []
        self.words = ""
        self.sizes: Counter[float] = Counter()
        self.bold = 0
        self.y: float | None = None
        self.last: tuple[float, float] | None = None

    def take(self, text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        """One piece; a line break in it ends the line."""
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        height = round(abs(size * scale) * 2) / 2
        y = tm[5] * cm[3] + cm[5]
        name = str((font or {}).get("/BaseFont", "")).lower() if font else ""
        for at, piece in enumerate(text.split("\n")):
            if at:
                self._break()
            if piece.strip():
                self.sizes[height] += len(piece)
                self.bold += len(piece) if "bold" in name or "black" in name else 0
                self.y = y if self.y is None else self.y
            self.words += piece

    def _break(self) -> None:
        text = self.words.replace("\u00ad", "-").rstrip()
        if text.strip():
            size = self.sizes.most_common(1)[0][0] if self.sizes else 0.0
            y = self.y or 0.0
            gap = self.last is None or abs(self.last[0] - y) > APART * max(size, self.last[1], 1.0) or y > self.last[0]
            self.lines.append(Line(text.strip(), self.page, gap=gap, size=size, bold=self.bold >= len(text.strip())))
            self.last = (y, size)
        self.words, self.sizes, self.bold, self.y = "", Counter(), 0, None

    def finished(self) -> list[Line]:
        """All lines of the page."""
        self._break()
        return self.lines


def _levels(lines: list[Line]) -> None:
    """Headings by size: the body is the size most letters have, larger ones are ranked."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    body = letters.most_common(1)[0][0]
    larger = sorted({line.size for line in lines if line.size > body * LARGER and line.short}, reverse=True)
    ranks = {size: rank for rank, size in enumerate(larger, 1)}
    for line in lines:
        if line.size in ranks and line.short and any(char.isalpha() for char in line.text):
            line.level = ranks[line.size]
