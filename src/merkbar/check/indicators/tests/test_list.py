"""The list of indicators and the grid: worst first, filters in the address, words with shapes, and a fixed number of questions."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.check.indicators import listing
from merkbar.check.indicators.grid import grid_at
from merkbar.check.indicators.tests.kit import define, line, take
from merkbar.ground.access.standing import standing_of

LIST, GRID = "/indikatorer/", "/indikatorer/oversikt/"
CALM = (11, 9, 12, 8, 11, 9, 10, 12, 8, 11, 9, 10, 12, 9, 11, 8, 10, 12, 9, 11)
FALLEN = (*CALM[:12], 5, 4, 5, 6, 4, 5, 4, 5, 6, 5)


def month(nth):
    return f"{2024 + nth // 12}-{nth % 12 + 1:02}"


def months(indicator, unit, tops, bottom="20"):
    take(*(line(indicator, unit, month(nth), str(top), bottom) for nth, top in enumerate(tops)))


@pytest.fixture
def calm(solvik):
    made = define(solvik.home_care, code="I91", title="Dobbeltkontroll")
    months(made, solvik.north, CALM)
    return made


@pytest.fixture
def fallen(solvik):
    made = define(solvik.home_care, code="I92", title="Avtalt besøk holdt", dimension="opplevd")
    months(made, solvik.east, FALLEN)
    return made


def names(page):
    return [text for text in ("Dobbeltkontroll", "Avtalt besøk holdt") if text in page.text.split("<table", 1)[-1]]


def test_the_worst_comes_first_with_word_and_shape_and_since_when(web, cast, calm, fallen):
    page = web.as_(cast.manager).get(LIST)
    assert "Én er verre enn før." in page.text
    assert "Verre</span>" in page.text
    assert "#i-worse" in page.text
    assert "Oppdaget august 2025, fra januar 2025" in page.text
    assert "Ingen endring</span>" in page.text
    assert "m-spark" in page.text


def test_what_was_asked_stays_in_the_address_and_narrows(web, cast, calm, fallen):
    me = web.as_(cast.manager)
    assert names(me.get(LIST + "?vurdering=worse")) == ["Avtalt besøk holdt"]
    assert names(me.get(LIST + "?side=faglig")) == ["Dobbeltkontroll"]
    assert names(me.get(LIST + "?mine=ja")) == ["Dobbeltkontroll", "Avtalt besøk holdt"]
    page = me.get(LIST + "?vurdering=season&rekke=navn")
    assert "Ingen indikatorer passer." in page.text
    assert '<option value="season" selected>' in page.text
    assert '<option value="navn" selected>' in page.text


def test_a_strange_address_shows_the_list_without_it(web, cast, calm):
    page = web.as_(cast.manager).get(LIST + "?vurdering=%00&side=;drop&enhet=INGEN&rekke=x&mine=9")
    assert names(page) == ["Dobbeltkontroll"]


def test_mine_are_those_i_answer_for(cast, calm, fallen):
    calm.record.owner = cast.coordinator
    calm.record.save()
    assert listing.is_mine(calm, standing_of(cast.coordinator))
    assert not listing.is_mine(calm, standing_of(cast.manager))
    assert listing.is_mine(fallen, standing_of(cast.manager))


def test_a_ward_sees_its_own_figures_and_not_its_neighbours(web, cast, solvik, calm, fallen):
    page = web.as_(cast.leader).get(LIST)
    assert "Avtalt besøk holdt" in page.text
    assert "Dobbeltkontroll" not in page.text.split("<table")[1]
    assert "Nord" not in page.text.split("<main")[1]


def test_who_has_nothing_here_is_told_so(web, cast):
    assert "Ingenting måles her ennå." in web.as_(cast.manager).get(LIST).text
    web.as_(cast.user_rep).get(LIST, status=404)


def test_few_employees_are_nobody_s_figures_in_a_list(web, cast, solvik):
    made = define(solvik.health, code="I93", title="Nærvær", about_staff=True)
    solvik.east.employees = 9
    solvik.east.save()
    months(made, solvik.east, CALM)
    assert "/I93/?enhet=MH33" not in web.as_(cast.leader).get(LIST).text
    assert "/I93/?enhet=MH3" in web.as_(cast.manager).get(LIST).text


def test_ten_times_as_many_indicators_ask_the_database_no_more(cast, solvik, calm):
    def asked():
        standing = standing_of(cast.director)
        with CaptureQueriesContext(connection) as seen:
            units = listing.units(standing)
            listing.lines(standing, listing.Filter(unit=units[0]))
            grid_at(standing, solvik.health.pk)
        return len(seen)

    before = asked()
    for nth in range(10):
        made = define(solvik.home_care, code=f"I8{nth}", title=f"Nummer {nth}")
        months(made, solvik.south, CALM)
    assert asked() == before
    assert before <= 6


def test_the_grid_says_the_change_of_a_unit_and_names_it(web, cast, calm, fallen):
    page = web.as_(cast.director).get(GRID)
    assert "Hjemmetjenesten" in page.text
    assert "Verre</span>" in page.text
    assert "Avtalt besøk holdt" in page.text
    assert "Hele Mestring og helse" in page.text
    assert "Ingen indikator ennå" in page.text
    assert "Én kurve er verre enn før" in page.text
    assert 'href="/indikatorer/I92/?enhet=MH3"' in page.text


def test_the_grid_of_a_stranger_s_unit_does_not_exist(web, cast, fallen):
    web.as_(cast.director).get(GRID + "?enhet=OL2", status=404)
    web.as_(cast.chief).get(GRID + "?enhet=MH3")


def test_numbers_that_should_have_come_are_missed(cast, calm, solvik):
    standing = standing_of(cast.manager)
    found = listing.lines(standing, listing.Filter(unit=solvik.home_care))
    assert [one.indicator.code for one in listing.late(found, dt.date(2026, 9, 21))] == ["I91"]
    assert listing.late(found, dt.date(2025, 9, 1)) == []
