"""Norwegian numbers and sentences: what a change means, and that few cases mean nothing."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkbar.check.deviations import words
from merkbar.check.deviations.figures import count_change, share_change

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (20.1, 1, "20,1"),
        (2.5, 0, "3"),
        (0.125, 2, "0,13"),
        (9999, 0, "9999"),
        (9999.99, 1, f"10{NBSP}000,0"),
        (1234567, 0, f"1{NBSP}234{NBSP}567"),
        (-3.45, 1, "−3,5"),
        (-0.04, 1, "0,0"),
        (1e-7, 1, "0,0"),
        (None, 1, "–"),
    ],
)
def test_a_number_is_written_the_norwegian_way(value, decimals, written):
    assert words.number(value, decimals) == written


@pytest.mark.parametrize(
    ("share", "decimals", "written"),
    [(0.471, 1, "47,1"), (1, 0, "100"), (0.005, 0, "1"), (0.285, 0, "29"), (0.575, 0, "58"), (-0.02, 0, "−2")],
)
def test_per_cent_has_a_space_that_does_not_break(share, decimals, written):
    assert words.percent(share, decimals) == f"{written}{NBSP}%"


def test_no_share_is_a_dash():
    assert words.percent(None) == "–"


@given(st.integers(min_value=0, max_value=10**12))
def test_a_count_reads_back_as_the_same_number(n):
    written = words.count(n)
    assert int(written.replace(NBSP, "")) == n
    assert (NBSP in written) == (n >= 10_000)


@pytest.mark.parametrize(
    ("say", "one", "many"),
    [
        (words.days, "dag", "dager"),
        (words.workdays, "virkedag", "virkedager"),
        (words.hours, "time", "timer"),
        (words.months, "måned", "måneder"),
        (words.reports, "melding", "meldinger"),
        (words.cases, "sak", "saker"),
    ],
)
def test_one_is_singular_and_the_rest_plural(say, one, many):
    assert [say(n) for n in (0, 1, 2, 21)] == [f"0{NBSP}{many}", f"1{NBSP}{one}", f"2{NBSP}{many}", f"21{NBSP}{many}"]


def test_one_and_a_half_days_are_days():
    assert words.days(1.5, 1) == f"1,5{NBSP}dager"
    assert words.days(1.0) == f"1{NBSP}dag"


def test_more_reports_and_less_harm_is_better_culture_and_not_worse_care():
    reports_change, harm_change = count_change(1209, 1505), share_change((569, 1209), (492, 1505))
    assert words.reading(reports_change, harm_change, 1209) == (
        "Flere meldinger og lavere andel skade tyder på bedre meldekultur, ikke dårligere tjeneste."
    )


def test_every_pair_of_changes_has_its_own_sentence():
    pairs = list(product(("up", "same", "down"), repeat=2))
    sentences = {words.reading(*pair, 30) for pair in pairs}
    assert len(sentences) == len(pairs)
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in sentences)


@pytest.mark.parametrize(("reports", "start"), [("up", "Flere"), ("down", "Færre")])
def test_the_sentence_starts_with_what_happened_to_the_reports(reports, start):
    assert all(words.reading(reports, harm, 99).startswith(start) for harm in ("up", "same", "down"))


@pytest.mark.parametrize(("harm", "said"), [("up", "høyere andel skade"), ("down", "lavere andel skade")])
def test_the_sentence_says_what_happened_to_the_harm(harm, said):
    assert all(said in words.reading(reports, harm, 99) for reports in ("up", "same", "down"))


@pytest.mark.parametrize("pair", list(product(("up", "same", "down"), repeat=2)))
def test_under_thirty_cases_say_nothing(pair):
    assert "for få til å si noe" in words.reading(*pair, 29)
    assert "for få til å si noe" not in words.reading(*pair, 30)


def test_few_cases_bear_no_per_cent():
    assert words.out_of(3, 29) == "3 av 29"
    assert words.out_of(3, 30) == f"3 av 30 (10{NBSP}%)"


def test_answers_in_time_are_told_in_a_sentence():
    assert words.answered(2, 3) == f"2 av 3 fikk svar innen 7{NBSP}dager."
    assert words.answered(0, 0) == "Ingen meldinger ventet på svar."
    assert words.answered(1, 1, 1) == f"1 av 1 fikk svar innen 1{NBSP}dag."


def test_the_age_of_a_case_is_told_in_words():
    assert [words.age(n) for n in (0, 1, 2)] == ["meldt i dag", "meldt i går", f"meldt for 2{NBSP}dager siden"]
