"""Whether a target is met: the comparator decides, then whether there is time left and the pace is kept."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkbar.check.indicators import judging
from merkbar.check.indicators.judging import Aim, Given, Reading, judge

YEAR = dt.date(2026, 1, 1)
TODAY = dt.date(2026, 9, 21)
numbers = st.decimals(min_value=0, max_value=1000, places=2)


def status(aim, value, *, day=TODAY, shape="count", cumulative=True, cadence="year", counts=None):
    reading = Reading(YEAR, Decimal(str(value)), *(counts or (None, None)))
    return judge(aim, [reading], shape=shape, per=1, cadence=cadence, cumulative=cumulative, day=day).word


def test_under_two_is_not_reached_by_two():
    assert status(Aim("<", Decimal(2)), 2) == "missed"
    assert status(Aim("<=", Decimal(2)), 2) == "reached"


@pytest.mark.parametrize(
    ("value", "word"), [("4.9", "missed"), ("5", "reached"), ("7", "reached"), ("10", "reached"), ("10.1", "missed")]
)
def test_both_ends_of_a_span_are_within_it(value, word):
    aim = Aim("between", Decimal(5), value_to=Decimal(10))
    assert status(aim, value, shape="share", cumulative=False) == word


def test_a_growing_figure_is_on_its_way_into_a_span_and_lost_above_it():
    aim = Aim("between", Decimal(3), value_to=Decimal(6))
    assert [status(aim, value) for value in (2, 3, 7)] == ["on_track", "reached", "missed"]


@pytest.mark.parametrize(
    ("baseline", "value", "word"),
    [(2, "4.9", "on_track"), (2, "2.1", "missed"), (2, 11, "missed"), (20, 12, "on_track"), (20, 4, "missed")],
)
def test_the_way_to_a_span_goes_to_its_nearest_end(baseline, value, word):
    begun, by = dt.date(2024, 1, 1), dt.date(2027, 12, 31)
    aim = Aim("between", Decimal(5), "", by, baseline=Decimal(baseline), baseline_day=begun, value_to=Decimal(10))
    facts = {"shape": "rate", "per": 1, "cadence": "year", "cumulative": False}
    reading = Reading(dt.date(2025, 1, 1), Decimal(str(value)))
    assert judge(aim, [reading], **facts, day=TODAY).word == word


def test_more_than_fifty_per_cent_is_not_reached_by_fifty():
    assert status(Aim(">", Decimal(50)), 50, shape="share", cumulative=False) == "missed"


def test_a_growing_figure_at_an_even_pace_is_on_track_while_the_year_runs():
    assert status(Aim(">=", Decimal(90)), 71) == "on_track"
    assert status(Aim(">=", Decimal(90)), 71, day=dt.date(2027, 1, 1)) == "unmeasured"
    assert status(Aim(">=", Decimal(90)), 71, day=dt.date(2026, 12, 31)) == "missed"


def test_one_of_a_hundred_in_september_is_not_on_track():
    assert status(Aim(">=", Decimal(100)), 1) == "missed"


def test_a_share_of_persons_does_not_grow_into_place():
    assert status(Aim("=", Decimal(100)), 78, shape="share", cumulative=False) == "missed"


def test_each_unit_counts_as_one_in_a_target_for_every_unit():
    aim = Aim(">=", Decimal(1), per_unit=True)
    assert status(aim, "80.952381", shape="share", counts=(Decimal(17), Decimal(21))) == "on_track"
    assert status(aim, "100", shape="share", counts=(Decimal(21), Decimal(21))) == "reached"


def test_a_limit_that_is_passed_is_missed_though_the_year_runs():
    assert status(Aim("<", Decimal(2)), 3) == "missed"


def test_last_years_figure_says_nothing_about_this_year():
    old = [Reading(dt.date(2024, 1, 1), Decimal(19))]
    found = judge(Aim("<=", Decimal(14)), old, shape="share", per=1, cadence="year", cumulative=False, day=TODAY)
    assert found == judging.UNMEASURED


def test_a_milestone_is_reached_when_it_is_done():
    assert status(Aim("", None), 1, shape="done", cumulative=False) == "reached"
    assert status(Aim("", None), 0, shape="done", cumulative=False) == "missed"


def test_a_target_without_a_number_cannot_be_judged():
    assert status(Aim("", None), 72, shape="share", cumulative=False) == "unmeasured"


def test_a_year_of_months_is_their_mean_and_counts_weigh():
    months = [Reading(dt.date(2026, n, 1), Decimal(value)) for n, value in enumerate(("19.8", "20.1", "19.2"), 1)]
    assert judging.whole("mean", 1, months) == Decimal("19.700000")
    weighed = [
        Reading(dt.date(2026, 1, 1), Decimal(50), Decimal(1), Decimal(2)),
        Reading(dt.date(2026, 2, 1), Decimal(0), Decimal(0), Decimal(8)),
    ]
    assert judging.whole("share", 1, weighed) == Decimal("10.000000")


def test_a_deadline_ahead_is_on_track_when_the_way_from_the_baseline_is_kept():
    aim = Aim(
        ">", Decimal(50), deadline=dt.date(2027, 12, 31), baseline=Decimal("33.5"), baseline_day=dt.date(2024, 1, 1)
    )
    ask = {"shape": "share", "per": 1, "cadence": "month", "cumulative": False}
    reading = Reading(dt.date(2026, 8, 1), Decimal("47.1"))
    assert judge(aim, [reading], day=TODAY, **ask).word == "on_track"
    assert judge(aim, [Reading(dt.date(2026, 8, 1), Decimal("40.0"))], day=TODAY, **ask).word == "missed"
    assert judge(aim, [reading], day=dt.date(2028, 1, 1), **ask).word == "missed"


@given(value=numbers, target=numbers, comparator=st.sampled_from(sorted(["<", "<=", "=", ">=", ">"])))
def test_a_value_that_meets_the_comparator_is_reached_whatever_the_day(value, target, comparator):
    meets = {
        "<": value < target,
        "<=": value <= target,
        "=": value == target,
        ">=": value >= target,
        ">": value > target,
    }
    for day in (dt.date(2026, 1, 1), TODAY, dt.date(2026, 12, 31)):
        word = status(Aim(comparator, target), value, day=day)
        assert (word == "reached") == meets[comparator]


@given(less=numbers, more=numbers, target=numbers)
def test_more_of_a_growing_figure_never_worsens_the_word(less, more, target):
    order = {"missed": 0, "on_track": 1, "reached": 2}
    low, high = sorted((less, more))
    assert order[status(Aim(">=", target), low)] <= order[status(Aim(">=", target), high)]


@given(value=numbers, target=numbers)
def test_nothing_is_on_track_when_the_year_is_over(value, target):
    assert status(Aim(">=", target), value, day=dt.date(2026, 12, 31)) in {"reached", "missed"} or value >= target - 1


@given(top=st.integers(0, 10_000), bottom=st.integers(1, 10_000))
def test_a_share_lies_between_nothing_and_all_or_is_refused(top, bottom):
    said = Given(Decimal(top), Decimal(bottom))
    wrong = list(judging.faults("share", said))
    assert bool(wrong) == (top > bottom)
    if not wrong:
        assert 0 <= judging.value_of("share", 1, said) <= 100


@pytest.mark.parametrize("text", ["abc", "inf", "-inf", "NaN", "1e400", "1,2,3", "--1", "=1+1", "½x"])
def test_what_is_no_number_is_not_read_as_one(text):
    with pytest.raises(judging.NotANumber):
        judging.number(text)


@pytest.mark.parametrize(
    ("text", "value"), [("47,1", "47.1"), ("1 234,5", "1234.5"), ("1.234,5", "1234.5"), ("12 %", "12"), ("−3", "-3")]
)
def test_numbers_are_read_as_norwegians_write_them(text, value):
    assert judging.number(text) == Decimal(value)
