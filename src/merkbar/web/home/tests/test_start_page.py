"""The start page says what to do on which day, and shows each who leads what they lead."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.act.actions.models import Action
from merkbar.act.actions.tests import kit
from merkbar.check.deviations.tests.counted import TODAY, reported
from merkbar.do.procedures.tests import kit as procedures
from merkbar.do.procedures.writes import answer, ask, propose_removal, submit
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Post, Role

SUNDAY, NEXT_MONDAY = TODAY + dt.timedelta(days=6), TODAY + dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    now = dt.datetime.combine(TODAY, dt.time(7, 30), clock.OSLO)
    monkeypatch.setattr(clock, "now", lambda: now)


def page(web, person):
    text = web.as_(person).get("/").content.decode()
    return html.unescape(text).replace("\xa0", " ")


def section(text, key):
    found = re.search(rf'<section class="m-sec" aria-labelledby="{key}">.*?</section>', text, re.DOTALL)
    return found.group() if found else ""


@pytest.mark.parametrize(
    ("deadline", "where"),
    [(TODAY, "idag"), (SUNDAY, "uken"), (NEXT_MONDAY, "neste")],
    ids=["today", "sunday", "monday"],
)
def test_this_week_ends_on_sunday(web, cast, solvik, deadline, where):
    days = (deadline - TODAY).days
    kit.start(by=cast.leader, owner=cast.nurse, unit=solvik.east, days=days, title="Samle oppdragene")
    text = page(web, cast.nurse)
    assert [key for key in ("idag", "uken", "neste") if "Samle oppdragene" in section(text, key)] == [where]


@pytest.fixture
def effect(cast, solvik):
    """An action whose effect the leader judges on a day."""

    def on(day):
        action = kit.start_done(by=cast.leader, owner=cast.nurse, unit=solvik.east, title="Egen runde kl. 20")
        Action.objects.filter(pk=action.pk).update(effect_due=day)

    return on


@pytest.mark.parametrize("late", [0, 3])
def test_an_effect_check_that_is_due_stands_under_today(web, cast, effect, late):
    effect(TODAY - dt.timedelta(days=late))
    text = page(web, cast.leader)
    assert "Virket det?" in section(text, "idag")
    assert ("3 dager over frist" in section(text, "idag")) == bool(late)
    assert not section(text, "effekt")


def test_an_effect_check_to_come_stands_by_itself(web, cast, effect):
    effect(TODAY + dt.timedelta(days=10))
    text = page(web, cast.leader)
    assert "Innen 1. okt." in section(text, "effekt")
    assert "Ingenting haster i dag." in text


def test_one_who_leads_leaders_and_a_unit_sees_both(web, cast, solvik):
    Post.objects.filter(person=cast.leader).delete()
    role = Role.objects.get(code="avdelingsleder")
    Post.objects.create(person=cast.manager, role=role, unit=solvik.east, valid_from=dt.date(2024, 1, 1))
    reported(solvik.east, "2026-06-01", state="handling", reporter=cast.nurse)
    text = page(web, cast.manager)
    assert "Én melder har ventet" in text or "1 melder har ventet" in text
    assert "Svar melder:" in section(text, "idag")
    assert re.search(r"Slik står det til i (Hjemmetjenesten )?Øst", text)
    assert "Én ting trenger deg nå. Én ting bør gjøres i dag." in text


def test_the_overview_compares_harm_with_the_same_days_last_year(web, cast, solvik):
    for at, harm in (("2025-05-05", 1), ("2025-05-05", 0), ("2025-12-05", 1), ("2026-05-05", 0)):
        reported(solvik.east, at, harm=harm, state="closed")
    assert "Samme dager i fjor var det 50 %." in page(web, cast.manager)


def test_one_old_case_is_told_in_the_singular(web, cast, solvik):
    reported(solvik.east, "2026-06-01", answered_after=1)
    assert "Én åpen sak er eldre enn 60 dager. Den ligger i Øst." in page(web, cast.manager)
    reported(solvik.east, "2026-06-02", answered_after=1)
    assert "2 åpne saker er eldre enn 60 dager. Alle ligger i Øst." in page(web, cast.manager)


def test_what_waits_for_a_leaders_approval_is_not_crowded_out_by_what_waits_for_leaders_below(web, cast, solvik):
    for n in range(9):
        below = procedures.procedure(cast, solvik.east, number=f"P-MH-1{n}", title=f"Bare i avdelingen {n}")
        procedures.submitted(cast, below)
    procedures.submitted(cast, procedures.procedure(cast, solvik.health))
    text = page(web, cast.director)
    assert "Godkjenn: Dobbeltkontroll ved endring av multidose" in text
    assert "Godkjenn: Bare i avdelingen" not in text


def test_what_waits_for_approval_is_found_in_as_many_questions_however_much_waits(web, cast, solvik):
    def wait(number):
        version = procedures.procedure(cast, solvik.health, number=number, title=f"Til kommunalsjefen {number}")
        procedures.submitted(cast, version)
        kept = procedures.procedure(cast, solvik.health, number=f"X{number}", title=f"Skal bort {number}")
        propose_removal(by=cast.coordinator, version=kept, reason="Dobbelt")

    wait("P-1")
    page(web, cast.director)
    with CaptureQueriesContext(connection) as few:
        page(web, cast.director)
    for n in range(2, 7):
        wait(f"P-{n}")
    with CaptureQueriesContext(connection) as many:
        text = page(web, cast.director)
    assert text.count("Godkjenn: Til kommunalsjefen") == text.count("Skal den slettes? Skal bort") == 6
    assert len(many) == len(few)


def test_an_approval_of_ones_own_is_not_crowded_out_by_what_one_may_not_approve(web, cast, solvik):
    for n in range(9):
        version = procedures.procedure(cast, solvik.health, number=f"P-{n}", title=f"Egen tekst {n}")
        submit(by=cast.director, version=procedures.draft(cast, version, by=cast.director))
    last = procedures.procedure(cast, solvik.health, number="P-99", title="Andres tekst")
    procedures.submitted(cast, last)
    text = page(web, cast.director)
    assert "Godkjenn: Andres tekst" in text
    assert "Godkjenn: Egen tekst" not in text


def test_what_readers_wonder_about_waits_for_the_revision_owner_and_nobody_else_until_it_is_answered(web, cast, solvik):
    version = procedures.procedure(cast, solvik.health)
    asked = ask(by=cast.nurse, version=version, text="Gjelder det også øyedråper?")
    task = "Svar leseren: Dobbeltkontroll ved endring av multidose"
    for other in (cast.director, cast.nurse, cast.adviser):
        assert task not in page(web, other)
    today = section(page(web, cast.coordinator), "idag")
    assert task in today
    assert "«Gjelder det også øyedråper?»" in today
    assert 'href="/prosedyrer/P-MH-031/sporsmal/"' in today
    answer(by=cast.coordinator, question=asked, text="Ja.")
    assert task not in page(web, cast.coordinator)


def test_readers_questions_are_found_in_as_many_questions_however_many_ask(web, cast, solvik):
    def wonder(number, times):
        version = procedures.procedure(cast, solvik.health, number=number, title=f"Tekst {number}")
        for turn in range(times):
            ask(by=cast.nurse, version=version, text=f"Hva med {turn}?")

    wonder("P-1", 1)
    page(web, cast.coordinator)
    with CaptureQueriesContext(connection) as few:
        page(web, cast.coordinator)
    for n in range(2, 5):
        wonder(f"P-{n}", n)
    with CaptureQueriesContext(connection) as many:
        text = page(web, cast.coordinator)
    assert text.count("Svar leseren: Tekst P-") == 4
    assert "P-3. 3 spørsmål uten svar." in text
    assert len(many) == len(few)
