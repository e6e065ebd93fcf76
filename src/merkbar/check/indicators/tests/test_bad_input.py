"""What nobody should send: codes that no address holds, numbers without measure, tables out of shape, old pages."""

import copy
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.check.indicators import kostra, writes
from merkbar.check.indicators.models import Indicator, Measurement
from merkbar.check.indicators.tests.kit import FACTS, define, line, refused, take
from merkbar.ground.files.sealed import seal
from merkbar.plan.goals.tests import kit as plans

CODES = ["1/2", "A B", "..", "?", "#1", "-1", "I09\n", "\u0663", ""]


@pytest.mark.parametrize("code", CODES)
def test_a_code_that_no_address_holds_is_refused_in_a_sentence(web, cast, solvik, code):
    with pytest.raises(ValidationError, match=r"Bruk bokstaver|tomt|Feltet"):
        define(solvik.home_care, code=code.replace("\n", "/"))
    form = {"title": "Nærvær", "unit": "MH3", "per": "1", "minimum_n": "0", "decimals": "1", "engine": "anhoj"}
    page = web.as_(cast.adviser).post(
        "/indikatorer/ny/", {**FACTS, **form, "code": code.replace("\n", "/")}, status=422
    )
    assert 'value="Nærvær"' in page.text
    assert not Indicator.objects.exists()


def test_a_target_whose_code_no_address_holds_gets_an_indicator_that_opens(web, cast, solvik):
    plan = plans.draft(cast.coordinator, solvik.health)
    plans.complaints(cast.coordinator, plan, plans.area_of(plan), code="mål 1/2")
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    writes_plan = plans.writes.adopt(by=cast.chief, plan=plan, **facts)
    plans.writes.publish(by=cast.chief, plan=writes_plan)
    assert {"M16", "MÅL-1-2"} <= set(Indicator.objects.values_list("code", flat=True))
    web.as_(cast.director).get("/indikatorer/")
    web.as_(cast.director).get("/indikatorer/MÅL-1-2/")


HUGE, FINE = "99999999999", "0.0001"


@pytest.mark.parametrize(
    ("shape", "top", "bottom", "column"),
    [
        ("mean", HUGE, FINE, "value"),
        ("mean", HUGE, "0.00001", "denominator"),
        ("mean", "1", "1e-30", "denominator"),
        ("count", "1e30", "", "numerator"),
        ("rate", "1", "1e400", "denominator"),
    ],
)
def test_a_number_there_is_no_room_for_is_told_at_its_column(solvik, shape, top, bottom, column):
    made = define(solvik.home_care, shape=shape, per=2_000_000_000)
    (found,) = refused(line(made, solvik.east, "2025-01", top, bottom))
    assert found.column == column


def test_a_code_in_small_letters_waits_for_the_same_indicator_as_in_large_ones(solvik):
    made = define(solvik.home_care)
    small = line(made, solvik.east, "2025-01", "1", "2")
    small = small.__class__(
        small.number, "i90", *(getattr(small, name) for name in ("unit", "period", "numerator")), "2"
    )
    with CaptureQueriesContext(connection) as asked:
        take(small)
    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(locks[0])
        assert cursor.fetchall() == [(made.pk,)]
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize("seen", ["9" * 5000, "\u0663", "-1", "\0", ""])
def test_a_page_that_does_not_say_what_it_showed_changes_nothing(web, cast, solvik, seen):
    made = define(solvik.home_care)
    form = {"title": "Nytt", "per": "1", "minimum_n": "0", "decimals": "1", "engine": "anhoj", "seen": seen}
    web.as_(cast.adviser).post("/indikatorer/I90/endre/", {**FACTS, **form}, status=422)
    assert Indicator.objects.get(pk=made.pk).record.title == "Dobbeltkontroll"


TABLE = {
    "class": "dataset",
    "version": "2.0",
    "id": ["Region", "Tid", "ContentsCode"],
    "size": [2, 2, 1],
    "role": {"metric": ["ContentsCode"]},
    "dimension": {
        "Region": {"label": "region", "category": {"index": {"a": 0, "b": 1}, "label": {"a": "A", "b": "B"}}},
        "Tid": {"label": "år", "category": {"index": ["2024", "2025"]}},
        "ContentsCode": {"label": "statistikkvariabel", "category": {"index": {"x": 0}, "label": {"x": "X"}}},
    },
    "value": [1, 2, None, 4.5],
}
OUT_OF_SHAPE = [None, 1, -1, True, "x", "", [], {}, [[1]], [{"a": 1}], {"a": None}, 1e308, 10**400, ["a", "a", "a"]]


def ways(thing, way=()):
    """Every place in a table, as the keys that lead there."""
    yield way
    parts = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for key, part in parts:
        yield from ways(part, (*way, key))


def with_change(way, other):
    if not way:
        return other
    table = copy.deepcopy(TABLE)
    at = table
    for key in way[:-1]:
        at = at[key]
    at[way[-1]] = other
    return table


def test_a_table_out_of_shape_at_any_place_is_refused_in_a_sentence_or_read():
    assert len(kostra.rows_of(json.dumps(TABLE))) == 4
    said = set()
    for way in ways(TABLE):
        for other in OUT_OF_SHAPE:
            try:
                kostra.rows_of(json.dumps(with_change(way, other)))
            except kostra.NotJsonStat as refused:
                said.add(str(refused))
    assert len(said) > 3
    assert all(sentence.endswith(".") for sentence in said)


def test_a_table_sealed_on_another_page_is_not_opened_here(web, cast, solvik):
    foreign = seal([["Enhet"]], "liste.csv", "0", kind="leave.file")
    page = web.as_(cast.leader).post("/indikatorer/import/", {"sealed": foreign}, status=422)
    assert "Siden har ligget for lenge. Velg filen på nytt." in page.text


def test_a_note_sent_twice_stands_once_on_the_curve(web, cast, solvik):
    made = define(solvik.home_care)
    take(line(made, solvik.east, "2025-01", "1", "2"))
    for _tap in range(2):
        web.as_(cast.leader).post("/indikatorer/I90/merknad/?enhet=MH33", {"day": "01.03.2025", "text": "Ny rutine"})
    assert made.annotations.count() == 1
    web.as_(cast.leader).post("/indikatorer/I90/merknad/?enhet=MH33", {"day": "02.03.2025", "text": "Ny rutine"})
    assert made.annotations.count() == 2


def test_a_line_sent_twice_is_drawn_once(web, cast, solvik):
    made = define(solvik.home_care)
    sent = {"purpose": "target", "comparator": ">=", "value": "95"}
    for _tap in range(2):
        web.as_(cast.adviser).post("/indikatorer/I90/strek/", sent)
    assert made.targets.count() == 1
    writes.aim(by=cast.adviser, indicator=made, comparator=">=", value=90)
    assert made.targets.count() == 2
