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


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"series": {"x": ["2026-01-01", "2026-01-01"], "y": [1, 2]}}, "Samme dato står flere ganger"),
        ({"engine": "ptd", "series": {"x": [1, 1], "y": [1, 2]}}, "Samme dato står flere ganger"),
        ({"series": {"x": ["1. januar"], "y": [1]}}, "er ikke en dato"),
        ({"series": {"x": ["2026-W01-1"], "y": [1]}}, "er ikke en dato"),
        ({"series": {"x": [1], "y": [1, 2]}}, "må ha like mange verdier"),
        ({"series": {"y": [1, 2], "n": [1]}}, "må ha like mange verdier"),
        ({"series": {"y": [1, 2]}, "options": {"chart": "p"}}, "trenger en nevner"),
        ({"series": {"y": [2], "n": [1]}, "options": {"chart": "p"}}, "flere hendelser enn nevneren"),
        ({"series": {"y": [2], "n": [0]}, "options": {"chart": "u"}}, "men nevneren er 0"),
        ({"series": {"y": [2], "n": [-1]}, "options": {"chart": "u"}}, "er under null"),
        ({"series": {"y": [-2]}, "options": {"chart": "c"}}, "under null"),
        ({"series": {"y": [0, 2]}, "options": {"chart": "t"}}, "må være over null"),
        ({"series": {"y": [1, float("inf")]}}, "for stort"),
        ({"series": {"y": [1, "to"]}}, "ikke et tall"),
        ({"series": {"y": [1] * 20_001}}, "for lang"),
        ({"series": {"y": [1, 2]}, "options": {"exclude": [1, 2]}}, "Alle punktene er holdt utenfor"),
        ({"series": {"y": [1, 2]}, "options": {"exclude": 3}}, "punkter fra 1 til 2"),
        ({"series": {"y": [1, 2]}, "options": {"freeze": 0}}, "minst 1"),
        ({"series": {"y": [1, 2]}, "options": {"freeze": 1.5}}, "hele tall"),
        ({"series": {"y": [1, 2]}, "options": {"part": [[1], 2]}}, "hele tall, eller ett navn"),
        ({"series": {"y": [1, 2]}, "options": {"cl": [1]}}, "ett tall, eller ett per punkt"),
        ({"series": {"y": [1, 2]}, "options": {"multiply": -1}}, "over null"),
        ({"series": {"y": [1, 2]}, "options": {"agg_fun": "mode"}}, "mean, median, sum eller sd"),
        ({"series": {"x": ["2026-01-01"], "y": [1]}, "options": {"x_period": "uke"}}, "day, week, month"),
        ({"series": {"x": [1], "y": [1]}, "options": {"x_period": "week"}}, "trenger datoer"),
        ({"series": {"y": [1]}, "options": {"chart": "kake"}}, "Ukjent kart: kake"),
        ({"series": {"y": [1]}, "options": {"method": "bestbox"}}, "Bare Anhøj-reglene"),
        ({"series": {"y": [1]}, "options": {"frees": 1}}, "Ukjent valg: frees"),
        ({"series": {"y": [1]}, "options": {"y_neg": 1}}, "true eller false"),
        ({"series": {"y": [1]}, "options": [1]}, "må være et objekt"),
        ({"series": {"x": [1, None], "y": [1, 2]}}, "ingen kan mangle"),
        ({"engine": "spss", "series": {"y": [1]}}, "Ukjent regelsett"),
        ({"series": 3}, "Serien mangler"),
        ({"engine": "ptd", "series": {"y": [1]}, "options": {"rebase": {}}}, "en dato, eller en liste"),
        ({"engine": "ptd", "series": {"y": [1]}, "options": {"fix_after_n_points": 11}}, "minst 12"),
        ({"engine": "ptd", "series": {"y": [1]}, "options": {"improvement_direction": "opp"}}, "increase, decrease"),
        ({"engine": "ptd", "series": {"y": [1]}, "options": {"target": "mye"}}, "må være et tall"),
        ({"engine": "ptd", "series": {"y": [1]}, "options": {"screen_outliers": 1}}, "true eller false"),
        ({"engine": "ptd", "series": {"y": [1]}, "options": {"chart": "i"}}, "Ukjent valg: chart"),
    ],
)
def test_each_mistake_has_its_sentence(case, says):
    assert says in answer(case).get("error", "")


def test_x_may_be_left_out_and_periods_may_be_quarters():
    assert answer({"series": {"y": [1, 2]}})["x"] == [1, 2]
    dates = ["2026-01-05", "2026-02-05", "2026-04-01"]
    found = answer({"series": {"x": dates, "y": [1, 3, 5]}, "options": {"x_period": "quarter"}})
    assert (found["x"], found["y"], found["subgroup_n"]) == (["2026-01-01", "2026-04-01"], [2, 5], [2, 1])
    daily = answer({"series": {"x": dates, "y": [1, 3, 5]}, "options": {"x_period": "day"}})
    assert daily["x"] == dates


def test_doubtful_series_are_told_so():
    def notes(values, **options):
        return " ".join(answer({"series": {"y": values}, "options": options}).get("notes", []))

    assert "Over halvparten av punktene ligger på medianen" in notes([3, 3, 3, 3, 4, 2, 3])
    assert "bare to ulike verdier" in notes([0.1, 0.3] * 4)
    assert "under tolv punkter" in notes(list(range(20)), chart="i", freeze=5)
    assert "bare ett punkt" in notes([1, 2, 3], chart="i", part=1)
    assert "varierer ikke" in notes([5] * 5, chart="i", screened_mr=False)
    assert "Nesten alle verdiene er like" in notes([*[5] * 12, 50, *[5] * 12], chart="i")
