"""What people wrote reads as if many had written it, names nobody and leaves no gap open."""

import re
from collections import Counter

from merkbar.web.demo.people_plan import SURNAMES
from merkbar.web.demo.source import measures, monthly, texts
from merkbar.web.demo.words import GROUPS, group_of, options

GROUP_NAMES = {*GROUPS.values(), "kontor"}


def own_words(plan):
    return [case for case in plan if not case.story]


def test_every_type_has_sentences_for_every_place_that_reports_it(plan):
    for code in monthly():
        assert any(text.type == code and text.variant == "event" for text in texts()), code
    for case in own_words(plan):
        variant = {"near_miss": "near", "concern": "concern"}.get(case.kind, "event")
        group = group_of(case.unit)
        assert any(not text.groups or group in text.groups for text in options(case.type, variant, group)), (
            case.type,
            case.unit,
            variant,
        )


def test_groups_in_the_tables_exist():
    assert {group for text in texts() for group in text.groups} <= GROUP_NAMES


def test_no_slot_is_left_open_and_no_sentence_starts_small(plan):
    for case in plan:
        for text in (case.what, case.title, case.answer, case.immediate_action):
            assert "{" not in text
            assert "  " not in text
            assert text == text.strip()
        assert case.what[0] == case.what[0].upper()
        assert case.title[0] == case.title[0].upper()
        assert 5 < len(case.title) <= 60, case.title


def test_no_text_names_a_person_or_carries_a_number_like_an_identity(plan):
    for case in own_words(plan):
        text = f"{case.what} {case.title} {case.answer} {case.immediate_action}"
        assert not re.search(r"\d{5,}", text)
        assert not any(name in text for name in SURNAMES)


def test_cases_do_not_read_as_copies(plan):
    told = Counter(case.what for case in own_words(plan))
    assert len(told) > 4300
    assert max(told.values()) <= 25
    assert len({(case.unit, case.what) for case in plan}) > 5300


def test_near_misses_say_nothing_of_harm_done(plan):
    near = [case.what for case in own_words(plan) if case.kind == "near_miss"]
    assert near
    assert not any("legevakten" in what or "sykehus samme dag" in what for what in near)


def test_measures_cover_every_area_and_never_ask_people_to_pull_themselves_together():
    assert {measure.strength for measure in measures()} == {"strong", "medium", "weak"}
    assert {"BR", "HM", "PV", "TJ", "FO"} <= {measure.scope for measure in measures()}
    assert not any("skjerpe" in f"{measure.type} {measure.what}".lower() for measure in measures())
