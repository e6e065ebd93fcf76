"""What is in a clean text: its words, its blocks with anchors, its links and images, and what its author must mend."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from merkbar.do.procedures.documents import tree
from merkbar.do.procedures.documents.cleaning import INVISIBLE
from merkbar.do.procedures.documents.tidying import NO_PICTURE_TEXT
from merkbar.do.procedures.documents.tree import Node

LINES: Final = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0\n]*")
SPACES: Final = re.compile(r"[ \t\u00a0]+")
ANCHOR_BYTES: Final = 5
LONGEST_HEADING: Final = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text that one can point at: a paragraph, a heading, a step of a list, a table."""

    anchor: str
    text: str
    html: str


def plain_text(html: str) -> str:
    r"""Give the words alone, a line for each block: for search, mail and comparison.

    >>> plain_text("<h2>Formål</h2><p>Riktig&nbsp;medisin</p>")
    'Formål\\nRiktig medisin'
    """
    lines = LINES.sub("\n", _lines(tree.read(html)))
    return INVISIBLE.sub("", SPACES.sub(" ", lines)).strip()


def _lines(node: Node) -> str:
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child.replace("\n", " "))
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag == "img":
            parts.append(f" {child.text()} ")
        else:
            parts.append(f"\n{_lines(child)}\n" if child.is_block else _lines(child))
    return "".join(parts)


def blocks(html: str) -> list[Block]:
    """Give every block with its anchor."""
    return [
        Block(anchor, plain_text(tree.write(node)), tree.write(node)) for anchor, node in _anchored(tree.read(html))
    ]


def anchored(html: str) -> str:
    """Give the same text for a page: the anchor of each block as its `id`, each table in a region that scrolls."""
    top = tree.read(html)
    for anchor, node in _anchored(top):
        node.attributes["id"] = anchor
    _in_regions(top, 0)
    return tree.write(top)


def in_regions(html: str) -> str:
    """Give the same text for a page, with each table in a region that scrolls."""
    top = tree.read(html)
    _in_regions(top, 0)
    return tree.write(top)


def _in_regions(node: Node, number: int) -> int:
    """Wrap tables so that a wide one scrolls by itself, also from the keyboard; returns how many there were so far."""
    for place, child in enumerate(node.children):
        if isinstance(child, Node) and child.tag == "table":
            number += 1
            child.attributes["class"] = "ds-table"
            region = {"class": "m-scroll", "tabindex": "0", "role": "region", "aria-label": f"Tabell {number}"}
            node.children[place] = Node("div", region, [child])
        elif isinstance(child, Node):
            number = _in_regions(child, number)
    return number


def _anchored(top: Node) -> list[tuple[str, Node]]:
    """Name each block after its words, so that the name holds while the words do, wherever the block is moved."""
    seen: dict[str, int] = {}
    named = []
    for node in _pointed_at(top):
        words = " ".join(f"{node.tag} {node.text()}".split())
        digest = hashlib.blake2b(words.encode(), digest_size=ANCHOR_BYTES).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        named.append((f"b-{digest}" if seen[digest] == 1 else f"b-{digest}-{seen[digest]}", node))
    return named


def _pointed_at(node: Node) -> list[Node]:
    """Find the blocks: what lies at the top, and the items of lists there."""
    return [part for child in node.elements for part in (child.elements if child.tag in {"ul", "ol"} else [child])]


def links(html: str) -> list[str]:
    """Give the addresses outside this house that the text leads to, each once."""
    found = (node.attributes.get("href", "") for node in tree.read(html).walk() if node.tag == "a")
    return list(dict.fromkeys(address for address in found if address.lower().startswith(("http:", "https:"))))


def faults(html: str) -> list[str]:
    """Say what the author must mend before others read the text, a sentence each."""
    top = tree.read(html)
    nodes = list(top.walk())
    silent = sum(1 for node in nodes if node.tag == "img" and node.text() == NO_PICTURE_TEXT)
    found = []
    if silent == 1:
        found.append("Et bilde mangler beskrivelse. Skriv hva det viser, for den som ikke ser det.")
    elif silent:
        found.append(f"{silent} bilder mangler beskrivelse. Skriv hva de viser, for den som ikke ser dem.")
    found += [
        f"Overskriften «{node.text()[:60]}» er for lang. Bruk høyst {LONGEST_HEADING} tegn."
        for node in nodes
        if node.tag in {"h2", "h3", "h4"} and len(node.text()) > LONGEST_HEADING
    ]
    return found


def placed(html: str, addresses: dict[str, str]) -> str:
    """Give each image its address in place of its stand-in; one without an address is left out."""
    top = tree.read(html)
    _place(top, addresses)
    return tree.write(top)


def _place(node: Node, addresses: dict[str, str]) -> None:
    for child in node.elements:
        source = child.attributes.get("src", "") if child.tag == "img" else ""
        if source in addresses:
            child.attributes["src"] = addresses[source]
        elif source.startswith("bilde:"):
            node.children.remove(child)
        else:
            _place(child, addresses)
