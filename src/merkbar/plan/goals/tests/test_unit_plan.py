"""A unit's action plan: its own leader writes it, each measure has a person and a deadline, leaders above read it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.act.actions import writes as action_writes
from merkbar.act.actions.models import Action
from merkbar.ground.clock import clock
from merkbar.ground.records.writes import Stale
from merkbar.plan.goals import states, writes
from merkbar.plan.goals.models import UnitPlan, UnitPlanLine
from merkbar.plan.goals.tests import kit


@pytest.fixture
def own(cast, solvik):
    """The action plan of Øst, a draft."""
    return kit.unit_plan(cast.leader, kit.running(cast.adviser, solvik.health), solvik.east)


def test_the_leader_starts_it_for_the_own_unit_and_for_no_other(web, cast, solvik):
    plan = kit.running(cast.adviser, solvik.health)
    address = f"/planer/{plan.record.reference}/handlingsplaner/ny/"
    assert web.as_(cast.leader).post(address, {"enhet": "MH31", "ar": kit.year()}).status_code == 403
    answer = web.as_(cast.leader).post(address, {"enhet": "MH33", "ar": kit.year()})
    made = UnitPlan.objects.select_related("record").get()
    assert (made.unit.code, answer.url) == ("MH33", f"/planer/handlingsplaner/{made.record.reference}/")
    assert web.as_(cast.leader).post(address, {"enhet": "MH33", "ar": kit.year()}).status_code == 409
    assert web.as_(cast.nurse).post(address, {"enhet": "MH33", "ar": kit.year()}).status_code == 403


def test_a_measure_without_a_person_or_a_deadline_is_refused(web, cast, own):
    address = f"/planer/handlingsplaner/{own.record.reference}/nytt-tiltak/"
    area = kit.area_of(own.plan)
    page = web.as_(cast.leader).post(address, {"focus_area": area.pk, "what": "Spørre"}).content.decode()
    assert "Velg hvem som har ansvaret" in page
    assert "Sett en frist" in page
    with pytest.raises(ValidationError, match="ansvaret"):
        kit.line(cast.leader, own, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitPlanLine.objects.create(unit_plan=own, focus_area=area, what="Spørre", responsible=cast.nurse)
    assert not UnitPlanLine.objects.exists()


def test_a_measure_is_written_on_the_page(web, cast, own):
    address = f"/planer/handlingsplaner/{own.record.reference}/nytt-tiltak/"
    area, day = kit.area_of(own.plan), clock.today() + dt.timedelta(days=20)
    facts = {"focus_area": area.pk, "what": "Spørre alle", "responsible": cast.nurse.pk, "deadline": f"{day:%d.%m.%Y}"}
    assert web.as_(cast.leader).get(f"{address}?omrade={area.pk}").status_code == 200
    assert web.as_(cast.leader).post(address, facts).status_code == 302
    line = UnitPlanLine.objects.get()
    assert (line.responsible, line.deadline) == (cast.nurse, day)
    assert (
        "Spørre alle" in web.as_(cast.leader).get(f"/planer/handlingsplaner/{own.record.reference}/").content.decode()
    )


def test_a_focus_area_of_another_plan_is_refused(cast, solvik, own):
    other = kit.running(cast.adviser, solvik.health, title="En annen")
    with pytest.raises(ValidationError, match="satsingsområder"):
        kit.line(cast.leader, own, cast.nurse, area=kit.area_of(other))


def test_a_draft_is_seen_by_the_leader_and_quality_and_by_the_line_once_it_holds(web, cast, own):
    address = f"/planer/handlingsplaner/{own.record.reference}/"
    assert web.as_(cast.leader).get(address).status_code == 200
    assert web.as_(cast.coordinator).get(address).status_code == 200
    for reader in (cast.nurse, cast.manager, cast.director):
        assert web.as_(reader).get(address).status_code == 404
    kit.line(cast.leader, own, cast.nurse)
    writes.approve(by=cast.leader, unit_plan=own)
    for reader in (cast.nurse, cast.manager, cast.director, cast.adviser):
        assert web.as_(reader).get(address).status_code == 200
    for stranger in (cast.neighbour, cast.teacher):
        assert web.as_(stranger).get(address).status_code == 404


def test_leaders_above_read_but_do_not_write(web, cast, own):
    kit.line(cast.leader, own, cast.nurse)
    writes.approve(by=cast.leader, unit_plan=own)
    address = f"/planer/handlingsplaner/{own.record.reference}/nytt-tiltak/"
    assert web.as_(cast.director).get(address).status_code == 403
    assert web.as_(cast.leader).get(address).status_code == 200


def test_an_empty_action_plan_is_not_approved(web, cast, own):
    with pytest.raises(ValidationError, match="ingen tiltak"):
        writes.approve(by=cast.leader, unit_plan=own)
    answer = web.as_(cast.leader).post(f"/planer/handlingsplaner/{own.record.reference}/vedta/")
    assert answer.status_code == 409


def test_approving_starts_the_follow_up_of_each_measure(web, cast, own):
    line = kit.line(cast.leader, own, cast.nurse)
    assert line.action is None
    web.as_(cast.leader).post(f"/planer/handlingsplaner/{own.record.reference}/vedta/")
    action = Action.objects.select_related("record").get(origin=own.record)
    assert (action.record.title, action.record.owner, action.deadline) == (line.what, cast.nurse, line.deadline)
    assert kit.again(line).action_id == action.pk
    later = kit.line(cast.leader, own, cast.nurse, what="Enda et tiltak")
    assert later.action is not None


def test_the_plan_and_the_register_of_actions_say_the_same(cast, own):
    kit.line(cast.leader, own, cast.nurse)
    writes.approve(by=cast.leader, unit_plan=own)
    line = kit.again(UnitPlanLine.objects.get())
    new_day = line.deadline + dt.timedelta(days=9)
    writes.edit_line(by=cast.leader, line=line, what="Spørre alle", responsible=cast.colleague, deadline=new_day)
    action = Action.objects.select_related("record", "type").get()
    assert (action.record.title, action.record.owner, action.deadline) == ("Spørre alle", cast.colleague, new_day)
    action_writes.edit(
        by=cast.leader,
        action=action,
        title="Spørre to ganger",
        owner=cast.nurse,
        deadline=line.deadline,
        action_type=None,
    )
    line = kit.again(line)
    assert (line.what, line.responsible, line.deadline) == (
        "Spørre to ganger",
        cast.nurse,
        action.deadline - dt.timedelta(9),
    )


def test_a_measure_is_changed_on_the_page_and_a_stale_page_is_told_so(web, cast, own):
    line = kit.line(cast.leader, own, cast.nurse)
    address = f"/planer/handlingsplaner/tiltak/{line.pk}/"
    facts = {
        "what": "Nytt",
        "responsible": cast.nurse.pk,
        "deadline": f"{line.deadline:%d.%m.%Y}",
        "seen": line.version,
    }
    assert web.as_(cast.leader).get(address).status_code == 200
    assert web.as_(cast.leader).post(address, facts).status_code == 302
    assert "Noen andre har endret" in web.as_(cast.leader).post(address, facts).content.decode()
    stale = {"what": "X", "responsible": cast.nurse, "deadline": line.deadline, "seen": 1}
    with pytest.raises(Stale):
        writes.edit_line(by=cast.leader, line=line, **stale)


def test_a_measure_of_a_draft_is_deleted_and_put_back_and_a_followed_one_is_stopped_instead(web, cast, own):
    line = kit.line(cast.leader, own, cast.nurse)
    me = web.as_(cast.leader)
    me.post(f"/planer/handlingsplaner/tiltak/{line.pk}/slett/")
    assert "Angre" in me.get(f"/planer/handlingsplaner/{own.record.reference}/").content.decode()
    me.post(f"/planer/handlingsplaner/tiltak/{line.pk}/angre/")
    assert kit.again(line).removed_at is None
    writes.approve(by=cast.leader, unit_plan=own)
    assert me.post(f"/planer/handlingsplaner/tiltak/{line.pk}/slett/").status_code == 409


def test_the_vision_and_the_tertials_are_written_and_the_last_word_of_a_tertial_counts(web, cast, own):
    me, home = web.as_(cast.leader), f"/planer/handlingsplaner/{own.record.reference}/"
    me.post(home + "visjon/", {"vision_text": "Vi spør", "seen": own.record.version})
    assert kit.again(own).vision_text == "Vi spør"
    kit.line(cast.leader, own, cast.nurse)
    assert me.get(home + "vurdering/").status_code == 403
    writes.approve(by=cast.leader, unit_plan=own)
    for text in ("Første ord", "Siste ord"):
        seen = me.get(home + "vurdering/").context["form"]["seen"].value()
        me.post(home + "vurdering/", {"tertial": 1, "text": text, "seen": seen})
    assert own.evaluations.get().text == "Siste ord"
    assert "Siste ord" in me.get(home).content.decode()


def test_of_two_who_say_what_a_tertial_taught_the_second_is_told_and_overwrites_nothing(web, cast, own):
    kit.line(cast.leader, own, cast.nurse)
    writes.approve(by=cast.leader, unit_plan=own)
    me, address = web.as_(cast.leader), f"/planer/handlingsplaner/{own.record.reference}/vurdering/"
    seen = me.get(address).context["form"]["seen"].value()
    web.as_(cast.coordinator).post(address, {"tertial": 1, "text": "Vi spør hver gang", "seen": seen})
    answer = me.post(address, {"tertial": 1, "text": "Mine egne ord", "seen": seen})
    assert answer.status_code == 422
    assert "Mine egne ord" in answer.content.decode()
    assert own.evaluations.get().text == "Vi spør hver gang"
    assert me.post(address, {"tertial": 1, "text": "Uten å ha sett"}).status_code == 422
    me.post(address, {"tertial": 1, "text": "Begge deler", "seen": answer.context["form"]["seen"].value()})
    assert own.evaluations.get().text == "Begge deler"


def test_a_measure_put_back_into_a_plan_that_holds_is_followed_up(cast, own):
    kit.line(cast.leader, own, cast.nurse)
    away = writes.remove_line(by=cast.leader, line=kit.line(cast.leader, own, cast.nurse, what="Ringe pårørende"))
    writes.approve(by=cast.leader, unit_plan=own)
    writes.restore_line(by=cast.leader, line=away)
    assert kit.again(away).action.title == "Ringe pårørende"
    writes.restore_line(by=cast.leader, line=away)
    assert Action.objects.filter(origin=own.record).count() == 2


def test_a_measure_that_was_just_approved_is_not_deleted_from_an_old_page(cast, own):
    line = kit.line(cast.leader, own, cast.nurse)
    writes.approve(by=cast.leader, unit_plan=own)
    with pytest.raises(ValidationError, match="følges opp"):
        writes.remove_line(by=cast.leader, line=line)
    assert kit.again(line).removed_at is None


def test_a_closed_action_plan_takes_nothing_more(web, cast, own):
    kit.line(cast.leader, own, cast.nurse)
    writes.approve(by=cast.leader, unit_plan=own)
    web.as_(cast.leader).post(f"/planer/handlingsplaner/{own.record.reference}/avslutt/")
    assert kit.again(own).state == states.CLOSED
    with pytest.raises(states.WrongState):
        kit.line(cast.leader, own, cast.nurse)


def test_a_year_outside_the_plan_is_refused(cast, solvik):
    plan = kit.running(cast.adviser, solvik.health)
    with pytest.raises(ValidationError, match="gjelder ikke dette året"):
        writes.start_unit_plan(by=cast.leader, plan=plan, unit=solvik.east, year=kit.year() - 1)


def test_a_plan_whose_deadline_has_passed_is_not_approved_and_one_is_led_back_to_it(web, cast, own):
    kit.line(cast.leader, own, cast.nurse, what="Henge opp listen", days=-3)
    me, address = web.as_(cast.leader), f"/planer/handlingsplaner/{own.record.reference}/"
    answer = me.post(f"{address}vedta/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Fristen er passert for «Henge opp listen». Sett en ny frist først." in page
    assert f'href="{address}"' in page
    assert UnitPlan.objects.get().state == states.DRAFT


def test_a_new_measure_is_given_a_day_that_comes(web, cast, own):
    address = f"/planer/handlingsplaner/{own.record.reference}/nytt-tiltak/"
    facts = {"focus_area": kit.area_of(own.plan).pk, "what": "Spørre", "responsible": cast.nurse.pk}
    page = web.as_(cast.leader).post(address, {**facts, "deadline": "01.02.2020"}).content.decode()
    assert "Sett en frist som ikke er passert" in page
    assert not UnitPlanLine.objects.exists()


def test_a_late_measure_may_get_better_words_without_a_new_deadline(web, cast, own):
    line = kit.line(cast.leader, own, cast.nurse, days=-3)
    facts = {"what": "Spørre alle", "responsible": cast.nurse.pk, "deadline": f"{line.deadline:%d.%m.%Y}", "seen": 1}
    assert web.as_(cast.leader).post(f"/planer/handlingsplaner/tiltak/{line.pk}/", facts).status_code == 302
    assert UnitPlanLine.objects.get().what == "Spørre alle"
