"""Proof-reads a page as a careful reader would: strict HTML, one heading, unique ids, a label for each field, no residue."""

import re
from xml.etree import ElementTree as ET

import html5lib

RESIDUE = re.compile(r"\{\{|\}\}|\{%|%\}|%\(\w+\)[sd]|<Deferred|\bobject at 0x")
LABELLED = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button"}


def proof_read(html: str, address: str) -> None:
    """Raise AssertionError with the first fault found."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree = parser.parse(html)
    except html5lib.html5parser.ParseError as fault:
        line = html.splitlines()[parser.tokenizer.stream.position()[0] - 1] if parser.errors else ""
        raise AssertionError(f"{address}: {fault} {line[:200]}") from fault
    _headings(tree, address)
    _ids(tree, address)
    _labels(tree, address)
    assert not RESIDUE.search(html), f"{address}: residue {RESIDUE.search(html).group(0)!r}"
    assert 'style="' not in html, f"{address}: inline style"
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html), f"{address}: inline script"


def _headings(tree: ET.Element, address: str) -> None:
    found = [e for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch(r"h[1-6]", e.tag)]
    tops = [e for e in found if e.tag == "h1"]
    assert len(tops) == 1, f"{address}: {len(tops)} h1"


def _ids(tree: ET.Element, address: str) -> None:
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    doubles = {i for i in ids if ids.count(i) > 1}
    assert not doubles, f"{address}: ids twice {doubles}"
    for element in tree.iter():
        for other in (element.get("aria-describedby") or "").split():
            assert other in ids, f"{address}: aria-describedby names {other}, which is not there"


def _labels(tree: ET.Element, address: str) -> None:
    labelled = {e.get("for") for e in tree.iter() if e.tag == "label"}
    inside = {id(child) for e in tree.iter() if e.tag == "label" for child in e.iter()}
    for element in tree.iter():
        if element.tag not in LABELLED or element.get("type") in NEEDS_NO_LABEL:
            continue
        named = element.get("aria-label") or element.get("id") in labelled or id(element) in inside
        assert named, f"{address}: a field without label: {element.get('name')}"
