"""The same again and again: one pattern, seen by each only as far as they see its cases."""

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Pattern
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take, text_of
from merkbar.ground.records.models import Link

pytestmark = pytest.mark.django_db
NAME = "Oppdrag på feil liste"


@pytest.fixture
def cases(cast, solvik):
    return [CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01") for _n in range(3)]


def test_a_new_pattern_takes_in_the_cases_that_are_chosen(web, cast, cases):
    first, second, third = cases
    answer = take(web, cast.leader, first, "monster", title=NAME, cases=[second.pk])
    assert answer.url == address(first)
    pattern = Pattern.objects.get()
    assert pattern.record.title == NAME
    assert [again(case).pattern for case in cases] == [pattern, pattern, None]
    page = text_of(web.as_(cast.leader).get(f"/avvik/monster/{pattern.record.reference}/"))
    assert "2 saker du kan se, er knyttet til mønsteret." in page
    assert third.record.reference not in page
    assert NAME in text_of(web.as_(cast.leader).get(address(first)))


def test_a_case_joins_a_pattern_that_is_there(web, cast, cases):
    pattern = writes.tie_to_pattern(by=cast.leader, deviations=cases[:1], title=NAME)
    take(web, cast.leader, cases[2], "monster", pattern=pattern.pk)
    assert again(cases[2]).pattern == pattern
    assert Pattern.objects.count() == 1


def test_a_pattern_without_a_name_is_refused(web, cast, cases):
    page = take(web, cast.leader, cases[0], "monster", title="  ")
    assert page.status_code == 422
    assert "Gi mønsteret et navn" in text_of(page)
    assert not Pattern.objects.exists()


def test_a_second_tap_makes_no_second_pattern(web, cast, cases):
    seen = cases[0].record.version
    statuses = [take(web, cast.leader, cases[0], "monster", seen=seen, title=NAME).status_code for _tap in range(2)]
    assert statuses == [302, 409]
    assert Pattern.objects.count() == 1


def test_each_sees_of_a_pattern_only_the_cases_they_may_see(web, cast, solvik, cases):
    north = CaseFactory(by=cast.nurse, unit=solvik.north, what="Fra Nord", type="BR01")
    pattern = writes.tie_to_pattern(by=cast.manager, deviations=[cases[0], north], title=NAME)
    page = text_of(web.as_(cast.colleague).get(f"/avvik/monster/{pattern.record.reference}/"))
    assert "Én sak du kan se, er knyttet til mønsteret." in page
    assert "Fra Nord" not in page
    assert web.as_(cast.teacher).get(f"/avvik/monster/{pattern.record.reference}/").status_code == 404


def test_a_pattern_nobody_here_may_see_is_no_choice(web, cast, solvik, cases):
    elsewhere = CaseFactory(by=cast.teacher, unit=solvik.school)
    secret = writes.tie_to_pattern(by=cast.head, deviations=[elsewhere], title="Skolens mønster")
    page = take(web, cast.leader, cases[0], "monster", pattern=secret.pk)
    assert page.status_code == 422
    assert "Skolens mønster" not in text_of(page)


def test_a_case_one_does_not_handle_is_not_offered_and_not_tied(web, cast, solvik, cases):
    beside = CaseFactory(by=cast.leader, unit=solvik.north, type="BR01")
    page = take(web, cast.leader, cases[0], "monster", title=NAME, cases=[beside.pk])
    assert page.status_code == 422
    assert beside.record.reference not in text_of(page)
    assert again(beside).pattern is None


def test_a_case_tied_elsewhere_stays_there(web, cast, cases):
    first = writes.tie_to_pattern(by=cast.leader, deviations=cases[1:2], title=NAME)
    page = take(web, cast.leader, cases[0], "monster", title="Et annet", cases=[cases[1].pk])
    assert page.status_code == 422
    assert f"{cases[1].record.reference} hører til et annet mønster" in text_of(page)
    assert again(cases[1]).pattern == first
    assert Pattern.objects.count() == 1


def test_the_case_one_stands_at_may_move_and_its_timeline_says_so(web, cast, cases):
    writes.tie_to_pattern(by=cast.leader, deviations=cases[:1], title=NAME)
    assert take(web, cast.leader, cases[0], "monster", title="Et annet").status_code == 302
    assert again(cases[0]).pattern.record.title == "Et annet"
    assert [link.target.title for link in Link.objects.filter(source=cases[0].record)] == ["Et annet"]
    assert cases[0].record.entries.filter(text=f"Løst fra mønsteret «{NAME}»").count() == 1
