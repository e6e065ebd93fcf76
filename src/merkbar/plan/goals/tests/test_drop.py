"""A draft made by mistake is given up without losing anything, and can be taken up again."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.plan.goals import states, writes
from merkbar.plan.goals.models import Plan
from merkbar.plan.goals.tests import kit


@pytest.fixture
def draft(cast, solvik):
    return kit.draft(cast.adviser, solvik.health)


def at(plan, step=""):
    return f"/planer/{plan.record.reference}/{step}"


def test_a_draft_is_dropped_and_taken_up_again_with_all_it_had(web, cast, draft):
    me, nodes = web.as_(cast.adviser), draft.nodes.count()
    assert "Forkast utkastet" in me.get(at(draft)).content.decode()
    me.post(at(draft, "forkast/"))
    assert kit.again(draft).state == states.DROPPED
    register = me.get("/planer/").content.decode()
    assert "Forkastede utkast" in register
    assert "Skriv planen" not in me.get(at(draft)).content.decode()
    me.post(at(draft, "ta-opp/"))
    assert (kit.again(draft).state, draft.nodes.count()) == (states.DRAFT, nodes)


def test_a_dropped_draft_is_nothing_to_others_and_a_plan_that_holds_is_not_dropped(web, cast, solvik, draft):
    writes.drop(by=cast.adviser, plan=draft)
    assert web.as_(cast.nurse).get(at(draft)).status_code == 404
    running = kit.running(cast.adviser, solvik.health, title="Planen som gjelder")
    assert web.as_(cast.adviser).post(at(running, "forkast/")).status_code == 403
    assert web.as_(cast.nurse).post(at(running, "forkast/")).status_code == 403


def test_a_new_version_dropped_makes_room_for_another_and_comes_not_back_beside_it(cast, solvik):
    running = kit.running(cast.adviser, solvik.health)
    first = writes.revise(by=cast.adviser, plan=running)
    writes.drop(by=cast.adviser, plan=first)
    writes.revise(by=cast.adviser, plan=kit.again(running))
    with pytest.raises(ValidationError, match="allerede en ny versjon"):
        writes.take_up(by=cast.adviser, plan=kit.again(first))
    assert Plan.objects.filter(revises=running, state=states.DRAFT).count() == 1
