"""The words of a PDF. Its layout, tables and images stay in the file itself, which lies beside the text."""

import io
import logging
import time
from html import escape
from typing import Any, Final

from pypdf import PasswordType, PdfReader

from merkbar.do.procedures.documents.cleaning import sanitise
from merkbar.do.procedures.documents.container import LARGEST
from merkbar.do.procedures.documents.refusal import Refused
from merkbar.do.procedures.documents.word import Document
from merkbar.ground.files.pdf import PDF_FAULTS

MOST_PAGES: Final = 500
LONGEST_SECONDS: Final = 20.0
MOST_CHARACTERS: Final = 1_500_000
ACTIVE: Final = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute"})
"""Actions that run something or send it away (ISO 32000-2, 12.6.4); going to a page or an address is none of them."""
BROKEN: Final = "PDF-en er skadet og kan ikke leses. Lagre den på nytt og prøv igjen."
TOO_LARGE: Final = "PDF-en er for stor til å leses her. Del den opp og prøv igjen."
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
        pages, active = _read(data)
    except Refused:
        raise
    except PDF_FAULTS as error:
        raise Refused(BROKEN) from error
    html = sanitise("".join(f"<p>{escape(part, quote=False)}</p>" for page in pages for part in _paragraphs(page)))
    if active and not html:
        raise Refused("PDF-en har ingen tekst, og den kan kjøre skript. Skriv den ut til en ny PDF og prøv igjen.")
    return Document(html, report=(_told(html, active=active),), has_macros=active)


def _told(html: str, *, active: bool) -> str:
    if active:
        return "Bare teksten er tatt med. Filen er ikke lagt ved, for den kan kjøre skript eller har filer i seg."
    if not html:
        return "PDF-en har ingen tekst, bare bilder av sider. Den kan åpnes, men ikke søkes i."
    return "Fra PDF er bare teksten tatt med. Oppsett, tabeller og bilder ligger i filen."


def _read(data: bytes) -> tuple[list[str], bool]:
    """Give the words of each page, and whether the file can run something or carries other files."""
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
            raise Refused(TOO_LARGE)
    return pages, _is_active(reader)


MOST_FOLLOWED: Final = 20_000
"""Fields, bookmarks or actions that are looked through."""


def _is_active(reader: PdfReader) -> bool:
    """Look where the format lets actions and files stand: the document, its pages, their marks, fields and bookmarks."""
    root = _book(reader.trailer["/Root"])
    named, form = _book(root.get("/Names")), _book(root.get("/AcroForm"))
    if "/JavaScript" in named or "/EmbeddedFiles" in named or "/XFA" in form:
        return True
    pages = [root, *map(_book, reader.pages)]
    marks = [_book(mark) for page in pages for mark in _row(page.get("/Annots"))]
    if any(mark.get("/Subtype") == "/FileAttachment" for mark in marks):
        return True
    places = [*pages, *marks, *_followed([form.get("/Fields")], "/Kids")]
    places += _followed([root.get("/Outlines")], "/First", "/Next")
    begun = [root.get("/OpenAction"), *(place.get("/A") for place in places)]
    begun += [one for place in places for one in _book(place.get("/AA")).values()]
    return any(action.get("/S") in ACTIVE or "/JS" in action for action in _followed(begun, "/Next"))


def _followed(first: list[Any], *ways: str) -> list[dict[str, Any]]:
    """Give these and all they lead on to, each once; of a list, what is in it."""
    waiting, known = list(first), dict[int, Any]()
    for _step in range(MOST_FOLLOWED):
        if not waiting:
            return [_book(one) for one in known.values() if isinstance(one, dict)]
        value = waiting.pop()
        found = value.get_object() if hasattr(value, "get_object") else value
        if id(found) not in known and isinstance(found, list | dict):
            known[id(found)] = found
            waiting += found if isinstance(found, list) else [found[way] for way in ways if way in found]
    raise Refused(TOO_LARGE)


def _book(value: Any) -> dict[str, Any]:
    """Give a dictionary of the file with what it points at; empty when it is something else."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return {key: found[key] for key in found} if isinstance(found, dict) else {}


def _row(value: Any) -> list[Any]:
    found = value.get_object() if hasattr(value, "get_object") else value
    return list(found) if isinstance(found, list) else []


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
