"""Blocks of a document: headings, paragraphs and points, put together from lines that were broken by the page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from merkbar.plan.goals.reading.lines import BULLET, LONE_BULLET, NUMBERED, Line, key, plain

WIDEST = 120
_END = re.compile(r"[.!?:;…]['»”\")\]]*$")
_SECTION_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[^\W\d])")
_AND = re.compile(r"^(?:og|eller|samt|til|mellom)\b")


@dataclass(slots=True)
class Block:
    """A piece of the document. `kind`: heading, weak (looks like a heading), label (ends in a colon), para, item, debris.

    `level` of a heading is known from the format or its number; None is guessed later. `raw` keeps the line breaks.
    """

    kind: str
    text: str
    raw: str
    page: int | None = None
    level: int | None = None
    bold: bool = False

    @property
    def headed(self) -> bool:
        """A heading of any sort."""
        return self.kind in {"heading", "weak"}


def blocks_of(lines: list[Line], entries: Iterable[str] = ()) -> list[Block]:
    """Put lines together; a line the table of contents names stands alone."""
    alone = frozenset(key(entry) for entry in entries)
    lines = _bulleted(lines)
    words = frozenset(re.findall(r"[^\W\d_]+", " ".join(line.text for line in lines).casefold()))
    width = _width(lines)
    blocks: list[Block] = []
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, width, alone):
            blocks.append(_block(group, words))
            group = []
        group.append(line)
    if group:
        blocks.append(_block(group, words))
    return _mended(_numbered(blocks), words)


def _bulleted(lines: list[Line]) -> list[Line]:
    """Points lose their mark; a mark alone on its line takes the next line."""
    out: list[Line] = []
    lone = False
    for line in lines:
        if not line.debris and LONE_BULLET.match(line.text):
            lone = True
            continue
        if lone:
            line.item, line.gap, lone = True, True, False
        elif (
            not line.debris
            and line.level is None
            and not (line.whole and line.item)
            and (match := BULLET.match(line.text))
        ):
            line.text, line.item = line.text[match.end() :], True
        out.append(line)
    return out


def _width(lines: list[Line]) -> int:
    """How long a full line is, 95th percentile, at most WIDEST."""
    lengths = sorted(len(line.text) for line in lines if not line.debris) or [WIDEST]
    return min(lengths[int(len(lengths) * 0.95) - 1], WIDEST)


def _continues(last: Line, line: Line, width: int, alone: frozenset[str]) -> bool:
    """Whether a line goes on with the one before."""
    same = last.page == line.page and not line.gap
    if last.debris or line.debris:
        return last.debris and line.debris and same
    if not same or last.whole or line.whole or line.item or line.level != last.level:
        return False
    if line.level is not None:
        return last.size > 0
    text, more = last.text.rstrip(), line.text.strip()
    named = key(text) in alone or (line.short and key(more) in alone)
    if named or (last.bold != line.bold and not last.item) or NUMBERED.match(more) or _SECTION_NUMBER.match(more):
        return False
    if text.endswith("-") or more[:1].islower():
        return True
    full = 0.8 if _END.search(text) else 0.65
    return width * full < len(text) < width * 1.5 and not text.endswith(":")


def _block(group: list[Line], words: frozenset[str]) -> Block:
    first = group[0]
    raw = "\n".join(line.text.strip() for line in group)
    text = plain(_hyphens([line.text.strip() for line in group], words))
    if first.debris:
        return Block("debris", raw, raw, first.page)
    if first.level is not None:
        return Block("heading", text, raw, first.page, first.level)
    if first.item:
        return Block("item", text, raw, first.page)
    return Block(_looks(text, group), text, raw, first.page, bold=all(line.bold for line in group))


def _hyphens(parts: list[str], words: frozenset[str]) -> str:
    """Words broken at the line's end made whole: «øko-» «nomi», but not «helse-» «og»."""
    text = parts[0]
    for part in parts[1:]:
        broken = re.search(r"([^\W\d_]+)-$", text)
        follows = re.match(r"[^\W\d_]+", part)
        if not broken or not follows or _AND.match(part):
            text = f"{text} {part}"
        elif part[0].isupper() and (broken[1] + follows[0]).casefold() not in words:
            text = f"{text}{part}"
        else:
            text = f"{text[:-1]}{part}"
    return text


def _looks(text: str, group: list[Line]) -> str:
    """What a paragraph without a mark may be."""
    if len(group) > 2 or not group[0].short or not any(char.isalpha() for char in text):  # noqa: PLR2004
        return "para"
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "«\"'§"):
        return "para"
    if text.endswith(":"):
        return "label"
    if text[-1] in ".;,…" or len(text.split()) > 12:  # noqa: PLR2004
        return "para"
    return "weak"


def _numbered(blocks: list[Block]) -> list[Block]:
    """«1. …» is a heading when text stands between it and «2. …», else a point."""
    for at, block in enumerate(blocks):
        if block.kind not in {"weak", "para", "label"}:
            continue
        number = _SECTION_NUMBER.match(block.text)
        listed = NUMBERED.match(block.text)
        beside = [blocks[near] for near in (at - 1, at + 1) if 0 <= near < len(blocks)]
        in_list = any(near.kind != "debris" and NUMBERED.match(near.text) and not _deep(near.text) for near in beside)
        if number and block.kind == "weak" and (_deep(block.text) or not (listed and in_list)):
            block.kind, block.level = "heading", number["number"].count(".") + 1
        elif listed and not _deep(block.text):
            block.kind = "item"
    return blocks


def _deep(text: str) -> bool:
    number = _SECTION_NUMBER.match(text)
    return bool(number and "." in number["number"])


def _mended(blocks: Iterable[Block], words: frozenset[str]) -> list[Block]:
    """A sentence cut by a page's edge goes on behind the debris."""
    out: list[Block] = []
    for block in blocks:
        before = next((other for other in reversed(out) if other.kind != "debris"), None)
        cut = before is not None and before.kind in {"para", "item"} and not _END.search(before.text)
        if cut and before and block.kind == "para" and block.text[:1].islower():
            before.text = plain(_hyphens([before.text, block.text], words))
            before.raw = f"{before.raw}\n{block.raw}"
        else:
            out.append(block)
    return out
