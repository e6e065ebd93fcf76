"""One zip with everything that can be wrong: each is told in one sentence, nothing of it comes in, and the rest does."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as NewDocument
from pypdf import PdfWriter

from merkbar.do.procedures.documents.container import OLD_OFFICE
from merkbar.do.procedures.documents.tests import made
from merkbar.do.procedures.models import Document, Form, Version
from merkbar.ground.files.models import Attachment
from merkbar.web.movein import jobs
from merkbar.web.movein.models import MoveIn, State

pytestmark = pytest.mark.django_db
HEAD = "number;title;unit;owner;review_due;file\n"
WORD = made.bytes_of(made.as_word())
LOCKED = OLD_OFFICE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
MACRO = made.part(WORD, "[Content_Types].xml").replace(
    b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
)


def locked_pdf():
    writer, file = PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(made.pdf(b"Hemmelig")))
    writer.encrypt("hemmelig", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def packed(files, *, mark=0):
    """A zip; `mark` sets bits in every entry's flags."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    data = bytearray(file.getvalue())
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)) if mark else ():
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= mark
            place = data.find(signature, place + 4)
    return bytes(data)


BAD = {
    "passord.docx": (LOCKED, "Dokumentet er låst med passord."),
    "gammel.docx": (OLD_OFFICE + b"\0" * 900, "Dokumentet er lagret i gammelt Word-format (.doc)."),
    "gammel.doc": (OLD_OFFICE + b"\0" * 900, "er lagret i gammelt Word-format. Lagre den som .docx."),
    "fri.odt": (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "er lagret som ODT."),
    "makro.docm": (WORD, "er en fil med makroer. Lagre den som .docx."),
    "tom.docx": (b"", "Filen er tom."),
    "bilde.docx": (made.png(), "ikke et Word-dokument"),
    "kuttet.docx": (WORD[: len(WORD) // 2], "ikke et Word-dokument"),
    "skadet.docx": (made.changed(WORD, word__document_DOT_xml=made.part(WORD, made.MAIN)[:-40]), "skadet"),
    "bombe.docx": (made.changed(WORD, word__document_DOT_xml=b" " * 30_000_000), "for stort når det pakkes ut"),
    "stor.docx": (
        made.changed(WORD, word__media__a_DOT_png=b"\0" * 200_000_000),
        "Et bilde i dokumentet er på 200 MB.",
    ),
    "svaer.docx": (b"\0" * 61_000_000, "Filen er på 61 MB."),
    "enheter.docx": (
        made.changed(
            WORD, word__document_DOT_xml=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
        ),
        "Word ikke lager selv",
    ),
    "passord.pdf": (locked_pdf(), "PDF-en er låst med passord."),
    "skript-uten-ord.pdf": (made.pdf(b"", catalog=b"/OpenAction<</S/Launch/F(x)>>"), "kan kjøre skript"),
    "skadet.pdf": (b"%PDF-1.4\nhei", "PDF-en er skadet"),
}
ROWS = "".join(f"P-{n:03};Bok {n};MH;;;{name}\n" for n, name in enumerate(BAD))
SENT = {"fall.docx": WORD, **{name: data for name, (data, _words) in BAD.items()}}


def move_in(client, rows, files, *, trial=False):
    """Send a zip by the page and let the job read it."""
    upload = SimpleUploadedFile("prosedyrer.zip", packed({"liste.csv": HEAD + rows, **files}))
    client.post("/prosedyrer/flytt-inn/", {"file": upload, **({"trial": "on"} if trial else {})})
    sent = MoveIn.objects.latest("pk")
    jobs.run(pk=sent.pk)
    sent.refresh_from_db()
    return sent


def numbers():
    return sorted(Document.objects.values_list("record__reference", flat=True))


def test_each_bad_document_is_told_of_and_the_good_one_comes_in(web, cast):
    client = web.as_(cast.coordinator)
    sent = move_in(client, f"P-900;Fall;MH;;;fall.docx\n{ROWS}", SENT)
    faults = sent.report["faults"]
    for row, (name, (_data, words)) in enumerate(BAD.items(), start=3):
        told = [fault for fault in faults if fault.startswith(f"Rad {row}, fil: «{name}»")]
        assert len(told) == 1, (name, faults)
        assert words in told[0]
    assert len(faults) == len(BAD)
    assert (sent.state, numbers()) == (State.DONE, ["P-900"])
    page = client.get(f"/prosedyrer/flytt-inn/{sent.pk}/").content.decode()
    assert f"1 av {len(BAD) + 1} prosedyrer er flyttet inn." in page
    assert "Rett feilene og send lista på nytt." in page


def test_a_trial_of_the_same_tells_the_same_and_keeps_nothing(web, cast):
    client = web.as_(cast.coordinator)
    sent = move_in(client, f"P-900;Fall;MH;;;fall.docx\n{ROWS}", SENT, trial=True)
    assert (sent.state, numbers(), len(sent.report["faults"])) == (State.TRIED, [], len(BAD))
    assert not Attachment.objects.exists()
    page = client.get(f"/prosedyrer/flytt-inn/{sent.pk}/").content.decode()
    assert f"1 av {len(BAD) + 1} dokumenter kan flyttes inn. Ingenting er lagret." in page


def test_when_nothing_can_come_in_it_is_refused(web, cast):
    sent = move_in(web.as_(cast.coordinator), "P-1;A;MH;;;tom.docx\n", {"tom.docx": b""})
    assert (sent.state, numbers()) == (State.REFUSED, [])


def test_of_two_documents_with_the_same_number_neither_comes_in(web, cast):
    rows = "P-1;A;MH;;;fall.docx\np-1;B;MH;;;vask.docx\nP-2;C;MH;;;lys.docx\n"
    sent = move_in(web.as_(cast.coordinator), rows, dict.fromkeys(("fall.docx", "vask.docx", "lys.docx"), WORD))
    assert sent.report["faults"] == [
        "Rad 2, nummer: «P-1» står også i rad 3.",
        "Rad 3, nummer: «p-1» står også i rad 2.",
    ]
    assert numbers() == ["P-2"]


def test_the_mended_list_sent_again_brings_only_what_was_missing(web, cast):
    client = web.as_(cast.coordinator)
    rows = "P-1;A;MH;;;fall.docx\nP-2;B;MH;;;vask.docx\n"
    move_in(client, rows, {"fall.docx": WORD, "vask.docx": b""})
    first = Document.objects.get().record_id
    sent = move_in(client, rows, {"fall.docx": WORD, "vask.docx": WORD})
    assert sent.report["faults"] == ["Rad 2, nummer: «P-1» er i bruk fra før."]
    assert numbers() == ["P-1", "P-2"]
    assert Document.objects.filter(record=first).exists()


def test_a_document_that_cannot_be_written_leaves_nothing_and_the_next_comes_in(web, cast):
    rows = "!;A;MH;;;fall.docx\nP-2;B;MH;;;vask.docx\n"
    sent = move_in(web.as_(cast.coordinator), rows, {"fall.docx": WORD, "vask.docx": WORD})
    assert sent.report["faults"][0].startswith("Rad 2, raden: Bruk bokstaver, tall")
    assert numbers() == ["P-2"]
    assert {one.record.reference for one in Attachment.objects.select_related("record")} == {"P-2"}


def test_macros_and_scripts_stay_outside_and_the_words_come_in(web, cast):
    word = made.changed(WORD, **{"[Content_Types]_DOT_xml": MACRO, "word__vbaProject_DOT_bin": b"Sub AutoOpen()"})
    pdf = made.pdf(b"Vask hendene.", catalog=b"/OpenAction<</S/JavaScript/JS(x)>>")
    rows = "P-1;A;MH;;;makro.docx\nP-2;B;MH;;;skript.pdf\n"
    sent = move_in(web.as_(cast.coordinator), rows, {"makro.docx": word, "skript.pdf": pdf})
    assert numbers() == ["P-1", "P-2"]
    assert [one.name for one in Attachment.objects.all()] == ["bilde-1.png"]
    lost = [one["lost"][-1] for one in sent.report["carried"]]
    assert lost[0].startswith("Makroer er ikke tatt med.")
    assert lost[1].startswith("Bare teksten er tatt med. Filen er ikke lagt ved")


def test_a_scanned_pdf_comes_in_as_a_file_to_open(web, cast):
    sent = move_in(web.as_(cast.coordinator), "P-1;Skannet;MH;;;skannet.pdf\n", {"skannet.pdf": made.pdf(b"")})
    version = Version.objects.get()
    assert (version.form, version.attachment.name, version.body) == (Form.UPLOADED, "skannet.pdf", "")
    assert sent.report["carried"][0]["lost"] == [
        "PDF-en har ingen tekst, bare bilder av sider. Den kan åpnes, men ikke søkes i."
    ]


def test_an_html_or_script_by_another_name_is_no_picture_of_a_procedure(web, cast):
    word = made.changed(WORD, word__media__image1_DOT_png=b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>")
    sent = move_in(web.as_(cast.coordinator), "P-1;A;MH;;;fall.docx\n", {"fall.docx": word})
    assert "<img" not in Version.objects.get().body
    assert sent.report["carried"][0]["lost"][0].startswith("Et bilde er i et format som nettlesere ikke viser.")


def test_tracked_changes_are_accepted_and_told_of(web, cast):
    sent = move_in(web.as_(cast.coordinator), "P-1;A;MH;;;a.docx\n", {"a.docx": made.LIBREOFFICE.read_bytes()})
    assert "2 sporede endringer er godtatt: 1 lagt til, 1 fjernet." in sent.report["carried"][0]["lost"]


def test_an_empty_document_comes_in_as_it_is(web, cast):
    move_in(web.as_(cast.coordinator), "P-1;A;MH;;;a.docx\n", {"a.docx": made.bytes_of(NewDocument())})
    assert numbers() == ["P-1"]


@pytest.mark.parametrize(
    ("files", "mark", "words"),
    [
        ({"liste.csv": HEAD + "P-1;A;MH;;;fall.docx\n", "fall.docx": WORD}, 1, "Filen i zip-en er skadet eller låst."),
        ({f"{n}.docx": b"" for n in range(5_001)}, 0, "Høyst 5000 kan flyttes inn på én gang."),
        ({"liste.csv": b"\0" * 61_000_000}, 0, "Filen er på 61 MB."),
    ],
)
def test_a_zip_that_cannot_be_read_at_all_is_refused_in_one_sentence(web, cast, files, mark, words):
    client = web.as_(cast.coordinator)
    client.post("/prosedyrer/flytt-inn/", {"file": SimpleUploadedFile("x.zip", packed(files, mark=mark))})
    sent = MoveIn.objects.latest("pk")
    jobs.run(pk=sent.pk)
    sent.refresh_from_db()
    assert sent.state == State.REFUSED
    [told] = sent.report["faults"]
    assert words in told
    assert not sent.path.exists()


def test_what_nobody_thought_of_is_told_to_the_sender_and_to_us(web, cast, monkeypatch):
    def broken(*_args, **_facts):
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "move_in", broken)
    with pytest.raises(ZeroDivisionError):
        move_in(web.as_(cast.coordinator), "P-1;A;MH;;;fall.docx\n", {"fall.docx": WORD})
    sent = MoveIn.objects.get()
    assert (sent.state, sent.report["faults"]) == (
        State.REFUSED,
        ["Noe gikk galt hos oss. Ingenting er flyttet inn. Prøv igjen."],
    )
    assert not sent.path.exists()
