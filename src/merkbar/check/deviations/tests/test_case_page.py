"""J2: one page, the reporter's words to the left, the next step in the middle, what is like it beside."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import ANSWER, CaseFactory, address, text_of

pytestmark = pytest.mark.django_db
STATES = ("new", "handling", "closed")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["leader", "manager", "adviser", "colleague", "auditor"])
def test_everyone_who_reads_gets_a_whole_page_in_every_state(state, who, web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, state=state, leader=cast.leader, type="BR01", harm=1)
    page = web.as_(getattr(cast, who)).get(address(case))
    assert page.status_code == 200
    assert case.what in text_of(page)
    handles = who in {"leader", "manager", "adviser"}
    assert page.context["handles"] is handles
    assert ("Sett til ferdig behandlet" in text_of(page)) is (handles and state != "closed")


@pytest.mark.parametrize("kind", ["deviation", "near_miss", "concern", "suggestion", "good_practice"])
def test_every_kind_has_a_page(kind, web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, kind=kind)
    assert case.get_kind_display() in text_of(web.as_(cast.leader).get(address(case)))


def test_the_words_are_shown_as_words_and_never_run(web, cast, solvik):
    hostile = "<script>alert(1)</script> & <img src=x onerror=alert(1)> {{ 7*7 }} {% x %}".replace("{", "(").replace(
        "}", ")"
    )
    case = CaseFactory(by=cast.nurse, unit=solvik.east, what=hostile, immediate_action=hostile)
    page = text_of(web.as_(cast.leader).get(address(case)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_like_cases_are_counted_here_and_next_door(web, cast, solvik):
    cases = [CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01") for _n in range(3)]
    CaseFactory(by=cast.neighbour, unit=solvik.north, type="BR01")
    CaseFactory(by=cast.nurse, unit=solvik.east, type="BR02")
    assert "2 i Øst siste 90 dager og 1 i Nord." in text_of(web.as_(cast.manager).get(address(cases[0])))
    own = text_of(web.as_(cast.leader).get(address(cases[0])))
    assert "2 i Øst siste 90 dager." in own
    assert "Nord" not in own.split("Lignende saker")[1].split("</section>")[0]


def test_the_timeline_tells_what_happened_and_what_is_next(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    client = web.as_(cast.leader)
    assert "Venter på leder" in text_of(client.get(address(case)))
    writes.answer(by=cast.leader, deviation=case, text=ANSWER)
    page = text_of(client.get(address(case)))
    assert "Svar sendt til melder, Test Leader" in page
    assert "Venter på leder" not in page


def test_only_those_who_handle_read_who_reported(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    assert "Meldt av Test Nurse" in text_of(web.as_(cast.leader).get(address(case)))
    for reader in (cast.colleague, cast.auditor):
        assert cast.nurse.name not in text_of(web.as_(reader).get(address(case)))


def test_the_page_costs_the_same_with_five_and_with_fifty_like_cases(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")

    def cost(number):
        while type(case).objects.count() <= number:
            CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")
        client = web.as_(cast.leader)
        client.get(address(case))
        with CaptureQueriesContext(connection) as asked:
            client.get(address(case))
        return len(asked)

    assert cost(5) == cost(50)


def test_a_long_story_costs_no_more_to_read(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")
    client = web.as_(cast.leader)

    def cost():
        client.get(address(case))
        with CaptureQueriesContext(connection) as asked:
            client.get(address(case))
        return len(asked)

    def happens(times):
        for n in range(times):
            writes.answer(by=cast.leader, deviation=case, text=f"{ANSWER} {n}")
            writes.ask_other_end(by=cast.leader, deviation=case, unit=solvik.north, question=f"Og {n}?")

    happens(2)
    before = cost()
    happens(10)
    assert cost() == before


def test_what_is_near_is_listed_as_one_says_it(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")
    for unit in (solvik.east, solvik.north, solvik.north, solvik.south):
        CaseFactory(by=cast.neighbour, unit=unit, type="BR01")
    page = text_of(web.as_(cast.manager).get(address(case)))
    assert "1 i Øst siste 90 dager, 2 i Nord og 1 i Sør." in page


def test_asked_today_is_said_so(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    writes.ask_other_end(by=cast.leader, deviation=case, organisation="Sykehuset", question="Hva?")
    assert "Ikke svart ennå, spurt i dag." in text_of(web.as_(cast.leader).get(address(case)))
