"""From what editors and Word paste to the few elements a procedure has: same words, plain structure."""

import re
from typing import Final

from merkbar.do.procedures.documents.tree import Node

RENAMED: Final = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "strike": "s", "pre": "p"}
UNWRAPPED: Final = frozenset({"span", "font", "center", "section", "article", "figure"})
WORD_LIST: Final = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
BULLET: Final = re.compile(
    r"^[\s\u00a0]*([\u00b7\u2022\u25aa\u25cf\u2013§o\uf0b7-]|\(?(?:\d{1,3}|[a-zA-Z])[.)])?[\s\u00a0]+"
)
NUMBERED: Final = re.compile(r"^[\s\u00a0]*\(?(?:\d{1,3}|[a-zA-Z])[.)]")
IGNORED: Final = "mso-list:ignore"
NO_PICTURE_TEXT: Final = "Bilde uten beskrivelse"
"""The alternative text of an image that came without one: a reader hears that something is missing."""


def tidy(top: Node) -> None:
    """Tidy a whole text, in place."""
    _rename(top)
    _word_lists(top)
    _drop_lost(top)
    top.children = _flattened(top)
    _mend(top)
    for node in top.walk():
        node.attributes = dict(sorted(node.attributes.items()))
    _unwrap_lone(top)
    top.children = _in_paragraphs(top.children)


def _rename(node: Node) -> None:
    for child in node.walk():
        child.tag = RENAMED.get(child.tag, child.tag)
        if child.tag == "figcaption":
            child.tag = "p"


def _word_lists(top: Node) -> None:
    """Gather Word's list paragraphs, which only look like lists, into lists."""
    kept: list[Node | str] = []
    open_lists: list[Node] = []
    for child in top.children:
        level = _level(child)
        if level and isinstance(child, Node):
            _hang(kept, open_lists, child, level)
        elif not (isinstance(child, str) and not child.strip() and open_lists):
            open_lists = []
            kept.append(child)
            if isinstance(child, Node) and child.tag in {"div", "section", "article"}:
                _word_lists(child)
    top.children = kept


def _level(child: Node | str) -> int:
    if not isinstance(child, Node) or child.tag != "p":
        return 0
    found = WORD_LIST.search(child.attributes.get("style", ""))
    if found:
        return int(found[1])
    return 1 if child.attributes.get("class", "").startswith("MsoListParagraph") else 0


def _hang(kept: list[Node | str], open_lists: list[Node], paragraph: Node, level: int) -> None:
    tag = "ol" if NUMBERED.match(paragraph.text()) else "ul"
    del open_lists[level:]
    if len(open_lists) == level and open_lists[-1].tag != tag:
        del open_lists[-1]
    while len(open_lists) < min(level, 6):
        made = Node(tag)
        if not open_lists:
            kept.append(made)
        else:
            parent = open_lists[-1]
            if not parent.children:
                parent.children.append(Node("li"))
            parent.elements[-1].children.append(made)
        open_lists.append(made)
    _drop_bullet(paragraph)
    open_lists[-1].children.append(Node("li", {}, paragraph.children))


def _drop_bullet(paragraph: Node) -> None:
    """Take away the sign or number that Word writes as text."""
    if _drop_ignored(paragraph):
        return
    first = next((place for place, child in enumerate(paragraph.children) if child), None)
    if first is not None and isinstance(text := paragraph.children[first], str):
        paragraph.children[first] = BULLET.sub("", text)


def _drop_ignored(node: Node) -> bool:
    """Take away the spans that Word itself says are to be ignored; tell whether there were any."""
    kept = [
        child
        for child in node.children
        if isinstance(child, str) or IGNORED not in child.attributes.get("style", "").lower().replace(" ", "")
    ]
    found = len(kept) < len(node.children)
    node.children = kept
    deeper = [_drop_ignored(child) for child in node.elements]
    return found or any(deeper)


def _flattened(node: Node) -> list[Node | str]:
    """Open the wrappings: what is only there for looks goes, its content stays."""
    flat: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            flat.append(child)
            continue
        child.children = _flattened(child)
        if child.tag in UNWRAPPED or (child.tag == "div" and child.holds_blocks):
            flat += child.children
        elif not _is_empty(child):
            flat.append(Node("p", {}, child.children) if child.tag == "div" else child)
    return flat


