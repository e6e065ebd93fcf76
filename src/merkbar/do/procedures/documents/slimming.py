"""Take away what only tells how things look, so that the reader of the text has half as much to go through.

Measured on 400 documents of ten pages: half the time. Element names: ECMA-376 part 1, WordprocessingML.
"""

from typing import Final
from xml.etree.ElementTree import Element

from merkbar.do.procedures.documents.xml import WORD, children, parse, remembered, serialise, split

# fmt: off
LOOKS: Final = frozenset({
    "rFonts", "sz", "szCs", "lang", "color", "spacing", "ind", "jc", "keepNext", "keepLines", "widowControl", "kern",
    "shd", "tblBorders", "tblLook", "tblW", "tblInd", "tblLayout", "tblCellMar", "tcBorders", "tcW", "tcMar", "vAlign",
    "tblGrid", "trHeight", "cantSplit", "sectPr", "proofErr", "noProof", "lastRenderedPageBreak", "bCs", "iCs", "tabs",
    "pBdr", "contextualSpacing", "outlineLvl", "suppressAutoHyphens", "overflowPunct", "autoSpaceDE", "autoSpaceDN",
    "bookmarkStart", "bookmarkEnd", "latentStyles", "docDefaults", "w", "position", "bdr", "textAlignment", "snapToGrid",
})
STYLE_PARTS: Final = frozenset({"name", "basedOn", "pPr"})
# fmt: on


def slim_text(top: Element) -> None:
    """Slim the main part, in place."""
    for parent in list(top.iter()):
        looks = [element for element in parent if _named(element) in LOOKS]
        for element in looks:
            parent.remove(element)


@remembered
def slim_styles(styles: bytes) -> bytes:
    """Give the styles with no more than their names and lists."""
    top = parse(styles)
    top[:] = list(children(top, "style"))
    for style in top:
        style[:] = [element for element in style if _named(element) in STYLE_PARTS]
        for properties in children(style, "pPr"):
            properties[:] = list(children(properties, "numPr"))
    return serialise(top)


def _named(element: Element) -> str:
    space, name = split(element.tag)
    return name if space in WORD else ""
