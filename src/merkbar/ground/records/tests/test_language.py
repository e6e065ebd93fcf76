"""Search help: irregular forms, synonyms and compounds are found; hostile input never breaks the query."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkbar.ground.records.language import MOST_LETTERS, MOST_WORDS, expand, word_list, words

TOKEN = re.compile(r"\s*([()&|]|[^\s()&|:*!<>'\"\\\x00]+(?::\*)?)")


class BrokenQueryError(ValueError):
    """PostgreSQL would refuse this."""


def tokens(query):
    place, found = 0, []
    while query[place:].strip():
        match = TOKEN.match(query, place)
        if not match:
            raise BrokenQueryError(query[place:])
        found.append(match[1])
        place = match.end()
    return found


def check_expression(left):
    """Expression = term {(& | '|') term};  term = word | '(' expression ')'."""
    while True:
        if not left:
            raise BrokenQueryError("ends early")
        token = left.pop(0)
        if token == "(":
            check_expression(left)
            if not left or left.pop(0) != ")":
                raise BrokenQueryError("no closing bracket")
        elif token in {")", "&", "|"}:
            raise BrokenQueryError(token)
        if not left or left[0] not in {"&", "|"}:
            return
        left.pop(0)


def check_query(query):
    left = tokens(query)
    if left:
        check_expression(left)
    if left:
        raise BrokenQueryError(left)


def terms(query):
    return {token.removesuffix(":*") for token in tokens(query)} - {"(", ")", "&", "|"}


@pytest.mark.parametrize("broken", ["a &", "(a", "a b", "a:*:*", "a | | b", "'a", "!a", ")", "a)", "()"])
def test_the_grammar_check_refuses_broken_queries(broken):
    with pytest.raises(BrokenQueryError):
        check_query(broken)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("falt", "falle"),
        ("fall", "falt"),
        ("faller", "falt"),
        ("glemte", "glemme"),
        ("ga", "gitt"),
        ("gi", "ga"),
        ("tok", "tatt"),
        ("gått", "gikk"),
        ("sa", "sagt"),
        ("slått", "slo"),
        ("dro", "dratt"),
        ("kom", "komme"),
        ("medisin", "legemiddel"),
        ("medisinen", "medikament"),
        ("legemidler", "medisin"),
        ("fallulykke", "fall"),
        ("fallulykker", "falt"),
        ("trygghetsalarmen", "alarm"),
        ("kveld medisin", "kveldsmedisin"),
    ],
)
def test_a_word_finds_its_relatives(typed, found):
    assert found in terms(expand(typed))


def test_the_word_as_typed_always_comes_first():
    assert expand("medisinen").startswith("(medisinen:* | medisin:*")


def test_every_word_must_match():
    assert expand("dosett helg") == "(dosett:* | ((dose:*))) & (helg:*)"


def test_a_compound_is_also_found_by_its_parts():
    query = "(kveldsmedisin:* | ((kveld:*) & (medisin:* | legemiddel:* | legemidler:* | medikament:*)))"
    assert expand("Kveldsmedisin") == query


def test_two_words_also_find_the_compound():
    assert expand("kveld medisin") == (
        "(((kveld:*) & (medisin:* | legemiddel:* | legemidler:* | medikament:*)) | kveldsmedisin:*)"
    )


def test_a_short_form_is_matched_whole():
    assert expand("ga") == "(ga | gi | gir | gav | gitt:*)"


def test_a_letter_written_as_two_characters_is_one():
    assert expand(unicodedata.normalize("NFD", "blåmerke")) == "(blåmerke:*)"


@pytest.mark.parametrize("hostile", ["", "   ", "&|!():*<->", "'\"\\", "\x00", "\ud800\udfff", "×÷", "😀", "\u202e"])
def test_nothing_searchable_gives_an_empty_query(hostile):
    assert expand(hostile) == ""


@pytest.mark.parametrize(
    "hostile", ["fall'; drop table", "fall\x00ulykke", "a&b|!c", "((((", "fall:*:*", "fall <-> seng"]
)
def test_hostile_input_gives_a_query_postgresql_reads(hostile):
    check_query(expand(hostile))


@pytest.mark.parametrize("piece", ["a", "a ", "falt ", "kveldsmedisin ", "'", "\x00", "æ" * 300 + " "])
def test_a_megabyte_gives_a_short_query(piece):
    query = expand((piece * (1_000_000 // len(piece) + 1))[:1_000_000])
    check_query(query)
    assert len(query) < 4_000


@given(st.text())
def test_any_text_gives_a_query_postgresql_reads(text):
    check_query(expand(text))


@given(
    st.lists(
        st.sampled_from([*word_list().groups, *word_list().compounds, "&", "'", "!", "(", ")", ":*", "og", "\x00"])
    )
)
def test_any_mix_of_known_words_and_operators_gives_a_query_postgresql_reads(pieces):
    check_query(expand(" ".join(pieces)))


@given(st.text())
def test_words_are_few_and_short(text):
    found = words(text)
    assert len(found) <= MOST_WORDS
    assert all(1 <= len(word) <= MOST_LETTERS for word in found)


def test_the_word_list_is_clean():
    known = word_list()
    entries = [*known.groups, *known.compounds, *(part for parts in known.compounds.values() for part in parts)]
    assert all(words(entry) == [entry] for entry in entries)
    assert all(len(set(group)) == len(group) for groups in known.groups.values() for group in groups)
    assert len(known.groups) + len(known.compounds) >= 150
