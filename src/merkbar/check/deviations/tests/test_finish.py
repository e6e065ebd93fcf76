"""«Ferdig behandlet» refuses with sentences a leader can act on, and saves nothing when it does."""

import pytest

from merkbar.act.actions.tests.kit import start, start_done
from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Cause, DeviationCause
from merkbar.check.deviations.tests.factories import CaseFactory, again, take, text_of
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db
DONE = {"outcome": "Vi gikk gjennom listen sammen."}
NO_ACTION = DONE | {"reason": "handled_on_site"}


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)


def refused(page, case, sentence):
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert DONE["outcome"] in text_of(page)
    now = again(case)
    assert now.state in {"new", "handling"}
    assert (now.closed_at, now.weak_reason, now.close_reason) == (None, "", None)
    assert not case.feedback.filter(mode="D").exists()


def test_without_an_answer_to_the_reporter_it_is_refused(web, cast, solvik):
    unanswered = CaseFactory(by=cast.nurse, unit=solvik.east)
    page = take(web, cast.leader, unanswered, "ferdig", **NO_ACTION)
    refused(page, unanswered, "Svar melder før du setter saken til ferdig behandlet.")


def test_without_action_it_needs_a_reason(web, cast, case):
    refused(take(web, cast.leader, case, "ferdig", **DONE), case, "Velg hvorfor saken ikke trenger tiltak")


def test_without_a_word_to_the_reporter_it_is_refused(web, cast, case):
    page = take(web, cast.leader, case, "ferdig", reason="handled_on_site")
    assert "Skriv til melder hva som ble gjort" in text_of(page)
    assert again(case).state == "handling"


def test_with_an_open_action_it_is_refused(web, cast, solvik, case):
    start(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case)
    refused(take(web, cast.leader, case, "ferdig", **DONE), case, "Samle oppdragene på én liste» er ikke gjort")


def test_with_only_individual_causes_it_is_refused(web, cast, case):
    DeviationCause.objects.create(deviation=case, cause=Cause.objects.get(code="A12"))
    refused(take(web, cast.leader, case, "ferdig", **NO_ACTION), case, "kan ikke stå alene")


def test_with_only_weak_actions_it_needs_a_reason(web, cast, solvik, case):
    start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case, code="AT12")
    refused(take(web, cast.leader, case, "ferdig", **DONE), case, "Alle tiltakene er svake")
    take(web, cast.leader, case, "ferdig", **DONE, weak_reason="Sperren kommer i mars")
    assert again(case).state == "effect_check"
    assert again(case).weak_reason == "Sperren kommer i mars"


def test_all_that_is_wrong_is_said_at_once(web, cast, solvik):
    unanswered = CaseFactory(by=cast.nurse, unit=solvik.east)
    DeviationCause.objects.create(deviation=unanswered, cause=Cause.objects.get(code="A12"))
    page = text_of(take(web, cast.leader, unanswered, "ferdig", **DONE))
    assert "Svar melder før" in page
    assert "kan ikke stå alene" in page
    assert "Velg hvorfor saken ikke trenger tiltak" in page


def test_it_closes_and_the_reporter_hears_what_was_done(web, cast, case):
    Notice.objects.all().delete()
    assert take(web, cast.leader, case, "ferdig", **NO_ACTION, close_note="Rettet samme dag").status_code == 302
    now = again(case)
    assert (now.state, now.close_reason_id, now.close_note) == ("closed", "handled_on_site", "Rettet samme dag")
    assert now.closed_at == now.record.closed_at
    assert now.record.state_group == "done"
    assert case.feedback.get(mode="D").text == DONE["outcome"]
    assert Notice.objects.get().person == cast.nurse
    assert DONE["outcome"] in text_of(web.as_(cast.nurse).get(f"/mine-meldinger/{case.record.reference}/"))


def test_with_an_effect_still_to_see_it_waits(web, cast, solvik, case):
    start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case)
    take(web, cast.leader, case, "ferdig", **DONE)
    now = again(case)
    assert (now.state, now.closed_at, now.record.state_group) == ("effect_check", None, "waiting")


def test_a_second_tap_tells_the_reporter_once(web, cast, case):
    seen = case.record.version
    first = take(web, cast.leader, case, "ferdig", seen=seen, **NO_ACTION)
    second = take(web, cast.leader, case, "ferdig", seen=seen, **NO_ACTION)
    assert (first.status_code, second.status_code) == (302, 409)
    assert case.feedback.filter(mode="D").count() == 1


def test_the_database_refuses_the_back_door(case, cast, solvik):
    unanswered = CaseFactory(by=cast.nurse, unit=solvik.east)
    with pytest.raises(Exception, match="deviation_closed_has_answer"):
        type(case).objects.filter(pk=unanswered.pk).update(state="closed", closed_at=unanswered.reported_at)


def test_what_nobody_waits_for_closes_without_an_answer(cast, solvik):
    case = writes.report(by=cast.nurse, unit=solvik.east, what="Falt", channel="import")[0]
    writes.finish(by=cast.leader, deviation=case, outcome="Ferdig", reason=_reason())
    assert again(case).state == "closed"
    assert not case.feedback.exists()


def _reason():
    return writes.handling.CloseReason.objects.get(code="covered")
