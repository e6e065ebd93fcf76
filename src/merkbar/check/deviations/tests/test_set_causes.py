"""Causes: up to three, system factors first, and an individual one never stands alone (A12, A06)."""

import pytest

from merkbar.check.deviations.models import Cause
from merkbar.check.deviations.tests.factories import CaseFactory, again, take, text_of
from merkbar.check.deviations.writes import set_causes
from merkbar.check.deviations.writes.handling import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east)


def causes_of(case):
    return [(link.cause_id, link.line) for link in case.causes.all()]


def test_causes_and_what_held_are_kept(web, cast, case):
    take(web, cast.leader, case, "arsaker", cause1="A04", line1="Muntlig beskjed", cause2="A12", held="Kollega så det")
    assert causes_of(case) == [("A04", "Muntlig beskjed"), ("A12", "")]
    assert again(case).held == "Kollega så det"
    assert again(case).state == "handling"


def test_an_individual_cause_alone_is_refused_with_what_to_do_instead(web, cast, case):
    page = take(web, cast.leader, case, "arsaker", cause1="A12", line1="Slurv")
    assert page.status_code == 422
    assert "kan ikke stå alene. Velg også noe ved måten arbeidet er lagt opp på." in text_of(page)
    assert 'value="Slurv"' in text_of(page)
    assert causes_of(case) == []


def test_a_refusal_does_not_take_away_what_stood_there(web, cast, case):
    take(web, cast.leader, case, "arsaker", cause1="A04", line1="Muntlig")
    take(web, cast.leader, case, "arsaker", cause1="A12")
    assert causes_of(case) == [("A04", "Muntlig")]


def test_more_than_three_are_refused(cast, case):
    four = [(cause, "") for cause in Cause.objects.all()[:4]]
    with pytest.raises(Refused, match="inntil tre"):
        set_causes(by=cast.leader, deviation=case, causes=four)


def test_the_same_cause_twice_is_one(web, cast, case):
    take(web, cast.leader, case, "arsaker", cause1="A04", cause2="A04", line2="Muntlig")
    assert causes_of(case) == [("A04", "Muntlig")]


def test_causes_can_be_taken_away_again(web, cast, case):
    take(web, cast.leader, case, "arsaker", cause1="A04")
    take(web, cast.leader, case, "arsaker", cause1="")
    assert causes_of(case) == []


def test_system_factors_stand_before_individual_ones(web, cast, case):
    page = web.as_(cast.leader).get(f"/avvik/{case.record.reference}/")
    codes = [code for code, _name in page.context["causes_form"].fields["cause1"].choices]
    assert codes[-1] == "A12"
