"""The funnel: exact limits, a herd that is not called out, and nobody compared where there is nothing to compare."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkbar.check.indicators.charts_funnel import described, funnel_plot
from merkbar.check.indicators.charts_words import Look
from merkbar.check.indicators.figures import Settings
from merkbar.check.indicators.figures.funnel import LEVELS, Unit, funnel, limits

LOOK = Look("f", "Fall per 1000 beboerdøgn", "Mestring og helse", Settings(direction="down", per=1000))


def alike(*more):
    """Ten units at six per thousand, the odd ones a little over and the even ones a little under."""
    return [Unit(f"Avdeling {n}", 6 * n + (-1) ** n, 1000.0 * n) for n in range(1, 11)] + list(more)


@pytest.mark.parametrize(("level", "trials"), [(0.2, 100), (0.5, 12), (0.03, 400)])
def test_a_limit_lies_between_the_whole_numbers_around_its_level(level, trials):
    chances = [comb(trials, k) * level**k * (1 - level) ** (trials - k) for k in range(trials + 1)]
    for level_wanted, limit in zip(LEVELS, limits("share", level, trials), strict=True):
        first = next(k for k in range(trials + 1) if sum(chances[: k + 1]) > level_wanted)
        assert max(0, first - 1) - 1e-9 <= limit * trials <= first + 1e-9


@given(st.floats(0.001, 0.9), st.integers(1, 3000), st.sampled_from(["share", "rate"]))
def test_limits_are_in_order_and_possible(level, bottom, kind):
    low, lower, upper, high = limits(kind, level, bottom)
    assert 0 <= low <= lower <= upper <= high
    assert kind == "rate" or high <= 1


def test_one_unit_that_differs_is_found_and_the_others_are_equal():
    found = funnel(alike(Unit("Øst", 60, 5000)), "rate")
    assert [unit.name for unit, place in zip(found.units, found.places, strict=True) if place == "beyond_998"] == [
        "Øst"
    ]
    assert described(found, LOOK).startswith("Øst (12,0) ligger over det størrelsen kan forklare.")


def test_nobody_is_called_out_when_nobody_differs():
    found = funnel(alike(), "rate")
    assert set(found.places) == {"inside"}
    assert described(found, LOOK).startswith("Forskjellene mellom de 10 enhetene er ikke større")


def test_a_herd_that_varies_widens_the_limits_and_it_is_said():
    herd = [Unit(f"E{n}", 100 if n % 2 else 40, 10_000) for n in range(12)]
    found = funnel(herd, "rate")
    assert found.dispersion > 2
    assert "beyond_998" not in found.places
    assert "Grensene er utvidet" in funnel_plot(herd, "rate", LOOK)


@pytest.mark.parametrize(
    "units", [[], alike()[:4], [Unit("a", 0, 10)] * 6, [Unit("a", 0, 0)] * 6, [Unit("a", 10, 10)] * 6]
)
def test_where_there_is_nothing_to_compare_a_sentence_says_so(units):
    assert "Sammenligningen trenger minst 5 enheter" in funnel_plot(units, "share", LOOK)


def test_the_table_lists_units_by_name_and_names_nobody_best():
    drawn = str(funnel_plot([Unit("Åse", 5, 1000), *alike(Unit("<b>Øst", 60, 5000))], "rate", LOOK))
    assert "Over de andre" in drawn
    assert "Som de andre" in drawn
    assert "<b>" not in drawn
