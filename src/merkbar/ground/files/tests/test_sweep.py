"""Bytes whose row never came are deleted a day later; no others are."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction

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


def locks():
    """Advisory locks that this connection holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_write_with_many_files_holds_as_many_locks_as_one_with_one(cast, record):
    saved(cast, record)
    few = locks()
    for n in range(30):
        saved(cast, record, hostile.PDF + b"%%%d" % n)
    assert locks() == few


def test_bytes_that_somebody_is_just_saving_again_are_not_swept(orphan, cast, record):
    aged(orphan)

    def sweeps():
        try:
            return writes.sweep()
        finally:
            connections.close_all()

    saved(cast, record, hostile.PDF + b"%")
    with ThreadPoolExecutor(1) as another:
        assert another.submit(sweeps).result(timeout=30) == 0
    assert orphan.exists()
