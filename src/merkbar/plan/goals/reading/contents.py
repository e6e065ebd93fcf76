"""Tables of contents, running heads and page numbers: found by their shape, kept as debris."""

import re
from collections import Counter

from merkbar.plan.goals.reading.lines import BULLET, Line, Source, key, plain

_ENTRY = re.compile(r"^\s*(?P<title>\S.{0,150}?)(?:\s*(?:\.\s?){3,}|\s*…+|\s*_{3,}|\t+|\s{2,})\s*(?P<page>\d{1,3})\s*$")
_LOOSE = re.compile(r"^\s*(?P<title>\S.{1,150}?)\s+(?P<page>\d{1,3})\s*$")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*$")
_TITLE = re.compile(r"^\W*(?:innholdsfortegnelse|innhaldsliste|innhold|innhald|contents)\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(?:side\s*)?\d{1,3}(?:\s*(?:av|/|\|)\s*\d{1,3})?\W*$", re.IGNORECASE)
_SAYS = re.compile(rf"{BULLET.pattern}|[.:;]\s*$")
MOST_BETWEEN = 3
FEWEST = 3
"""Entries that make a table of contents; times a line stands at page edges to be a running head."""


def strip(source: Source) -> list[str]:
    """Mark debris, and give the titles of the table of contents in order."""
    entries = _contents(source.lines)
    if source.pages >= FEWEST:
        _running(source)
    else:
        _numbers(source.lines)
    return entries


def _contents(lines: list[Line]) -> list[str]:
    """Find runs of lines that end in page numbers."""
    entries: list[str] = []
    at = 0
    while at < len(lines):
        titled = bool(_TITLE.match(plain(lines[at].text)))
        begin = at + 1 if titled else at
        run, end = _run(lines, begin, loose=titled)
        if len(run) >= FEWEST:
            for line in lines[at:end]:
                line.debris = True
            entries += run
            at = end
        else:
            if titled and at + 1 < len(lines) and lines[at + 1].debris:
                lines[at].debris = True
            at += 1
    return entries


def _run(lines: list[Line], begin: int, *, loose: bool) -> tuple[list[str], int]:
    titles: list[str] = []
    end, last, at = begin, 0, begin
    while at < len(lines):
        text = lines[at].text
        match = _ENTRY.match(text) or (_LOOSE.match(text) if loose else None)
        number = int(match["page"]) if match else 0
        if match and number >= last and not match["title"].isdigit():
            titles.append(plain(match["title"]))
            at, last = at + 1, number
            end = at
        elif titles and _LEADERS.search(text):
            at += 1
            end = at
        elif titles and (between := _between(lines, at, last, loose=loose)):
            at += between
        else:
            break
    return titles, end


def _between(lines: list[Line], at: int, last: int, *, loose: bool) -> int:
    """How many lines stand inside the table: a page number, a running head, the first half of a long title."""
    for number in range(1, MOST_BETWEEN + 1):
        if at + number >= len(lines) or not lines[at + number - 1].short:
            return 0
        if _follows(lines[at + number].text, last, loose=loose):
            return number
    return 0


def _follows(text: str, last: int, *, loose: bool) -> bool:
    match = _ENTRY.match(text) or (_LOOSE.match(text) if loose else None)
    return bool(match) and last <= int(match["page"] if match else 0) <= last + 20


def _running(source: Source) -> None:
    """Lines that come back at the edge of most pages, and page numbers there."""
    pages: dict[int, list[Line]] = {}
    for line in source.lines:
        if line.page and not line.debris:
            pages.setdefault(line.page, []).append(line)
    edges = [
        (page, line) for page, lines in pages.items() for line in {id(x): x for x in lines[:3] + lines[-3:]}.values()
    ]
    seen = Counter(mark for mark in {(page, _mark(line)) for page, line in edges})
    counts = Counter(mark for (_page, mark) in seen)
    for _page, line in edges:
        text = plain(line.text)
        often = counts[_mark(line)] >= max(FEWEST, source.pages // 2)
        if line.level is None and (_NUMBER.match(text) or (often and line.short and not _SAYS.search(line.text))):
            line.debris = True


def _mark(line: Line) -> str:
    return re.sub(r"\d+", "#", plain(line.text).casefold())


def _numbers(lines: list[Line]) -> None:
    """Without known pages: bare rising numbers, and the lines that come back beside them."""
    bare = [at for at, line in enumerate(lines) if _NUMBER.match(line.text) and not line.item]
    if len(bare) < FEWEST:
        return
    for at in bare:
        lines[at].debris = True
    beside = Counter(key(lines[near].text) for at in bare for near in (at - 1, at + 1) if 0 <= near < len(lines))
    for at in bare:
        for near in (at - 1, at + 1):
            if (
                0 <= near < len(lines)
                and lines[near].short
                and beside[key(lines[near].text)] >= max(FEWEST, len(bare) // 2)
            ):
                lines[near].debris = True
