import csv
import datetime as dt
import io
import zoneinfo

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from merkbar.ground.ui.export import FORMULA_STARTS, csv_of, download, harmless, xlsx_of

NOON = dt.datetime(2026, 9, 21, 10, 5, tzinfo=dt.UTC)


def read(body):
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_norwegian_excel():
    body = csv_of(["Hva", "Når"], [["Blåbær; grøt", dt.date(2026, 9, 2)], [3.5, None]])
    assert body.startswith(b"\xef\xbb\xbf")
    assert read(body) == [["Hva", "Når"], ["Blåbær; grøt", "02.09.2026"], ["3,5", ""]]


def test_moments_are_written_in_norwegian_time():
    assert read(csv_of(["Når"], [[NOON]]))[1] == ["21.09.2026 12:05"]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of("Ark", ["Når"], [[NOON]]))).active
    assert sheet["A2"].value == dt.datetime(2026, 9, 21, 12, 5)  # noqa: DTZ001 - a cell has no zone
    assert NOON.astimezone(zoneinfo.ZoneInfo("Europe/Oslo")).hour == 12


def test_negative_numbers_stay_numbers_and_only_texts_are_made_harmless():
    assert read(csv_of(["n"], [[-4], ["-4"], [True]])) == [["n"], ["-4"], ["'-4"], ["ja"]]


@given(st.text(max_size=50))
def test_no_text_starts_a_formula(text):
    assert not harmless(text).lstrip().startswith(FORMULA_STARTS)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_any_text_can_be_written_and_read(texts):
    rows = read(csv_of(["a"], [[text] for text in texts]))
    assert len(rows) == len(texts) + 1
    assert openpyxl.load_workbook(io.BytesIO(xlsx_of("a/b:*", ["a"], [[text] for text in texts])))


def test_a_file_is_handed_out_as_a_download():
    for form in ("csv", "xlsx"):
        answer = download("tiltak", form, ["a"], [])
        assert answer["Content-Disposition"] == f'attachment; filename="tiltak.{form}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
