"""Which files are taken, judged by both their name and their first bytes. Pure; nothing is unpacked or drawn.

SVG and HTML run scripts, DOCM and its kin run macros, programs run: none of them are here.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

MOST_ENTRIES = 2_000
"""Entries in an office document; a large one has a few hundred."""
MOST_DIRECTORY = 1_000_000
"""Bytes of a zip's list of contents that are read."""
MOST_UNPACKED = 400_000_000
"""Bytes an office document may say it unpacks to."""
MOST_LIST = 200_000
"""Bytes of the part that names an office document's kind."""
TAIL = 65_557
"""Bytes from the end within which a zip's end record lies (APPNOTE 4.3.16: 22 + 65,535)."""
HEAD = 4_096
TEXT_BLOCK = 1_000_000

HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<head", b"<body", b"<iframe")
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what browsers call it, and how its bytes are known."""

    media_type: str
    is_it: Callable[[IO[bytes]], bool]


def _begins(*signatures: bytes) -> Callable[[IO[bytes]], bool]:
    def is_it(file: IO[bytes]) -> bool:
        file.seek(0)
        return file.read(16).startswith(signatures)

    return is_it


def _is_webp(file: IO[bytes]) -> bool:
    file.seek(0)
    head = file.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def _is_heic(file: IO[bytes]) -> bool:
    file.seek(0)
    head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:] in HEIF_BRANDS


def _is_text(file: IO[bytes]) -> bool:
    """Text in UTF-8 or Windows-1252: no control characters, and not a page or drawing in disguise."""
    file.seek(0)
    head = file.read(HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(MARKUP) or head.startswith((b"mz", b"%pdf-", b"pk\x03\x04", b"#!")):
        return False
    file.seek(0)
    while block := file.read(TEXT_BLOCK):
        if not CONTROLS.isdisjoint(block):
            return False
    return True


def _office(main_part: bytes) -> Callable[[IO[bytes]], bool]:
    """Office Open XML whose list of contents names this main part and no macros."""

    def is_it(file: IO[bytes]) -> bool:
        with_parts = small_zip(file)
        if with_parts is None or "[Content_Types].xml" not in with_parts.namelist():
            return False
        listed = _part(with_parts, "[Content_Types].xml")
        macros = b"macroenabled" in listed.lower() or b"vbaproject" in listed.lower()
        return main_part in listed and not macros and not _has(with_parts, "vbaproject.bin")

    return is_it


def _is_odt(file: IO[bytes]) -> bool:
    document = small_zip(file)
    if document is None or "mimetype" not in document.namelist():
        return False
    macros = _has(document, "basic/") or _has(document, "scripts/")
    return _part(document, "mimetype").strip() == b"application/vnd.oasis.opendocument.text" and not macros


ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)
"""What reading a zip raises when it is broken, locked, cut or packed in a way nobody here reads."""


def small_zip(file: IO[bytes]) -> zipfile.ZipFile | None:
    """Open a zip after its end record has shown that its list is short, so that a bomb costs no memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or b"PK\x06\x07" in tail:
        return None
    entries, listed = (
        int.from_bytes(tail[end + 10 : end + 12], "little"),
        int.from_bytes(tail[end + 12 : end + 16], "little"),
    )
    if not 0 < entries <= MOST_ENTRIES or listed > MOST_DIRECTORY:
        return None
    try:
        opened = zipfile.ZipFile(file)
    except ZIP_FAULTS:
        return None
    parts = opened.infolist()
    fits = len(parts) <= MOST_ENTRIES and sum(part.file_size for part in parts) <= MOST_UNPACKED
    return opened if fits else None


def _part(document: zipfile.ZipFile, name: str) -> bytes:
    try:
        with document.open(name) as part:
            return part.read(MOST_LIST)
    except ZIP_FAULTS:
        return b""


def _has(document: zipfile.ZipFile, words: str) -> bool:
    return any(words in name.lower() for name in document.namelist())


OPEN_XML = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", _begins(b"%PDF-")),
    "png": Kind("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "webp": Kind("image/webp", _is_webp),
    "heic": Kind("image/heic", _is_heic),
    "txt": Kind("text/plain", _is_text),
    "csv": Kind("text/csv", _is_text),
    "docx": Kind(OPEN_XML + "wordprocessingml.document", _office(b"wordprocessingml.document.main+xml")),
    "xlsx": Kind(OPEN_XML + "spreadsheetml.sheet", _office(b"spreadsheetml.sheet.main+xml")),
    "odt": Kind("application/vnd.oasis.opendocument.text", _is_odt),
}
TEXTS = frozenset({"text/plain", "text/csv"})


def kind_of(name: str, file: IO[bytes]) -> Kind | None:
    """The kind that both the name and the bytes say, or None."""
    kind = KINDS.get(PurePosixPath(name).suffix[1:].lower())
    return kind if kind is not None and kind.is_it(file) else None
