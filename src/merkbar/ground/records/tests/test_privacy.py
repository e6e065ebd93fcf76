"""The personal-data hint: found in all its spellings, quiet about other numbers, linear on hostile text."""

import json
import random
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

import merkbar
from merkbar.ground.records import privacy
from merkbar.ground.records.privacy import find, is_national_id, redact, sentence

TEXTS = Path(merkbar.__file__).parent / "web" / "demo" / "tables" / "avvikstekster.json"
PATTERNS = {name: value for name, value in vars(privacy).items() if isinstance(value, re.Pattern)}
MOST_STEPS = 100_000
LAST_BIRTH = date(2026, 9, 20)
OFFSETS = {"ordinary": (0, 0), "d": (40, 0), "h": (0, 40), "synthetic": (0, 80), "synthetic_nhn": (0, 65)}
SYNTHETIC = "01815000036"


def serials(year):
    if year < 1940:
        return (0, 499)
    return (500, 999) if year >= 2000 else (0, 499)


def made_id(rng, kind):
    day_offset, month_offset = OFFSETS[kind]
    while True:
        born = date(1900, 1, 1) + timedelta(days=rng.randrange((LAST_BIRTH - date(1900, 1, 1)).days + 1))
        low, high = (900, 999) if 1940 <= born.year < 2000 and rng.random() < 0.1 else serials(born.year)
        serial = rng.randint(low, high)
        head = f"{born.day + day_offset:02}{born.month + month_offset:02}{born.year % 100:02}{serial:03}"
        first = calc_check_digit1(head)
        second = calc_check_digit2(head + first)
        if len(first + second) == 2:
            return head + first + second


def spelled(rng, digits):
    cuts = rng.choice([(), (6,), (6,), (2, 4, 6), (6, 8, 9), tuple(range(1, 11))])
    gap = rng.choice([" ", ".", "-", "\u00a0", " - ", "–"])
    return "".join(gap + digit if place in cuts else digit for place, digit in enumerate(digits))


def account(rng):
    while True:
        head = f"{rng.randrange(10**10):010}"
        check = calc_check_digit2(head)
        if len(check) == 1:
            return head + check


def organisation(rng):
    while True:
        head = rng.choice("89") + f"{rng.randrange(10**7):07}"
        check = -sum(weight * int(digit) for weight, digit in zip((3, 2, 7, 6, 5, 4, 3, 2), head, strict=True)) % 11
        if check < 10:
            return f"{head}{check}{rng.randrange(100):02}"


def phone_and_more(rng):
    return f"{rng.choice('23456789')}{rng.randrange(10**7):07}{rng.randrange(1000):03}"


def anything(rng):
    return f"{rng.randrange(10**11):011}"


def kinds(text):
    return [hit.kind for hit in find(text)]


def test_national_ids_of_all_kinds_are_found_in_all_spellings():
    rng = random.Random(20260921)
    made = [spelled(rng, made_id(rng, kind)) for kind in OFFSETS for _ in range(2_000)]
    texts = [f"Vi fant lappen til {number} på kjøkkenet." for number in made]
    found = sum(number in {text[h.start : h.end] for h in find(text)} for number, text in zip(made, texts, strict=True))
    assert len(made) == 10_000
    assert found / len(made) >= 0.99


def test_other_eleven_digit_numbers_seldom_alarm():
    rng = random.Random(20260921)
    other = [make(rng) for make in (account, organisation, phone_and_more, anything) for _ in range(2_500)]
    alarms = sum("national_id" in kinds(f"Vi skrev {number} i feltet.") for number in other)
    assert len(other) == 10_000
    assert alarms / len(other) <= 0.01


def test_the_check_digits_are_tried_and_not_the_date_alone():
    assert sum(is_national_id(f"010150{tail:05}") for tail in range(10_000)) < 100


@pytest.mark.parametrize("text", [f"konto {SYNTHETIC}", f"Saksnr. {SYNTHETIC}", "0181 50 00036", f"{SYNTHETIC}1"])
def test_a_number_called_something_else_is_left_alone(text):
    assert kinds(text) == []


def test_a_mistyped_number_called_fodselsnummer_is_found():
    assert kinds("Fødselsnummer: 010150 12345 sto på lappen") == ["national_id"]


def test_nobody_is_born_in_the_future():
    unborn = next(n for n in made_from("010139", range(500, 1000)))
    assert not is_national_id(unborn, today=date(2026, 9, 21))
    assert is_national_id(unborn, today=date(2040, 1, 1))


def test_nobody_alive_was_born_before_1900():
    assert not is_national_id(next(made_from("010160", range(500, 750))), today=date(2026, 9, 21))


def made_from(birth, numbers):
    for serial in numbers:
        head = f"{birth}{serial:03}"
        digits = head + calc_check_digit1(head) + calc_check_digit2(head + calc_check_digit1(head))
        if len(digits) == 11:
            yield digits


@pytest.mark.parametrize(
    "number",
    ["22334455", "22 33 44 55", "987 65 432", "+47 98765432", "+4798765432", "0047 22 33 44 55", "+47 20260921"],
)
def test_a_phone_number_is_found(number):
    text = f"Ring pårørende på {number}."
    assert [(hit.kind, text[hit.start : hit.end]) for hit in find(text)] == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "AV-2026-00017",
        "sak 2026/98765432",
        "saksnr 98765432",
        "referanse: 98765432",
        "kr 98765432",
        "22334455 kr",
        "22334455,50",
        "98 765 432 kroner",
        "20260921",
        "2026-09-21",
        "21.09.2026",
        "0150 Oslo 2026",
        "98765432123",
        "98 76 54 32 10",
        "18765432",
    ],
)
def test_what_only_looks_like_a_phone_number_is_left_alone(text):
    assert kinds(text) == []


