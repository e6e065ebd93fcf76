"""What is taken and what is not, by name and bytes."""

import io
import tracemalloc

import pytest

from merkbar.ground.files.kinds import kind_of
from merkbar.ground.files.names import LONGEST, clean_name
from merkbar.ground.files.tests import hostile


@pytest.mark.parametrize("name", hostile.TAKEN)
def test_an_ordinary_file_is_taken(name):
    assert kind_of(clean_name(name), io.BytesIO(hostile.TAKEN[name])) is not None


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_hostile_file_is_refused(name):
    assert kind_of(clean_name(name), io.BytesIO(hostile.REFUSED[name])) is None


def test_two_files_in_one_are_what_their_name_says_and_never_a_page():
    both = io.BytesIO(hostile.PDF + b"<html><script>alert(1)</script>")
    assert kind_of("rutine.pdf", both).media_type == "application/pdf"
    assert kind_of("rutine.html", both) is None


def test_a_bomb_costs_no_memory():
    bomb = hostile.zipped({"[Content_Types].xml": b"\x00" * 50_000_000})
    tracemalloc.start()
    assert kind_of("bombe.docx", io.BytesIO(bomb)) is None
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4_000_000


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.txt", "system.txt"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("a\x00b.pdf", "ab.pdf"),
        ("linje\r\nSet-Cookie: x.pdf", "linjeSet-Cookie_ x.pdf"),
        ("rutine\u202efdp.exe", "rutinefdp.exe"),
        ("\u200b\ufeff.pdf", "pdf"),
        ("...", ""),
        ("  mye   rom .pdf ", "mye rom .pdf"),
        ('<b>"x"|?*.txt', "_b__x____.txt"),
        ("blåbærsyltetøy på fjøset.pdf", "blåbærsyltetøy på fjøset.pdf"),
        ("\ud800x.txt", "x.txt"),
        ("", ""),
    ],
)
def test_a_name_is_cleaned(sent, kept):
    assert clean_name(sent) == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 5_000 + ".pdf")
    assert len(name) == LONGEST
    assert name.endswith("x.pdf")
    assert len(clean_name("x." + "y" * 5_000)) == LONGEST
