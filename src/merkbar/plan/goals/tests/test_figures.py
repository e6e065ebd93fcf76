"""Comparisons: strict is kept strict."""

from decimal import Decimal

import pytest

from merkbar.plan.goals import figures


@pytest.mark.parametrize(
    ("comparator", "value", "measured", "reached"),
    [
        ("<", "2", "1", True),
        ("<", "2", "2", False),
        ("<", "2", "3", False),
        ("<=", "21", "21", True),
        ("<=", "21", "21.01", False),
        ("=", "100", "100.0000", True),
        ("=", "100", "99.99", False),
        (">=", "92", "92", True),
        (">", "50", "50", False),
        (">", "50", "50.01", True),
    ],
)
def test_under_two_is_not_two_and_more_than_half_is_not_half(comparator, value, measured, reached):
    assert figures.meets(comparator, Decimal(value), Decimal(measured)) is reached


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "said"),
    [
        ("<=", "21.0000", "virkedager", "høyst 21 virkedager"),
        ("<", "2", "", "under 2"),
        (">", "50", "%", "over 50\u00a0%"),
        (">=", "33.5", "%", "minst 33,5\u00a0%"),
        ("=", "10000", "brukere", "10\u00a0000 brukere"),
        ("", None, "", ""),
    ],
)
def test_a_target_is_said_in_words(comparator, value, unit, said):
    assert figures.sentence(comparator, Decimal(value) if value else None, unit) == said


def test_a_negative_number_keeps_its_sign():
    assert figures.number(Decimal("-12345.50")) == "-12\u00a0345,5"


def test_a_target_is_said_in_the_language_of_the_reader():
    words = {"mellom %(value)s og %(value_to)s": "between %(value)s and %(value_to)s", "hvert år": "every year"}
    said = figures.sentence("between", Decimal(5), "audits", "year", value_to=Decimal(10), tell=words.__getitem__)
    assert said == "between 5 and 10 audits every year"
