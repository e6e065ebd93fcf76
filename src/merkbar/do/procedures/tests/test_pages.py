"""The journey of a procedure through its pages: every page opens for whom it is for, and tells a stranger nothing."""

import datetime as dt

import pytest

from merkbar.do.procedures import writes
from merkbar.do.procedures.models import Receipt, Version
from merkbar.do.procedures.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Role

pytestmark = pytest.mark.django_db
HOME = "/prosedyrer/P-MH-031/"


@pytest.fixture
def version(cast, solvik):
    made = kit.procedure(cast, solvik.health)
    writes.add_rule(by=cast.director, document=made.document, unit=solvik.health, role=Role.objects.get(code="ansatt"))
    return made


def test_a_nurse_reads_finds_and_confirms(cast, version, web):
    nurse = web.as_(cast.nurse)
    assert "P-MH-031" in nurse.get("/prosedyrer/").content.decode()
    page = nurse.get(HOME).content.decode()
    assert "Begge signerer" in page
    assert "Revider<" not in page
    assert "Dobbeltkontroll" in nurse.get("/leseliste/").content.decode()
    assert nurse.get("/leseliste/P-MH-031/").status_code == 200
    assert nurse.post("/leseliste/P-MH-031/").status_code == 302
    assert Receipt.objects.get().person == cast.nurse
    assert "lest alt" in nurse.get("/leseliste/").content.decode()


def test_a_politician_and_a_user_representative_see_no_procedures(cast, version, web):
    for person in (cast.politician, cast.user_rep):
        for address in ("/prosedyrer/", HOME, "/leseliste/", f"{HOME}utskrift/", f"{HOME}versjon/1.0/"):
            assert web.as_(person).get(address).status_code == 404


def test_the_whole_way_from_draft_to_receipt_by_the_pages(cast, version, web, solvik):
    writer, leader = web.as_(cast.coordinator), web.as_(cast.director)
    assert writer.post(f"{HOME}revider/").status_code == 302
    page = writer.get(f"{HOME}utkast/rediger/")
    assert page.status_code == 200
    seen = Version.objects.get(state="draft").document.record.version
    typed = {"seen": seen, "body": kit.NEWER, "form": "written", "is_major": "ja", "news": "To signerer på lista."}
    assert writer.post(f"{HOME}utkast/rediger/", typed).status_code == 302
    asked = {
        "seen": seen + 1,
        "safety": cast.safety.pk,
        "others": "Test Nurse",
        "days": 7,
        "message": "Holder trinn 2?",
    }
    assert writer.get(f"{HOME}utkast/horing/").status_code == 200
    assert writer.post(f"{HOME}utkast/horing/", asked).status_code == 302
    nurse = web.as_(cast.nurse)
    assert "Kommenter" in nurse.get(f"{HOME}utkast/").content.decode()
    assert nurse.post(f"{HOME}utkast/kommentar/", {"text": "Tydelig."}).status_code == 302
    assert nurse.post(f"{HOME}utkast/uttalt/").status_code == 302
    assert writer.post(f"{HOME}utkast/til-godkjenning/", {"seen": seen + 2}).status_code == 302
    assert "Lagt til" in leader.get(f"{HOME}utkast/").content.decode()
    assert leader.post(f"{HOME}utkast/godkjenn/", {"seen": seen + 3}).status_code == 302
    page = nurse.get(HOME).content.decode()
    assert "versjon 2.0" in page
    assert "1.0" in page
    assert "To signerer på lista." in nurse.get("/leseliste/").content.decode()
    assert nurse.get(f"{HOME}versjon/1.0/").status_code == 200
    assert nurse.get(f"{HOME}endringer/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "utskrift/",
        "sporsmal/",
        "lest/",
        "om/",
        "leseplikt/",
        "fortsatt-gyldig/",
        "foresla-slettet/",
        "lest.csv",
        "lest.xlsx",
    ],
)
def test_the_leader_of_the_area_opens_every_page(cast, version, web, address):
    assert web.as_(cast.director).get(HOME + address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/prosedyrer/vurdering/?hvem=linjen", "/prosedyrer/vurdering.csv", "/prosedyrer/liste.csv", "/prosedyrer/ny/"],
)
def test_lists_open(cast, version, web, address):
    assert web.as_(cast.director).get(address).status_code == 200


def test_a_nurse_neither_writes_nor_sees_drafts(cast, version, web):
    kit.draft(cast, version)
    nurse = web.as_(cast.nurse)
    assert nurse.get(f"{HOME}utkast/").status_code == 404
    for address in ("om/", "fortsatt-gyldig/", "lest/", "leseplikt/"):
        assert nurse.get(HOME + address).status_code == 403
    assert "2.0" not in nurse.get(HOME).content.decode()
    assert nurse.get(f"{HOME}versjon/2.0/").status_code == 404


def test_the_print_says_that_it_is_valid_today_and_leads_back(cast, version, web):
    page = web.as_(cast.nurse).get(f"{HOME}utskrift/").content.decode()
    assert "Utskrift gyldig i dag" in page
    assert "<svg" in page
    assert "http://testserver/prosedyrer/P-MH-031/" in page


def test_the_page_itself_is_a_valid_sheet_when_it_is_printed(cast, version, web):
    page = web.as_(cast.nurse).get(HOME).content.decode()
    assert "m-paperonly" in page
    assert "Utskrift gyldig i dag" in page


def test_a_table_keeps_its_lines_where_the_changes_are_shown(cast, version, web):
    table = "<table><thead><tr><th>Når</th></tr></thead><tbody><tr><td>Natt</td></tr></tbody></table>"
    made = kit.submitted(cast, version, body=kit.NEWER + table)
    page = web.as_(cast.director).get(f"{HOME}utkast/").content.decode()
    assert "<ins>" in page
    assert '<table class="ds-table">' in page
    writes.approve(by=cast.director, version=made)
    assert '<table class="ds-table">' in web.as_(cast.nurse).get(f"{HOME}endringer/").content.decode()


def test_what_is_approved_for_a_later_day_says_so(cast, version, web):
    kit.approved(cast, version, planned_from=clock.today() + dt.timedelta(days=9))
    page = web.as_(cast.coordinator).get(f"{HOME}utkast/").content.decode()
    assert "godkjent" in page
    assert "til godkjenning" not in page.split("<article")[0]
