"""The demo's procedures (scenario 4.8, golden G20)."""

from collections import Counter

from merkbar.do.procedures import documents
from merkbar.web.demo.procedures_plan import plans
from merkbar.web.demo.shapes import GOLDEN

AREAS = {"SOLVIK": 38, "MH": 196, "OL": 84, "ET": 41}


def test_g20_412_procedures_by_area_with_the_one_of_the_storyline():
    found = Counter(plan.area for plan in plans(GOLDEN))
    assert {area: found[area] + (area == "MH") for area in AREAS} == AREAS
    assert sum(found.values()) + 1 == 412
    assert sum(number for area, number in found.items() if area not in AREAS) == 53


def test_g20_exactly_37_reviews_are_overdue():
    assert sum(plan.review_due < GOLDEN for plan in plans(GOLDEN)) == 37


def test_titles_and_numbers_are_used_once():
    found = plans(GOLDEN)
    assert len({plan.title for plan in found}) == len(found)
    assert len({plan.number for plan in found}) == len(found)
    assert "P-MH-031" not in {plan.number for plan in found}


def test_every_text_is_as_clean_as_what_is_written_in_the_system():
    assert all(documents.sanitise(plan.body) == plan.body for plan in plans(GOLDEN)[::10])
