"""Which short lines are headings: those the table of contents names, and those that are not another's echo."""

import re
from dataclasses import dataclass

from merkbar.plan.goals.reading.blocks import Block
from merkbar.plan.goals.reading.lines import key

AHEAD = 8
"""Entries of the table of contents that may be skipped."""
GUESSED = 50
"""From here on a level is guessed: ALL CAPS 40, a line in the table of contents 50, other short lines 60."""
CAPITALS, LISTED, SHORT = 40, 50, 60
LABELLED = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?P<label>[^\W\d_]*(?:område|tema|mål|satsing|satsning|strategi|fokus|pilar|retning|løft|målsetting))\s*"
    r"(?:nr\.?\s*)?(?P<n>\d{1,2}|[IVX]{1,4}|[A-H])\b\s*[:.)–—-]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\.?\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """«Satsingsområde 2: Samarbeid»: the kind of thing, its number and its name."""

    stem: str
    number: str
    title: str


def label_of(text: str) -> Label | None:
    """Take a numbered label apart.

    >>> label_of("Satsingsområde 2: Samarbeid")
    Label(stem='satsingsområde', number='2', title='Samarbeid')
    """
    match = LABELLED.match(text)
    return Label(match["label"].casefold(), match["n"].upper(), match["title"].strip()) if match else None


def short_title(text: str) -> str:
    """A heading without its number and label.

    >>> short_title("3.1 Helse og mestring"), short_title("Tema A – Trygghet")
    ('Helse og mestring', 'Trygghet')
    """
    label = label_of(text)
    if label and label.title:
        return label.title
    return _NUMBER.sub("", text).rstrip(":").strip() or text


def settle(blocks: list[Block], entries: list[str]) -> None:
    """Decide every short line."""
    _from_contents(blocks, entries)
    for block in blocks:
        if block.kind == "weak" and label_of(block.text):
            block.kind = "heading"
    _echoes(blocks)
    for at, block in enumerate(blocks):
        if block.headed and block.level is None:
            block.level = CAPITALS if block.text.isupper() else LISTED if block.kind == "heading" else SHORT
        if block.kind == "weak":
            following = next((after for after in blocks[at + 1 :] if after.kind != "debris"), None)
            block.kind = "heading" if following else "para"


def _from_contents(blocks: list[Block], entries: list[str]) -> None:
    keys = [key(entry) for entry in entries]
    at = 0
    for block in blocks:
        if block.kind not in {"weak", "label", "heading"} or at >= len(keys):
            continue
        window = keys[at : at + AHEAD]
        if (mark := key(block.text)) in window:
            at += window.index(mark) + 1
            block.kind = "heading"


def _echoes(blocks: list[Block]) -> None:
    """A short line that only repeats the name of a surer heading is what a running head or a figure leaves behind."""
    sure: dict[str, list[Block]] = {}
    for block in blocks:
        if block.kind == "heading":
            for mark in {key(block.text), key(short_title(block.text))}:
                sure.setdefault(mark, []).append(block)
    for block in blocks:
        named = sure.get(key(block.text), [])
        if block.kind == "weak" and named:
            same = [other for other in named if key(other.text) == key(block.text)]
            block.kind = "heading" if len(same) > 1 else "debris"
        elif block.kind == "heading" and label_of(block.text) is None:
            others = [other for other in named if other is not block and key(other.text) != key(block.text)]
            if others and block.level is None:
                block.kind = "debris"
