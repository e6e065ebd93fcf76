"""Every page opens for whom it is for, and tells a stranger nothing."""

import datetime as dt

import pytest

from merkbar.do.learning import writes
from merkbar.do.learning.models import Completion, Event, Holding, Membership, Module, PlanLine, SignUp
from merkbar.do.learning.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Role

pytestmark = pytest.mark.django_db
MODULE = "/laering/modul/avvik-og-laering/"


@pytest.fixture
def module(cast, solvik):
    made = kit.module(cast)
    writes.add_rule(by=cast.adviser, module=made, unit=solvik.health, role=Role.objects.get(code="ansatt"))
    return made


def answers(module, *, right=True):
    return {f"q{one.pk}": one.right if right else 1 - one.right for one in module.questions.all()}


def test_a_nurse_takes_a_module_and_it_leaves_her_list(cast, module, web):
    nurse = web.as_(cast.nurse)
    assert "1 modul å ta" in nurse.get("/laering/").content.decode()
    page = nurse.get(MODULE).content.decode()
    assert '<a href="https://solvik.example/kvalitet"' in page
    refused = nurse.post(MODULE, answers(module, right=False))
    assert refused.status_code == 422
    assert "0 av 2 riktige" in refused.content.decode()
    assert "2 av 2 riktige" in nurse.post(MODULE, answers(module), follow=True).content.decode()
    assert Completion.objects.get().person == cast.nurse


def test_text_in_a_module_is_never_run(cast, web, solvik):
    kit.module(cast, text="<script>alert(1)</script> javascript:alert(2)", questions=())
    page = web.as_(cast.nurse).get(MODULE).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_a_film_is_a_link_that_opens_and_no_frame(cast, web, solvik):
    kit.module(cast, video="https://film.example/avvik", questions=())
    page = web.as_(cast.nurse).get(MODULE).content.decode()
    assert 'href="https://film.example/avvik" target="_blank" rel="noopener noreferrer"' in page
    assert "<iframe" not in page


@pytest.mark.parametrize("who", ["politician", "user_rep"])
@pytest.mark.parametrize(
    "address", ["", "modul/avvik-og-laering/", "oversikt/", "kompetanse/", "kompetanse/plan/", "nettverk/"]
)
def test_whoever_is_not_employed_sees_no_learning(cast, module, web, who, address):
    assert web.as_(getattr(cast, who)).get(f"/laering/{address}").status_code == 404


def test_a_draft_is_not_there_for_readers(cast, web, solvik):
    kit.module(cast, published=False)
    assert web.as_(cast.nurse).get(MODULE).status_code == 404
    assert web.as_(cast.adviser).get(MODULE).status_code == 200
    assert "utkast" in web.as_(cast.adviser).get("/laering/").content.decode()


@pytest.mark.parametrize(
    "address", ["oversikt/", "oversikt/?modul=avvik-og-laering", "oversikt.csv", "oversikt.xlsx", "kompetanse/plan/"]
)
def test_the_leader_sees_how_it_goes_and_the_nurse_does_not(cast, module, web, address):
    assert web.as_(cast.leader).get(f"/laering/{address}").status_code == 200
    assert web.as_(cast.nurse).get(f"/laering/{address}").status_code == 404


