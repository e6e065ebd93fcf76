"""The number of a new procedure is suggested: the next free one in the series of the area."""

import pytest

from merkbar.do.procedures import choosing, writes
from merkbar.do.procedures.models import Document
from merkbar.do.procedures.tests import kit
from merkbar.ground.access.standing import standing_of

pytestmark = pytest.mark.django_db
NEW = "/prosedyrer/ny/"


@pytest.fixture
def series(cast, solvik):
    """Two in the series of health, one made elsewhere with a number of its own, one for upbringing, one for all."""
    for number, unit in (
        ("P-MH-031", solvik.health),
        ("P-MH-099", solvik.east),
        ("ISO 9001", solvik.health),
        ("P-OL-7", solvik.school),
        ("P-K-012", solvik.root),
    ):
        kit.procedure(cast, unit, number=number.replace(" ", "-"), title=number)


def free(person):
    return choosing.next_numbers(choosing.units_to_write_for(standing_of(person)))


def test_the_next_free_number_of_the_area_stands_in_the_form(cast, series, web):
    assert free(cast.leader) == free(cast.coordinator) == {"Mestring og helse": "P-MH-100"}
    page = web.as_(cast.leader).get(NEW).content.decode()
    assert 'value="P-MH-100"' in page
    assert "Neste ledige: P-MH-100 (Mestring og helse). Du kan velge et annet." in page


def test_a_number_that_only_a_draft_has_is_not_free(cast, solvik, series):
    writes.open_document(
        by=cast.coordinator, number="P-MH-100", title="Ny", unit=solvik.north, reviser=cast.coordinator
    )
    assert free(cast.leader) == {"Mestring og helse": "P-MH-101"}


def test_whoever_writes_for_several_areas_sees_the_next_of_each_and_chooses(cast, series, web):
    assert list(free(cast.adviser).values()) == ["P-K-013", "P-MH-100", "P-OL-8"]
    page = web.as_(cast.adviser).get(NEW).content.decode()
    assert "P-K-013 (" in page
    assert 'value="P-K-013"' not in page


def test_without_a_series_there_is_an_example(cast, solvik, web):
    assert "For eksempel P-MH-031" in web.as_(cast.leader).get(NEW).content.decode()


def test_of_two_who_take_the_same_number_the_second_is_told_and_shown_the_next(cast, solvik, series, web):
    typed = {"kind": "procedure", "number": "P-MH-100", "review_months": 12, "unit": solvik.east.code}
    reviser = choosing.revisers_to_choose(standing_of(cast.leader).day)[0][0]
    first, second = (
        web.as_(person).post(NEW, typed | {"reviser": reviser, "title": title})
        for person, title in ((cast.leader, "Min"), (cast.coordinator, "Din"))
    )
    assert first.status_code == 302
    assert second.status_code == 422
    page = second.content.decode()
    assert "Nummeret P-MH-100 er i bruk. Velg et annet." in page
    assert "Neste ledige: P-MH-101" in page
    assert 'value="Din"' in page
    assert Document.objects.get(record__reference="P-MH-100").record.title == "Min"
