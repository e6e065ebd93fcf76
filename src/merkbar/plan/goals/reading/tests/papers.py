"""Plan documents of our own making, in the shapes municipalities use, as text, Markdown, Word and PDF."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from xml.sax.saxutils import escape

from merkbar.plan.goals.reading.tests.sentences import SENTENCES


@dataclass(frozen=True)
class Piece:
    """`kind`: title, h1, h2, p, li, toc, head (running head), foot (page number)."""

    kind: str
    text: str


NAMES = ("Trygg hverdag", "Nye løsninger", "Hele tjenester", "Ledere og medarbeidere")
FACTORS = (6, 6, 5, 8)
TARGETS = (10, 5, 7, 6)
GOALS = 8


def twelve_years():
    """A plan of long goals and four areas: objective, success factors, targets. 4, 28, 25 and 8."""
    yield Piece("title", "Kvalitetsplan for Granvik kommune 2024–2036")
    yield Piece("h1", "Innledning")
    yield Piece("p", "Planen bygger på kommuneplanen. Den har mål for tolv år og satsinger for fire år om gangen.")
    yield Piece("p", "Eldrerådet fikk planen til orientering, og tillitsvalgte har kommet med innspill underveis.")
    yield Piece("h1", "Langsiktige mål")
    for number in range(GOALS):
        yield Piece("li", f"Kommunen skal ha nådd det langsiktige målet {'abcdefgh'[number]} om gode tjenester.")
    sentences = iter(SENTENCES)
    for name, factors, targets in zip(NAMES, FACTORS, TARGETS, strict=True):
        yield Piece("h1", name)
        yield Piece(
            "p", f"Slik ser vi på {name.lower()} i kommunen. Det blir flere eldre og færre i arbeid de neste årene."
        )
        yield Piece("h2", f"Om {name.lower()}")
        yield Piece("p", "Vi har prøvd dette i to år, og brukerne forteller at det gjør dagen bedre for dem.")
        yield Piece("h2", "MÅLSETTING")
        yield Piece("p", f"Innbyggerne skal oppleve at {name.lower()} virker hos dem.")
        yield Piece("h2", "VIKTIGE SUKSESSFAKTORER")
        for number in range(factors):
            yield Piece("li", f"At vi lykkes med sak {'abcdefgh'[number]} i {name.lower()}")
        yield Piece("h2", "RESULTATMÅL")
        for _number in range(targets):
            yield Piece("li", next(sentences))
    yield Piece("h1", "Evaluering")
    yield Piece("p", "Planen blir sett på hvert år og skrevet om hvert fjerde år.")


PARTS = ("Dagens situasjon", "Dit skal vi", "Veien vi går", "Dette gjør vi")


def four_parts():
    """A plan whose four areas have the same four headings; only the last has numbers. With contents and echoes."""
    yield Piece("title", "Strategi for omsorg i Granvik 2022 - 2025")
    names = ("Nær deg", "Sammen om det nye", "Pengene", "Hele stillinger")
    for number, name in enumerate(names, 1):
        yield Piece("toc", f"Innsatsområde {number}: {name}|{number + 2}")
        for part in PARTS:
            yield Piece("toc", f"{part}|{number + 2}")
    yield Piece("h1", "Om planen")
    yield Piece("p", "Planen peker ut en retning for alle avdelinger i omsorgen de neste fire årene.")
    for name in names:
        yield Piece("echo", name)
    for number, name in enumerate(names, 1):
        yield Piece("h1", f"Innsatsområde {number}: {name}")
        yield Piece("p", f"Her står litt om hvorfor {name.lower()} er viktig for oss alle i kommunen.")
        yield Piece("h2", PARTS[0])
        yield Piece("p", "Vi gjør mye bra. Det kalles godt når minst 60 % er fornøyd (kilde: en undersøkelse).")
        yield Piece("h2", PARTS[1])
        if number == len(names):
            for sentence in SENTENCES[28:34]:
                yield Piece("li", sentence)
        else:
            for letter in "abcd":
                yield Piece("li", f"Det er godt å bo her, grunn {letter}.")
        yield Piece("h2", PARTS[2])
        for letter in "ab":
            yield Piece("li", f"Vi lytter til de tre rådene på måte {letter}.")
        yield Piece("echo", name)
        for letter in "cd":
            yield Piece("li", f"Vi lærer av andre på måte {letter}.")
        yield Piece("h2", PARTS[3])
        yield Piece("li", "Alle enheter tar satsingen inn i planen sin. Den følges opp hvert tertial.")


def text(pieces):
    """As copied out of a PDF: nothing marks a heading but its shape."""
    marks = {"li": "- ", "toc": ""}
    return "\n\n".join(marks.get(p.kind, "") + p.text.replace("|", " ........ ") for p in pieces)


def markdown(pieces):
    marks = {"title": "# ", "h1": "## ", "h2": "### ", "li": "* "}
    return "\n\n".join(marks.get(p.kind, "") + p.text.replace("|", " ........ ") for p in pieces)


STYLES = """<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="w"><w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/>
</w:style><w:style w:styleId="Overskrift2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="Tittel"><w:name w:val="Title"/>
</w:style><w:style w:styleId="INNH1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="Liste"><w:name w:val="List Paragraph"/>
</w:style></w:styles>"""
WORD_STYLES = {"title": "Tittel", "h1": "Overskrift1", "h2": "Overskrift2", "toc": "INNH1"}
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(piece):
    style = WORD_STYLES.get(piece.kind, "")
    marks = f'<w:pStyle w:val="{style}"/>' if style else ""
    marks += "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>" if piece.kind == "li" else ""
    halves = piece.text[: len(piece.text) // 2], piece.text[len(piece.text) // 2 :]
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(half)}</w:t></w:r>' for half in halves)
    return f"<w:p><w:pPr>{marks}</w:pPr>{runs}</w:p>"


def word(pieces, body="", **parts):
    """A Word document; `parts` are further files in it, dots in their names written as double underscores."""
    inner = body or "".join(map(paragraph, pieces))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{inner}</w:body></w:document>")
        package.writestr("word/styles.xml", STYLES)
        for name, content in parts.items():
            package.writestr(name.replace("__", ".").replace("_in_", "/"), content)
    return out.getvalue()


SIZES = {"title": 24, "h1": 16, "h2": 13}


def pdf(pieces, *, per_page=38, head=""):
    """A PDF with lines of 80 letters, sizes for headings, and a running head and page number where `head` is given."""
    pages, rows = [], []
    for piece in pieces:
        size = SIZES.get(piece.kind, 11)
        lines = _wrapped(piece.text.replace("|", " ........ "), 80)
        lines[0] = f"\u2022 {lines[0]}" if piece.kind == "li" else lines[0]
        if len(rows) + len(lines) + 1 > per_page:
            pages.append(rows)
            rows = []
        rows += [*((size, line) for line in lines), (0, "")]
    return pdf_of([*pages, rows], head)


def _wrapped(sentence, width):
    lines = [""]
    for one in sentence.split():
        if len(lines[-1]) + len(one) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {one}".strip()
    return lines


def pdf_of(pages, head=""):
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for number, rows in enumerate(pages, 1):
        drawn, y = [], 800.0
        extra = [(9, head), (0, "")] if head else []
        for size, line in [*extra, *rows, *([(9, str(number))] if head else [])]:
            y -= (size or 11) * 1.3
            if line:
                safe = (
                    line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
                )
                drawn.append(b"BT /F1 %d Tf 1 0 0 1 60 %d Tm (%s) Tj ET" % (size, int(y), safe))
        stream = zlib.compress(b"\n".join(drawn))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
