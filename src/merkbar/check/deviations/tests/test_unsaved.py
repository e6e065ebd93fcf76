"""One page, several steps: what is typed in one of them outlives that another is saved, refused or stale."""

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, text_of
from merkbar.check.deviations.tests.page import fields, press

pytestmark = pytest.mark.django_db
ANSWER = "Takk for at du meldte.\r\nVi samler listene i morgen."


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=1)


@pytest.fixture
def leader(web, cast):
    return web.as_(cast.leader)


def one(page, name):
    (value,) = fields(page)[name]
    return value


def test_an_answer_half_written_stands_after_the_assessment_is_saved(leader, case):
    assert press(leader, case, "vurder", text=ANSWER, line1="Muntlig beskjed").status_code == 302
    page = leader.get(address(case))
    assert one(page, "text") == ANSWER
    assert one(page, "line1") == "Muntlig beskjed"
    assert "er ikke lagret ennå" in text_of(page)
    assert one(leader.get(address(case)), "text") == ANSWER
    assert again(case).answered_at is None


def test_what_waited_is_gone_when_its_own_step_is_taken(leader, case):
    press(leader, case, "vurder", text=ANSWER)
    assert press(leader, case, "svar").status_code == 302
    page = leader.get(address(case))
    assert one(page, "text") == ""
    assert "er ikke lagret ennå" not in text_of(page)
    assert case.feedback.get(mode="B").text == ANSWER.replace("\r\n", "\n")


def test_a_page_where_nothing_else_was_typed_keeps_nothing(leader, case):
    press(leader, case, "svar", text=ANSWER)
    assert "unsaved" not in leader.session
    assert "er ikke lagret ennå" not in text_of(leader.get(address(case)))


def test_an_assessment_not_yet_saved_outlives_the_answer(leader, case):
    press(leader, case, "svar", text=ANSWER, harm_physical="2", recurrence="monthly", consequences=["law", "trust"])
    page = leader.get(address(case))
    assert (one(page, "harm_physical"), one(page, "recurrence")) == ("2", "monthly")
    assert sorted(fields(page)["consequences"]) == ["law", "trust"]
    assert press(leader, case, "vurder").status_code == 302
    assert (again(case).harm_physical, again(case).consequences) == (2, ["trust", "law"])


def test_a_refused_step_gives_back_what_was_typed_beside_it(leader, case):
    page = press(leader, case, "svar", text="", line2="Vikar uten opplæring", why="Hører til Nord")
    assert page.status_code == 422
    assert (one(page, "line2"), one(page, "why")) == ("Vikar uten opplæring", "Hører til Nord")
    assert "Rett" in text_of(page)


def test_a_stale_page_gives_back_everything_typed_and_nothing_old(leader, cast, case):
    opened = leader.get(address(case))
    facts = {"kind": "near_miss", "type": case.type, "harm_psychological": None, "potential": 3, "recurrence": ""}
    writes.assess(by=cast.manager, deviation=case, harm_physical=2, **facts)
    page = press(leader, case, "svar", opened, text=ANSWER, held="Ringte legevakt")
    assert page.status_code == 409
    assert (one(page, "text"), one(page, "held")) == (ANSWER, "Ringte legevakt")
    assert (one(page, "kind"), one(page, "harm_physical"), one(page, "potential")) == ("near_miss", "2", "3")
    assert press(leader, case, "svar", page).status_code == 302
    assert one(leader.get(address(case)), "held") == "Ringte legevakt"


def test_words_for_a_step_that_others_have_closed_are_still_on_the_page(leader, cast, case):
    opened = leader.get(address(case))
    again(CaseFactory(by=cast.nurse, unit=case.unit))
    writes.answer(by=cast.manager, deviation=case, text=ANSWER)
    reason = writes.handling.CloseReason.objects.get(code="handled_on_site")
    writes.finish(by=cast.manager, deviation=case, outcome="Ordnet", reason=reason)
    page = press(leader, case, "arsaker", opened, cause1="A04", line1="Beskjed gitt muntlig")
    assert page.status_code == 409
    assert "Beskjed gitt muntlig" in text_of(page)


def test_one_persons_words_are_not_anothers(web, cast, leader, case):
    press(leader, case, "vurder", text=ANSWER)
    assert "Vi samler listene" not in text_of(web.as_(cast.manager).get(address(case)))


def test_only_the_last_cases_are_kept(leader, cast, solvik):
    cases = [CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=1) for _n in range(6)]
    for case in cases:
        press(leader, case, "vurder", text=ANSWER)
    assert list(leader.session["unsaved"]) == [str(case.pk) for case in cases[1:]]


@pytest.mark.parametrize("seen", [None, "", "0", "-1", "x", "9" * 30])
def test_a_page_that_does_not_say_what_it_saw_is_told_that_it_is_old(seen, leader, case):
    typed = {"text": ANSWER} if seen is None else {"text": ANSWER, "seen": seen}
    page = leader.post(address(case, "svar/"), typed)
    assert page.status_code == 409
    assert "Noen andre har endret saken siden du åpnet den." in text_of(page)
    assert one(page, "text") == ANSWER
    assert again(case).answered_at is None
    assert press(leader, case, "svar", page).status_code == 302


STEPS = ("vurder", "svar", "arsaker", "ferdig", "lukk", "gjenapne", "send")


@pytest.mark.parametrize("step", STEPS)
def test_a_steps_address_opened_again_leads_to_the_case(step, leader, case):
    reloaded = leader.get(address(case, f"{step}/"))
    assert (reloaded.status_code, reloaded.url) == (302, address(case))
