"""HTML as a small tree, read from what nh3 has made well-formed and written back letter by letter."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "col", "input", "wbr"})
DEEPEST = 60
"""Elements within each other; what lies deeper loses its tag, never its words."""
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr"}
    | {"th", "td", "blockquote", "figure", "figcaption", "div", "hr", "pre"}
)
"""Elements that stand on lines of their own."""


@dataclass(slots=True)
class Node:
    """An element; the topmost has no tag."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def elements(self) -> "list[Node]":
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own."""
        return self.tag in BLOCKS

    @property
    def holds_blocks(self) -> bool:
        """Whether anything in it stands on lines of its own."""
        return any(child.is_block or child.holds_blocks for child in self.elements)

    def walk(self) -> "Iterator[Node]":
        """Give every element in it, itself left out, in the order of reading."""
        for child in self.elements:
            yield child
            yield from child.walk()

    def text(self) -> str:
        """Give the words in it, white space as it stands; an image by its alternative text."""
        if self.tag == "img":
            return self.attributes.get("alt", "")
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Builder(HTMLParser):
    """Hangs each element where it belongs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Node()
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.open[-1].children.append(node)
        elif len(self.open) <= DEEPEST:
            self.open[-1].children.append(node)
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Node:
    """Read clean HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.top


def write(node: Node) -> str:
    """Write a tree as HTML."""
    inner = "".join(escape(child, quote=False) if isinstance(child, str) else write(child) for child in node.children)
    if not node.tag:
        return inner
    start = open_tag(node.tag, node.attributes)
    return start if node.tag in VOID else f"{start}{inner}</{node.tag}>"


def open_tag(tag: str, attributes: dict[str, str]) -> str:
    """Write a start tag."""
    written = [f' {name}="{escape(value)}"' for name, value in attributes.items()]
    return f"<{tag}{''.join(written)}>"