def test_an_email_address_is_found():
    text = "Skriv til kari.prøvedal@solvik.example, takk."
    assert [text[hit.start : hit.end] for hit in find(text)] == ["kari.prøvedal@solvik.example"]


@pytest.mark.parametrize("text", ["kl. 10@12", "a@b", "@solvik.example"])
def test_half_an_email_address_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "born", ["f. 010150", "f.010150", "f 01.01.50", "født 01.01.1950", "født 1. januar 1950", "Fødselsdato: 1/1-1950"]
)
def test_a_birth_date_is_found(born):
    text = f"Det gjaldt en bruker, {born}, i går."
    assert [(hit.kind, text[hit.start : hit.end]) for hit in find(text)] == [("birth_date", born)]


@pytest.mark.parametrize("text", ["f. eks. i går", "f. 320150", "født 01.13.1950", "kl. 04.20", "f. 2 dager siden"])
def test_what_is_no_birth_date_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hjalp bruker Kari Prøvedal i dusjen", "Kari Prøvedal"),
        ("beboeren heter Anne-Lise Testnes", "Anne-Lise Testnes"),
        ("Mor Kari ringte", "Kari"),
        ("Pasient Ola von Prøvedal ble dårlig", "Ola von Prøvedal"),
        ("Pårørende: Ola Testnes ringte", "Ola Testnes"),
        ("Testmann Prøvedal, f. 010150", "Testmann Prøvedal"),
        ("I går fikk Pasient Testmann (født 01.01.1950)", "Testmann"),
        ("eleven Kari Fikk juling", "Kari"),
    ],
)
def test_a_name_is_found(text, name):
    assert name in [text[hit.start : hit.end] for hit in find(text) if hit.kind == "name"]


@pytest.mark.parametrize(
    "text",
    [
        "Bruker Ble redd. Pasient Falt.",
        "bruker NAV til dette",
        "Pasient A og beboer B",
        "Mor: Ringte i går",
        "Bruker\nKom sent",
        "Snakket med bruker. Legen kom.",
        "Fru",
        "pasient Paracet",
        "Bruker f. 010150",
    ],
)
def test_a_capital_letter_alone_makes_no_name(text):
    assert "name" not in kinds(text)


def test_of_the_forty_texts_only_the_one_with_a_name_and_a_birth_date_alarms():
    rows = json.loads(TEXTS.read_text(encoding="utf-8"))
    assert len(rows) == 40
    assert {row["id"]: kinds(row["tekst"]) for row in rows if kinds(row["tekst"])} == {38: ["name", "birth_date"]}


def test_redaction_takes_out_the_hits_and_nothing_else():
    text = f"Testmann Prøvedal, f. 010150, ({SYNTHETIC}) fikk ikke middagen."
    assert redact(text, find(text)) == "[fjernet], [fjernet], ([fjernet]) fikk ikke middagen."


def test_overlapping_hits_are_taken_out_once():
    text = "abcdef"
    hits = [privacy.Hit(1, 4, "name", ""), privacy.Hit(2, 3, "phone", "")]
    assert redact(text, hits) == "a[fjernet]ef"


@given(st.text(max_size=300))
def test_any_text_without_hits_survives_redaction_and_hits_are_ordered(text):
    hits = find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert (redact(text, hits) == text) == (not hits or all(text[h.start : h.end] == "[fjernet]" for h in hits))


def test_the_sentence_is_soft_and_names_the_kinds():
    text = "Testmann Prøvedal, f. 010150, tlf. 22334455"
    assert sentence(find(text)) == (
        "Det kan se ut som det står et navn, en fødselsdato og et telefonnummer i teksten. "
        "Ta det gjerne bort, meldingen trenger det ikke."
    )
    assert sentence(find("bruker Kari")).startswith("Det kan se ut som det står et navn i teksten.")
    assert sentence([]) == ""


def most_steps(parsed):
    """Upper bound on the steps of one try at one place: choices add, what follows multiplies within a repeat."""
    total = 1
    for operator, argument in parsed:
        name = str(operator)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            _, highest, inner = argument
            assert highest < 1_000, "a repeat without an upper limit"
            total += highest * most_steps(inner)
        elif name == "SUBPATTERN":
            total += most_steps(argument[3])
        elif name in {"ASSERT", "ASSERT_NOT"}:
            total += most_steps(argument[1])
        elif name == "BRANCH":
            total += sum(most_steps(choice) for choice in argument[1])
        else:
            total += 1
    return total


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_every_repeat_has_an_upper_limit(name):
    pattern = PATTERNS[name]
    assert most_steps(re._parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)) < MOST_STEPS


def test_the_bound_on_steps_catches_an_endless_repeat():
    with pytest.raises(AssertionError, match="upper limit"):
        most_steps(re._parser.parse(r"(?:[a-z]+ ?)+@"))


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "1 - ", "010150 ", "Aa ", "a@", "a@b.", "f. ", "bruker Aa Aa ", "+47", "22 ", "\x00", "\ud800", " "],
)
def test_a_megabyte_of_hostile_text_comes_through(piece):
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    hits = find(text)
    assert len(redact(text, hits)) <= len(text) + len(hits) * len("[fjernet]")
