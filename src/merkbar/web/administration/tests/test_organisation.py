"""The organisation is changed from a day on, after a page that says in plain words what will happen."""

import datetime as dt

import pytest
import time_machine

from merkbar.ground.people.models import Post, Role
from merkbar.ground.people.writes import appoint, deactivate
from merkbar.ground.trail.history import last_event
from merkbar.ground.units.models import Unit, UnitLevel
from merkbar.ground.units.writes import describe_unit

ORG = "/administrasjon/organisasjon/"


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def area_admin(cast, solvik):
    """Somebody who administers one area only."""
    appoint(
        by=None,
        person=cast.colleague,
        role=Role.objects.get(code="applikasjonsansvarlig"),
        unit=solvik.health,
        valid_from=dt.date(2026, 1, 1),
    )
    return cast.colleague


def test_a_move_is_told_before_it_is_done(web, cast, solvik):
    client = web.as_(cast.admin)
    facts = {"parent": solvik.schools.pk, "day": "01.09.2026", "seen": last_event(solvik.east)}
    page = client.post(ORG + "MH33/flytt/", facts).content.decode()
    assert "Fra tirsdag 1. september 2026 ligger Hjemmetjenesten Øst under Grunnskoler." in page
    assert "Figurene kan fortsatt leses slik det var" in page
    assert "Dette kan ikke angres med et klikk." in page
    assert Unit.objects.get(code="MH33").parent == solvik.home_care
    client.post(ORG + "MH33/flytt/", {**facts, "bekreft": "1"})
    assert Unit.objects.get(code="MH33").path == "SOLVIK.OL.OL2.MH33."


def test_one_can_go_back_with_what_was_typed(web, cast, solvik):
    facts = {"parent": solvik.schools.pk, "day": "01.09.2026", "tilbake": "1"}
    page = web.as_(cast.admin).post(ORG + "MH33/flytt/", facts).content.decode()
    assert 'value="01.09.2026"' in page
    assert Unit.objects.get(code="MH33").parent == solvik.home_care


def test_what_would_be_refused_is_said_before_the_confirmation(web, cast, solvik):
    facts = {"parent": solvik.schools.pk, "day": "01.01.2027"}
    page = web.as_(cast.admin).post(ORG + "MH33/flytt/", facts).content.decode()
    assert "Dagen har ikke kommet." in page
    assert "Dette vil skje" not in page


def test_a_rehearsal_leaves_no_trace(web, cast, solvik):
    before = last_event(solvik.east)
    web.as_(cast.admin).post(ORG + "MH33/flytt/", {"parent": solvik.schools.pk, "day": "01.09.2026"})
    assert last_event(solvik.east) == before
    assert solvik.east.placements.count() == 1


def test_a_unit_cannot_be_put_under_itself_by_a_forged_form(web, cast, solvik):
    facts = {"parent": solvik.east.pk, "day": "01.09.2026", "bekreft": "1"}
    assert web.as_(cast.admin).post(ORG + "MH3/flytt/", facts).status_code == 200
    assert Unit.objects.get(code="MH3").parent == solvik.health


def test_a_confirmation_from_a_stale_page_changes_nothing(web, cast, solvik):
    seen = last_event(solvik.east)
    describe_unit(by=cast.admin, unit=solvik.east, employees=50)
    facts = {"parent": solvik.schools.pk, "day": "01.09.2026", "seen": seen, "bekreft": "1"}
    page = web.as_(cast.admin).post(ORG + "MH33/flytt/", facts).content.decode()
    assert "Noen andre har endret dette" in page
    assert Unit.objects.get(code="MH33").parent == solvik.home_care


def test_a_merger_takes_staff_along_and_ends_the_seat(web, cast, solvik):
    client = web.as_(cast.admin)
    facts = {"into": solvik.north.pk, "day": "01.10.2026", "seen": last_event(solvik.east)}
    page = client.post(ORG + "MH33/sla-sammen/", facts).content.decode()
    assert "2 personer får samme rolle i Hjemmetjenesten Nord." in page
    assert "1 rolle som leder eller stedfortreder i Hjemmetjenesten Øst avsluttes." in page
    page = client.post(ORG + "MH33/sla-sammen/", {**facts, "bekreft": "1"}, follow=True).content.decode()
    assert "slått sammen med Hjemmetjenesten Nord" in page
    assert Post.objects.on(dt.date(2026, 10, 15)).get(person=cast.nurse).unit == solvik.north
    assert not Post.objects.on(dt.date(2026, 10, 15)).filter(person=cast.leader).exists()


