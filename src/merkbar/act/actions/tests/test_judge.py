import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.act.actions import states, writes
from merkbar.act.actions.models import Action
from merkbar.act.actions.tests.kit import address, again, case, in_days, sent, start, start_done
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.records import registries
from merkbar.ground.records.models import StateGroup


@pytest.fixture
def heard(monkeypatch):
    """Catch what the source's own module is told, in place of those who follow it."""
    events = []
    monkeypatch.setattr(
        "merkbar.act.actions.writes.common.tell_followers",
        lambda record, event, **facts: events.append((record.reference, event, facts["by"])),
    )
    return events


def test_noticeable_closes_it_and_settles_its_case(cast, solvik, heard):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    action = writes.judge(by=cast.leader, action=action, verdict="noticeable", text="Ingen feil i 90 dager")
    assert (action.state, action.record.state_group) == (states.CLOSED, StateGroup.DONE)
    assert action.record.closed_at is not None
    assert heard == [(origin.record.reference, "effect_settled", cast.leader)]
    assert origin.record.entries.last().step == "action_judge"


def test_a_case_waits_for_its_last_effect(cast, solvik, heard):
    origin = case(solvik.east, reporter=cast.nurse)
    first, second = (start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin) for _n in range(2))
    writes.judge(by=cast.leader, action=first, verdict="partly", text="Færre feil")
    assert heard == []
    writes.judge(by=cast.leader, action=second, verdict="noticeable", text="Ingen feil")
    assert [event for _ref, event, _by in heard] == ["effect_settled"]


def test_not_noticed_begins_a_new_round_and_the_case_hears(cast, solvik, heard):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    action = writes.judge(by=cast.leader, action=action, verdict="not", text="Fire nye feil", deadline=in_days(21))
    assert (action.state, action.rounds, action.deadline) == (states.OPEN, 2, in_days(21))
    assert action.done_by is None
    assert [event for _ref, event, _by in heard] == ["effect_missing"]
    assert Notice.objects.filter(person=cast.nurse, text__contains="virket ikke").exists()


def test_not_noticed_needs_a_new_deadline(cast, solvik):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    with pytest.raises(ValidationError, match="Sett en frist"):
        writes.judge(by=cast.leader, action=action, verdict="not", text="Fire nye feil")
    assert again(action).state == states.DONE


def test_too_early_waits_for_another_day(cast, solvik, heard):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    facts = {"verdict": "too_early", "text": "Bare to uker"}
    action = writes.judge(by=cast.leader, action=action, effect_due=in_days(60), **facts)
    assert (action.state, action.effect_due) == (states.DONE, in_days(60))
    with pytest.raises(ValidationError, match="Sett en dag som kommer"):
        writes.judge(by=cast.leader, action=action, effect_due=in_days(0), **facts)


@pytest.mark.parametrize("verdict", ["noticeable", "partly", "not", "too_early"])
def test_the_doer_never_judges_their_own_work(cast, solvik, verdict):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    days = {"deadline": in_days(9), "effect_due": in_days(9)}
    with pytest.raises(writes.SameHands, match="En annen enn den som gjorde tiltaket"):
        writes.judge(by=cast.nurse, action=action, verdict=verdict, text="Bra", **days)


def test_who_marked_it_done_for_another_does_not_judge_it_either(cast, solvik):
    action = start(by=cast.manager, owner=cast.nurse, unit=solvik.east)
    action = writes.finish(by=cast.leader, action=action, evidence="Sett i drift")
    for hand in (cast.leader, cast.nurse):
        with pytest.raises(writes.SameHands):
            writes.judge(by=hand, action=action, verdict="noticeable", text="Bra")
    assert writes.judge(by=cast.manager, action=action, verdict="noticeable", text="Bra").state == states.CLOSED


def test_a_leader_who_did_it_is_refused_with_a_sentence(cast, solvik, web):
    action = start_done(by=cast.leader, owner=cast.leader, unit=solvik.east)
    page = web.as_(cast.leader).post(address(action, "virket/"), sent(action, verdict="noticeable", text="Bra"))
    assert page.status_code == 403
    assert "En annen enn den som gjorde tiltaket, må sjekke effekten" in page.content.decode()


def test_the_leader_answers_on_the_page(cast, solvik, web):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    page = web.as_(cast.leader).post(address(action, "virket/"), sent(action, text="Bra"))
    assert "Velg om tiltaket virket" in page.content.decode()
    page = web.as_(cast.leader).post(address(action, "virket/"), sent(action, verdict="not", text="Fire nye feil"))
    assert page.status_code == 422
    assert "Fire nye feil" in page.content.decode()
    assert "Sett en ny frist" in page.content.decode()
    form = sent(action, verdict="noticeable", text="Ingen feil på feil liste siden mars", sure="on")
    assert web.as_(cast.leader).post(address(action, "virket/"), form).status_code == 302
    shown = web.as_(cast.colleague).get(address(action)).content.decode()
    assert "Ingen feil på feil liste siden mars" in shown


def test_the_database_refuses_the_back_door(cast, solvik):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    for facts in (
        {"state": "closed"},
        {"state": "closed", "verdict": "noticeable"},
        {"state": "closed", "verdict": "noticeable", "verdict_by": cast.nurse},
        {"state": "closed", "verdict": "too_early", "verdict_by": cast.leader},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(**facts)


def test_a_source_without_followers_is_no_trouble(cast, solvik):
    registries.tell_followers(case(solvik.east, reporter=cast.nurse).record, "nobody_follows_this")


def test_an_effect_known_the_same_day_is_asked_about_once_more(cast, solvik, web):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    client = web.as_(cast.leader)
    assert "Det er samme dag" in client.get(address(action)).content.decode()
    said = {"verdict": "noticeable", "text": "Ingen feil"}
    page = client.post(address(action, "virket/"), sent(action, **said))
    assert page.status_code == 422
    assert "Kryss av hvis dere vet det likevel" in page.content.decode()
    assert again(action).state == states.DONE
    assert client.post(address(action, "virket/"), sent(action, **said, sure="on")).status_code == 302
    assert again(action).state == states.CLOSED


def test_too_early_needs_no_second_thought_and_neither_does_another_day(cast, solvik, web):
    early = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    client = web.as_(cast.leader)
    form = sent(early, verdict="too_early", text="Gjort i dag", effect_due=in_days(30))
    assert client.post(address(early, "virket/"), form).status_code == 302
    old = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    Action.objects.filter(pk=old.pk).update(done_at=clock.now() - dt.timedelta(days=2))
    assert "Det er samme dag" not in client.get(address(old)).content.decode()
    form = sent(old, verdict="noticeable", text="Ingen feil")
    assert client.post(address(old, "virket/"), form).status_code == 302


@pytest.mark.parametrize("seen", [None, "", "0", "x"])
def test_a_page_that_does_not_say_what_it_saw_is_told_that_it_is_old(seen, cast, solvik, web):
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    said = {"verdict": "noticeable", "text": "Ingen feil siden mars", "sure": "on"} | (
        {} if seen is None else {"seen": seen}
    )
    page = web.as_(cast.leader).post(address(action, "virket/"), said)
    assert page.status_code == 409
    assert "Noen andre har endret saken" in page.content.decode()
    assert "Ingen feil siden mars" in page.content.decode()
    assert again(action).state == states.DONE
