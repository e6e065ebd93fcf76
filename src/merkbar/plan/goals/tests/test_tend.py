"""How a target is measured may be decided after the plan is adopted; its words may not change."""

import pytest

from merkbar.ground.people.models import Post
from merkbar.plan.goals import states, writes
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.tests import kit


def test_an_open_question_is_decided_in_a_plan_that_holds(web, cast, solvik):
    plan = kit.draft(cast.coordinator, solvik.health)
    vague = writes.add_target(
        by=cast.coordinator, plan=plan, text="Ledige stillinger", measurable="no", questions=["Hvor stor andel?"]
    )
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    writes.publish(by=cast.chief, plan=writes.adopt(by=cast.chief, plan=plan, **facts))
    home = f"/planer/mal/{vague.record.reference}/"
    card = web.as_(cast.coordinator).get(home).content.decode()
    assert "Hvor stor andel?" in card
    assert "ikke målbar slik" in card
    facts = {"comparator": ">=", "value": "80", "unit_text": "%", "measurable": "yes", "seen": vague.record.version}
    assert "Nytt" not in web.as_(cast.coordinator).get(home + "maling/").content.decode().split("<h1")[1][:80]
    assert web.as_(cast.coordinator).post(home + "maling/", facts).status_code == 302
    decided = ResultTarget.objects.get(pk=vague.pk)
    assert (decided.comparator, decided.value, decided.questions) == (">=", 80, [])
    assert decided.text == "Ledige stillinger"


def test_the_words_of_an_adopted_target_stand(web, cast, solvik):
    target = kit.target_of(kit.running(cast.coordinator, solvik.health))
    assert web.as_(cast.coordinator).get(f"/planer/mal/{target.record.reference}/endre/").status_code == 403
    with pytest.raises(states.WrongState):
        writes.edit_target(by=cast.coordinator, target=target, text="Andre ord")


def test_a_number_without_a_comparison_is_asked_about(web, cast, solvik):
    target = kit.target_of(kit.running(cast.coordinator, solvik.health))
    facts = {"comparator": "", "value": "80", "measurable": "yes", "seen": target.record.version}
    answer = web.as_(cast.coordinator).post(f"/planer/mal/{target.record.reference}/maling/", facts)
    assert "Velg hvordan tallet skal sammenlignes" in answer.content.decode()


def test_a_reader_tends_nothing_and_an_old_plan_is_left_alone(web, cast, solvik):
    plan = kit.running(cast.coordinator, solvik.health)
    target = kit.target_of(plan)
    assert web.as_(cast.nurse).get(f"/planer/mal/{target.record.reference}/maling/").status_code == 403
    writes.expire(by=cast.chief, plan=plan)
    with pytest.raises(states.WrongState):
        writes.tend(by=cast.coordinator, target=target, measurable="yes")


def test_a_target_gets_another_owner_when_the_one_before_leaves(web, cast, solvik):
    target = kit.target_of(kit.running(cast.coordinator, solvik.health))
    me, address = web.as_(cast.coordinator), f"/planer/mal/{target.record.reference}/maling/"
    manager, director = (Post.objects.get(person=one) for one in (cast.manager, cast.director))
    page = me.get(address).content.decode()
    assert f"{cast.manager.name}, virksomhetsleder Hjemmetjenesten" in page
    facts = {"comparator": "<", "value": "2", "unit_text": "klager", "measurable": "yes", "seen": target.record.version}
    me.post(address, {**facts, "owner_post": manager.pk})
    assert ResultTarget.objects.get(pk=target.pk).owner_post == manager
    me.post(address, {**facts, "seen": target.record.version + 1, "owner_post": director.pk})
    assert ResultTarget.objects.get(pk=target.pk).owner_post == director
