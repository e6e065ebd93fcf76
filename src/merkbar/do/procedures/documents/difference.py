"""What differs between two versions, block by block and word by word.

The result is the new text with `<ins>` and `<del>` in it. They are always inside paragraphs, cells and list items, so
lists and tables stay whole, and each begins with words for those who do not see lines and colours.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Final

from merkbar.do.procedures.documents import tree
from merkbar.do.procedures.documents.tree import VOID, Node, open_tag

WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE: Final = 0.45
"""Blocks that share less of their words than this are told as one gone and one new [share]."""
LONG: Final = 3_000
"""Words beyond which a block is not compared word by word."""
SAID: Final = {"ins": ("Lagt til: ", " Slutt på tillegget."), "del": ("Fjernet: ", " Slutt på det fjernede.")}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, the space between words or an image, with the inline elements it stands in."""

    text: str
    around: tuple[str, ...]

    @property
    def html(self) -> str:
        """The token itself."""
        return self.text if self.text.startswith("<") else escape(self.text, quote=False)


def difference(old: str, new: str) -> str:
    """Show what became of a clean text: the new one with what was added and taken away."""
    return "".join(_merge(tree.read(old), tree.read(new)))


def is_changed(old: str, new: str) -> bool:
    """Whether anything differs at all."""
    return tree.write(tree.read(old)) != tree.write(tree.read(new))


def _merge(old: Node, new: Node) -> Iterator[str]:
    """Merge the children of two containers."""
    before, after = _parts(old), _parts(new)
    keys = [tree.write(node) for node in before], [tree.write(node) for node in after]
    for step, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if step == "equal":
            yield from keys[1][c:d]
        else:
            yield from _replaced(before[a:b], after[c:d])


def _parts(node: Node) -> list[Node]:
    """The blocks of a container; loose words beside them count as a block of their own."""
    parts: list[Node] = []
    loose = Node()
    for child in node.children:
        if isinstance(child, Node) and child.is_block:
            if loose.children:
                parts.append(loose)
                loose = Node()
            parts.append(child)
        elif not isinstance(child, str) or child.strip() or loose.children:
            loose.children.append(child)
    return [*parts, loose] if loose.children else parts


def _replaced(before: Sequence[Node], after: Sequence[Node]) -> Iterator[str]:
    """Pair the blocks that are the same one, changed; the others are gone or new."""
    place = 0
    for node in after:
        pair = next((at for at in range(place, len(before)) if _same(before[at], node)), None)
        if pair is None:
            yield _whole(node, "ins")
            continue
        yield from (_whole(gone, "del") for gone in before[place:pair])
        yield _changed(before[pair], node)
        place = pair + 1
    yield from (_whole(gone, "del") for gone in before[place:])


def _same(old: Node, new: Node) -> bool:
    """Whether a block is another one after a change."""
    if old.tag != new.tag:
        return False
    if new.tag in {"ul", "ol", "table", "thead", "tbody"}:
        return True
    words = WORD.findall(old.text())[:LONG], WORD.findall(new.text())[:LONG]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _changed(old: Node, new: Node) -> str:
    """Tell what changed inside a block."""
    if new.holds_blocks or old.holds_blocks:
        inner = "".join(_merge(old, new))
    else:
        inner = "".join(_words(list(_tokens(old)), list(_tokens(new))))
    return f"{open_tag(new.tag, new.attributes)}{inner}</{new.tag}>" if new.tag else inner


def _words(before: list[Token], after: list[Token]) -> Iterator[str]:
    if len(before) > LONG or len(after) > LONG:
        yield _marked(before, "del") + _marked(after, "ins")
        return
    for step, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal":
            yield _run(after[c:d])
        else:
            yield _marked(before[a:b], "del") + _marked(after[c:d], "ins")


def _whole(node: Node, mark: str) -> str:
    """Mark a whole block, in each of its innermost blocks."""
    if node.tag in VOID:
        return tree.write(node) if mark == "ins" else ""
    inner = (
        "".join(_whole(part, mark) for part in _parts(node)) if node.holds_blocks else _marked([*_tokens(node)], mark)
    )
    attributes = {name: value for name, value in node.attributes.items() if name != "id"}
    return f"{open_tag(node.tag, attributes)}{inner}</{node.tag}>" if node.tag else inner


def _marked(tokens: Sequence[Token], mark: str) -> str:
    if not tokens:
        return ""
    before, after = SAID[mark]
    said = f'<span class="m-hide">{before}</span>', f'<span class="m-hide">{after}</span>'
    return f"<{mark}>{said[0]}{_run(tokens)}{said[1]}</{mark}>"


def _tokens(node: Node, around: tuple[str, ...] = ()) -> Iterator[Token]:
    for child in node.children:
        if isinstance(child, str):
            yield from (Token(word, around) for word in WORD.findall(child))
        elif child.tag in VOID:
            yield Token(open_tag(child.tag, child.attributes), around)
        else:
            yield from _tokens(child, (*around, open_tag(child.tag, child.attributes)))


def _run(tokens: Iterable[Token]) -> str:
    """Write tokens, opening and closing the elements around them only where these change."""
    written: list[str] = []
    open_now: tuple[str, ...] = ()
    for token in tokens:
        same = next((n for n, (a, b) in enumerate(zip(open_now, token.around, strict=False)) if a != b), None)
        same = min(len(open_now), len(token.around)) if same is None else same
        written += [_end(start) for start in reversed(open_now[same:])]
        written += token.around[same:]
        written.append(token.html)
        open_now = token.around
    return "".join([*written, *(_end(start) for start in reversed(open_now))])


def _end(start: str) -> str:
    return f"</{start[1:].split(' ', maxsplit=1)[0].rstrip('>')}>"
