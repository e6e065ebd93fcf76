"""A draft's text where each block can be remarked on, with and without JavaScript."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.do.procedures import documents
from merkbar.do.procedures.documents import tree
from merkbar.do.procedures.documents.tree import Node

REMARKABLE = frozenset({"p", "li", "h2", "h3", "h4", "blockquote"})
"""Blocks that can hold a link at their end; a table is remarked on through the text beside it."""


def marked(html: str, said: Mapping[str, int]) -> str:
    """Give the text for a page, with a link to remark at the end of each block. `said`: anchor → remarks so far."""
    top = tree.read(documents.anchored(html))
    for node in top.walk():
        anchor = node.attributes.get("id", "")
        if anchor.startswith("b-") and node.tag in REMARKABLE:
            node.children += ["\u00a0", _link(anchor, node.text(), said.get(anchor, 0))]
    return tree.write(top)


def _link(anchor: str, words: str, count: int) -> Node:
    text = ngettext("%(n)d kommentar", "%(n)d kommentarer", count) % {"n": count} if count else _("Kommenter")
    label = _("%(text)s til «%(words)s»") % {"text": text, "words": " ".join(words.split())[:60]}
    attributes = {"class": "m-meta m-noprint", "href": f"?avsnitt={anchor}#kommenter", "aria-label": label}
    return Node("a", attributes, [text])
