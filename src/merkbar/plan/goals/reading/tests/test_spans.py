"""A span keeps both its ends, in whatever words it is said; a word of its own before it is stronger."""

from decimal import Decimal

import pytest

from merkbar.plan.goals.reading import parse
from merkbar.plan.goals.reading.model import FocusArea, Passage, Reading, as_json
from merkbar.plan.goals.reading.targets import is_measured

SPANS = [
    ("Sykefraværet skal ligge mellom 5 og 10 %", "5", "10", "%"),
    ("Sykefraværet er mellom 5 prosent og 10 prosent", "5", "10", "%"),
    ("Mellom fem og sju prosent av brukerne", "5", "7", "%"),
    ("Sykefraværet er 5–10 %", "5", "10", "%"),
    ("Fraværet ligger på 4,5 % – 5,2 %", "4.5", "5.2", "%"),
    ("3-6 tjenesterevisjoner i 2026", "3", "6", "tjenesterevisjoner"),
    ("Fra 2 til 4 ganger i året", "2", "4", "ganger"),
    ("To til fire møter i året", "2", "4", "møter"),
    ("Mellom 1 000 og 1 200 timer per år", "1000", "1200", "timer"),
    ("Ventetiden er mellom 10 og 20 virkedager", "10", "20", "virkedager"),
    ("Fraværet reduseres til mellom 5 og 7 %", "5", "7", "%"),
    ("Mellom 10 og 5 % av vedtakene", "5", "10", "%"),
    ("Minst to og høyst fire møter hvert år", "2", "4", "møter"),
    ("Antall klager er minst 2, maks 5 per år", "2", "5", "klager"),
    ("Mellom 20 og 30 ansatte tar utdanning hvert år", "20", "30", "ansatte"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), SPANS, ids=[row[0] for row in SPANS])
def test_both_ends_of_a_span_are_kept(text, low, high, unit):
    target = parse(text)
    assert (target.value, target.high, target.unit) == (Decimal(low), Decimal(high), unit)
    assert (target.comparator, target.comparator_to) == (">=", "<=")
    assert target.direction is None


def test_a_span_said_with_mellom_asks_nothing_about_its_ends():
    assert parse("Mellom 10 og 20 besøk hvert år").questions == ()


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [("Det er høyst 5–7 % fravær", "<=", 7), ("Minst 5–10 brukere hvert år", ">=", 5), ("Under 2–3 klager", "<", 3)],
)
def test_a_limit_before_a_span_is_the_target_and_is_asked_about(text, comparator, value):
    target = parse(text)
    assert (target.comparator, target.value, target.high) == (comparator, value, None)
    assert any("også en grense" in question for question in target.questions)


def test_what_may_be_a_change_is_asked_about():
    assert any("endring" in question for question in parse("Andel i heltid fra 33 til 50 %").questions)
    changed = parse("Andelen økes fra 33 til 50 %")
    assert (changed.comparator, changed.value, changed.high, changed.baseline) == (">=", 50, None, 33)


def test_strict_limits_stay_two_strict_limits():
    target = parse("Over 5 og under 10 % fravær")
    assert (target.comparator, target.value, target.high) == ("<", 10, None)
    assert target.parts == ("Over 5",)


def test_limits_of_different_things_are_no_span():
    assert parse("Minst 80 % er fornøyde og høyst 10 % klager").high is None
    assert parse("Minst 20 brukere svarer og høyst 5 klager hvert år").high is None


def test_not_between_is_no_target_until_somebody_says_what_it_means():
    target = parse("Ikke mellom 5 og 10 %")
    assert target.comparator is None
    assert target.questions


def test_ages_hours_and_years_are_no_spans():
    assert parse("Barn mellom 1 og 5 år får minst 2 besøk i året").high is None
    assert parse("Minst 12 brukere møtes kl. 9–15 hvert år").high is None
    assert parse("I perioden 2024–2027 skal minst 5 ta utdanning").high is None


def test_a_sentence_with_a_span_of_something_is_measured():
    assert is_measured("Ventetiden er mellom 10 og 20 virkedager")
    assert not is_measured("Samarbeidet mellom 1. og 2. linje")


def test_the_program_prints_both_ends_and_how_each_is_compared():
    area = FocusArea("Tilsyn", "Tilsyn", targets=[parse("Mellom 3 og 6 revisjoner per år"), parse("Under to klager")])
    span, single = as_json(Reading(title=Passage("Plan"), focus_areas=[area]))["focus_areas"][0]["targets"]
    assert [span[name] for name in ("comparator", "value", "comparator_to", "value_to")] == [">=", 3, "<=", 6]
    assert (single["comparator"], single["comparator_to"], single["value_to"]) == ("<", None, None)