def test_a_module_is_written_asked_for_and_retired_by_the_pages(cast, web, solvik):
    adviser = web.as_(cast.adviser)
    typed = {"title": "Avvik og læring", "summary": "Slik melder du", "text": kit.TEXT, "minutes": 5, "level": 1}
    typed |= {"pass_percent": 50, "video": "", "renewal_months": "", "competence": ""}
    assert adviser.get("/laering/ny-modul/").status_code == 200
    bad = adviser.post("/laering/ny-modul/", typed | {"video": "javascript:alert(1)"})
    assert bad.status_code == 422
    assert adviser.post("/laering/ny-modul/", typed).status_code == 302
    assert adviser.post(f"{MODULE}sporsmal/", {"text": "Hvem?", "options": "Ledere\nAlle"}).status_code == 422
    assert adviser.post(f"{MODULE}sporsmal/", {"text": "Hvem?", "options": "Ledere\n* Alle"}).status_code == 302
    assert adviser.post(f"{MODULE}hvem/", {"role": "ansatt", "unit": solvik.health.pk, "days": 14}).status_code == 302
    assert adviser.post(f"{MODULE}ta-i-bruk/").status_code == 302
    assert "ansatt" in adviser.get(f"{MODULE}verksted/").content.decode().lower()
    assert adviser.get(f"{MODULE}rediger/").status_code == 200
    assert adviser.post(f"{MODULE}rediger/", typed | {"seen": 1, "title": "Avvik"}).status_code == 302
    late = adviser.post(f"{MODULE}rediger/", typed | {"seen": 1, "title": "For sent"})
    assert late.status_code == 409
    assert Module.objects.get().title == "Avvik"
    assert adviser.post(f"{MODULE}avslutt/").status_code == 302
    assert web.as_(cast.nurse).get(MODULE).status_code == 404


def test_only_those_who_write_modules_change_them(cast, module, web):
    for address in ("rediger/", "sporsmal/", "hvem/", "verksted/"):
        assert web.as_(cast.leader).get(MODULE + address).status_code == 403
    assert web.as_(cast.leader).get("/laering/ny-modul/").status_code == 404


def test_a_coordinator_asks_only_within_her_own_area(cast, module, web, solvik):
    page = web.as_(cast.coordinator)
    assert page.post(f"{MODULE}hvem/", {"role": "", "unit": solvik.school.pk, "days": 14}).status_code == 422


def test_profiles_and_the_plan_of_a_unit_by_the_pages(cast, web, solvik):
    adviser, leader = web.as_(cast.adviser), web.as_(cast.leader)
    assert adviser.post("/laering/kompetanse/ny/", {"name": "HLR", "kind": "personal"}).status_code == 302
    line = {"competence": "hlr", "level": 2, "mandatory": "on", "renewal_months": 24}
    assert adviser.post("/laering/kompetanse/rolle/ansatt/", line).status_code == 302
    assert "fornyes etter 24" in web.as_(cast.nurse).get("/laering/kompetanse/").content.decode()
    assert "HLR" in web.as_(cast.nurse).get("/laering/").content.decode()
    page = leader.get("/laering/kompetanse/plan/").content.decode()
    assert "Test Nurse" in page
    year = clock.today().year
    query = f"?enhet=MH33&aar={year}"
    typed = {
        "competence": "hlr",
        "person": "",
        "what": "Kurs i HLR",
        "due": f"31.12.{year}",
        "responsible": cast.leader.pk,
    }
    assert leader.get(f"/laering/kompetanse/plan/ny/{query}&kompetanse=hlr").status_code == 200
    assert leader.post(f"/laering/kompetanse/plan/ny/{query}", typed).status_code == 302
    planned = PlanLine.objects.get()
    assert "Kurs i HLR" in leader.get("/laering/kompetanse/plan/").content.decode()
    assert leader.post(f"/laering/kompetanse/plan/{planned.pk}/gjort/").status_code == 302
    shown = {"competence": "hlr", "person": cast.nurse.pk, "level": 2, "on": clock.today().strftime("%d.%m.%Y")}
    assert leader.post(f"/laering/kompetanse/bekreft/{query}", shown).status_code == 302
    assert Holding.objects.get().confirmed_by == cast.leader
    assert adviser.get("/laering/kompetanse/rolle/ansatt/").status_code == 200


def test_a_leader_makes_no_plan_for_the_neighbour(cast, web, solvik):
    page = web.as_(cast.leader)
    assert "Hjemmetjenesten Nord" not in page.get("/laering/kompetanse/plan/?enhet=MH31").content.decode()
    auditor = web.as_(cast.auditor)
    assert auditor.get("/laering/kompetanse/plan/?enhet=MH31").status_code == 200
    assert auditor.get("/laering/kompetanse/plan/ny/?enhet=MH31").status_code == 404


