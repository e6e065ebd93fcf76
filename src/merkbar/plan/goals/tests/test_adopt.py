"""The decision: case number, day and by whom. And who took part before it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from merkbar.ground.clock import clock
from merkbar.plan.goals import states, writes
from merkbar.plan.goals.models import Involvement
from merkbar.plan.goals.tests import kit


def test_a_decision_has_a_case_a_day_and_a_body(cast, solvik):
    plan = kit.adopted(cast.adviser, solvik.health)
    assert (plan.state, plan.case_number, plan.adopted_by) == (states.ADOPTED, "042/23", "Kommunestyret")
    assert "sak 042/23" in plan.record.entries.get(step="adopt").text


@pytest.mark.parametrize("missing", ["case_number", "adopted_by"])
def test_a_decision_without_its_facts_is_refused(cast, solvik, missing):
    facts = {"case_number": "1/26", "adopted_by": "Kommunestyret", "adopted_on": clock.today(), missing: " "}
    with pytest.raises(ValidationError):
        writes.adopt(by=cast.chief, plan=kit.draft(cast.adviser, solvik.health), **facts)


def test_a_plan_is_not_adopted_tomorrow_nor_when_it_is_empty(cast, solvik):
    facts = {"by": cast.chief, "case_number": "1/26", "adopted_by": "Kommunestyret"}
    plan = kit.draft(cast.adviser, solvik.health)
    with pytest.raises(ValidationError, match="fram i tid"):
        writes.adopt(plan=plan, adopted_on=clock.today() + dt.timedelta(days=1), **facts)
    empty = writes.open_plan(by=cast.adviser, title="Tom", unit=solvik.health, first_year=2026, last_year=2027)
    with pytest.raises(ValidationError, match="ingen satsingsområder"):
        writes.adopt(plan=empty, adopted_on=clock.today(), **facts)


def test_the_director_writes_the_decision_down_and_the_coordinator_may_not(web, cast, solvik):
    plan = kit.draft(cast.coordinator, solvik.health)
    address = f"/planer/{plan.record.reference}/vedtak/"
    day = clock.today().strftime("%d.%m.%Y")
    facts = {"case_number": "7/26", "adopted_on": day, "adopted_by": "Kommunestyret", "seen": plan.record.version}
    assert web.as_(cast.coordinator).post(address, facts).status_code == 403
    assert "Saksnummer" in web.as_(cast.director).get(address).content.decode()
    assert web.as_(cast.director).post(address, facts).status_code == 302
    assert kit.again(plan).state == states.ADOPTED


def test_an_adopted_plan_is_read_by_everybody_who_reads_plans(web, cast, solvik):
    plan = kit.adopted(cast.coordinator, solvik.health)
    for reader in (cast.nurse, cast.teacher, cast.politician, cast.user_rep, cast.auditor, cast.safety):
        assert web.as_(reader).get(f"/planer/{plan.record.reference}/").status_code == 200


def test_who_took_part_is_logged_also_after_the_decision(web, cast, solvik):
    plan = kit.adopted(cast.coordinator, solvik.health)
    address = f"/planer/{plan.record.reference}/medvirkning/"
    day = clock.today().strftime("%d.%m.%Y")
    facts = {"kind": "orientation", "who": "Eldrerådet", "day": day, "text": "Ingen merknader"}
    assert web.as_(cast.coordinator).post(address, facts).status_code == 302
    assert Involvement.objects.get(plan=plan).who == "Eldrerådet"
    page = web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/").content.decode()
    assert "Orientering: Eldrerådet" in page
    late = {**facts, "day": "01.01.2099"}
    assert "ikke en dag som kommer" in web.as_(cast.coordinator).post(address, late).content.decode()


def test_a_plan_nobody_took_part_in_says_so(web, cast, solvik):
    plan = kit.adopted(cast.coordinator, solvik.health)
    page = web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/").content.decode()
    assert "Ingen medvirkning er ført" in page
