"""A line of a document, as every format gives it, before anyone knows what it means."""

import re
import unicodedata
from dataclasses import dataclass, field

BULLET = re.compile(r"^\s*(?:[-–—•·▪■□●○◦‣▸►*➢✓❖⁃∙+]|[\uf000-\uf0ff]|o(?=\s\s?[A-ZÆØÅ]))\s+(?=\S)")
LONE_BULLET = re.compile(r"^\s*(?:[•·▪■□●○◦‣▸►➢✓❖⁃∙]|[\uf000-\uf0ff])\s*$")
NUMBERED = re.compile(r"^\s*(?:\(?(?P<n>\d{1,2}|[a-zæøå])[.)])\s+(?=\S)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_SLANT = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])", re.DOTALL)


@dataclass(slots=True)
class Line:
    """One line. `level` is 0 for a title, 1 and up for headings the format itself marks; `gap`: space above.

    `debris` is what the format says is no body text: headers, footers, tables of contents, page numbers.
    """

    text: str
    page: int | None = None
    gap: bool = False
    level: int | None = None
    item: bool = False
    debris: bool = False
    whole: bool = False
    size: float = 0.0
    bold: bool = False

    @property
    def short(self) -> bool:
        """Short enough for a heading."""
        return len(self.text) <= 120 and len(self.text.split()) <= 14  # noqa: PLR2004


@dataclass(slots=True)
class Source:
    """A document as lines. `pages` is 0 where the format has none."""

    lines: list[Line] = field(default_factory=list)
    pages: int = 0


def plain(text: str) -> str:
    """A text without the marks of emphasis and with single spaces."""
    text = _SLANT.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return " ".join(text.split())


def key(text: str) -> str:
    """What two ways of writing the same heading have in common.

    >>> key("3.1  Mål og TILTAK"), key("Mål og tiltak:")
    ('målogtiltak', 'målogtiltak')
    """
    text = unicodedata.normalize("NFC", re.sub(r"^\s*\d+(?:\.\d+)*\.?\s+", "", text))
    return "".join(char for char in text.casefold() if char.isalnum())