def _is_empty(node: Node) -> bool:
    """Whether an element says nothing; cells and what bears meaning by itself stay."""
    if node.tag in {"br", "hr", "img", "td", "th", "tr", "thead", "tbody", "tfoot"}:
        return False
    return not any(child.tag in {"img", "hr", "td", "th"} for child in node.walk()) and not node.text().strip(
        " \t\n\u00a0"
    )


def _mend(top: Node) -> None:
    """Set right what a reader's aids need: alternative texts, header cells, check lists, link texts."""
    for node in top.walk():
        if node.tag == "img":
            node.attributes["alt"] = " ".join(node.attributes.get("alt", "").split())[:500] or NO_PICTURE_TEXT
        elif node.tag == "table":
            _mend_table(node)
        elif node.tag == "ul" and node.attributes.get("data-type") == "taskList":
            for item in node.elements:
                item.attributes = {
                    "data-type": "taskItem",
                    "data-checked": item.attributes.get("data-checked", "false"),
                }
        elif node.tag in {"ul", "ol"}:
            node.attributes.pop("data-type", None)
        elif node.tag in {"p", "span", "li"}:
            for name in ("class", "style"):
                node.attributes.pop(name, None)


def _unwrap_lone(top: Node) -> None:
    """Take the paragraph out of an item or a cell that has only one, first, with at most lists after it."""
    for node in top.walk():
        parts: list[Node | str] = [child for child in node.children if not isinstance(child, str) or child.strip()]
        first = parts[0] if parts and node.tag in {"li", "td", "th"} else None
        if not isinstance(first, Node) or first.tag != "p":
            continue
        if all(isinstance(part, Node) and part.tag in {"ul", "ol"} for part in parts[1:]):
            node.children = first.children + parts[1:]


def _drop_lost(node: Node) -> None:
    """Take away images without an address and links that lead nowhere; the link's words stay."""
    kept: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            _drop_lost(child)
            if child.tag == "img" and not child.attributes.get("src"):
                continue
            if child.tag == "a" and not child.attributes.get("href"):
                kept += child.children
                continue
        kept.append(child)
    node.children = kept


def _rows(part: Node) -> list[Node]:
    """The rows of a table, without those of a table in one of its cells."""
    found: list[Node] = []
    for child in part.elements:
        if child.tag == "tr":
            found.append(child)
        elif child.tag != "table":
            found += _rows(child)
    return found


def _mend_table(table: Node) -> None:
    """Say of each header cell what it heads, and gather the leading header rows; without any, the first row is one."""
    rows = _rows(table)
    if not any(cell.tag == "th" for row in rows for cell in row.elements) and len(rows) > 1:
        for cell in rows[0].elements:
            cell.tag = "th" if cell.tag == "td" else cell.tag
    heads = next((place for place, row in enumerate(rows) if any(cell.tag != "th" for cell in row.elements)), len(rows))
    for place, row in enumerate(rows):
        for cell in row.elements:
            cell.attributes = {name: value for name, value in cell.attributes.items() if value != "1"}
            if cell.tag == "th":
                cell.attributes["scope"] = "col" if place < heads else "row"
    parts = ("thead", rows[:heads]), ("tbody", rows[heads:])
    caption = [child for child in table.elements if child.tag == "caption"][:1]
    table.children = [*caption, *(Node(tag, {}, [*some]) for tag, some in parts if some)]


def _in_paragraphs(children: list[Node | str]) -> list[Node | str]:
    """Put loose words at the top into paragraphs."""
    blocks: list[Node | str] = []
    loose: list[Node | str] = []
    for child in [*children, None]:
        if child is not None and (isinstance(child, str) or not child.is_block):
            loose.append(child)
            continue
        if any(not isinstance(part, str) or part.strip() for part in loose):
            paragraph = Node("p", {}, loose)
            if not _is_empty(paragraph):
                blocks.append(paragraph)
        loose = []
        if child is not None:
            blocks.append(child)
    return blocks
