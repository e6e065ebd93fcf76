from merkbar.act.actions import guards, writes
from merkbar.act.actions.tests.kit import case, in_days, start, start_done
from merkbar.ground.access.standing import standing_of
from merkbar.ground.records.registries import panels, refusals


def test_an_open_action_keeps_its_case_from_being_finished(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    (sentence,) = refusals(origin.record, "finish")
    assert sentence.startswith("Tiltaket «Samle oppdragene på én liste» er ikke gjort. Marker det som gjort")
    writes.stop(by=cast.leader, action=action, reason="Ikke aktuelt")
    assert refusals(origin.record, "finish") == []


def test_only_weak_actions_need_a_reason(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin, code="AT12")
    assert refusals(origin.record, "finish")[0].startswith("Alle tiltakene er svake")
    origin.record.weak_reason = "Skrives nå"
    assert refusals(origin.record, "finish") == []
    del origin.record.weak_reason
    origin.weak_reason = "Sterkere tiltak er bestilt sentralt"
    origin.save(update_fields=["weak_reason"])
    assert refusals(origin.record, "finish") == []


def test_one_better_action_is_enough(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin, code="AT12")
    start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin, code="AT06")
    assert refusals(origin.record, "finish") == []


def test_pull_yourself_together_does_not_stand_alone_whatever_the_reason(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin, code="AT16")
    origin.weak_reason = "Det holder"
    origin.save(update_fields=["weak_reason"])
    assert refusals(origin.record, "finish")[0].startswith("«Skjerpe seg» kan ikke være det eneste tiltaket")


def test_a_case_waits_for_effect_and_does_not_close_before(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    assert not refusals(origin.record, "skip_effect")
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    assert guards.waits_for_effect(origin.record)
    assert len(refusals(origin.record, "skip_effect")) == len(refusals(origin.record, "close")) == 1
    writes.judge(by=cast.leader, action=action, verdict="partly", text="Færre feil")
    assert not guards.waits_for_effect(origin.record)
    assert not refusals(origin.record, "skip_effect") + refusals(origin.record, "close")


def test_a_reopened_action_keeps_its_case_open(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    writes.reopen(by=cast.leader, action=action, reason="Ikke ferdig", deadline=in_days(4))
    assert refusals(origin.record, "close")


def test_a_case_with_actions_needs_no_reason_for_having_none(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    assert refusals(origin.record, "finish_without_action") == []
    start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    assert refusals(origin.record, "finish_without_action")


def test_the_case_shows_its_actions_and_only_leaders_may_start_more(cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    (leaders,) = panels(origin.record, "actions", standing_of(cast.leader))
    (staff,) = panels(origin.record, "actions", standing_of(cast.nurse))
    for html in (leaders, staff):
        assert f"/tiltak/{action.record.reference}/" in html
        assert cast.nurse.name in html
    assert f"/tiltak/nytt/?fra={origin.record.reference}" in leaders
    assert "Nytt tiltak" not in staff
