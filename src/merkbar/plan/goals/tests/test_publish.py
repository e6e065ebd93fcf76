"""In force: the version before steps aside, and whoever measures is asked for an indicator a target."""

from decimal import Decimal

import pytest

from merkbar.ground.records import registries
from merkbar.plan.goals import states, status, writes
from merkbar.plan.goals.tests import kit


@pytest.fixture
def made(monkeypatch):
    """Whoever measures, as a list of what was asked for."""
    asked = []
    monkeypatch.setitem(registries._makers, "indicator", lambda **facts: asked.append(facts["target"].code))
    return asked


def test_each_measurable_target_asks_for_an_indicator_once_the_plan_holds(cast, solvik, made):
    plan = kit.draft(cast.adviser, solvik.health)
    writes.add_target(by=cast.adviser, plan=plan, text="Jevnlig påfyll", code="M34", measurable="no")
    facts = {"case_number": "1/26", "adopted_on": plan.record.created_at.date(), "adopted_by": "Kommunestyret"}
    plan = writes.adopt(by=cast.chief, plan=plan, **facts)
    assert made == []
    writes.publish(by=cast.chief, plan=plan)
    assert made == ["M16"]


def test_a_plan_holds_also_where_nobody_measures(cast, solvik, monkeypatch):
    monkeypatch.delitem(registries._makers, "indicator", raising=False)
    assert kit.running(cast.adviser, solvik.health).state == states.IN_FORCE


def test_the_one_who_registers_decisions_puts_it_in_force(web, cast, solvik, made):
    plan = kit.adopted(cast.coordinator, solvik.health)
    address = f"/planer/{plan.record.reference}/iverksett/"
    assert web.as_(cast.coordinator).post(address).status_code == 403
    web.as_(cast.director).post(address)
    assert kit.again(plan).state == states.IN_FORCE
    assert web.as_(cast.director).post(address).status_code == 403


@pytest.fixture
def reader(monkeypatch):
    """One who measures: three complaints this year, after one the year before."""
    asked = []

    def read(targets, standing, day):
        asked.append(len(targets))
        return {
            one.pk: status.Status("missed", Decimal(3), str(day.year), "3 er ikke under 2.", (("2025", Decimal(1)),))
            for one in targets
            if one.code == "M16"
        }

    monkeypatch.setattr(status, "_readers", [read])
    return asked


def test_the_page_says_how_each_target_stands_and_asks_once(web, cast, solvik, reader):
    plan = kit.running(cast.adviser, solvik.health)
    writes_after = web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/").content.decode()
    assert "1 resultatmål: 0 nådd, 0 i rute, 1 ikke nådd og 0 ikke målt ennå." in writes_after
    assert "under 2 klager" in writes_after
    assert reader == [1]


def test_the_card_shows_sentence_numbers_and_the_plans_own_words(web, cast, solvik, reader):
    target = kit.target_of(kit.running(cast.adviser, solvik.health))
    card = web.as_(cast.nurse).get(f"/planer/mal/{target.record.reference}/").content.decode()
    for said in ("3 er ikke under 2.", "2025", "Ikke nådd", "Under to klager i året skal føre fram"):
        assert said in card


def test_what_nobody_measures_is_not_measured(web, cast, solvik, monkeypatch):
    monkeypatch.setattr(status, "_readers", [])
    plan = kit.running(cast.adviser, solvik.health)
    page = web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/").content.decode()
    assert "Ikke målt ennå" in page
    assert "Ingen av dem er målt ennå" in page


def test_the_first_who_answers_for_a_target_is_heard(cast, solvik, monkeypatch):
    target = kit.target_of(kit.running(cast.adviser, solvik.health))
    readers = [lambda *_: {target.pk: status.Status("reached")}, lambda *_: {target.pk: status.Status("missed")}]
    monkeypatch.setattr(status, "_readers", readers)
    assert status.of([target], None, None)[target.pk].word == "reached"


def test_a_success_factor_is_rated_each_year_and_the_last_word_counts(web, cast, solvik):
    plan = kit.running(cast.coordinator, solvik.health)
    factor = kit.factor_of(plan)
    me = web.as_(cast.coordinator)
    me.post(f"/planer/punkt/{factor.pk}/vurder/", {"vurdering": "started", "omrade": "1"})
    answer = me.post(f"/planer/punkt/{factor.pk}/vurder/", {"vurdering": "partly", "omrade": "1"})
    assert answer.url.endswith("?omrade=1")
    assert factor.ratings.get().word == "partly"
    assert "Delvis" in me.get(f"/planer/{plan.record.reference}/").content.decode()
    assert web.as_(cast.nurse).post(f"/planer/punkt/{factor.pk}/vurder/", {"vurdering": "partly"}).status_code == 403


def test_a_factor_of_a_draft_is_not_rated(cast, solvik):
    with pytest.raises(states.WrongState):
        writes.rate_factor(
            by=cast.adviser, node=kit.factor_of(kit.draft(cast.adviser, solvik.health)), year=2026, word="partly"
        )


def test_targets_are_taken_away_as_a_sheet(web, cast, solvik, reader):
    plan = kit.running(cast.adviser, solvik.health)
    sheet = web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/resultatmal.csv")
    text = sheet.content.decode("utf-8-sig")
    assert "M16;Hva er viktig for deg?;Klager som fører fram" in text
    assert "ikke nådd" in text
    assert web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/resultatmal.xlsx").status_code == 200
    assert web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/resultatmal.pdf").status_code == 404


def test_the_whole_plan_stands_on_one_page_to_print(web, cast, solvik):
    plan = kit.running(cast.adviser, solvik.health)
    one = web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/?omrade=2").content.decode()
    assert "Vi spør hver gang" not in one
    page = web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/?omrade=alle").content.decode()
    assert "Vi spør hver gang" in page
    assert web.as_(cast.nurse).get(f"/planer/{plan.record.reference}/?omrade=tull").status_code == 200
