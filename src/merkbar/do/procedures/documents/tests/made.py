"""Word documents for the tests: laid out as Word does (python-docx), and spoiled in every way we know."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

LIBREOFFICE = Path(__file__).parent / "data" / "libreoffice.docx"
"""Saved by LibreOffice 7.4 from a text of ours: headings, lists in lists, a table, an image, a note, tracked changes."""
MAIN = "word/document.xml"


def png(width=40, height=20, *, says=None):
    """Make a blue picture; `says` lets it lie about its size."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", *(says or (width, height)), 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x00\x62\xba" * width for _row in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bytes_of(document):
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def describe(document, text):
    """Give every picture a description, as Word's «alternativ tekst» does."""
    for properties in document.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    ):
        properties.set("descr", text)


def as_word(*, title="Fallforebygging", picture=None, alt="Flytskjema: vurder, tilpass, følg opp"):
    """A procedure as Word lays it out."""
    document = Document()
    document.add_heading(title, 0)
    document.add_heading("Formål", 1)
    document.add_paragraph("Ingen skal falle ").add_run("unødig").bold = True
    document.add_heading("Slik gjør du", 1)
    for step in ("Vurder risiko", "Tilpass rommet"):
        document.add_paragraph(step, style="List Number")
    document.add_paragraph("Snakk med pårørende.")
    document.add_paragraph("Følg opp", style="List Number")
    document.add_paragraph("Sklisikre sokker", style="List Bullet")
    table = document.add_table(rows=3, cols=2)
    for row, words in zip(table.rows, (("Poeng", "Tiltak"), ("0-1", "Ingen"), ("2-4", "Plan")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_picture(io.BytesIO(picture or png()), width=Cm(4))
    describe(document, alt)
    return document


def with_body(xml):
    """A document whose text is this XML (namespaces w and w14 known)."""
    document = Document()
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
    document.element.body.insert(0, paragraph)
    return bytes_of(document)


def changed(data, *, drop=(), **parts):
    """The same package with parts added, changed or left out; `__` in a name stands for `/`, `_DOT_` for a point."""
    given = {name.replace("__", "/").replace("_DOT_", "."): value for name, value in parts.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop and name not in given:
                new.writestr(name, old.read(name))
        for name, value in given.items():
            new.writestr(name, value)
    return made.getvalue()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def pdf(words, *, catalog=b""):
    """A PDF of one page with these words."""
    content = b"BT /F 12 Tf 20 200 Td (" + words + b") Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    file, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(file),
    )
    return file + end