def test_a_closed_unit_is_read_but_not_changed(web, cast, solvik):
    client = web.as_(cast.admin)
    client.post(ORG + "MH33/sla-sammen/", {"into": solvik.north.pk, "day": "01.10.2026", "bekreft": "1"})
    assert client.get(ORG + "MH33/").status_code == 200
    assert client.get(ORG + "MH33/endre/").status_code == 403
    assert client.get(ORG + "MH33/flytt/").status_code == 403


def test_the_root_is_neither_moved_nor_merged(web, cast):
    assert web.as_(cast.admin).get(ORG + "SOLVIK/flytt/").status_code == 403
    assert web.as_(cast.admin).get(ORG + "SOLVIK/sla-sammen/").status_code == 403


def test_a_new_name_shows_both_names_over_time(web, cast, solvik):
    facts = {"name": "Fjordsiden", "day": "1.9.26", "seen": last_event(solvik.east), "bekreft": "1"}
    page = web.as_(cast.admin).post(ORG + "MH33/navn/", facts, follow=True).content.decode()
    assert "Fra 01.01.2024, til 01.09.2026" in page
    assert "Hjemmetjenesten Øst" in page
    assert "Fjordsiden" in page


def test_a_unit_is_opened_under_another(web, cast, solvik):
    facts = {"parent": solvik.home_care.pk, "name": "Vest", "code": "mh34", "valid_from": "01.01.2027"}
    page = web.as_(cast.admin).post(ORG + "ny/", facts, follow=True).content.decode()
    assert "Vest er opprettet." in page
    assert Unit.objects.get(code="MH34").valid_from == dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"code": "MH33"}, "Koden er i bruk."),
        ({"code": "MH 34"}, "store bokstaver, tall, strek og understrek"),
        ({"valid_from": "31.02.2026"}, "Datoen finnes ikke."),
        ({"valid_from": "01.01.2020"}, "finnes ikke på denne dagen"),
        ({"name": ""}, "Skriv et navn."),
        ({"parent": ""}, "Velg hvor enheten ligger."),
    ],
)
def test_a_unit_that_cannot_be_is_refused_by_the_field(facts, sentence, web, cast, solvik):
    whole = {"parent": solvik.home_care.pk, "name": "Vest", "code": "MH34", "valid_from": "01.09.2026"}
    page = web.as_(cast.admin).post(ORG + "ny/", {**whole, **facts})
    assert sentence in page.content.decode()
    assert not Unit.objects.filter(name="Vest").exists()


def test_what_a_unit_is_for_can_be_written_and_the_gap_closes(web, cast, solvik):
    client = web.as_(cast.admin)
    assert "9 enheter uten beskrivelse" in client.get(ORG).content.decode()
    facts = {"employees": "34", "duties": "Hjemmesykepleie i øst.", "seen": last_event(solvik.east)}
    client.post(ORG + "MH33/endre/", facts)
    assert "8 enheter uten beskrivelse" in client.get(ORG).content.decode()
    assert "Hjemmesykepleie i øst." in client.get(ORG + "MH33/").content.decode()


def test_levels_are_called_what_the_municipality_calls_them(web, cast):
    level = UnitLevel.objects.get(depth=2)
    facts = {"name": "enhet", "plural": "enheter", "seen": last_event(level)}
    web.as_(cast.admin).post(ORG + "niva/2/", facts)
    assert UnitLevel.objects.get(depth=2).name == "enhet"


def test_an_area_administrator_reaches_only_the_area(web, area_admin, solvik):
    client = web.as_(area_admin)
    assert client.get(ORG + "MH33/").status_code == 200
    assert client.get(ORG + "OL21/").status_code == 404
    assert client.get(ORG + "SOLVIK/").status_code == 404
    assert client.get(ORG + "niva/2/").status_code == 404
    facts = {"parent": solvik.schools.pk, "day": "01.09.2026", "bekreft": "1"}
    assert client.post(ORG + "MH33/flytt/", facts).status_code == 200
    assert Unit.objects.get(code="MH33").parent == solvik.home_care


def test_the_unit_says_where_cases_fall_when_nobody_leads_it(web, cast, solvik):
    assert "Sakene faller til Test Manager" in web.as_(cast.admin).get(ORG + "MH32/").content.decode()
    for person in (cast.manager, cast.director, cast.chief):
        deactivate(by=None, person=person)
    assert "Ingen leder i hele linjen." in web.as_(cast.admin).get(ORG + "MH32/").content.decode()
