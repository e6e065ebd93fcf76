"""The numbers Word would have written, since what reads the text knows only «a numbered list».

A list goes on after a paragraph between its items, begins at another number than 1, or numbers the headings (1.2). Each
numbered paragraph is given its number as a hidden mark, and `word` turns the mark into `<ol start>` or into words.
Element names: ECMA-376 part 1, 17.9.
"""

from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from merkbar.do.procedures.documents.xml import attribute, child, children, parse, remembered

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the mark: `kind|number|text`."""
HTML_TYPE: Final = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
ROMAN: Final = (
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
)
MOST_STYLES: Final = 20
DEEPEST_LEVEL: Final = 8


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has come."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, paragraph: Element) -> str:
        """Count a paragraph and give its mark; '' when it has no number."""
        number, depth = self._of(paragraph)
        level = self.levels.get(self.lists.get(number, ""), {}).get(depth)
        if level is None or level.form in {"bullet", "none"}:
            return ""
        counts = self.counts.setdefault(self.lists[number], {})
        for at, start in self.overrides.pop(number, {}).items():
            counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return f"{OPEN}{HTML_TYPE.get(level.form, '1')}|{counts[depth]}|{self._words(number, level)}{CLOSE}"

    def _of(self, paragraph: Element) -> tuple[str, int]:
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr") if properties is not None else None
        style = attribute(child(properties, "pStyle"), "val") if properties is not None else ""
        inherited = self.styles.get(style, ("", 0))
        if own is None:
            return inherited
        number = attribute(child(own, "numId"), "val") or inherited[0]
        return number, _number(attribute(child(own, "ilvl"), "val"), inherited[1])

    def _words(self, number: str, level: Level) -> str:
        abstract = self.lists[number]
        text = level.text[:40]
        for at in range(DEEPEST_LEVEL + 1):
            known = self.levels[abstract].get(at, Level())
            count = self.counts[abstract].get(at, known.start)
            text = text.replace(f"%{at + 1}", spelled(count, known.form))
        return text


def spelled(number: int, form: str) -> str:
    """Write a number as a list does.

    >>> spelled(4, "lowerRoman"), spelled(2, "upperLetter"), spelled(12, "decimal")
    ('iv', 'B', '12')
    """
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:  # noqa: PLR2004 - what Roman numbers reach
        written, left = "", number
        for sign, worth in ROMAN:
            written += sign * (left // worth)
            left %= worth
        return written if form == "lowerRoman" else written.upper()
    return str(number)


def read(numbering: bytes, styles: bytes) -> Numbering:
    """Read how a document's lists count."""
    found = Numbering()
    top = parse(numbering) if numbering else None
    for abstract in children(top, "abstractNum"):
        levels = {_number(attribute(level, "ilvl"), 0): _level(level) for level in children(abstract, "lvl")}
        found.levels[attribute(abstract, "abstractNumId")] = levels
    for number in children(top, "num"):
        key = attribute(number, "numId")
        found.lists[key] = attribute(child(number, "abstractNumId"), "val")
        found.overrides[key] = {
            _number(attribute(override, "ilvl"), 0): _number(attribute(child(override, "startOverride"), "val"), 1)
            for override in children(number, "lvlOverride")
            if child(override, "startOverride") is not None
        }
    found.styles = _lists_of_styles(styles) if styles else {}
    return found


def _level(level: Element) -> Level:
    start = _number(attribute(child(level, "start"), "val"), 1)
    form = attribute(child(level, "numFmt"), "val") or "decimal"
    return Level(start, form, attribute(child(level, "lvlText"), "val"))


@remembered
def _lists_of_styles(styles: bytes) -> dict[str, tuple[str, int]]:
    """Give each style the list it, or what it is based on, belongs to, and on which level."""
    named = {attribute(style, "styleId"): style for style in children(parse(styles), "style")}
    found: dict[str, tuple[str, int]] = {}
    for key, style in named.items():
        at: Element | None = style
        for _step in range(MOST_STYLES):
            if at is None:
                break
            properties = child(at, "pPr")
            own = child(properties, "numPr") if properties is not None else None
            if own is not None:
                level = _number(attribute(child(own, "ilvl"), "val"), 0)
                found[key] = attribute(child(own, "numId"), "val"), level
                break
            at = named.get(attribute(child(at, "basedOn"), "val"))
    return found


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() and len(text) < 7 else otherwise  # noqa: PLR2004 - a list has no more items
