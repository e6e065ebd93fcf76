"""A folder or a zip with a list becomes procedures in force, all or none, and what was lost is told."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from merkbar.do.procedures.documents.tests import made
from merkbar.do.procedures.models import Document, Version
from merkbar.ground.files.models import Attachment
from merkbar.web.movein import jobs
from merkbar.web.movein.models import MoveIn, State
from merkbar.web.movein.running import move_in
from merkbar.web.movein.source import open_source
from merkbar.web.ops.refusal import Refusal

HEAD = "number;title;unit;owner;review_due;file\n"
WORD = made.bytes_of(made.as_word())
GOOD = {
    "liste.csv": HEAD + "P-MH-101;Fall;MH;;01.09.2027;fall.docx\nP-MH-102;Vask;MH3;;;ord/vask.pdf\n",
    "fall.docx": WORD,
    "ord/vask.pdf": made.pdf(b"Vask hendene."),
    "glemt.docx": WORD,
}


def laid(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_source(folder)


def packed(files):
    made_zip = io.BytesIO()
    with zipfile.ZipFile(made_zip, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made_zip.getvalue()


def listed_as(rows, **files):
    return {"liste.csv": HEAD + rows, "fall.docx": WORD, **files}


def test_a_folder_becomes_procedures_in_force(cast, tmp_path):
    outcome = move_in(laid(tmp_path, GOOD), by=cast.coordinator, trial=False)
    assert outcome.is_kept
    assert outcome.unused == ["glemt.docx"]
    word = Version.objects.get(document__record__reference="P-MH-101")
    picture, original = word.document.record.attachments.order_by("pk")
    assert (word.state, word.document.record.title, word.document.review_due.isoformat()) == (
        "in_force",
        "Fall",
        "2027-09-01",
    )
    assert f'src="/vedlegg/{picture.pk}/"' in word.body
    assert original.name == "fall.docx"
    assert "Vurder risiko" in word.plain
    pdf = Version.objects.get(document__record__reference="P-MH-102")
    assert (pdf.form, pdf.attachment.name, pdf.plain) == ("uploaded", "vask.pdf", "Vask hendene.")


def test_a_trial_keeps_nothing_and_tells_the_same(cast, tmp_path):
    outcome = move_in(laid(tmp_path, GOOD), by=cast.coordinator, trial=True)
    assert [one.number for one in outcome.carried] == ["P-MH-101", "P-MH-102"]
    assert not outcome.faults
    assert not Document.objects.exists()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("P-1;A;MH;;;fall.docx\nP-1;B;MH;;;glemt.docx\n", "Rad 3, nummer: «P-1» står også i rad 2."),
        ("P-1;A;MH;;;fall.docx\np-1 ;B;MH;;;glemt.docx\n", "Rad 3, nummer: «p-1» står også i rad 2."),
        ("P-1;A;MH;;;fall.docx\nP-2;B;MH;;;Fall.docx\n", "Rad 3, fil: «Fall.docx» står også i rad 2."),
        ("P-1;A;XX;;;fall.docx\n", "Rad 2, enhet: enheten «XX» finnes ikke."),
        ("P-1;A;MH;ingen;;fall.docx\n", "Rad 2, ansvarlig: ingen har brukernavnet «ingen»."),
        ("P-1;A;MH;;i går;fall.docx\n", "Rad 2, vurderes: er ikke en dato."),
        ("P-1;A;MH;;;borte.docx\n", "Rad 2, fil: fant ikke «borte.docx»."),
        ("P-1;A;MH;;;../../etc/passwd.docx\n", "Rad 2, fil: fant ikke «../../etc/passwd.docx»."),
        ("P-1;A;MH;;;makro.docm\n", "Rad 2, fil: «makro.docm» er en fil med makroer."),
        ("P-1;A;MH;;;tull.docx\n", "Rad 2, fil: «tull.docx»: Filen er ikke et Word-dokument"),
        ("!;A;MH;;;fall.docx\n", "Rad 2, raden: Bruk bokstaver, tall"),
        (";A;MH;;;fall.docx\n", "Rad 2, nummer: mangler."),
    ],
)
def test_one_fault_and_nothing_is_kept(cast, tmp_path, rows, sentence):
    files = listed_as(rows, **{"glemt.docx": WORD, "tull.docx": b"Hei"})
    outcome = move_in(laid(tmp_path, files), by=cast.coordinator, trial=False)
    assert any(told.startswith(sentence) for told in outcome.sentences), outcome.sentences
    assert not Document.objects.exists()


def test_a_number_in_use_is_refused_with_its_row(cast, tmp_path):
    source = laid(tmp_path, GOOD)
    move_in(source, by=cast.coordinator, trial=False)
    again = move_in(source, by=cast.coordinator, trial=False)
    assert again.sentences[0] == "Rad 2, nummer: «P-MH-101» er i bruk fra før."
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"fall.docx": WORD}, "Fant ingen liste."),
        ({"a.csv": "x", "b.csv": "x"}, "Fant flere lister"),
        ({"liste.csv": "tall;tittel\n"}, "ukjent overskrift «tall»"),
    ],
)
def test_without_a_list_there_is_nothing_to_move_in(cast, tmp_path, files, words):
    with pytest.raises(Refusal, match=words):
        move_in(laid(tmp_path, files), by=cast.coordinator, trial=False)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "utenfor.docx"
    outside.write_bytes(WORD)
    folder = tmp_path / "mappe"
    folder.mkdir()
    (folder / "inne.docx").symlink_to(outside)
    assert open_source(folder).names() == []


def sent_by(client, files, *, trial=False):
    facts = {"file": SimpleUploadedFile("prosedyrer.zip", packed(files)), **({"trial": "on"} if trial else {})}
    return client.post("/prosedyrer/flytt-inn/", facts, follow=True)


def test_a_coordinator_sends_a_zip_and_reads_what_was_lost(web, cast):
    client = web.as_(cast.coordinator)
    page = sent_by(client, GOOD)
    sent = MoveIn.objects.get()
    assert "Venter på tur" in page.content.decode()
    assert page.headers["Refresh"]
    jobs.run(pk=sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.done, sent.total) == (State.DONE, 2, 2)
    assert not sent.path.exists()
    page = client.get(f"/prosedyrer/flytt-inn/{sent.pk}/").content.decode()
    assert "2 av 2 prosedyrer er flyttet inn." in page
    assert "Fra PDF er bare teksten tatt med." in page
    assert "glemt.docx" in page
    table = client.get(f"/prosedyrer/flytt-inn/{sent.pk}/rapport.csv").content.decode()
    assert "P-MH-102" in table


def test_a_job_that_runs_twice_moves_in_once(web, cast):
    sent_by(web.as_(cast.coordinator), GOOD)
    sent = MoveIn.objects.get()
    jobs.run(pk=sent.pk)
    jobs.run(pk=sent.pk)
    assert Document.objects.count() == 2


def test_nobody_moves_in_outside_their_reach(web, cast):
    sent_by(web.as_(cast.coordinator), listed_as("P-1;A;OL21;;;fall.docx\n"))
    sent = MoveIn.objects.get()
    jobs.run(pk=sent.pk)
    sent.refresh_from_db()
    assert sent.report["faults"] == ["Rad 2, enhet: du kan ikke flytte inn prosedyrer for «OL21»."]
    assert not Document.objects.exists()


def test_who_may_not_write_procedures_does_not_find_the_page(web, cast):
    assert web.as_(cast.nurse).get("/prosedyrer/flytt-inn/").status_code == 404
    assert web.as_(cast.nurse).post("/prosedyrer/flytt-inn/").status_code == 404


def test_a_move_in_is_its_senders_alone(web, cast):
    sent_by(web.as_(cast.coordinator), GOOD)
    sent = MoveIn.objects.get()
    assert web.as_(cast.adviser).get(f"/prosedyrer/flytt-inn/{sent.pk}/").status_code == 404


@pytest.mark.parametrize(("data", "words"), [(b"Hei", "ikke en zip"), (b"", "ikke en zip")])
def test_what_is_no_zip_is_told_by_the_field(web, cast, data, words):
    answer = web.as_(cast.coordinator).post("/prosedyrer/flytt-inn/", {"file": SimpleUploadedFile("x.zip", data)})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_zip_may_be_larger_than_an_attachment_but_only_here(web, cast, settings):
    settings.FILES_MAX_BYTES = 10_000
    big = {**GOOD, "stor.bin": Path(made.LIBREOFFICE).read_bytes() * 4}
    assert "Venter på tur" in sent_by(web.as_(cast.coordinator), big).content.decode()


def test_the_list_may_have_norwegian_headings_and_is_told_of_in_norwegian(cast, tmp_path):
    head = "Nummer;Tittel;Enhet;Ansvarlig;Vurderes;Fil\n"
    good = GOOD | {"liste.csv": head + "P-MH-101;Fall;MH;;01.09.2027;fall.docx\n"}
    assert not move_in(laid(tmp_path / "norsk", good), by=cast.coordinator, trial=True).faults
    with pytest.raises(Refusal, match=r"mangler overskriften «tittel».*nummer, tittel, enhet, ansvarlig, vurderes"):
        move_in(laid(tmp_path / "uten", GOOD | {"liste.csv": "nummer;enhet;fil\n"}), by=cast.coordinator, trial=True)


def test_whoever_writes_procedures_finds_the_way_to_move_them_in(cast, web):
    link = 'href="/prosedyrer/flytt-inn/"'
    assert link in web.as_(cast.coordinator).get("/prosedyrer/").content.decode()
    assert link not in web.as_(cast.nurse).get("/prosedyrer/").content.decode()
    assert "<code>gjelder fra</code>" in web.as_(cast.coordinator).get("/prosedyrer/flytt-inn/").content.decode()
