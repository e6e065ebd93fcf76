"""When the last effect is known the case closes by itself, and the reporter hears that it worked."""

import datetime as dt

import pytest

from merkbar.act.actions import writes as actions
from merkbar.act.actions.tests.kit import start_done
from merkbar.check.deviations import states, writes
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take, text_of
from merkbar.check.deviations.writes.handling import Refused
from merkbar.ground.clock import clock
from merkbar.ground.records import registries
from merkbar.ground.ui.norwegian import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
    done = start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case)
    writes.finish(by=cast.leader, deviation=case, outcome="Listen er samlet")
    return done


def case_of(action):
    return again(action.origin.deviation)


def test_a_case_waits_until_somebody_has_looked(cast, action):
    with pytest.raises(Refused, match="Vi vet ikke ennå om tiltaket"):
        writes.close(by=cast.leader, deviation=case_of(action))
    assert case_of(action).state == "effect_check"


@pytest.mark.parametrize(
    ("verdict", "words"), [("noticeable", "det merkes at de virker"), ("partly", "de virker delvis")]
)
def test_a_known_effect_closes_the_case_and_tells_the_reporter_which(verdict, words, cast, action):
    actions.judge(by=cast.leader, action=action, verdict=verdict, text="Ingen glemte siden")
    case = case_of(action)
    assert case.state == "closed"
    assert case.closed_at
    assert words in case.feedback.get(mode="E").text


def test_no_effect_takes_the_case_up_again_and_the_reporter_is_told_so(cast, action):
    actions.judge(by=cast.leader, action=action, verdict="not", text="Fire nye", deadline=clock.today())
    case = case_of(action)
    assert case.state == "handling"
    assert "det merkes ikke. Vi tar saken opp igjen." in case.feedback.get(mode="E").text


def test_too_early_to_say_tells_the_reporter_when_it_is_looked_at_again(cast, action):
    later = clock.today() + dt.timedelta(days=30)
    actions.judge(by=cast.leader, action=action, verdict="too_early", text="Bare to uker", effect_due=later)
    case = case_of(action)
    assert case.state == "effect_check"
    assert f"Vi sjekker igjen {day(later)}." in case.feedback.get(mode="E").text


def test_of_two_effects_the_weaker_is_told(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
    both = [start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case) for _n in range(2)]
    writes.finish(by=cast.leader, deviation=case, outcome="Listen er samlet")
    for action, verdict in zip(both, ("noticeable", "partly"), strict=True):
        actions.judge(by=cast.leader, action=action, verdict=verdict, text="Færre glemte")
    assert "de virker delvis" in case.feedback.get(mode="E").text


def test_the_red_thread_shows_the_actions_and_their_effect(web, cast, action):
    def thread():
        return text_of(web.as_(cast.leader).get(address(case_of(action)))).split("Den røde tråden")[1]

    assert "Samle oppdragene på én liste" in thread()
    assert "Effekten sjekkes" in thread()
    actions.judge(by=cast.leader, action=action, verdict="noticeable", text="Ingen glemte siden")
    assert "Effekt: merkbart" in thread()


def test_the_leader_and_the_reporter_hear_the_same_of_a_case_that_waits(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
    start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case)
    said = "Tiltak er gjort. Vi sjekker virkningen før saken er ferdig"
    client = web.as_(cast.leader)
    seen = again(case).record.version
    page = client.post(address(case, "ferdig/"), {"seen": seen, "outcome": "Listen er samlet"}, follow=True)
    assert text_of(page).count(said) == 3, "the flash, the step and the timeline"
    assert said in text_of(web.as_(cast.nurse).get(f"/mine-meldinger/{case.record.reference}/"))


def test_a_case_that_is_not_waiting_is_not_closed_this_way(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
    with pytest.raises(states.WrongState):
        writes.close(by=cast.leader, deviation=case)


@pytest.fixture
def stuck(cast, action):
    """A case that waits though nothing is left to wait for, as a row written before could leave it."""
    opened = actions.reopen(by=cast.leader, action=action, reason="Om igjen", deadline=clock.today())
    actions.stop(by=cast.leader, action=opened, reason="Ikke aktuelt lenger")
    case = case_of(action)
    type(case).objects.filter(pk=case.pk).update(state="effect_check")
    return again(case)


def test_an_action_taken_up_again_takes_its_case_up_with_it(cast, action):
    actions.reopen(by=cast.leader, action=action, reason="Feilene er tilbake", deadline=clock.today())
    case = case_of(action)
    assert case.state == "handling"
    assert case.record.entries.filter(step="reopen", text__contains="er gjenåpnet").count() == 1


def test_a_case_that_waits_for_nothing_is_closed_from_its_page(web, cast, stuck):
    assert "Lukk saken" in text_of(web.as_(cast.leader).get(address(stuck)))
    assert take(web, cast.leader, stuck, "lukk").status_code == 302
    assert again(stuck).state == "closed"


def test_a_case_that_waits_for_an_effect_is_not_closed_from_its_page(web, cast, action):
    case = case_of(action)
    assert "Lukk saken" not in text_of(web.as_(cast.leader).get(address(case)))
    page = take(web, cast.leader, case, "lukk")
    assert page.status_code == 422
    assert "Vi vet ikke ennå om tiltaket" in text_of(page)
    assert take(web, cast.colleague, case, "lukk").status_code == 403
    assert case_of(action).state == "effect_check"


def test_when_nothing_worked_the_reporter_is_not_told_that_it_did(cast, stuck):
    registries.tell_followers(stuck.record, "effect_settled", by=cast.leader)
    assert again(stuck).state == "closed"
    assert not stuck.feedback.filter(mode="E").exists()
