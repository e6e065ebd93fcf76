"""A draft is written: facts, places, targets; what is taken away can be put back."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.ground.records.writes import Stale
from merkbar.plan.goals import states, writes
from merkbar.plan.goals.models import Level, Node, ResultTarget
from merkbar.plan.goals.tests import kit


@pytest.fixture
def plan(cast, solvik):
    return kit.draft(cast.coordinator, solvik.health)


def test_the_facts_change_and_a_stale_page_overwrites_nothing(cast, plan):
    facts = {"title": "Nytt navn", "first_year": 2024, "last_year": 2030, "motto": "Litt bedre"}
    writes.edit(by=cast.coordinator, plan=plan, seen=plan.record.version, **facts)
    assert kit.again(plan).motto == "Litt bedre"
    with pytest.raises(Stale):
        writes.edit(by=cast.adviser, plan=plan, seen=plan.record.version, **facts)


def test_the_title_is_ours_and_the_quote_is_the_documents(cast, plan):
    node = writes.add_node(
        by=cast.coordinator, plan=plan, level=Level.GOAL, title="Ringebru", quote="Ringebru skal", page=4
    )
    writes.edit_node(by=cast.coordinator, node=node, title="Ringebu")
    changed = Node.objects.get(pk=node.pk)
    assert (changed.title, changed.quote, changed.page) == ("Ringebu", "Ringebru skal", 4)


def test_two_who_change_the_same_place_do_not_overwrite_each_other(cast, plan):
    node = kit.area_of(plan)
    writes.edit_node(by=cast.coordinator, node=node, title="Først", seen=node.version)
    with pytest.raises(Stale):
        writes.edit_node(by=cast.adviser, node=node, title="Sist", seen=node.version)


def test_a_success_factor_stands_under_a_focus_area_and_a_focus_area_at_the_top(cast, plan):
    with pytest.raises(ValidationError, match="ikke ligge her"):
        writes.add_node(by=cast.coordinator, plan=plan, level=Level.SUCCESS_FACTOR, title="Løs")
    with pytest.raises(ValidationError, match="ikke ligge her"):
        writes.add_node(by=cast.coordinator, plan=plan, parent=kit.area_of(plan), level=Level.FOCUS_AREA, title="I")


def test_a_place_of_another_plan_is_no_parent(cast, solvik, plan):
    other = kit.draft(cast.coordinator, solvik.health, title="En annen")
    with pytest.raises(ValidationError, match="samme plan"):
        writes.add_node(by=cast.coordinator, plan=plan, parent=kit.area_of(other), level=Level.ITEM, title="Feil")


def test_places_change_place_and_the_first_goes_no_higher(cast, plan):
    first, second = kit.area_of(plan, 0), kit.area_of(plan, 1)
    writes.move_node(by=cast.coordinator, node=second, up=True)
    assert kit.area_of(plan, 0) == second
    writes.move_node(by=cast.coordinator, node=second, up=True)
    assert kit.area_of(plan, 0) == second
    writes.move_node(by=cast.coordinator, node=second, up=False)
    assert kit.area_of(plan, 0) == first


def test_what_is_deleted_goes_with_all_below_it_and_comes_back_in_one_stroke(cast, plan):
    area = kit.area_of(plan)
    writes.remove_node(by=cast.coordinator, node=area)
    assert Node.objects.alive().filter(plan=plan).count() == 1
    assert not ResultTarget.objects.alive().filter(plan=plan).exists()
    writes.restore_node(by=cast.coordinator, node=Node.objects.select_related("plan__record").get(pk=area.pk))
    assert Node.objects.alive().filter(plan=plan).count() == 3
    assert ResultTarget.objects.alive().filter(plan=plan).count() == 1


def test_what_was_deleted_before_stays_deleted_when_its_parent_comes_back(cast, plan):
    factor = kit.factor_of(plan)
    writes.remove_node(by=cast.coordinator, node=factor)
    area = kit.area_of(plan)
    writes.remove_node(by=cast.coordinator, node=area)
    writes.restore_node(by=cast.coordinator, node=Node.objects.select_related("plan__record").get(pk=area.pk))
    assert Node.objects.get(pk=factor.pk).removed_at is not None


def test_a_target_is_changed_moved_taken_away_and_put_back(cast, plan):
    target = kit.target_of(plan)
    other = kit.complaints(cast.coordinator, plan, target.node, code="M17")
    writes.move_target(by=cast.coordinator, target=other, up=True)
    assert list(ResultTarget.objects.alive().filter(plan=plan).values_list("code", flat=True)) == ["M17", "M16"]
    writes.edit_target(by=cast.coordinator, target=target, text="Nye ord", code="M16", value=3, comparator="<=")
    assert kit.again(target).record.title == "Nye ord"
    assert kit.again(target).quote == "Under to klager i året skal føre fram"
    writes.remove_target(by=cast.coordinator, target=target)
    writes.restore_target(by=cast.coordinator, target=kit.again(target))
    assert kit.again(target).removed_at is None


def test_a_code_is_used_once_a_plan_and_again_after_a_deletion(cast, plan):
    with pytest.raises(ValidationError, match="Koden er brukt"):
        kit.complaints(cast.coordinator, plan, kit.area_of(plan))
    old = kit.target_of(plan)
    writes.remove_target(by=cast.coordinator, target=old)
    kit.complaints(cast.coordinator, plan, kit.area_of(plan))
    with pytest.raises(ValidationError, match="Koden er brukt"):
        writes.restore_target(by=cast.coordinator, target=kit.again(old))


def test_a_comparison_needs_a_number(cast, plan):
    with pytest.raises(ValidationError, match="Skriv tallet"):
        writes.add_target(by=cast.coordinator, plan=plan, text="Flere enn", comparator=">")


def test_the_desk_adds_changes_and_undoes(web, cast, plan):
    me, ref = web.as_(cast.coordinator), plan.record.reference
    area = kit.area_of(plan)
    page = me.get(f"/planer/{ref}/nytt-punkt/?under={area.pk}")
    assert "Suksessfaktor" in page.content.decode()
    me.post(f"/planer/{ref}/nytt-punkt/?under={area.pk}", {"level": "goal", "title": "Trygghet"})
    goal = Node.objects.get(plan=plan, title="Trygghet")
    me.post(f"/planer/punkt/{goal.pk}/", {"title": "Mer trygghet", "seen": goal.version})
    me.post(f"/planer/punkt/{goal.pk}/flytt/", {"vei": "opp"})
    me.post(f"/planer/punkt/{goal.pk}/slett/")
    desk = me.get(f"/planer/{ref}/rediger/").content.decode()
    assert "Angre" in desk
    me.post(f"/planer/punkt/{goal.pk}/angre/")
    assert Node.objects.get(pk=goal.pk).removed_at is None


def test_a_target_is_written_on_a_page_with_a_norwegian_number(web, cast, plan):
    me, ref = web.as_(cast.coordinator), plan.record.reference
    facts = {"text": "Heltid", "comparator": ">", "value": "33,5", "unit_text": "%", "measurable": "yes"}
    facts["questions"] = "Hvem telles?\n\nNår?"
    assert me.post(f"/planer/{ref}/nytt-mal/", facts).status_code == 302
    made = ResultTarget.objects.get(plan=plan, text="Heltid")
    assert (str(made.value), made.questions) == ("33.5000", ["Hvem telles?", "Når?"])
    wrong = me.post(f"/planer/{ref}/nytt-mal/", {"text": "Tall", "value": "fem", "measurable": "yes"})
    assert "for eksempel 21 eller 33,5" in wrong.content.decode()


def test_a_target_of_the_desk_is_changed_moved_deleted_and_put_back(web, cast, plan):
    me, target = web.as_(cast.coordinator), kit.target_of(plan)
    home = f"/planer/mal/{target.record.reference}/"
    assert "under (&lt;)" in me.get(home + "endre/").content.decode()
    facts = {"text": "Andre ord", "code": "M16", "comparator": "<", "value": "2", "measurable": "yes", "seen": 1}
    assert me.post(home + "endre/", facts).status_code == 302
    assert "Noen andre har endret" in me.post(home + "endre/", facts).content.decode()
    me.post(home + "flytt/", {"vei": "ned"})
    me.post(home + "slett/")
    assert kit.again(target).removed_at is not None
    me.post(home + "angre/")
    assert kit.again(target).removed_at is None


def test_the_facts_are_changed_on_a_page_and_a_stale_one_is_told_so(web, cast, plan):
    me, address = web.as_(cast.coordinator), f"/planer/{plan.record.reference}/om/"
    assert me.get(address).status_code == 200
    facts = {"title": "Nytt", "first_year": 2025, "last_year": 2030, "seen": plan.record.version}
    assert me.post(address, facts).status_code == 302
    assert me.post(address, facts).status_code == 422
    half = {**facts, "part_first_year": 2025, "seen": plan.record.version + 1}
    assert "både første og siste år" in me.post(address, half).content.decode()


def test_nobody_writes_in_an_adopted_plan(web, cast, solvik):
    plan = kit.adopted(cast.coordinator, solvik.health)
    with pytest.raises(states.WrongState):
        writes.edit_node(by=cast.coordinator, node=kit.area_of(plan), title="Annet")
    with pytest.raises(states.WrongState):
        writes.add_target(by=cast.coordinator, plan=plan, text="Nytt")
    me = web.as_(cast.coordinator)
    assert me.get(f"/planer/{plan.record.reference}/rediger/").status_code == 403
    assert me.post(f"/planer/punkt/{kit.area_of(plan).pk}/slett/").status_code == 403


def test_a_place_comes_back_only_while_the_codes_of_its_targets_are_free(web, cast, plan):
    first, second = kit.area_of(plan, 0), kit.area_of(plan, 1)
    writes.remove_node(by=cast.coordinator, node=first)
    kit.complaints(cast.coordinator, plan, second)
    answer = web.as_(cast.coordinator).post(f"/planer/punkt/{first.pk}/angre/")
    assert answer.status_code == 409
    assert "Koden M16 er brukt på et annet mål" in answer.content.decode()
    assert Node.objects.get(pk=first.pk).removed_at is not None


def test_a_place_comes_back_only_when_what_it_lay_under_has(web, cast, plan):
    factor, area = kit.factor_of(plan), kit.area_of(plan)
    writes.remove_node(by=cast.coordinator, node=factor)
    writes.remove_node(by=cast.coordinator, node=area)
    desk = web.as_(cast.coordinator)
    answer = desk.post(f"/planer/punkt/{factor.pk}/angre/")
    assert answer.status_code == 409
    assert "Hent først tilbake punktet det lå under" in answer.content.decode()
    desk.post(f"/planer/punkt/{area.pk}/angre/")
    desk.post(f"/planer/punkt/{factor.pk}/angre/")
    assert Node.objects.get(pk=factor.pk).removed_at is None


def test_what_is_taken_away_does_not_move(web, cast, plan):
    area, target = kit.area_of(plan), kit.target_of(plan)
    writes.remove_node(by=cast.coordinator, node=area)
    desk = web.as_(cast.coordinator)
    assert desk.post(f"/planer/punkt/{area.pk}/flytt/", {"vei": "opp"}).status_code == 302
    assert desk.post(f"/planer/mal/{target.record.reference}/flytt/", {"vei": "opp"}).status_code == 302


BUTTONS = {
    "move_node": lambda plan: f"punkt/{kit.area_of(plan).pk}/flytt/",
    "remove_node": lambda plan: f"punkt/{kit.area_of(plan).pk}/slett/",
    "restore_node": lambda plan: f"punkt/{kit.area_of(plan).pk}/angre/",
    "move_target": lambda plan: f"mal/{kit.target_of(plan).record.reference}/flytt/",
    "remove_target": lambda plan: f"mal/{kit.target_of(plan).record.reference}/slett/",
    "restore_target": lambda plan: f"mal/{kit.target_of(plan).record.reference}/angre/",
    "remove_picture": lambda plan: f"bilde/{plan.pictures.get().pk}/slett/",
    "restore_picture": lambda plan: f"bilde/{plan.pictures.get().pk}/angre/",
}


@pytest.mark.parametrize("step", BUTTONS)
def test_a_button_pressed_while_another_writes_down_the_decision_is_refused_in_a_sentence(
    web, cast, plan, step, monkeypatch
):
    kit.picture(cast.coordinator, plan)
    address, take = f"/planer/{BUTTONS[step](plan)}", getattr(writes, step)

    def late(**facts):
        day = plan.record.created_at.date()
        writes.adopt(by=cast.chief, plan=plan, case_number="1/26", adopted_on=day, adopted_by="Kommunestyret")
        return take(**facts)

    monkeypatch.setattr(writes, step, late)
    answer = web.as_(cast.coordinator).post(address)
    assert answer.status_code == 409
    assert "Planen er kommet til et annet trinn" in answer.content.decode()
