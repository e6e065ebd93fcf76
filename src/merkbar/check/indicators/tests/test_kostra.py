"""A table from Statistics Norway is read as it is; what is none is said."""

import copy
import json

import pytest

from merkbar.check.indicators import kostra
from merkbar.web.demo.source import TABLES

TABLE = json.loads((TABLES / "kostra_sample.json").read_text(encoding="utf-8"))


def changed(**facts):
    return json.dumps({**copy.deepcopy(TABLE), **facts})


def test_each_statistical_variable_is_a_column_and_each_year_a_row():
    assert kostra.rows_of(json.dumps(TABLE)) == [
        ["region", "år", "Netto driftsutgifter per innbygger (kr)", "Andel enerom med bad (prosent)"],
        ["Solvik kommune", "2023", "29310", "91.2"],
        ["Solvik kommune", "2024", "30120", "92.4"],
        ["Solvik kommune", "2025", "31475", "94.0"],
    ]


def test_missing_cells_are_empty_and_rows_without_any_are_left_out():
    rows = kostra.rows_of(changed(value=[29310, None, None, None, 92.4, None]))
    assert [row[1:] for row in rows[1:]] == [["2023", "29310", ""], ["2024", "", "92.4"]]


def test_values_may_come_as_a_sparse_map():
    rows = kostra.rows_of(changed(value={"0": 1, "5": 2}))
    assert [row[1:] for row in rows[1:]] == [["2023", "1", ""], ["2025", "", "2"]]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "nei", "{", '{"class":"dataset","version":"1.0"}', changed(size=[1, 2, 4]), changed(value=[1]),
        changed(size=[9000, 9000, 9000]), changed(value=["a"] * 6), changed(dimension={}), changed(id=["Tid"]),
        changed(size=["a", 2, 3]), changed(value=[float("inf")] * 6), "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(text):
    with pytest.raises(kostra.NotJsonStat) as wrong:
        kostra.rows_of(text)
    assert str(wrong.value).endswith(".")
