"""Each target sentence is read as what it says, and asks about what it does not say."""

from decimal import Decimal

import pytest

from merkbar.plan.goals.reading.targets import is_measured, parse
from merkbar.plan.goals.reading.tests.sentences import TABLE


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit", "period", "deadline"), TABLE, ids=[row[0] for row in TABLE]
)
def test_a_target_is_read_as_it_says(text, comparator, value, unit, period, deadline):
    target = parse(text)
    found = (target.comparator, target.value, target.unit, target.period, target.deadline)
    assert found == (comparator, None if value is None else Decimal(value), unit, period, deadline)
    assert target.quote == text


@pytest.mark.parametrize("row", [row for row in TABLE if row[2] is None], ids=lambda row: row[0])
def test_what_has_no_number_says_so_and_asks(row):
    target = parse(row[0])
    assert not target.measurable
    assert target.questions


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Antall besøk er 15 pr. mnd.", "nøyaktig"),
        ("60 % av vedtakene endres hvert år", "Menes minst?"),
        ("Minst 20 saker", "periode"),
        ("Møter 1-2 ganger per år", "spenn"),
        ("Samtaler i to tjenester med minst 20 brukere hvert år", "flere krav"),
        ("Intervju ca. hvert 4. år", "ca."),
        ("Ansatte får jevnlig kurs", "jevnlig"),
        ("Fraværet reduseres med 10 % hvert år", "måles fra"),
        ("Minst 50 % heltid innen 2026", "innen 2026"),
        ("Minst tre tilsyn per uke", "per uke"),
        ("Ingen fall med skade hvert år", "null"),
    ],
)
def test_what_may_mean_two_things_is_asked_about(text, asks):
    assert any(asks in question for question in parse(text).questions)


@pytest.mark.parametrize(
    "text", ["Minst 90 besøk hvert år", "Klager er under to pr. år", "Flere enn 50 % innen utgangen av 2027"]
)
def test_what_is_clear_asks_nothing(text):
    assert parse(text).questions == ()


def test_a_target_for_each_unit_says_so():
    assert parse("Minst ett prosjekt i hver avdeling per år").per_unit
    assert parse("Minst to tiltak per enhet hvert år").per_unit
    assert not parse("Minst to tiltak hvert år").per_unit


def test_exceptions_and_means_are_noted():
    assert any("unntatt leger" in note for note in parse("100 % får svar, unntatt leger").notes)
    assert "Gjennomsnitt." in parse("Snitt svartid er under 20 dager").notes


def test_a_change_from_one_number_to_another_keeps_where_it_began():
    target = parse("Nærværet økes fra 88,5 % til 92 % innen 31.12.2027")
    assert (target.baseline, target.value, target.direction, target.deadline) == (
        Decimal("88.5"),
        92,
        "up",
        "2027-12-31",
    )


def test_the_end_of_the_plan_is_a_deadline_only_when_known():
    assert parse("Minst 50 % i planperioden", plan_end=2027).deadline == "2027-12-31"
    assert parse("Minst 50 % i planperioden").deadline is None


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Vi lytter til de tre rådene", False),
        ("Deltar i arbeidet med de fem områdene", False),
        ("Loven, § 3-1, gjelder fra 2024", False),
        ("Planen følges opp hvert tertial", False),
        ("Minst tre besøk", True),
        ("40 % av brukerne", True),
    ],
)
def test_a_number_in_a_sentence_is_not_yet_a_target(text, measured):
    assert is_measured(text) is measured


def test_negation_turns_the_comparator_round():
    assert parse("Fraværet skal ikke være under 5 %").comparator == ">="
    assert parse("Fraværet skal ikke være høyere enn 5 %").comparator == "<="
    assert parse("Køen overstiger 5 dager").comparator == ">"
