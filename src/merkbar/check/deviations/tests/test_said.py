"""What was saved is said at its own step, and the next key leads on from there."""

import pytest

from merkbar.check.deviations.tests.factories import CaseFactory, address, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")


def test_who_answers_comes_back_to_the_step_and_not_to_the_top(web, cast, case):
    sent = take(web, cast.leader, case, "svar", text="Takk. Vi har ringt legen, og listen er rettet.")
    assert sent.url == address(case) + "#lagret"


def test_the_words_stand_between_the_step_and_the_next(web, cast, case):
    client = web.as_(cast.leader)
    facts = {"seen": case.record.version, "text": "Takk. Vi har ringt legen, og listen er rettet."}
    page = client.post(address(case, "svar/"), facts, follow=True).content.decode()
    assert page.count('id="lagret"') == 1
    assert page.index("Send ett svar til") < page.index('id="lagret"') < page.index("Legg til årsak")


def test_who_sends_a_case_away_is_told_at_the_top_of_where_they_come(web, cast, solvik, case):
    facts = {"seen": case.record.version, "unit": solvik.north.code, "why": "Hendte på besøk i Nord"}
    page = web.as_(cast.leader).post(address(case, "send/"), facts, follow=True).content.decode()
    assert 'id="lagret"' not in page
    assert "er sendt til" in page
