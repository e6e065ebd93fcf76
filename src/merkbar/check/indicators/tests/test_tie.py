"""A plan's target shows the curve behind it, and whoever tends the plan chooses which one that is."""

from dataclasses import fields

import pytest

from merkbar.check.indicators import writes
from merkbar.check.indicators.models import Indicator, IndicatorTarget
from merkbar.check.indicators.tests.kit import define, line, take
from merkbar.plan.goals import writes as goal_writes
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.tests import kit


@pytest.fixture
def complaints(cast, solvik):
    kit.running(cast.adviser, solvik.health)
    return ResultTarget.objects.get(code="M16")


def page_of(target):
    return f"/planer/mal/{target.record.reference}/"


def choosing(target):
    return f"/indikatorer/for-mal/{target.record.reference}/"


def measured_by(target):
    return [tied.indicator.code for tied in IndicatorTarget.objects.filter(result_target=target)]


def test_a_target_shows_the_way_to_its_curve(web, cast, complaints):
    page = web.as_(cast.nurse).get(page_of(complaints))
    assert "Se kurven: M16 Klager som fører fram" in page.text
    assert "/indikatorer/M16/" in page.text
    assert "Bytt indikator" not in page.text


def test_a_target_settled_after_the_plan_was_adopted_gets_an_indicator(web, cast, complaints):
    writes.tie(by=None, target=complaints, indicator=None)
    me = web.as_(cast.adviser)
    assert "Velg hva som måler målet" in me.get(page_of(complaints)).text
    me.post(choosing(complaints), {"indicator": "+"})
    assert measured_by(complaints) == ["M16-2"]


def test_an_indicator_of_ones_own_measures_a_target_and_the_one_before_keeps_its_numbers(web, cast, solvik, complaints):
    first = Indicator.objects.get(code="M16")
    take(line(first, solvik.health, "2025", value="1"))
    mine = define(solvik.health, code="KL1", title="Klager", shape="count", cadence="year", direction="down")
    take(line(mine, solvik.health, "2025", value="4"))
    me = web.as_(cast.adviser)
    me.post(choosing(complaints), {"indicator": "KL1"})
    assert measured_by(complaints) == ["KL1"]
    assert "Målet måles av KL1." in me.get(page_of(complaints)).text
    assert first.measurements.count() == 1
    assert complaints.record.entries.filter(step="tie", text="Måles av KL1 Klager").exists()


def test_a_tie_can_be_let_go(web, cast, complaints):
    web.as_(cast.adviser).post(choosing(complaints), {"indicator": "-"})
    assert measured_by(complaints) == []


def test_a_target_tied_while_the_plan_was_a_draft_keeps_its_indicator_when_the_plan_holds(cast, solvik):
    mine = define(solvik.health, code="KL1", title="Klager", shape="count", cadence="year")
    plan = kit.draft(cast.adviser, solvik.health)
    target = kit.target_of(plan)
    writes.tie(by=cast.adviser, target=target, indicator=mine)
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    plan = goal_writes.adopt(by=cast.adviser, plan=plan, **facts)
    goal_writes.publish(by=cast.adviser, plan=plan)
    assert measured_by(target) == ["KL1"]


def next_version(cast, plan, **edited):
    new = goal_writes.revise(by=cast.adviser, plan=plan)
    target = kit.target_of(new)
    if edited:
        goal_writes.edit_target(by=cast.adviser, target=target, text=target.text, code="M16", **edited)
    facts = {"case_number": "9/30", "adopted_on": new.record.created_at.date(), "adopted_by": "Kommunestyret"}
    goal_writes.publish(by=cast.adviser, plan=goal_writes.adopt(by=cast.adviser, plan=kit.again(new), **facts))
    return kit.target_of(new)


def test_the_curve_goes_on_when_the_plan_is_revised_and_the_new_target_holds(web, cast, solvik, complaints):
    indicator = Indicator.objects.get(code="M16")
    take(line(indicator, solvik.health, "2025", value="1"))
    aim = {"comparator": "<", "value": 5, "unit_text": complaints.unit_text, "period": complaints.period}
    new = next_version(cast, complaints.plan, **aim)
    assert measured_by(new) == ["M16"] == measured_by(complaints)
    assert list(Indicator.objects.values_list("code", flat=True)) == ["M16"]
    page = web.as_(cast.adviser).get("/indikatorer/M16/").text
    assert "under 5 klager" in page
    assert "under 2 klager" not in page


