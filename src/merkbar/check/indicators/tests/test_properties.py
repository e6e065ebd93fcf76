"""What must hold of every series: scale, shift, mirror, order, gaps, and any nonsense that comes in as JSON."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merkbar.check.indicators.figures import answer, program
from merkbar.check.indicators.figures.qic import OUTSIDE
from merkbar.check.indicators.figures.runs import analyse

WHOLE = st.lists(st.integers(-50, 50), min_size=2, max_size=40)
LINES = ("y", "cl", "lcl", "ucl", "lcl95", "ucl95")
LIMITS = ("cl", "lcl", "ucl")
FLIPPED = {"lcl": "ucl", "ucl": "lcl", "cl": "cl"}


def i_chart(values, **options):
    return answer({"series": {"y": values}, "options": {"chart": "i", **options}})


def near(one, other):
    return (one is None) == (other is None) and (one is None or one == pytest.approx(other, rel=1e-9, abs=1e-9))


@given(WHOLE, st.sampled_from([0.25, 4, 1024]), st.sampled_from(["run", "i", "mr"]))
def test_a_scale_scales_the_lines_and_changes_no_signal(values, factor, chart):
    one = answer({"series": {"y": values}, "options": {"chart": chart}})
    other = answer({"series": {"y": [v * factor for v in values]}, "options": {"chart": chart}})
    assert one["parts"] == other["parts"]
    assert one["sigma_signal"] == other["sigma_signal"]
    for field in LINES:
        assert all(near(None if a is None else a * factor, b) for a, b in zip(one[field], other[field], strict=True))


@given(WHOLE, st.integers(-1000, 1000))
def test_a_shift_shifts_the_lines_and_changes_no_signal(values, by):
    one, other = i_chart(values), i_chart([v + by for v in values])
    assert one["parts"] == other["parts"]
    for field in LIMITS:
        assert all(near(None if a is None else a + by, b) for a, b in zip(one[field], other[field], strict=True))


@given(WHOLE)
def test_a_mirror_swaps_the_limits_and_changes_no_signal(values):
    one, other = i_chart(values), i_chart([-v for v in values])
    assert one["parts"] == other["parts"]
    assert one["sigma_signal"] == other["sigma_signal"]
    for field, flipped in FLIPPED.items():
        assert all(near(None if a is None else -a, b) for a, b in zip(one[field], other[flipped], strict=True))


@given(WHOLE, st.randoms(use_true_random=False), st.sampled_from(["qic", "ptd"]))
def test_the_order_rows_come_in_does_not_matter(values, chance, engine):
    rows = list(enumerate(values))
    mixed = random.Random(chance.random()).sample(rows, len(rows))
    cases = [{"x": [x for x, _ in found], "y": [y for _, y in found]} for found in (rows, mixed)]
    one, other = (answer({"engine": engine, "series": series}) for series in cases)
    assert one == other


@given(WHOLE, st.data())
def test_a_missing_point_changes_no_centre_and_no_run(values, data):
    at = data.draw(st.integers(0, len(values)))
    one, other = (answer({"series": {"y": y}}) for y in (values, [*values[:at], None, *values[at:]]))
    assert one["cl"][0] == other["cl"][0]
    assert {**one["parts"][0], "n_obs": 0} == {**other["parts"][0], "n_obs": 0}
    assert other["sigma_signal"][at] == 0


@given(WHOLE, st.data())
def test_nhs_reads_over_a_gap(values, data):
    at = data.draw(st.integers(1, len(values)))
    holed = [*values[:at], None, *values[at:]]
    labels = answer({"engine": "ptd", "series": {"y": holed}})["special_cause_type"]
    assert labels[at] == "Common Cause"


@given(st.lists(st.sampled_from([1, -1, 0, None])))
def test_runs_and_crossings_always_add_up(sides):
    found = analyse(sides)
    assert found.useful == sum(1 for side in sides if side)
    if found.useful:
        assert found.longest + found.crossings <= found.useful
        assert analyse([None if side is None else -side for side in sides]) == found


@given(
    st.lists(st.integers(0, 30), min_size=2, max_size=30), st.integers(1, 40), st.sampled_from(["p", "pp", "u", "up"])
)
def test_shares_and_rates_stay_within_what_is_possible(tops, more, chart):
    bottoms = [top + more for top in tops]
    found = answer({"series": {"y": tops, "n": bottoms}, "options": {"chart": chart}})
    for low, high in zip(found["lcl"], found["ucl"], strict=True):
        assert low is None or (low >= 0 and (high <= 1 or chart in {"u", "up"}))


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = ["chart", "freeze", "part", "exclude", "cl", "multiply", "agg_fun", "x_period", "method", "y_neg", "target"]
NHS = ["rebase", "fix_after_n_points", "improvement_direction", "screen_outliers", "target"]


@settings(max_examples=400)
@given(
    st.sampled_from(["qic", "ptd"]),
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("x", "y", "n"), NONSENSE | st.lists(st.integers(0, 9), max_size=4))
    ),
    st.dictionaries(st.sampled_from([*NAMES, *NHS]), NONSENSE, max_size=2),
)
def test_nonsense_is_answered_with_a_sentence_never_a_fault(engine, series, options):
    found = answer({"engine": engine, "series": series, "options": options})
    json.dumps(found, allow_nan=False)
    assert "error" not in found or found["error"].endswith(".")


@given(NONSENSE)
def test_a_list_is_answered_in_its_order(nonsense):
    found = program([nonsense, {"series": {"y": [1, 2]}}])
    assert "error" in found[0]
    assert found[1]["cl"] == [1.5, 1.5]


@pytest.mark.parametrize("chart", sorted(OUTSIDE))
def test_a_chart_we_do_not_draw_says_what_to_use_instead(chart):
    found = answer({"series": {"y": [1, 2, 3]}, "options": {"chart": chart}})
    assert "finnes ikke i Merkbar. Bruk" in found["error"]
