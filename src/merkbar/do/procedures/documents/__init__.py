"""A procedure's text: taken in, cleaned, compared and searched. Pure Python, no Django.

Forskrift om ledelse og kvalitetsforbedring § 7 d asks for written routines; this is the paper they are written on.
"""

from merkbar.do.procedures.documents.cleaning import sanitise, written
from merkbar.do.procedures.documents.difference import difference, is_changed
from merkbar.do.procedures.documents.pdf import pdf_in
from merkbar.do.procedures.documents.reading import (
    Block,
    anchored,
    blocks,
    faults,
    in_regions,
    links,
    placed,
    plain_text,
)
from merkbar.do.procedures.documents.refusal import Refused
from merkbar.do.procedures.documents.word import Document, Picture, word_in

__all__ = [
    "Block",
    "Document",
    "Picture",
    "Refused",
    "anchored",
    "blocks",
    "difference",
    "faults",
    "in_regions",
    "is_changed",
    "links",
    "pdf_in",
    "placed",
    "plain_text",
    "sanitise",
    "word_in",
    "written",
]
