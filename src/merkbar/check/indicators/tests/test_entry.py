"""A ward begins to enter an indicator of the unit above; a file says in its own words what is wrong with it."""

import pytest

from merkbar.check.indicators.tests.kit import d, define, values
from merkbar.check.indicators.tests.test_pages import (
    ENTRY,
    IMPORT,
    PAY,
    WIDE,
    csv_file,
    full_time,
    sealed_in,
    this_month,
)

__all__ = ["full_time"]


@pytest.fixture
def contact(solvik):
    return define(solvik.home_care, code="KP1", title="Fast kontaktperson")


def test_a_ward_begins_with_an_indicator_of_the_unit_above(web, cast, solvik, contact):
    me = web.as_(cast.leader)
    page = me.get(ENTRY)
    assert "Andre indikatorer Øst kan føre tall for" in page.text
    address = f"{ENTRY}?enhet=MH33&indikator=KP1"
    assert address.replace("&", "&amp;") in page.text
    assert f'name="numerator-{contact.pk}"' in me.get(address).text
    sent = {f"numerator-{contact.pk}": "9", f"denominator-{contact.pk}": "10"}
    me.post(f"{address}&maned={this_month():%Y-%m}", sent)
    assert values(contact, solvik.east) == {this_month(): d("90.000000")}
    assert f'name="numerator-{contact.pk}"' in me.get(ENTRY).text


def test_an_indicator_without_numbers_leads_on_to_entering_them(web, cast, contact):
    page = web.as_(cast.manager).get("/indikatorer/KP1/")
    assert f"{ENTRY}?enhet=MH3&amp;indikator=KP1" in page.text
    assert f"{ENTRY}?enhet=" not in web.as_(cast.auditor).get("/indikatorer/KP1/").text


def test_an_indicator_of_another_area_is_not_begun_by_its_code(web, cast, solvik):
    far = define(solvik.schools, code="SK1", title="Skolefravær")
    page = web.as_(cast.leader).get(f"{ENTRY}?enhet=MH33&indikator=SK1")
    assert f"numerator-{far.pk}" not in page.text


def test_what_is_wrong_in_a_file_is_said_with_the_files_own_headings(web, cast, full_time):
    me = web.as_(cast.adviser)
    page = me.post(IMPORT, {"file": csv_file(PAY + "MH32;2026-01;41;40\nMH99;2026-01;1;2\n")})
    page = me.post(IMPORT, {"sealed": sealed_in(page), **WIDE}, status=422)
    assert "<td>Heltid</td><td>Er større enn nevneren." in page.text
    assert "<td>Enhet</td>" in page.text
    assert "<td>numerator" not in page.text.lower()


def test_a_file_of_headings_alone_is_refused_in_a_sentence(web, cast, full_time):
    page = web.as_(cast.adviser).post(IMPORT, {"file": csv_file("Enhet;Måned;Heltid;Ansatte\n")}, status=422)
    assert "Filen har ingen rader under overskriftene." in page.text


def test_a_file_that_is_known_already_says_so(web, cast, full_time):
    me = web.as_(cast.adviser)
    page = me.post(IMPORT, {"file": csv_file(PAY)})
    me.post(IMPORT, {"sealed": sealed_in(page), **WIDE, "steg": "lagre"})
    page = me.post(IMPORT, {"file": csv_file(PAY)})
    page = me.post(IMPORT, {"sealed": sealed_in(page), **WIDE})
    assert "Alt i filen er lest inn før." in page.text
