"""Working days: Easter, 1 and 17 May, Ascension Day, Whit Monday, Christmas, and hours over summer time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkbar.ground.clock.workdays import (
    DecidedBeforeReceivedError,
    NaiveTimeError,
    add_workdays,
    hours_deadline,
    is_workday,
    workdays_between,
)

OSLO = ZoneInfo("Europe/Oslo")
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2025, 5, 22), 5, date(2025, 5, 30)),
        (date(2026, 5, 21), 5, date(2026, 5, 29)),
        (date(2026, 9, 15), 5, date(2026, 9, 22)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 12, 23), 2, date(2026, 12, 28)),
        (date(2026, 9, 21), 0, date(2026, 9, 21)),
        (date(2026, 4, 7), -1, date(2026, 4, 1)),
    ],
)
def test_a_deadline_counts_over_norwegian_holidays(start, count, expected):
    assert add_workdays(start, count) == expected


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2027, 5, 17),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 9, 19),
        date(2026, 9, 20),
    ],
)
def test_holidays_and_weekends_are_no_working_days(day):
    assert not is_workday(day)


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 31), date(2026, 4, 1), date(2026, 9, 21)])
def test_the_eves_and_the_wednesday_before_easter_are_working_days(day):
    assert is_workday(day)


def test_one_working_day_is_left_on_the_monday_before_the_deadline():
    assert workdays_between(date(2026, 9, 21), date(2026, 9, 22)) == 1


def test_a_decision_on_the_day_of_receipt_took_no_days():
    assert workdays_between(date(2026, 9, 21), date(2026, 9, 21)) == 0


def test_a_decision_before_the_application_is_refused():
    with pytest.raises(DecidedBeforeReceivedError):
        workdays_between(date(2026, 9, 22), date(2026, 9, 21))


@given(days, st.integers(min_value=1, max_value=400))
def test_a_deadline_is_a_working_day_and_the_count_comes_back(day, count):
    deadline = add_workdays(day, count)
    assert is_workday(deadline)
    assert workdays_between(day, deadline) == count


@given(days, st.integers(min_value=0, max_value=900))
def test_case_time_equals_the_days_counted_one_by_one(received, length):
    decided = received + timedelta(days=length)
    one_by_one = sum(is_workday(received + timedelta(days=i)) for i in range(1, length + 1))
    assert workdays_between(received, decided) == one_by_one


@given(days, st.integers(min_value=0, max_value=100), st.integers(min_value=0, max_value=100))
def test_a_longer_limit_never_ends_earlier(day, one, other):
    shorter, longer = sorted((one, other))
    assert add_workdays(day, shorter) <= add_workdays(day, longer)


@given(days, st.integers(min_value=1, max_value=100))
def test_counting_back_lands_on_a_working_day_as_far_away(day, count):
    back = add_workdays(day, -count)
    assert is_workday(back)
    assert workdays_between(back, day) - is_workday(day) + 1 == count


def test_seventy_two_hours_stay_seventy_two_when_summer_time_ends():
    start = datetime(2026, 10, 23, 12, 0, tzinfo=OSLO)
    deadline = hours_deadline(start, 72)
    assert deadline == datetime(2026, 10, 26, 11, 0, tzinfo=OSLO)
    assert deadline.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=72)
    assert deadline.tzinfo is OSLO


def test_a_clock_without_time_zone_is_refused():
    with pytest.raises(NaiveTimeError):
        hours_deadline(datetime(2026, 9, 21, 8, 0), 72)  # noqa: DTZ001
