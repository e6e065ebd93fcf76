"""Our figures beside those of two independent programs."""

import json
from collections import Counter

import pytest

from merkbar.check.indicators.figures import answer
from merkbar.check.indicators.figures.numbers import fewest_crossings, longest_run_allowed
from merkbar.check.indicators.tests.agreement import FIXTURES, SENTENCES, cases, outcome, same
from merkbar.check.indicators.tests.report import main

ALL = dict(cases())


def test_nothing_differs_that_has_no_reason():
    found = [outcome(name, case) for name, case in ALL.items()]
    assert [one for one in found if one.kind == "wrong"] == []
    kinds = Counter(one.kind for one in found)
    assert kinds == {"agreed": 672, "deliberate": 34, "outside": 38}
    assert {one.why for one in found if one.kind == "deliberate"} == set(SENTENCES.values())


def test_the_report_says_what_agrees_and_why_some_differ(capsys):
    assert main() == 0
    said = capsys.readouterr().out
    assert "wrong           0" in said
    assert SENTENCES["no_variation"] in said


@pytest.mark.parametrize("field", ["cl", "ucl", "sigma_signal", "parts"])
def test_a_figure_that_is_a_little_off_is_found(field, monkeypatch):
    name = next(n for n, case in ALL.items() if case["options"] == {"chart": "i"} and "norm_n024" in n)
    case = ALL[name]
    right = answer(case)
    off = dict(right)
    off[field] = [{**right["parts"][0], "n_crossings": 0}] if field == "parts" else [*right[field][:-1], 47.3954169]
    monkeypatch.setattr("merkbar.check.indicators.tests.agreement.answer", lambda _: off)
    assert outcome(name, case).kind == "wrong"


def test_a_missing_answer_is_not_a_number_nor_no():
    assert not same(None, 0, 0)
    assert not same(0, None, 0)
    assert not same(True, 1, 0)
    assert same(1.0, 1, 0)


def test_the_limits_of_runs_and_crossings_are_those_of_the_tables():
    table = json.loads((FIXTURES / "runs_limits.json").read_text(encoding="utf-8"))
    for n, longest, fewest in zip(table["n"], table["longest_run_max"], table["n_crossings_min"], strict=True):
        assert (longest_run_allowed(n), fewest_crossings(n)) == (longest, fewest), n
