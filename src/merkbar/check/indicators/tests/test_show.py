"""The page of one indicator: verdict, charts by choice, targets, units below, notes, and asking for an explanation."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.act.actions.models import Action
from merkbar.check.indicators import writes
from merkbar.check.indicators.between import compared_of
from merkbar.check.indicators.readings import Row
from merkbar.check.indicators.tests.kit import d, define, line, month, take
from merkbar.check.indicators.tests.test_list import CALM, FALLEN, months
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice

PAGE, ASK = "/indikatorer/I92/", "/indikatorer/I92/spor/"


@pytest.fixture
def fallen(solvik):
    made = define(solvik.home_care, code="I92", title="Avtalt besøk holdt", dimension="opplevd", unit_word="%")
    months(made, solvik.east, FALLEN)
    return made


def test_the_page_says_what_changed_and_since_when(web, cast, fallen):
    page = web.as_(cast.leader).get(PAGE)
    assert "Verre</span>. Endring oppdaget i august 2025: ti måneder" in page.text
    assert "på rad under medianen, fra januar 2025." in page.text
    assert "Del av endringen" in page.text
    assert "Tallene som tabell" in page.text
    assert "Ingen har forklart endringen ennå." in page.text


def test_the_number_of_the_record_leads_to_the_page_too(web, cast, fallen):
    web.as_(cast.leader).get(f"/indikatorer/{fallen.record.reference}/")


def test_run_chart_control_chart_or_nhs_by_the_address(web, cast, fallen):
    me = web.as_(cast.leader)
    assert 'id="i92-run-t"' in me.get(PAGE).text
    control = me.get(PAGE + "?vis=kontroll").text
    assert 'id="i92-run-t"' not in control
    assert 'id="i92-control-t"' in control
    assert "NHS Making Data Count: punkter" in me.get(PAGE + "?vis=nhs").text
    assert 'id="i92-run-t"' in me.get(PAGE + "?vis=tull&grenser=x&siling=%00").text


def test_an_indicator_may_be_read_by_nhs_rules_from_the_start(web, cast, fallen):
    fallen.engine = "nhs"
    fallen.save()
    assert "NHS Making Data Count: punkter" in web.as_(cast.leader).get(PAGE).text


def test_other_limits_and_screening_are_chosen_in_the_open(web, cast, fallen):
    me = web.as_(cast.leader)
    assert "Du ser kurven med andre grenser" not in me.get(PAGE).text
    page = me.get(PAGE + "?grenser=i&siling=nei").text
    assert "Du ser kurven med andre grenser" in page
    assert "Alle sprang er med" in page


def test_limits_that_need_counts_are_not_offered_without(web, cast, solvik):
    made = define(solvik.east, code="I92", title="Ventetid", shape="mean")
    take(*(line(made, solvik.east, f"2025-{n:02}", value=str(20 + n)) for n in range(1, 13)))
    page = web.as_(cast.leader).get(PAGE + "?grenser=p").text
    assert '<option value="i" selected>' in page
    assert 'value="p"' not in page


def test_what_is_locked_is_told_with_its_reason(web, cast, solvik, fallen):
    day = dt.date(2024, 12, 31)
    writes.adjust(by=cast.manager, indicator=fallen, kind="freeze", day=day, reason="Før ny vaktplan.")
    page = web.as_(cast.leader).get(PAGE).text
    assert "31.12.2024: frys grensene" in page
    assert "Før ny vaktplan." in page
    assert "Medianen er låst på 2024" in page


def test_a_target_is_a_line_on_the_chart_and_a_word_on_the_page(web, cast, fallen):
    writes.aim(by=cast.manager, indicator=fallen, comparator=">=", value=d(60))
    page = web.as_(cast.leader).get(PAGE).text
    assert 'class="goal"' in page
    assert "Mål: minst 60\u00a0%" in page


def test_a_note_after_the_change_counts_as_an_explanation(web, cast, fallen):
    me = web.as_(cast.leader)
    me.post("/indikatorer/I92/merknad/?enhet=MH33", {"day": "01.02.2025", "text": "To sluttet"})
    page = me.get(PAGE).text
    assert "Én merknad er skrevet etter at endringen begynte." in page
    assert "To sluttet</text>" in page


def test_nothing_measured_yet_is_said(web, cast, solvik):
    define(solvik.east, code="I92", title="Ny", measured_from=dt.date(2027, 1, 1))
    page = web.as_(cast.leader).get(PAGE).text
    assert "Ingen tall ennå. Måles fra fredag 1. januar 2027." in page


def test_who_leads_above_sees_unit_for_unit_and_a_ward_only_itself(web, cast, solvik, fallen):
    months(fallen, solvik.north, CALM)
    above = web.as_(cast.manager).get(PAGE).text
    assert 'class="m-many"' in above
    assert "enhet=MH31" in above
    own = web.as_(cast.leader).get(PAGE + "?enhet=MH3").text
    assert 'class="m-many"' not in own
    assert "MH31" not in own
    web.as_(cast.leader).get(PAGE + "?enhet=MH31", status=404)
    web.as_(cast.teacher).get(PAGE, status=404)


def test_a_unit_with_few_employees_does_not_stand_beside_others(web, cast, solvik):
    made = define(solvik.home_care, code="I92", title="Nærvær", about_staff=True)
    solvik.east.employees = 9
    solvik.east.save()
    for unit in (solvik.east, solvik.north):
        months(made, unit, CALM)
    page = web.as_(cast.manager).get(PAGE).text
    assert "?enhet=MH31" in page
    assert "?enhet=MH33" not in page


def test_units_are_compared_by_what_they_counted_the_last_year_and_small_ones_are_left_out(solvik):
    made = define(solvik.home_care, code="I92", title="Noe", minimum_n=10)
    rows = [Row(solvik.east.path, month(n), d(1), d(2), d(50)) for n in range(1, 13)]
    rows += [
        Row(solvik.east.path, month(1, 2024), d(9), d(9), d(100)),
        Row(solvik.north.path, month(3), d(1), d(9), d(1)),
    ]
    (east,) = compared_of(made, rows, [solvik.north, solvik.east])
    assert (east.name, east.top, east.bottom) == ("Øst", 12.0, 24.0)


def test_the_page_asks_the_database_as_often_for_many_units_as_for_few(cast, client, solvik, fallen):
    def asked():
        client.force_login(cast.manager)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    months(fallen, solvik.north, CALM)
    before = asked()
    months(fallen, solvik.south, CALM)
    assert asked() == before


def asked_for(cast, **more):
    return {"day": (clock.today() + dt.timedelta(days=7)).strftime("%d.%m.%Y"), "question": "Hva ligger bak?", **more}


def test_a_director_asks_the_manager_who_gets_a_deadline_and_a_notice(web, cast, fallen):
    me = web.as_(cast.director)
    page = me.get(ASK + "?enhet=MH33")
    manager, leader = (cast.manager.posts.get(), cast.leader.posts.get())
    assert page.text.index(cast.manager.name) < page.text.index(cast.leader.name)
    me.post(ASK + "?enhet=MH33", asked_for(cast, post=str(manager.pk)))
    action = Action.objects.get(origin=fallen.record)
    assert (action.record.owner, action.deadline) == (cast.manager, clock.today() + dt.timedelta(days=7))
    assert "Hva ligger bak?" in action.description
    assert Notice.objects.filter(person=cast.manager).exists()
    shown = me.get(PAGE + "?enhet=MH33").text
    assert "Forklar kurven for Øst: Avtalt besøk holdt" in shown
    assert "er bedt om å forklare kurven for Øst innen" in shown
    assert "Forklar kurven" in web.as_(cast.manager).get("/").text
    assert leader.person != manager.person


def test_a_day_that_has_been_is_refused_and_the_words_stay(web, cast, fallen):
    sent = asked_for(cast, post=str(cast.manager.posts.get().pk), day="01.01.2025")
    page = web.as_(cast.director).post(ASK + "?enhet=MH33", sent, status=422)
    assert "Velg i dag eller en dag som kommer." in page.text
    assert "Hva ligger bak?" in page.text
    assert not Action.objects.exists()


def test_nobody_outside_the_line_is_asked(web, cast, fallen):
    stranger = cast.neighbour.posts.get()
    web.as_(cast.director).post(ASK + "?enhet=MH33", asked_for(cast, post=str(stranger.pk)), status=422)
    web.as_(cast.nurse).get(ASK + "?enhet=MH33", status=403)
    web.as_(cast.teacher).get(ASK + "?enhet=MH33", status=404)
    assert not Action.objects.exists()


def test_who_answers_for_the_unit_has_nobody_to_ask(web, cast, fallen):
    assert "det er du som svarer her" in web.as_(cast.leader).get(ASK + "?enhet=MH33").text
