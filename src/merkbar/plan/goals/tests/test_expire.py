"""The end of a plan that nothing replaces: it stays readable, and its targets are followed no more."""

from merkbar.plan.goals import states, writes
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.tests import kit


def test_an_ended_plan_is_read_and_not_followed(web, cast, solvik):
    plan = kit.running(cast.coordinator, solvik.health)
    address = f"/planer/{plan.record.reference}/avslutt/"
    assert web.as_(cast.coordinator).post(address).status_code == 403
    web.as_(cast.chief).post(address)
    assert kit.again(plan).state == states.EXPIRED
    assert not ResultTarget.objects.running().exists()
    assert "Utløpt" in web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/").content.decode()
    assert "Eldre planer" in web.as_(cast.nurse).get("/planer/").content.decode()


def test_no_unit_makes_an_action_plan_from_an_ended_plan(web, cast, solvik):
    plan = kit.running(cast.coordinator, solvik.health)
    writes.expire(by=cast.chief, plan=plan)
    answer = web.as_(cast.leader).post(f"/planer/{plan.record.reference}/handlingsplaner/ny/", {"enhet": "MH33"})
    assert answer.status_code == 403
