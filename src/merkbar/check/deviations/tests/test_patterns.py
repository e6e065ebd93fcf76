"""What goes again has a list of its own, and one piece of work can answer it all."""

import pytest
from django.urls import reverse

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import CaseFactory, text_of

pytestmark = pytest.mark.django_db
NAME, ELSEWHERE = "Oppdrag på feil liste", "Nøkler på avveie"


def page_of(pattern):
    return reverse("deviations:pattern", args=[pattern.record.reference])


@pytest.fixture
def pattern(cast, solvik):
    cases = [CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01") for _n in range(2)]
    return writes.tie_to_pattern(by=cast.leader, deviations=cases, title=NAME)


@pytest.fixture
def elsewhere(cast, solvik, pattern):
    north = CaseFactory(by=cast.nurse, unit=solvik.north, type="BR01")
    return writes.tie_to_pattern(by=cast.manager, deviations=[north], title=ELSEWHERE)


def test_the_list_of_patterns_tells_how_many_cases_one_sees_and_how_many_are_open(web, cast, pattern):
    client = web.as_(cast.leader)
    page = text_of(client.get("/avvik/monster/"))
    assert f'href="{page_of(pattern)}"' in page
    assert "2 saker du kan se. 2 er åpne." in page
    assert 'href="/avvik/monster/"' in text_of(client.get("/avvik/"))


def test_a_pattern_of_another_unit_is_neither_listed_nor_found(web, cast, pattern, elsewhere):
    leader, manager = web.as_(cast.colleague), web.as_(cast.manager)
    assert ELSEWHERE not in text_of(leader.get("/avvik/monster/"))
    assert ELSEWHERE in text_of(manager.get("/avvik/monster/"))
    assert elsewhere.record.reference not in text_of(leader.get("/sok/?q=avveie"))
    assert elsewhere.record.reference in text_of(manager.get("/sok/?q=avveie"))


def test_the_number_of_a_pattern_leads_straight_to_it(web, cast, pattern):
    answer = web.as_(cast.leader).get(f"/sok/?q={pattern.record.reference.lower()}")
    assert answer.url == page_of(pattern)


def test_where_nothing_goes_again_the_list_says_how_a_pattern_begins(web, cast):
    assert "Ingen mønstre ennå." in text_of(web.as_(cast.leader).get("/avvik/monster/"))
