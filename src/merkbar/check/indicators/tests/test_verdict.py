"""The verdict in words: the eight series of the scenario, and what must never be said."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkbar.check.indicators.figures import Point, Settings, verdict_of
from merkbar.check.indicators.figures.verdict_words import WORDS
from merkbar.check.indicators.tests.kit_series import BASELINE, month, points, solvik

FROZEN = {"baselines": (BASELINE,)}
RISING = list(range(24))
WILD = [3, 1, 2, 3, 1, 2, 3, 2, 1, 3, 1, 2]


def judged(code, direction, until=dt.date(2026, 8, 31), **more):
    return verdict_of(solvik(code, until), Settings(direction=direction, **FROZEN, **more))


@pytest.mark.parametrize(
    ("code", "direction", "word", "detected", "since"),
    [
        ("I01", "down", "better", "okt 2025", (2025, 3)),
        ("I03", "down", "better", "nov 2025", (2025, 4)),
        ("I04", "up", "better", "juni 2025", (2024, 11)),
        ("I05", "down", "worse", "aug 2026", (2025, 12)),
        ("I06", "down", "better", "mai 2026", (2025, 9)),
    ],
)
def test_the_scenario_has_changed_when_it_should(code, direction, word, detected, since):
    verdict = judged(code, direction)
    assert (verdict.word, verdict.toward) == (word, word)
    assert str(verdict.short) == f"Endring oppdaget {detected}: {WORDS[word].lower()}"
    assert verdict.since == dt.date(*since, 1)
    before = judged(code, direction, until=verdict.detected - dt.timedelta(days=1))
    assert before.word == "none", "the month before, nobody could have known"


def test_i01_was_a_run_of_eight_when_it_was_seen():
    assert judged("I01", "down", until=dt.date(2025, 10, 31)).length == 8


def test_i02_a_high_month_inside_the_limits_is_no_alarm():
    verdict = judged("I02", "down")
    assert (verdict.word, str(verdict.short), verdict.toward) == ("none", "Ingen endring", "")
    assert verdict.points[-2] == Point(dt.date(2026, 7, 1), 6.2)
    assert round(verdict.drawing.upper[-2], 2) == 6.30
    assert verdict.drawing.outside == ()


def test_i05_says_nine_months_in_a_row_from_december():
    verdict = judged("I05", "down")
    assert verdict.sentence == ("Endring oppdaget i august 2026: ni måneder på rad over medianen, fra desember 2025.")
    assert [verdict.points[place].period for place in verdict.places] == [month(n) for n in range(23, 32)]


def test_i07_season_is_not_tested_but_compared_with_last_year():
    verdict = judged("I07", "up", seasonal=True)
    assert (verdict.word, str(verdict.short)) == ("season", "Sesong – test av")
    assert "91,7 mot 91,4" in verdict.sentence
    assert not verdict.places


def test_i08_a_level_that_moves_all_the_time_is_a_trend_not_a_change():
    verdict = judged("I08", "up")
    assert (verdict.word, verdict.toward, str(verdict.short)) == ("trend", "better", "Trend oppover")
    assert judged("I08", "down").toward == "worse"


def test_no_verdict_from_few_values():
    for count in range(12):
        verdict = verdict_of(points(RISING[:count]), Settings(direction="up"))
        assert verdict.word == "too_little"
        assert not verdict.places
    assert str(verdict_of(points([1, 2]), Settings()).said) == "For lite data: 2 av de tolv målingene som trengs."
    assert str(verdict_of(points([None]), Settings()).said) == "Ingen målinger ennå."


def test_a_new_process_starts_over():
    series = points(WILD * 2 + [9, 9, 8])
    verdict = verdict_of(series, Settings(direction="up", parts=(month(24),)))
    assert verdict.word == "too_little"
    assert verdict.sentence == "For lite data siden ny prosess i januar 2026: 3 av de tolv målingene som trengs."
    assert verdict.drawing.median[0] == 2
    assert verdict.drawing.median[-1] == 9


def test_each_part_has_its_own_baseline():
    series = points([*WILD, 9, 9, *[20, 21] * 9])
    settings = Settings(baselines=(month(11), month(25)), parts=(month(14),))
    drawn = verdict_of(series, settings).drawing
    assert (drawn.starts, drawn.frozen_to) == ((0, 14), (11, 25))
    assert (drawn.median[0], drawn.median[-1]) == (2, 20.5)
    assert verdict_of(series, replace(settings, engine="nhs")).word == "none"


def test_the_same_value_every_month_is_no_change_and_has_no_limits():
    verdict = verdict_of(points([0.1] * 30), Settings(direction="up", **FROZEN))
    assert verdict.sentence == "Ingen endring: alle verdiene er like."
    assert set(verdict.drawing.upper) == {None}
    assert "varierer ikke" in str(verdict.notes[-1])


def test_neither_way_is_better_is_only_a_change():
    verdict = judged("I05", "neutral")
    assert (verdict.word, verdict.toward) == ("change", "")
    assert str(verdict.short) == "Endring oppdaget aug 2026"


def test_a_change_that_is_over_is_not_a_change_now():
    series = points([*WILD, *[9] * 12, *WILD, *WILD])
    verdict = verdict_of(series, Settings(direction="down", **FROZEN))
    assert verdict.word == "none"
    assert "En endring fra desember 2024" in verdict.sentence or "En endring fra januar 2025" in verdict.sentence


def test_a_new_change_the_other_way_wins():
    series = points([*WILD, *[9, 8] * 6, *[0, 1] * 6])
    assert verdict_of(series, Settings(direction="down", **FROZEN)).word == "better"
    assert verdict_of(series[:24], Settings(direction="down", **FROZEN)).word == "worse"


def test_without_a_baseline_the_later_side_decides():
    falls = points([8, 9, 7, 9, 8, 9, 8, 9, 7, 8, 9, 8, 2, 3, 1, None, 2, 1, 3, 2, 1, 2, 3, 1])
    verdict = verdict_of(falls, Settings(direction="down"))
    assert verdict.word == "better"
    assert verdict.since == month(12)
    assert verdict.detected > verdict.since


def test_long_waves_are_a_change_to_neither_side():
    low, high = [1, 2, 1], [8, 9, 8, 9, 8, 9]
    verdict = verdict_of(points([*low, *high, *low, *low, *high, *low]), Settings(direction="up"))
    assert (verdict.word, verdict.toward, verdict.places) == ("change", "", ())
    assert "svinger i lange bølger" in verdict.sentence


def test_a_line_that_is_seldom_crossed_is_a_change_too():
    steps = [*[3, 3, 1, 1] * 3, *[9] * 7, 1, *[9] * 7, 1, *[9] * 7]
    verdict = verdict_of(points(steps), Settings(direction="down", **FROZEN))
    assert (verdict.rule, verdict.word) == ("crossings", "worse")
    assert "krysser medianen sjeldnere enn tilfeldig variasjon gjør" in verdict.sentence
    waves = [*[3, 3, 1, 1] * 3, *[9] * 6, *[1] * 6, *[9] * 6, *[1] * 6]
    assert verdict_of(points(waves), Settings(direction="down", **FROZEN)).word == "change"


def test_season_without_a_year_behind_it_says_only_why():
    for series in ([], points([3.0, None])):
        verdict = verdict_of(series, Settings(seasonal=True))
        assert verdict.sentence.startswith("Tallene svinger med årstiden. Testen er av")


def test_counts_under_zero_have_limits_of_their_values():
    verdict = verdict_of(points([-1, 2, 1] * 6), Settings(chart="c"))
    assert verdict.drawing.lower[0] < -1


def test_nhs_may_fix_its_limits_on_a_baseline():
    fixed = verdict_of(points([*WILD, *[9] * 8]), Settings(engine="nhs", direction="up", **FROZEN))
    free = verdict_of(points([*WILD, *[9] * 8]), Settings(engine="nhs", direction="up"))
    assert (fixed.word, fixed.since) == ("better", month(12))
    assert fixed.detected <= free.detected


def test_weekly_series_are_named_by_their_day():
    series = [Point(dt.date(2026, 1, 5) + dt.timedelta(7 * n), v) for n, v in enumerate([*WILD, *[9] * 9])]
    verdict = verdict_of(series, Settings(direction="up", cadence="", baselines=(dt.date(2026, 3, 28),)))
    assert "målinger på rad over medianen, fra 30.03.2026." in verdict.sentence


def test_an_excluded_month_is_drawn_but_not_counted():
    values = [*WILD, 90, *WILD]
    one = verdict_of(points(values), Settings(excluded=frozenset({month(12)})))
    other = verdict_of(points([*WILD, None, *WILD]), Settings())
    assert one.drawing.median == other.drawing.median
    assert one.drawing.outside == (12,)
    assert one.word == other.word == "none"


def test_a_share_has_the_limits_of_its_counts():
    series = [Point(month(n), 100 * top / 40, top, 40) for n, top in enumerate([9, 11] * 9)]
    verdict = verdict_of(series, Settings(chart="p", per=100))
    assert verdict.drawing.mean[0] == pytest.approx(25)
    assert verdict.drawing.upper[0] == pytest.approx(25 + 300 * (0.25 * 0.75 / 40) ** 0.5)
    holes = [*series, Point(month(18), 30.0)]
    assert "mangler teller" in str(verdict_of(holes, Settings(chart="p", per=100)).notes[0])


def test_what_the_chart_refuses_is_said_and_the_verdict_still_stands():
    series = [Point(month(n), value) for n, value in enumerate([1, 0] * 8)]
    verdict = verdict_of(series, Settings(chart="t"))
    assert [str(note) for note in verdict.notes] == ["Tid mellom hendelser må være over null."]
    assert set(verdict.drawing.upper) == {None}


def test_a_thin_or_restless_baseline_is_told():
    thin = verdict_of(points(WILD * 2), Settings(baselines=(month(5),)))
    assert "under tolv målinger" in str(thin.notes[0])
    restless = verdict_of(solvik("I08"), Settings(**FROZEN))
    assert "ikke stabilt" in str(restless.notes[0])


@pytest.mark.parametrize(
    ("code", "direction", "word", "detected"),
    [("I01", "down", "better", (2025, 5)), ("I02", "down", "none", None), ("I05", "down", "worse", (2026, 2))],
)
def test_nhs_is_a_choice(code, direction, word, detected):
    verdict = judged(code, direction, engine="nhs")
    assert verdict.word == word
    assert verdict.detected == (dt.date(*detected, 1) if detected else None)


def test_years_and_tertials_have_their_names():
    years = [Point(dt.date(2000 + n, 1, 1), v) for n, v in enumerate([*WILD, *[9] * 8])]
    verdict = verdict_of(years, Settings(direction="up", cadence="year", baselines=(dt.date(2011, 12, 31),)))
    assert verdict.sentence.startswith("Endring oppdaget i 20")
    assert " år på rad over medianen, fra 20" in verdict.sentence


VALUES = st.lists(st.none() | st.integers(0, 12), max_size=40)


@given(VALUES, st.sampled_from(["up", "down", "neutral"]), st.booleans(), st.sampled_from(["anhoj", "nhs"]))
def test_every_series_gets_a_verdict_whose_dates_are_in_order(values, direction, frozen, engine):
    settings = Settings(direction=direction, engine=engine, **(FROZEN if frozen else {}))
    verdict = verdict_of(points(values), settings)
    assert verdict.sentence.endswith(".")
    assert "%" not in verdict.sentence
    assert len(verdict.drawing.median) == len(values) == len(verdict.points)
    if verdict.detected:
        assert verdict.since <= verdict.detected
        assert verdict.word in {"better", "worse", "change"}


@given(VALUES, st.booleans())
def test_the_mirror_of_better_is_worse(values, frozen):
    more = FROZEN if frozen else {}
    up = verdict_of(points(values), Settings(direction="up", **more))
    down = verdict_of(points([None if v is None else -v for v in values]), Settings(direction="down", **more))
    assert (up.word, up.detected, up.since, up.length) == (down.word, down.detected, down.since, down.length)
