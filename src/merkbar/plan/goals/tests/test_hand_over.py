"""A plan that holds gets another owner when the one before leaves: told at once, and reminded from then on."""

import pytest

from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.plan.goals import revising
from merkbar.plan.goals.tests import kit


@pytest.fixture
def plan(cast, solvik):
    return kit.running(cast.adviser, solvik.health)


def address(plan):
    return f"/planer/{plan.record.reference}/ansvarlig/"


def test_the_new_owner_is_told_and_is_the_one_to_revise_it(web, cast, plan):
    me = web.as_(cast.adviser)
    assert address(plan) in me.get(f"/planer/{plan.record.reference}/").content.decode()
    facts = {"owner": cast.coordinator.pk, "seen": plan.record.version}
    assert me.post(address(plan), facts).status_code == 302
    assert kit.again(plan).record.owner == cast.coordinator
    assert Notice.objects.filter(person=cast.coordinator, text__contains="Du har fått ansvar for planen").exists()
    assert revising.owners(kit.again(plan), clock.today()) == [cast.coordinator]


def test_one_who_writes_no_plans_here_is_not_made_owner(web, cast, plan):
    facts = {"owner": cast.nurse.pk, "seen": plan.record.version}
    page = web.as_(cast.adviser).post(address(plan), facts)
    assert page.status_code == 422
    assert "Velg fra listen" in page.content.decode()
    assert kit.again(plan).record.owner == cast.adviser


def test_others_do_not_name_the_owner(web, cast, solvik, plan):
    assert web.as_(cast.leader).get(address(plan)).status_code == 403
    draft = kit.draft(cast.adviser, solvik.health, title="Et utkast")
    assert web.as_(cast.adviser).get(address(draft)).status_code == 403
