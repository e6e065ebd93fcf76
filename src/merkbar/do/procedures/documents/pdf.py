"""The words of a PDF. Its layout, tables and images stay in the file itself, which lies beside the text."""

import io
import logging
import time
from html import escape
from typing import Final

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from merkbar.do.procedures.documents.cleaning import sanitise
from merkbar.do.procedures.documents.container import LARGEST
from merkbar.do.procedures.documents.refusal import Refused
from merkbar.do.procedures.documents.word import Document

MOST_PAGES: Final = 500
LONGEST_SECONDS: Final = 20.0
MOST_CHARACTERS: Final = 1_500_000
ACTIVE: Final = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile")
BROKEN: Final = "PDF-en er skadet og kan ikke leses. Lagre den på nytt og prøv igjen."
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_in(data: bytes) -> Document:
    """Read the text of a PDF, or raise `Refused` with a sentence."""
    if not data:
        raise Refused("Filen er tom.")
    if len(data) > LARGEST:
        raise Refused(
            f"Filen er på {len(data) // 1_000_000} MB. Et dokument kan være på høyst {LARGEST // 1_000_000} MB."
        )
    if not data[:1024].lstrip().startswith(b"%PDF-"):
        raise Refused("Filen er ikke en PDF.")
    try:
        pages = _pages(data)
    except Refused:
        raise
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise Refused(BROKEN) from error
    except (NotImplementedError, AssertionError, ArithmeticError, MemoryError, LookupError) as error:
        raise Refused(BROKEN) from error
    html = sanitise("".join(f"<p>{escape(part, quote=False)}</p>" for page in pages for part in _paragraphs(page)))
    report = ["Fra PDF er bare teksten tatt med. Oppsett, tabeller og bilder ligger i filen."]
    if not html:
        report = ["PDF-en har ingen tekst, bare bilder av sider. Den kan åpnes, men ikke søkes i."]
    if any(word in data for word in ACTIVE):
        report.append("Skript og vedlegg i PDF-en er ikke tatt med.")
    return Document(html, report=tuple(report), has_macros=any(word in data for word in ACTIVE))


def _pages(data: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Refused("PDF-en er låst med passord. Ta bort passordet og prøv igjen.")
    if len(reader.pages) > MOST_PAGES:
        raise Refused(f"PDF-en har {len(reader.pages)} sider. Høyst {MOST_PAGES} kan tas med.")
    end = time.monotonic() + LONGEST_SECONDS
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        if time.monotonic() > end or sum(map(len, pages)) > MOST_CHARACTERS:
            raise Refused("PDF-en er for stor til å leses her. Del den opp og prøv igjen.")
    return pages


def _paragraphs(page: str) -> list[str]:
    """Join the lines of a page to paragraphs: a line that ends a sentence, or a short one, ends a paragraph."""
    paragraphs: list[str] = []
    open_line = ""
    for line in (line.strip() for line in page.splitlines()):
        open_line = f"{open_line} {line}".strip()
        if not line or line[-1] in ".:?!" or len(line) < 40:  # noqa: PLR2004 - characters; shorter is a heading or an item
            if open_line:
                paragraphs.append(open_line)
            open_line = ""
    return [*paragraphs, open_line] if open_line else paragraphs
