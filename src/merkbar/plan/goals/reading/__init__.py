"""Reading a plan document: .txt .md .docx .pdf into a tree of its own headings, with result targets taken apart.

`read(path_or_bytes, name)` gives a `Reading`, `as_json(reading)` the shape `merkbar plan read` prints, and
`Unreadable` is the one sentence about a document that cannot be read. Pure: no Django, no database, no network.

Structure is recognised by shape and repetition and by the field's planning words, never by one plan's phrases.
No word of the source is lost: what fits nowhere is `unplaced`.
"""

from pathlib import Path

from merkbar.plan.goals.reading.blocks import blocks_of
from merkbar.plan.goals.reading.contents import strip
from merkbar.plan.goals.reading.headings import settle
from merkbar.plan.goals.reading.lines import Source
from merkbar.plan.goals.reading.model import FocusArea, Passage, Reading, Section, Target, as_json
from merkbar.plan.goals.reading.pdf import MOST_PAGES, TOO_LONG, read_pdf
from merkbar.plan.goals.reading.plain import read_text
from merkbar.plan.goals.reading.refusal import Unreadable
from merkbar.plan.goals.reading.targets import parse
from merkbar.plan.goals.reading.tree import build
from merkbar.plan.goals.reading.word import OLE, read_docx

__all__ = [
    "MOST_BYTES",
    "FocusArea",
    "Passage",
    "Reading",
    "Section",
    "Target",
    "Unreadable",
    "as_json",
    "parse",
    "read",
]

MOST_BYTES = 50 * 2**20
MOST_LETTERS = 800_000
"""About 200 pages of 4,000 letters."""
EMPTY = "Dokumentet er tomt. Velg filen med planen og prøv igjen."
KINDS = (".txt", ".md", ".docx", ".pdf")


def read(source: Path | bytes, name: str = "") -> Reading:
    """Read a document from a file or from its bytes; `name` says its kind when the bytes do not."""
    data = source if isinstance(source, bytes) else _bytes(source)
    name = name or (source.name if isinstance(source, Path) else "")
    if not data.strip():
        raise Unreadable(EMPTY)
    if len(data) > MOST_BYTES:
        raise Unreadable("Filen er større enn 50 MB. Lagre den uten bilder og prøv igjen.")
    lines = _lines(data, Path(name).suffix.lower())
    if lines.pages > MOST_PAGES or sum(len(line.text) for line in lines.lines) > MOST_LETTERS:
        raise Unreadable(TOO_LONG)
    if not any(char.isalnum() for line in lines.lines for char in line.text):
        raise Unreadable(EMPTY)
    entries = strip(lines)
    blocks = blocks_of(lines.lines, entries)
    settle(blocks, entries)
    return build(blocks, Path(name).stem)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Unreadable(f"Finner ikke filen {path}.") from error
    except IsADirectoryError as error:
        raise Unreadable(f"{path} er en mappe. Velg en fil.") from error
    except OSError as error:
        raise Unreadable(f"Får ikke lest filen {path}.") from error


def _lines(data: bytes, kind: str) -> Source:
    if data[:1024].lstrip().startswith(b"%PDF"):
        return read_pdf(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", OLE)):
        return read_docx(data)
    if kind not in {*KINDS, ""}:
        raise Unreadable(f"Merkbar leser planer som {', '.join(KINDS[:-1])} og {KINDS[-1]}.")
    if kind == ".pdf":
        return read_pdf(data)
    return read_docx(data) if kind == ".docx" else read_text(data)
