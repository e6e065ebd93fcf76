"""Files that want to do harm, in small, and ordinary ones."""

import io
import struct
import zipfile
import zlib

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 20
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 20
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 20
TYPES = (
    '<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}+xml"/></Types>'
)
WORD, SHEET = "wordprocessingml.document.main", "spreadsheetml.sheet.main"
MACROS = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(main, **parts):
    """A small office document."""
    return zipped({"[Content_Types].xml": TYPES.format(main), "word/document.xml": "<w/>"} | parts)


def odt(**parts):
    """A small OpenDocument text."""
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"} | parts)


def says_it_unpacks_to(document, size):
    """Change what each part of a zip says of its unpacked size."""
    out, place = bytearray(document), 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        out[place + 24 : place + 28] = struct.pack("<I", size)
        place += 46
    return bytes(out)


def says_it_has(document, entries, listed=None):
    """Change what a zip's end record says of its list."""
    out = bytearray(document)
    end = out.rfind(b"PK\x05\x06")
    out[end + 10 : end + 12] = struct.pack("<H", entries)
    if listed is not None:
        out[end + 12 : end + 16] = struct.pack("<I", listed)
    return bytes(out)


def png_bomb(side=60_000):
    """A picture that says it is enormous: 3.6 billion pixels in a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\x00" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


TAKEN = {
    "rutine.pdf": PDF,
    "bilde.PNG": PNG,
    "bilde.jpg": JPEG,
    "bilde.jpeg": JPEG,
    "bilde.webp": WEBP,
    "bilde.heic": HEIC,
    "notat.txt": "Nattevakten sa fra kl. 03.10. Æøå.".encode(),
    "notat i windows.txt": "Bæret var rødt".encode("cp1252"),
    "tall.csv": b"\xef\xbb\xbfenhet;antall\nOst;3\n",
    "brev.docx": office(WORD),
    "tall.xlsx": office(SHEET),
    "brev.odt": odt(),
    "bombe uten lunte.png": png_bomb(),
}
REFUSED = {
    "tegning.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "tegning.txt": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "tegning.png": b"<svg onload=alert(1)>",
    "side.html": b"<!doctype html><script>alert(1)</script>",
    "side.htm": b"<html>",
    "side.png": b"<!doctype html><script>alert(1)</script>",
    "side.pdf": b"<html>%PDF-1.7",
    "side.txt": b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>",
    "side.csv": b"<script>alert(1)</script>",
    "enheter.txt": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "enheter.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "gif og skript.gif": b"GIF89a/*" + b"\x00" * 8 + b"*/=1;alert(1)",
    "gif og skript.jpg": b"GIF89a/*\x00*/=1;alert(1)",
    "skript.js": b"alert(1)",
    "program.exe": b"MZ\x90\x00" + b"\x00" * 60,
    "program.pdf": b"MZ\x90\x00" + b"\x00" * 60,
    "program.txt": b"MZ this looks like text",
    "skript.txt": b"#!/bin/sh\nrm -rf /\n",
    "rutine.pdf.exe": PDF,
    "rutine\u202efdp.exe": b"MZ",
    "uten ending": PDF,
    "makro.docm": office(WORD),
    "makro.docx": zipped({"[Content_Types].xml": MACROS, "word/vbaProject.bin": "x"}),
    "skjult makro.docx": office(WORD, **{"word/vbaProject.bin": "x"}),
    "skjult makro.odt": odt(**{"Basic/Standard/Modul.xml": "x"}),
    "ark som brev.docx": office(SHEET),
    "arkiv.zip": zipped({"a.txt": "a"}),
    "arkiv.docx": zipped({"a.txt": "a"}),
    "arkiv i arkiv.docx": zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": "c"})})}),
    "bombe.docx": says_it_unpacks_to(office(WORD), 2_000_000_000),
    "mange.docx": office(WORD, **{f"x{number}": "" for number in range(3_000)}),
    "mange i skjul.docx": says_it_has(office(WORD, **{f"x{number}": "" for number in range(3_000)}), 2),
    "lang liste.docx": says_it_has(office(WORD), 3, 4_000_000_000),
    "zip64.docx": office(WORD) + b"PK\x06\x07" + b"\x00" * 16,
    "avkortet.docx": office(WORD)[:-30],
    "halv.docx": office(WORD)[: len(office(WORD)) // 2],
    "ikke zip.odt": PDF,
    "tom pdf.pdf": b"\n\n",
    "null.txt": b"tekst\x00med null",
    "utf16.csv": "enhet;antall".encode("utf-16"),
    "riff.webp": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "film.heic": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00",
}