def test_the_network_is_joined_met_and_left_by_the_pages(cast, web, solvik):
    nurse, coordinator = web.as_(cast.nurse), web.as_(cast.coordinator)
    assert nurse.post("/laering/nettverk/", {}).status_code == 422
    assert nurse.post("/laering/nettverk/", {"cleared": "on"}).status_code == 302
    assert "Du har vært med siden" in nurse.get("/laering/nettverk/").content.decode()
    typed = {"title": "Høstsamling", "day": "14.10.2099", "first": "08.30", "last": "12.00", "place": "Rådhuset"}
    assert coordinator.get("/laering/nettverk/ny-samling/").status_code == 200
    typed |= {"programme": "08.30 Kaffe\n09.00 Avvik"}
    assert coordinator.post("/laering/nettverk/ny-samling/", typed | {"last": "08.00"}).status_code == 422
    assert coordinator.post("/laering/nettverk/ny-samling/", typed).status_code == 302
    home = f"/laering/nettverk/{Event.objects.get().pk}/"
    assert nurse.post(f"{home}meld-pa/").status_code == 302
    assert "Test Nurse" in coordinator.get(home).content.decode()
    assert "Test Nurse" not in web.as_(cast.colleague).get(home).content.decode()
    file = nurse.get(f"{home}samling.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20991014T063000Z" in file.content
    assert coordinator.post(f"{home}rediger/", typed | {"place": "Kulturhuset", "seen": 1}).status_code == 302
    assert nurse.post(f"{home}meld-av/").status_code == 302
    assert not SignUp.objects.exists()
    assert coordinator.post(f"{home}avlys/").status_code == 302
    assert nurse.post(f"{home}meld-pa/").status_code == 409
    assert nurse.post("/laering/nettverk/ga-ut/").status_code == 302
    assert Membership.objects.get().left == clock.today()


def test_an_address_with_a_strange_year_or_unit_falls_back(cast, web, solvik):
    leader = web.as_(cast.leader)
    for query in ("?aar=99999999999999999999", "?aar=-1", "?aar=²", "?enhet=finnes-ikke", "?aar=202612"):
        page = leader.get(f"/laering/kompetanse/plan/{query}")
        assert page.status_code == 200
        assert str(clock.today().year) in page.content.decode()
    assert leader.get("/laering/oversikt/?modul=finnes-ikke&enhet=x").status_code == 200
    assert leader.get("/laering/nettverk/99999999999999999999/").status_code == 404


@pytest.mark.parametrize("slug", ["\0", "finnes-ikke", "x" * 100_000])
def test_a_module_that_no_address_can_name_gives_the_whole_overview(web, cast, slug):
    kit.module(cast)
    leader = web.as_(cast.leader)
    assert leader.get("/laering/oversikt/", {"modul": slug}).status_code == 200
    assert leader.get("/laering/oversikt.csv", {"modul": slug}).status_code == 200


def test_two_modules_with_one_title_have_an_address_each(web, cast):
    kit.module(cast)
    typed = {
        "title": "Avvik og læring!",
        "summary": "Mer.",
        "text": "Les.",
        "minutes": 5,
        "pass_percent": 80,
        "level": 1,
    }
    answer = web.as_(cast.adviser).post("/laering/ny-modul/", typed)
    assert answer.headers["Location"] == "/laering/modul/avvik-og-laering-2/verksted/"


def test_what_has_been_is_told_as_past(web, cast):
    event = kit.event(cast, days=1)
    page = web.as_(cast.nurse).get(f"/laering/nettverk/{event.pk}/").content.decode()
    assert "0 er påmeldt." in page
    type(event).objects.update(starts=event.starts - dt.timedelta(days=9), ends=event.ends - dt.timedelta(days=9))
    assert "0 var påmeldt." in web.as_(cast.nurse).get(f"/laering/nettverk/{event.pk}/").content.decode()


@pytest.mark.parametrize("year", ["0" + "2026" + "9" * 5000, "\0", "-1", "\u0663", "99999"])
def test_a_year_that_is_none_gives_this_years_plan(web, cast, year):
    answer = web.as_(cast.leader).get("/laering/kompetanse/plan/", {"aar": year})
    assert (answer.status_code, answer.context["year"]) == (200, clock.today().year)
