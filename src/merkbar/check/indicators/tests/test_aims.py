"""A line of an indicator's own: one number, or a span with both ends, drawn on the curve and said in words."""

import pytest
from django.db import IntegrityError, transaction

from merkbar.check.indicators.models import IndicatorTarget
from merkbar.check.indicators.tests.kit import define, line, take

ADDRESS = "/indikatorer/I90/strek/"


@pytest.fixture
def audits(solvik):
    made = define(solvik.health, title="Revisjoner", shape="count", unit_word="revisjoner")
    take(*(line(made, solvik.health, f"2026-0{month}", value=str(month + 4)) for month in range(1, 9)))
    return made


def typed(**facts):
    return {"purpose": "target", "comparator": "between", "value": "5", "value_to": "10", **facts}


def test_a_span_is_drawn_and_said_with_both_ends(web, cast, audits):
    me = web.as_(cast.adviser)
    me.post(ADDRESS, typed(deadline="31.12.2026"))
    page = me.get("/indikatorer/I90/endre/").text
    assert "Mål: mellom 5 og 10 revisjoner innen 31.12.2026" in page
    assert "Mellom 5 og 10 revisjoner" in me.get("/indikatorer/I90/").text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"value_to": ""}, "Skriv det høyeste tallet."),
        ({"value_to": "4"}, "Det høyeste tallet må være større enn det laveste."),
        ({"comparator": ">="}, "Velg «mellom» når streken har to tall, eller ta bort det høyeste."),
        ({"value_to": "mange"}, "Skriv et tall, for eksempel 47,1."),
    ],
)
def test_a_span_with_one_end_or_turned_about_is_refused_and_what_was_typed_stays(web, cast, audits, facts, said):
    page = web.as_(cast.adviser).post(ADDRESS, typed(**facts), status=422).text
    assert said in page
    assert 'value="5"' in page
    assert not IndicatorTarget.objects.exists()


def test_no_span_is_kept_with_one_end(audits):
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorTarget.objects.create(indicator=audits, comparator="between", value=5)


def test_the_word_of_the_verdict_is_not_said_twice(web, cast, audits):
    page = web.as_(cast.adviser).get("/indikatorer/I90/").text
    assert "For lite data</span>. 8 av de tolv målingene som trengs." in page
    assert "For lite data: " not in page.split("<figure")[0]
