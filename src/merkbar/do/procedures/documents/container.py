"""The package around a Word document, judged before anything in it is read: locked, broken, or a bomb."""

import io
import re
import zipfile
from typing import Final

from merkbar.do.procedures.documents.refusal import Refused
from merkbar.ground.files.kinds import ZIP_FAULTS, small_zip

LARGEST: Final = 60_000_000
"""Bytes of a document as it is sent."""
LARGEST_PART: Final = 40_000_000
"""Bytes of one text part unpacked; the main part of a 400-page procedure is under 10 MB."""
LARGEST_PICTURE: Final = 60_000_000
"""Bytes of one image unpacked; those between here and what is carried are left out and told of."""
MOST_UNPACKED: Final = 200_000_000
"""Bytes of all parts together."""
RATIO, RATIO_FROM = 150, 3_000_000
"""Times a part may grow when unpacked, for parts over so many bytes: text grows 10-20 times, a bomb a thousand."""
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An OLE file: Word before 2007, or a package locked with a password ([MS-OFFCRYPTO] 2.3.4.4)."""
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
NO_WORD: Final = (
    "Filen er ikke et Word-dokument (.docx) som kan leses. Åpne den i Word, lagre den på nytt og prøv igjen."
)
TOO_LARGE: Final = "Dokumentet blir for stort når det pakkes ut. Gjør bildene mindre og prøv igjen."
ODD: Final = "Dokumentet har innhold som Word ikke lager selv, og tas ikke inn. Lagre det på nytt i Word og prøv igjen."


class Package:
    """The parts of a Word document that has passed the judging."""

    def __init__(self, data: bytes) -> None:
        _judge_bytes(data)
        opened = small_zip(io.BytesIO(data))
        if opened is None:
            raise Refused(TOO_LARGE if data.startswith(b"PK") and _entries(data) else NO_WORD)
        self._zip = opened
        self.names = frozenset(opened.namelist())
        _judge_parts(opened.infolist())
        if "[Content_Types].xml" not in self.names:
            raise Refused(NO_WORD)
        types = self.part("[Content_Types].xml").lower()
        self.has_macros = b"macroenabled" in types or any("vbaproject" in name.lower() for name in self.names)
        if b"wordprocessingml" not in types and b"ms-word" not in types:
            raise Refused(NO_WORD)
        for name in self.names:
            if name.lower().endswith((".xml", ".rels")) and DECLARATION.search(self.part(name)[:100_000]):
                raise Refused(ODD)

    def part(self, name: str) -> bytes:
        """Give a part unpacked; empty when there is none."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as opened:
                found = opened.read(LARGEST_PICTURE + 1)
        except ZIP_FAULTS as error:
            raise Refused(NO_WORD) from error
        if len(found) > LARGEST_PICTURE:
            raise Refused(TOO_LARGE)
        return found


def _judge_bytes(data: bytes) -> None:
    if not data:
        raise Refused("Filen er tom.")
    if len(data) > LARGEST:
        raise Refused(
            f"Filen er på {len(data) // 1_000_000} MB. Et dokument kan være på høyst {LARGEST // 1_000_000} MB."
        )
    if data.startswith(OLD_OFFICE):
        if LOCKED in data:
            raise Refused("Dokumentet er låst med passord. Ta bort passordet og prøv igjen.")
        raise Refused("Dokumentet er lagret i gammelt Word-format (.doc). Lagre det som .docx og prøv igjen.")


def _judge_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("Dokumentet er låst med passord. Ta bort passordet og prøv igjen.")
    for part in parts:
        text = part.filename.lower().endswith((".xml", ".rels"))
        if part.file_size > (LARGEST_PART if text else LARGEST_PICTURE):
            size = part.file_size // 1_000_000
            what = "Et bilde" if "/media/" in part.filename else "En del"
            raise Refused(
                f"{what} i dokumentet er på {size} MB. Gjør det mindre og prøv igjen." if not text else TOO_LARGE
            )
        if part.file_size > RATIO_FROM and part.file_size > RATIO * max(part.compress_size, 1):
            raise Refused(TOO_LARGE)
        if part.filename.startswith(("/", "\\")) or ".." in part.filename.replace("\\", "/").split("/"):
            raise Refused(ODD)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)


def _entries(data: bytes) -> bool:
    """Whether a zip has an end record, so that it is too large rather than broken."""
    return b"PK\x05\x06" in data[-65_557:]
