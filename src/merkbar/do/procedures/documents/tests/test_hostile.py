"""What should not come in does not, and says so in one sentence."""

import io
import time
import zipfile

import pytest
from pypdf import PdfWriter

from merkbar.do.procedures.documents import Refused, pdf_in, plain_text, word_in
from merkbar.do.procedures.documents.container import OLD_OFFICE
from merkbar.do.procedures.documents.tests import made
from merkbar.ground.files.pdf import PDF_FAULTS

GOOD = made.bytes_of(made.as_word())
LOCKED = OLD_OFFICE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
BILLION = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>"""


def bomb(name, size):
    """A document with a part that unpacks to `size` bytes."""
    return made.changed(GOOD, **{name: b" " * size})


def crowded():
    made_zip = io.BytesIO()
    with zipfile.ZipFile(made_zip, "w") as archive:
        for number in range(5_000):
            archive.writestr(f"word/{number}.xml", b"")
    return made_zip.getvalue()


def nested():
    deep = "<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000
    main = made.part(GOOD, made.MAIN).decode()
    return made.changed(GOOD, word__document_DOT_xml=main.replace("<w:body>", f"<w:body>{deep}", 1))


def flagged():
    """A zip whose entries say that they are locked."""
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    return bytes(data)


REFUSED = {
    "empty": (b"", "Filen er tom."),
    "not a document": (b"Hei", "ikke et Word-dokument"),
    "locked": (LOCKED, "låst med passord"),
    "locked entries": (flagged(), "låst med passord"),
    "before 2007": (OLD_OFFICE + b"\0" * 900, "gammelt Word-format"),
    "cut": (GOOD[: len(GOOD) // 2], "ikke et Word-dokument"),
    "no main part": (made.changed(GOOD, drop=(made.MAIN,)), "ikke et Word-dokument"),
    "broken xml": (made.changed(GOOD, word__document_DOT_xml=made.part(GOOD, made.MAIN)[:-40]), "skadet"),
    "other xml": (made.changed(GOOD, word__document_DOT_xml=b"<hei/>"), "skadet"),
    "entities": (made.changed(GOOD, word__document_DOT_xml=BILLION), "Word ikke lager selv"),
    "entities from a file": (made.changed(GOOD, word__styles_DOT_xml=OUTSIDE), "Word ikke lager selv"),
    "bomb in the text": (bomb("word__document_DOT_xml", 30_000_000), "for stort"),
    "bomb beside it": (bomb("word__media__a_DOT_bin", 59_000_000), "for stort"),
    "picture of 200 MB": (bomb("word__media__a_DOT_png", 200_000_000), "Et bilde i dokumentet er på 200 MB"),
    "all too much": (
        made.changed(GOOD, **{f"word__media__{n}_DOT_png": made.png() * 500_000 for n in range(3)}),
        "for stort",
    ),
    "5,000 entries": (crowded(), "for stort"),
    "nested without end": (nested(), "skadet"),
    "a way out": (made.changed(GOOD, **{"../../etc/cron_DOT_d": b"x"}), "Word ikke lager selv"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_in_one_sentence_and_soon(name):
    data, words = REFUSED[name]
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        word_in(data)
    assert words in refused.value.sentence
    assert "\n" not in refused.value.sentence
    assert time.monotonic() - began < 5


def test_macros_never_come_along_and_it_is_told():
    types = made.part(GOOD, "[Content_Types].xml").replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    data = made.changed(GOOD, **{"[Content_Types]_DOT_xml": types, "word__vbaProject_DOT_bin": b"Sub AutoOpen()"})
    document = word_in(data)
    assert document.has_macros
    assert document.report[-1].startswith("Makroer er ikke tatt med.")
    assert "AutoOpen" not in document.html


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (made.png(says=(30_000, 30_000)), "Et bilde har 900 millioner bildepunkter."),
        (b"GIF89a" + b"\0" * 100, "Et bilde er i et format som nettlesere ikke viser."),
    ],
)
def test_a_picture_that_cannot_be_shown_is_left_out_and_told_of(picture, words):
    data = made.changed(GOOD, word__media__image1_DOT_png=picture)
    document = word_in(data)
    assert document.pictures == ()
    assert "<img" not in document.html
    assert document.report[0].startswith(words)


def test_text_that_looks_like_markup_stays_text():
    document = word_in(made.with_body("<w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r>"))
    assert document.html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


PDF = made.pdf(b"Vask hendene <b>.")


def test_the_words_of_a_pdf_come_in():
    document = pdf_in(PDF)
    assert plain_text(document.html) == "Vask hendene <b>."
    assert document.report == ("Fra PDF er bare teksten tatt med. Oppsett, tabeller og bilder ligger i filen.",)


ACTIVE = {
    "opens with a script": b"/OpenAction<</S/JavaScript/JS(x)>>",
    "opens with a script after a page": b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/JavaScript/JS(x)>>>>",
    "opens with a script after two pages": b"/OpenAction<</S/GoTo/Next[<</S/GoTo/Next<</S/JavaScript/JS(x)>>>>]>>",
    "starts a program from a bookmark": b"/Outlines<</First<</Next<</A<</S/Launch/F(x.exe)>>>>>>>>",
    "counts in a field with a script": b"/AcroForm<</Fields[<</Kids[<</AA<</C<</S/JavaScript/JS(x)>>>>>>]>>]>>",
    "starts a program": b"/OpenAction<</S/Launch/F(x.exe)>>",
    "scripts by name": b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>",
    "carries files": b"/Names<</EmbeddedFiles<</Names[(a)<<>>]>>>>",
    "scripts when printed": b"/AA<</WP<</S/JavaScript/JS(x)>>>>",
}


@pytest.mark.parametrize("name", ACTIVE)
def test_of_a_pdf_that_can_run_something_only_the_words_come_in(name):
    document = pdf_in(made.pdf(b"Hei", catalog=ACTIVE[name]))
    assert document.has_macros
    assert plain_text(document.html) == "Hei"
    assert document.report == (
        "Bare teksten er tatt med. Filen er ikke lagt ved, for den kan kjøre skript eller har filer i seg.",
    )


def test_bookmarks_that_lead_round_in_a_ring_end():
    assert not pdf_in(made.pdf(b"Hei", catalog=b"/Outlines 1 0 R/First 1 0 R/Next 1 0 R")).has_macros


def test_a_pdf_that_opens_on_a_page_or_speaks_of_scripts_is_an_ordinary_one():
    assert not pdf_in(made.pdf(b"/JS /Launch", catalog=b"/OpenAction[3 0 R/Fit]")).has_macros


def test_a_scanned_pdf_comes_in_as_a_file_without_words():
    document = pdf_in(made.pdf(b""))
    assert document.html == ""
    assert document.report == ("PDF-en har ingen tekst, bare bilder av sider. Den kan åpnes, men ikke søkes i.",)


def test_a_scanned_pdf_that_runs_scripts_is_refused():
    with pytest.raises(Refused) as refused:
        pdf_in(made.pdf(b"", catalog=ACTIVE["starts a program"]))
    assert "ny PDF" in refused.value.sentence


def test_a_locked_pdf_is_refused_and_one_that_anybody_may_open_is_not():
    locked, opened = PdfWriter(), PdfWriter()
    for writer, word in ((locked, "hemmelig"), (opened, "")):
        writer.append(io.BytesIO(PDF))
        writer.encrypt(word, owner_password="eier", algorithm="RC4-128")
    with pytest.raises(Refused) as refused:
        pdf_in(saved(locked))
    assert "låst med passord" in refused.value.sentence
    assert plain_text(pdf_in(saved(opened)).html) == "Vask hendene <b>."


def saved(writer):
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "tom"), (b"Hei", "ikke en PDF"), (b"%PDF-1.4\nhei", "skadet"), (PDF[:200], "skadet")],
)
def test_a_pdf_that_cannot_be_read_is_refused(data, words):
    with pytest.raises(Refused) as refused:
        pdf_in(data)
    assert words in refused.value.sentence


@pytest.mark.parametrize("fault", PDF_FAULTS, ids=lambda fault: fault.__name__)
def test_whatever_the_reader_stumbles_over_is_a_sentence(monkeypatch, fault):
    def stumble(*_words, **_more):
        raise fault("inne i filen")

    monkeypatch.setattr("pypdf._page.PageObject.extract_text", stumble)
    with pytest.raises(Refused, match="skadet") as refused:
        pdf_in(PDF)
    assert "inne i filen" not in refused.value.sentence
