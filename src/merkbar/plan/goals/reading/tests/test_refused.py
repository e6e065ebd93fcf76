"""A document that cannot be read is refused in one sentence, and the program prints nothing."""

import io
import os
import subprocess
import sys
import zipfile
from contextlib import suppress

import pytest
from pypdf import PdfReader, PdfWriter

from merkbar.plan.goals.reading import Unreadable, read
from merkbar.plan.goals.reading.tests import papers
from merkbar.plan.goals.reading.word import OLE

PLAIN = [papers.Piece("title", "Plan for alt 2025–2028"), papers.Piece("h1", "Mål"), papers.Piece("p", "Alt blir bra.")]


def locked():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(papers.pdf(PLAIN))))
    writer.encrypt("hemmelig", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w:document>" + b" " * (60 * 2**20))
    return out.getvalue()


def entities():
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE x [<!ENTITY e0 "ha">{lines}]><w:document><w:p><w:t>&e11;</w:t></w:p></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", body)
    return out.getvalue()


BAD = {
    "tom.txt": (b"", "tomt"),
    "blank.md": (b" \n\n\t\n", "tomt"),
    "streker.txt": (b"---\n***\n", "tomt"),
    "bilder.pdf": (papers.pdf_of([[(0, "")], [(0, "")]]), "bare bilder"),
    "laast.pdf": (locked(), "passord"),
    "halv.pdf": (papers.pdf(PLAIN)[:150], "ødelagt"),
    "tull.pdf": (b"ikke en pdf", "ødelagt"),
    "lang.pdf": (papers.pdf_of([[(11, f"Side {n} av planen")] for n in range(300)]), "200 sider"),
    "lang.txt": ("\f".join(f"Dette er side {n} i planen." for n in range(300)).encode(), "200 sider"),
    "tykk.docx": (papers.word([papers.Piece("p", "ord " * 5000)] * 60), "200 sider"),
    "laast.docx": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "passord"),
    "gammel.docx": (OLE + b"\0" * 600, "gammel Word-fil"),
    "halv.docx": (papers.word(PLAIN)[:200], "ødelagt"),
    "tull.docx": (b"ikke en zip", "ødelagt"),
    "annet.docx": (papers.word(PLAIN).replace(b"word/document.xml", b"word/dokument.xml"), "ødelagt"),
    "bombe.docx": (bomb(), "for stor"),
    "mange.docx": (papers.word(PLAIN, **{f"word_in_{n}__xml": "" for n in range(5_000)}), "for stor"),
    "enheter.docx": (entities(), "ødelagt"),
    "makro.docx": (papers.word(PLAIN, word_in_vbaProject__bin="x"), "makroer"),
    "kode.txt": (bytes(range(256)) * 4, "ikke tekst"),
    "bilde.png": (b"\x89PNG\r\n\x1a\n123", ".docx"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_document_that_cannot_be_read_is_refused_in_one_sentence(name):
    data, says = BAD[name]
    with pytest.raises(Unreadable, match=says) as refused:
        read(data, name)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", [papers.pdf(PLAIN), papers.word(PLAIN)])
@pytest.mark.parametrize("at", range(0, 1200, 97))
def test_a_damaged_file_is_read_or_refused_but_never_a_crash(data, at):
    broken = data[:at] + b"\xff\x00" + data[at + 2 :]
    with suppress(Unreadable):
        assert read(broken, "plan").passages()


def merkbar(*words):
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "merkbar.web.ops", *words],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_the_program_prints_a_tree_without_django(tmp_path):
    file = tmp_path / "plan.docx"
    file.write_bytes(papers.word(list(papers.twelve_years())))
    done = merkbar("plan", "read", str(file))
    assert done.returncode == 0
    assert b"django" not in done.stderr
    assert '"title": "Trygg hverdag"' in done.stdout.decode()


@pytest.mark.parametrize("name", ["laast.pdf", "bombe.docx", "tom.txt"])
def test_the_program_says_one_sentence_and_prints_nothing(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(BAD[name][0])
    done = merkbar("plan", "read", str(file))
    said = [line for line in done.stderr.decode().splitlines() if not line.startswith("import time:")]
    assert (done.returncode, done.stdout, len(said)) == (1, b"", 1)
    assert BAD[name][1] in said[0]


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Unreadable, match="Finner ikke"):
        read(tmp_path / "borte.pdf")
    with pytest.raises(Unreadable, match="mappe"):
        read(tmp_path)
