"""Word documents as a municipality has them, for the measurement of moving in: 3 to 8 pages, no two alike."""

import csv
import io
import random
import struct
import zipfile
import zlib
from typing import Final

from docx import Document
from docx.shared import Cm

DOCUMENTS: Final = 400
SEED: Final = 20260921
WORDS: Final = (
    "bruker",
    "medisin",
    "hygiene",
    "nøkkel",
    "kontroll",
    "vedtak",
    "smitte",
    "ansvar",
    "leder",
    "opplæring",
    "melding",
    "rutine",
    "vurdering",
    "risiko",
    "måltid",
    "pasient",
    "sykepleier",
    "vaktlag",
    "kveld",
    "av",
    "og",
    "skal",
)
CHAPTERS: Final = ("Formål", "Omfang", "Ansvar", "Slik gjør du", "Avvik", "Dokumentasjon", "Hjelpemidler", "Referanser")
SIDE: Final = 120
"""Pixels of an image's side; its noise makes it about 40 kB, as a small diagram is."""


def packed() -> bytes:
    """A zip with all documents and their list."""
    dice = random.Random(SEED)  # noqa: S311 - words of a measurement
    made, table = io.BytesIO(), io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["number", "title", "unit", "owner", "file"])
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for number in range(DOCUMENTS):
            rows.writerow([f"P-FL-{number:03}", f"Prosedyre {number}", "SOLVIK", "kvalitetsradgiver", f"{number}.docx"])
            archive.writestr(f"{number}.docx", document(dice, number))
        archive.writestr("liste.csv", table.getvalue())
    return made.getvalue()


def document(dice: random.Random, number: int) -> bytes:
    """Headings, paragraphs, numbered steps, points, a table and an image; 1,200 to 3,200 words."""
    made = Document()
    made.add_heading(f"Prosedyre {number}", 0)
    for chapter in CHAPTERS[: dice.randint(4, len(CHAPTERS))]:
        made.add_heading(chapter, 1)
        for _paragraph in range(dice.randint(2, 4)):
            made.add_paragraph(_sentence(dice, dice.randint(40, 90)))
        for style in ("List Number", "List Bullet"):
            for _point in range(dice.randint(3, 6)):
                made.add_paragraph(_sentence(dice, 9), style=style)
    table = made.add_table(rows=8, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = _sentence(dice, 4)
    made.add_picture(io.BytesIO(_picture(dice)), width=Cm(8))
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def _picture(dice: random.Random) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + dice.randbytes(3 * SIDE) for _row in range(SIDE)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
