"""Bytes whose row never came are deleted a day later; no others are."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from merkbar.ground.files import jobs, store, writes
from merkbar.ground.files.tests import hostile

DAY = 86_400


def saved(cast, record, content=hostile.PDF):
    return writes.save(by=cast.nurse, record=record, upload=SimpleUploadedFile("rutine.pdf", content))


def aged(path, seconds=DAY + 60):
    os.utime(path, (time.time() - seconds,) * 2)
    return path


@pytest.fixture
def orphan(cast, record):
    """Bytes of a write that was taken back."""
    with transaction.atomic():
        attachment = saved(cast, record, hostile.PDF + b"%")
        transaction.set_rollback(True)
    return store.path_of(attachment.digest)


def test_bytes_of_a_write_that_was_taken_back_go_after_a_day(orphan):
    jobs.sweep(timestamp=0)
    assert orphan.exists(), "its row may still be on its way"
    aged(orphan)
    jobs.sweep(timestamp=0)
    assert not orphan.exists()


def test_bytes_that_a_row_asks_for_stay(cast, record):
    path = aged(store.path_of(saved(cast, record).digest))
    assert writes.sweep() == 0
    assert path.exists()


def test_a_half_upload_goes_too(own_store, db):
    waiting = own_store / "incoming"
    waiting.mkdir(parents=True)
    (waiting / "half").write_bytes(b"%PDF-")
    aged(waiting / "half")
    assert writes.sweep() == 1


def test_without_a_folder_there_is_nothing_to_sweep(db):
    assert writes.sweep() == 0
