"""Keeping a file: by digest, once, within the limit, and never half."""

import errno
import hashlib
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from merkbar.ground.files import store, writes
from merkbar.ground.files.hints import hint
from merkbar.ground.files.models import Attachment
from merkbar.ground.files.tests import hostile
from merkbar.ground.records.models import Entry
from merkbar.ground.trail.write import HIDDEN


def saved(cast, record, name="rutine.pdf", content=hostile.PDF):
    return writes.save(by=cast.nurse, record=record, upload=SimpleUploadedFile(name, content))


def lying(root):
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_a_file_lies_under_its_digest(cast, record, own_store):
    attachment = saved(cast, record)
    assert attachment.digest == hashlib.sha256(hostile.PDF).hexdigest()
    assert lying(own_store) == [own_store / attachment.digest[:2] / attachment.digest]
    assert (attachment.size, attachment.media_type, attachment.by) == (len(hostile.PDF), "application/pdf", cast.nurse)


def test_the_timeline_tells_of_it(cast, record):
    saved(cast, record)
    assert Entry.objects.get(record=record, step="attach").text == "La ved rutine.pdf"


def test_the_same_bytes_lie_once(cast, record, own_store):
    saved(cast, record)
    saved(cast, record, "kopi.pdf")
    assert len(lying(own_store)) == 1
    assert Attachment.objects.count() == 2


def test_nobody_else_on_the_machine_reads_it(cast, record, own_store):
    (file,) = [store.path_of(saved(cast, record).digest)]
    assert file.stat().st_mode & 0o077 == 0


def test_a_hidden_reporter_leaves_no_name(cast, record):
    attachment = writes.save(by=HIDDEN, record=record, upload=SimpleUploadedFile("rutine.pdf", hostile.PDF))
    assert attachment.by is None
    assert Entry.objects.get(record=record).by is None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("tom.pdf", b"", "Filen er tom."),
        ("program.exe", b"MZ", "Filtypen kan ikke legges ved."),
        ("....", b"x", "mangler navn"),
    ],
)
def test_what_is_not_taken_leaves_nothing_behind(record, own_store, name, content, says):
    upload = SimpleUploadedFile("x", content)
    upload._name = name
    with pytest.raises(store.Refused, match=says):
        writes.save(by=None, record=record, upload=upload)
    assert not lying(own_store)
    assert not Attachment.objects.exists()


class Endless:
    """An upload that never stops, and counts what was taken of it."""

    name = "stor.pdf"

    def __init__(self):
        self.taken = 0

    def chunks(self):
        while True:
            self.taken += 64_000
            yield hostile.PDF + b"x" * (64_000 - len(hostile.PDF))


def test_too_much_is_refused_while_it_streams(cast, record, own_store, settings):
    settings.FILES_MAX_BYTES = 1_000_000
    upload = Endless()
    with pytest.raises(store.TooBig, match="høyst 1 MB"):
        writes.save(by=cast.nurse, record=record, upload=upload)
    assert upload.taken < 1_200_000
    assert not lying(own_store)


def test_a_full_disk_is_told_in_a_sentence(cast, record, own_store, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(store.NoRoom, match="ikke plass"):
        saved(cast, record)
    assert not lying(own_store)
    assert not Attachment.objects.exists()


def test_a_text_with_a_birth_number_gives_a_soft_hint(cast, record):
    text = b"Bruker 01815000036 falt i dusjen"
    assert "et fødselsnummer" in hint(saved(cast, record, "notat.txt", text))
    assert "et fødselsnummer" in hint(saved(cast, record, "tall.csv", "nr;hva\n01815000036;blåmerke".encode("cp1252")))
    assert hint(saved(cast, record, "rolig.txt", b"Alt gikk bra")) == ""
    assert hint(saved(cast, record)) == ""
