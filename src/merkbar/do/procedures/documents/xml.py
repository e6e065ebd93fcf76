"""Small hands for Word's XML: elements by their name in either of the two WordprocessingML namespaces."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, TypeVar
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from merkbar.do.procedures.documents.refusal import Refused

WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""Transitional and strict (ECMA-376 parts 4 and 1)."""
NAME: Final = re.compile(r"\{([^}]*)\}(.*)")
DEEPEST: Final = 250
"""Elements in each other; a table in a table in a text box has about 60."""
SMALL, MOST_KNOWN = 1_000_000, 8
"""Bytes of a part that is remembered, and how many are."""
Made = TypeVar("Made")
BROKEN: Final = "Dokumentet er skadet og kan ikke leses. Åpne det i Word, lagre det på nytt og prøv igjen."


def remembered(make: Callable[[bytes], Made]) -> Callable[[bytes], Made]:
    """Make something of a part once: the documents of a house share their styles. Only of small parts, and of few."""
    known = lru_cache(maxsize=MOST_KNOWN)(make)
    return lambda data: known(data) if len(data) <= SMALL else make(data)


def parse(data: bytes) -> Element:
    """Read a part."""
    try:
        top = ET.fromstring(data)  # noqa: S314 - no declarations in it: the package has been judged
    except (ET.ParseError, LookupError, ValueError, UnicodeError) as error:
        raise Refused(BROKEN) from error
    if _depth(top) > DEEPEST:
        raise Refused(BROKEN)
    return top


def _depth(top: Element) -> int:
    """How many elements stand in each other."""
    deepest, row = 0, [top]
    while row and deepest <= DEEPEST:
        deepest, row = deepest + 1, [child for element in row for child in element]
    return deepest


def serialise(top: Element) -> bytes:
    """Write a part."""
    return bytes(ET.tostring(top, encoding="utf-8", xml_declaration=True))


def split(tag: object) -> tuple[str, str]:
    """Split a tag in its namespace and its name."""
    found = NAME.fullmatch(tag) if isinstance(tag, str) else None
    return (found[1], found[2]) if found else ("", str(tag))


def is_word(element: Element, name: str) -> bool:
    """Whether this is Word's element of that name."""
    return any(element.tag == f"{{{space}}}{name}" for space in WORD)


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """Give Word's elements of that name directly below."""
    return (element for element in (parent if parent is not None else ()) if is_word(element, name))


def child(parent: Element | None, name: str) -> Element | None:
    """Give the first of them."""
    return next(children(parent, name), None)


def attribute(element: Element | None, name: str) -> str:
    """Give the value of a Word attribute; '' when there is none."""
    if element is None:
        return ""
    return next((element.get(f"{{{space}}}{name}", "") for space in WORD if f"{{{space}}}{name}" in element.attrib), "")
