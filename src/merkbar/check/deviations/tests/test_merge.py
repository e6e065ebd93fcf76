"""Doubles become one case; nobody who reported is left without an answer."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, finished, take, text_of
from merkbar.check.deviations.writes.answering import give
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(cast, solvik):
    return CaseFactory(by=cast.colleague, unit=solvik.east, what="Samme sak. Meldt av en til.")


@pytest.fixture
def living(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east)


def test_the_double_leaves_the_list_and_points_to_the_one_that_lives(web, cast, double, living):
    answer = take(web, cast.leader, double, "slaa-sammen", into=living.record.reference.lower())
    assert answer.url == address(living)
    gone = again(double)
    assert (gone.state, gone.merged_into, gone.record.state_group) == ("void", living, "void")
    assert Link.objects.get().target == living.record
    assert double.record.reference in text_of(web.as_(cast.leader).get(address(living)))
    assert living.record.reference in text_of(web.as_(cast.leader).get(address(double)))
    assert not type(double).objects.counted().filter(pk=double.pk).exists()


def test_both_who_reported_hear_what_comes_of_it(web, cast, double, living):
    writes.merge(by=cast.leader, deviation=double, into=living)
    writes.answer(by=cast.leader, deviation=living, text="Vi flytter oppdraget.")
    finished(again(living), cast.leader)
    for person, case in ((cast.nurse, living), (cast.colleague, double)):
        page = text_of(web.as_(person).get(f"/mine-meldinger/{case.record.reference}/"))
        assert "Vi flytter oppdraget." in page
        assert "Vi gikk gjennom listen sammen." in page
        assert Notice.objects.filter(person=person, record=case.record).count() >= 2


def test_the_one_who_reported_the_double_does_not_see_whose_words_live_on(web, cast, solvik, double):
    other = CaseFactory(by=cast.nurse, unit=solvik.east, what="Hemmelige ord", type="PV02")
    writes.merge(by=cast.leader, deviation=double, into=other)
    page = text_of(web.as_(cast.colleague).get(f"/mine-meldinger/{double.record.reference}/"))
    assert "Behandles sammen med en annen melding" in page
    assert "Hemmelige ord" not in page


@pytest.mark.parametrize("into", ["AV-2020-00001", "", "x" * 31, "'; DROP TABLE"])
def test_a_number_that_is_none_is_pointed_out(into, web, cast, double):
    page = take(web, cast.leader, double, "slaa-sammen", into=into)
    assert page.status_code == 422
    assert again(double).state == "new"


def test_a_case_is_not_merged_with_itself(web, cast, double):
    page = take(web, cast.leader, double, "slaa-sammen", into=double.record.reference)
    assert "En sak kan ikke slås sammen med seg selv." in text_of(page)


def test_only_a_case_one_handles_takes_up_another(web, cast, solvik, double):
    hidden = CaseFactory(by=cast.teacher, unit=solvik.school)
    mine_elsewhere = CaseFactory(by=cast.leader, unit=solvik.school)
    for other, sentence in ((hidden, "Vi finner ikke saken"), (mine_elsewhere, "en sak du behandler")):
        page = take(web, cast.leader, double, "slaa-sammen", into=other.record.reference)
        assert page.status_code == 422
        assert sentence in text_of(page)


def test_what_is_merged_or_draft_takes_up_nothing(cast, solvik, double, living):
    writes.merge(by=cast.leader, deviation=double, into=living)
    third = CaseFactory(by=cast.nurse, unit=solvik.east)
    with pytest.raises(Exception, match="fortsatt behandles"):
        writes.merge(by=cast.leader, deviation=third, into=again(double))


def test_a_merged_case_takes_no_further_step(web, cast, double, living):
    writes.merge(by=cast.leader, deviation=double, into=living)
    for step, typed in (
        ("svar", {"text": "Hei på deg"}),
        ("gjenapne", {"why": "Nei"}),
        ("vurder", {"kind": "deviation", "harm_physical": "1"}),
    ):
        assert take(web, cast.leader, double, step, **typed).status_code == 409
    assert again(double).state == "void"


def test_a_stale_page_says_so_and_lets_one_go_on(web, cast, double, living):
    page = take(web, cast.leader, double, "slaa-sammen", seen=0, into=living.record.reference)
    assert page.status_code == 409
    assert f'value="{living.record.reference}"' in text_of(page)
    seen = page.context["form"]["seen"].value()
    assert take(web, cast.leader, double, "slaa-sammen", seen=seen, into=living.record.reference).status_code == 302


def test_two_pages_from_before_do_not_merge_two_cases_into_each_other(cast, double, living):
    writes.merge(by=cast.leader, deviation=double, into=living)
    with pytest.raises(ValidationError, match="fortsatt behandles"):
        writes.merge(by=cast.leader, deviation=living, into=double)
    assert again(living).merged_into is None


def test_cases_that_point_at_each_other_still_get_their_answer_once(cast, double, living):
    type(double).objects.filter(pk=double.pk).update(state="void", merged_into=living)
    type(double).objects.filter(pk=living.pk).update(state="void", merged_into=double)
    give(again(living), mode="B", text="Vi flytter oppdraget.", by=cast.leader)
    for case in (double, living):
        assert case.feedback.filter(mode="B").count() == 1


def test_one_whose_report_was_merged_into_a_case_nobody_waits_for_hears_what_came_of_it(cast, solvik, double):
    counted = CaseFactory(by=cast.nurse, unit=solvik.east, channel="import")
    writes.merge(by=cast.leader, deviation=double, into=counted)
    finished(again(counted), cast.leader)
    assert double.feedback.filter(text="Vi gikk gjennom listen sammen.").count() == 1
    assert not counted.feedback.filter(mode="D").exists()


def test_a_shielded_case_does_not_become_part_of_one_that_more_may_see(web, cast, solvik, living):
    shielded = CaseFactory(by=cast.colleague, unit=solvik.east, type="PV02")
    page = take(web, cast.leader, shielded, "slaa-sammen", into=living.record.reference)
    assert page.status_code == 422
    assert "kan ikke bli del av en sak som flere kan se" in text_of(page)
    assert again(shielded).state == "new"


def test_what_looks_alike_can_be_chosen_and_a_finished_case_is_not_suggested(web, cast, solvik):
    case = CaseFactory(by=cast.colleague, unit=solvik.east, type="BR01")
    alike = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")
    done = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", closed=True, leader=cast.leader)
    page = text_of(web.as_(cast.leader).get(address(case, "slaa-sammen/")))
    assert f'type="radio" name="like" value="{alike.record.reference}"' in page
    assert done.record.reference not in page
    take(web, cast.leader, case, "slaa-sammen", like=alike.record.reference, into="")
    assert again(case).merged_into == alike


def test_a_chosen_case_and_another_number_are_not_both_meant(web, cast, solvik):
    case = CaseFactory(by=cast.colleague, unit=solvik.east, type="BR01")
    alike, other = (CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01") for _n in range(2))
    both = {"like": alike.record.reference, "into": other.record.reference}
    page = take(web, cast.leader, case, "slaa-sammen", **both)
    assert page.status_code == 422
    assert "Behold én av dem." in text_of(page)
    assert again(case).state == "new"


def test_a_case_that_is_finished_says_why_it_is_not_merged(web, cast, solvik):
    done = CaseFactory(by=cast.nurse, unit=solvik.east, closed=True, leader=cast.leader)
    page = text_of(web.as_(cast.leader).get(address(done, "slaa-sammen/")))
    assert "Bare saker som er nye eller under behandling" in page
    assert 'name="into"' not in page


def test_no_case_chosen_is_said_in_a_sentence(web, cast, double):
    page = take(web, cast.leader, double, "slaa-sammen", into="")
    assert "Velg saken som blir stående, eller skriv nummeret på den" in text_of(page)