def test_a_target_told_in_another_unit_after_the_revision_gets_a_curve_of_its_own(cast, complaints):
    new = next_version(cast, complaints.plan, comparator="<", value=5, unit_text="%", period=complaints.period)
    assert measured_by(new) == ["M16-2"]


def test_the_target_of_a_draft_is_not_drawn_for_those_who_read_the_curve(web, cast, solvik, complaints):
    draft = kit.target_of(goal_writes.revise(by=cast.adviser, plan=complaints.plan))
    goal_writes.edit_target(
        by=cast.adviser, target=draft, text=draft.text, code="M16", comparator="<", value=7, unit_text="klager"
    )
    indicator = Indicator.objects.get(code="M16")
    take(line(indicator, solvik.health, "2025", value="1"))
    writes.tie(by=cast.adviser, target=draft, indicator=indicator)
    page = web.as_(cast.chief).get("/indikatorer/M16/").text
    assert "under 2 klager" in page
    assert "under 7 klager" not in page


def test_one_who_does_not_tend_the_plan_chooses_nothing(web, cast, complaints):
    web.as_(cast.nurse).get(choosing(complaints), status=403)
    web.as_(cast.leader).post(choosing(complaints), {"indicator": "-"}, status=403)
    assert measured_by(complaints) == ["M16"]


def test_an_indicator_outside_the_plans_line_is_not_offered(web, cast, solvik, complaints):
    define(solvik.schools, code="SK1", title="Skolefravær")
    me = web.as_(cast.adviser)
    assert "SK1" not in me.get(choosing(complaints)).text
    refused = me.post(choosing(complaints), {"indicator": "SK1"}, status=422)
    assert "Feil:" in refused.text
    assert measured_by(complaints) == ["M16"]


TENDS = {"adviser", "coordinator"}
NO_PLANS = {"user_rep"}


def test_of_all_who_work_here_only_those_who_tend_the_plan_change_what_measures_a_target(web, cast, complaints):
    others = [field.name for field in fields(cast) if field.name not in TENDS]
    for name in others:
        hidden = 404 if name in NO_PLANS else 403
        web.as_(getattr(cast, name)).get(choosing(complaints), status=hidden)
        web.as_(getattr(cast, name)).post(choosing(complaints), {"indicator": "-"}, status=hidden)
        assert measured_by(complaints) == ["M16"], name
    for name in TENDS:
        writes.tie(by=None, target=complaints, indicator=Indicator.objects.get(code="M16"))
        web.as_(getattr(cast, name)).post(choosing(complaints), {"indicator": "-"})
        assert measured_by(complaints) == [], name


def test_the_target_of_a_draft_does_not_exist_for_those_who_do_not_see_the_draft(web, cast, solvik):
    target = kit.target_of(kit.draft(cast.adviser, solvik.health))
    for stranger in (cast.nurse, cast.leader, cast.teacher, cast.politician, cast.user_rep):
        web.as_(stranger).get(choosing(target), status=404)
        web.as_(stranger).post(choosing(target), {"indicator": "-"}, status=404)
    web.as_(cast.coordinator).get(choosing(target))


def test_history_says_who_tied_a_target_and_who_let_it_go(web, cast, solvik, complaints):
    define(solvik.health, code="KL1", title="Klager", shape="count", cadence="year", direction="down")
    web.as_(cast.adviser).post(choosing(complaints), {"indicator": "KL1"})
    web.as_(cast.coordinator).post(choosing(complaints), {"indicator": "-"})
    tied, loose = complaints.record.entries.filter(step="tie").order_by("pk")
    assert (tied.by, tied.text) == (cast.adviser, "Måles av KL1 Klager")
    assert (loose.by, loose.text) == (cast.coordinator, "Ingen indikator måler målet")
    first, last = IndicatorTarget.pgh_event_model.objects.filter(indicator__code="KL1").order_by("pgh_id")
    assert (first.pgh_label, first.pgh_context["by"]) == ("insert", cast.adviser.pk)
    assert (last.pgh_label, last.pgh_context["by"]) == ("delete", cast.coordinator.pk)
