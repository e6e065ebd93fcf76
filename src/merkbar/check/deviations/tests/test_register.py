"""The register: which cases wait, narrowed as asked, always within what one may see."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.check.deviations import writes
from merkbar.check.deviations.listing import Lead
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory, text_of
from merkbar.ground.clock import clock
from merkbar.ground.clock.clock import OSLO

pytestmark = pytest.mark.django_db


def listed(response):
    return [line["case"].record.reference for line in response.context["lines"]]


def refs(*cases):
    return sorted(case.record.reference for case in cases)


@pytest.fixture
def mixed(cast, solvik):
    """One old, one serious, one suggestion, one closed and one next door."""
    with time_machine.travel(dt.datetime(2025, 5, 5, 12, 0, tzinfo=OSLO), tick=False):
        old = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR02", what="Falt på badet")
    serious = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=4, what="Feil sprøyte ble satt")
    idea = CaseFactory(by=cast.nurse, unit=solvik.east, type="FO01", kind="suggestion", what="Felles liste")
    done = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR02.01", closed=True, leader=cast.leader)
    north = CaseFactory(by=cast.neighbour, unit=solvik.north, what="Nøkkelen var borte")
    return {"old": old, "serious": serious, "idea": idea, "done": done, "north": north}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["old", "serious", "idea", "north"]),
        ("status=alle", ["old", "serious", "idea", "done", "north"]),
        ("status=closed", ["done"]),
        ("status=tull", ["old", "serious", "idea", "north"]),
        ("enhet=MH31", ["north"]),
        ("enhet=MH3", ["old", "serious", "idea", "north"]),
        ("enhet=FINNES-IKKE", ["old", "serious", "idea", "north"]),
        ("type=BR02&status=alle", ["old", "done"]),
        ("omrade=FO", ["idea"]),
        ("slag=suggestion", ["idea"]),
        ("skade=3", ["serious"]),
        ("eldre=60", ["old"]),
        ("svar=mangler", ["old"]),
        ("svar=mangler&eldre=60&q=badet", ["old"]),
        ("fra=01.05.2025&til=31.05.2025", ["old"]),
        ("fra=2025-05-05&til=2025-05-05", ["old"]),
        ("fra=2025-05-06&til=2025-05-31", []),
        ("fra=tull&til=99.99.9999", ["old", "serious", "idea", "north"]),
        ("periode=siste-30", ["serious", "idea", "north"]),
        ("q=sprøyte", ["serious"]),
        ("q=SPRØYTEN", ["serious"]),
        ("q=enhjørning", []),
    ],
)
def test_an_address_narrows_the_list(query, found, web, cast, mixed):
    page = web.as_(cast.manager).get(f"/avvik/?{query}")
    assert sorted(listed(page)) == refs(*(mixed[name] for name in found))
    assert page.context["total"] == len(found)


def test_a_number_finds_its_case(web, cast, mixed):
    page = web.as_(cast.manager).get("/avvik/", {"q": mixed["old"].record.reference.lower()})
    assert listed(page) == refs(mixed["old"])


def test_the_lead_counts_what_the_list_shows(web, cast, mixed):
    lead = web.as_(cast.manager).get("/avvik/").context["lead"]
    assert lead == Lead(open=4, new=4, handling=0, effect=0, old=1)
    assert web.as_(cast.neighbour).get("/avvik/").context["lead"].open == 1


def test_pages_follow_each_other_without_gaps_also_when_reports_come_in_between(web, cast, solvik):
    for _n in range(55):
        CaseFactory(by=cast.nurse, unit=solvik.east)
    Deviation.objects.update(reported_at=dt.datetime(2026, 9, 1, tzinfo=OSLO))
    client = web.as_(cast.leader)
    first = client.get("/avvik/")
    CaseFactory(by=cast.nurse, unit=solvik.east)
    second = client.get("/avvik/", {"etter": first.context["after"]})
    assert (len(listed(first)), len(listed(second)), second.context["after"]) == (50, 5, "")
    assert not set(listed(first)) & set(listed(second))
    assert "Nyeste saker" in text_of(second)


@pytest.mark.parametrize("mark", ["tull", "AAAA", "%00", "x" * 500, "MjAyNnw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_mark_nobody_made_is_the_first_page(mark, web, cast, mixed):
    assert len(listed(web.as_(cast.manager).get("/avvik/", {"etter": mark}))) == 4


def test_an_empty_list_says_why_and_what_to_do(web, cast, mixed):
    assert "Ingen åpne saker." in text_of(web.as_(cast.head).get("/avvik/"))
    assert "Ingen saker passer." in text_of(web.as_(cast.manager).get("/avvik/?q=enhjørning"))


def test_the_export_holds_what_the_list_holds_and_no_name(web, cast, mixed):
    client = web.as_(cast.leader)
    rows = list(csv.reader(io.StringIO(text_of(client.get("/avvik/eksport.csv?type=BR02&status=alle"))), delimiter=";"))
    assert sorted(row[0] for row in rows[1:]) == refs(mixed["old"], mixed["done"])
    assert cast.nurse.name not in str(rows)
    assert client.get("/avvik/eksport.xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("form", ["pdf", "CSV", "csv.exe", "%00"])
def test_there_are_two_forms_of_export(form, web, cast):
    assert web.as_(cast.leader).get(f"/avvik/eksport.{form}").status_code == 404


def test_who_may_not_export_finds_no_such_page(web, cast, mixed):
    assert web.as_(cast.nurse).get("/avvik/eksport.csv").status_code == 404
    assert "eksport" not in text_of(web.as_(cast.nurse).get("/avvik/"))


def test_an_export_starts_no_formula(web, cast, solvik):
    CaseFactory(by=cast.nurse, unit=solvik.east, what='=HYPERLINK("http://ondt.example")')
    assert ";'=HYPERLINK" in text_of(web.as_(cast.leader).get("/avvik/eksport.csv")).replace('"', "")


def test_who_reads_nothing_has_no_register(web, cast):
    for person in (cast.politician, cast.user_rep, cast.admin):
        assert web.as_(person).get("/avvik/").status_code == 404


def test_the_list_costs_the_same_for_five_and_for_fifty(web, cast, solvik):
    def cost(number):
        while Deviation.objects.count() < number:
            CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01")
        client = web.as_(cast.leader)
        client.get("/avvik/")
        clock.forget()
        with CaptureQueriesContext(connection) as asked:
            assert len(listed(client.get("/avvik/"))) == number
        return len(asked)

    assert cost(5) == cost(50)


def test_what_was_merged_is_not_among_the_open(web, cast, mixed):
    writes.merge(by=cast.leader, deviation=mixed["idea"], into=mixed["old"])
    assert mixed["idea"].record.reference not in listed(web.as_(cast.leader).get("/avvik/"))


def test_an_export_reaches_no_further_than_the_right_to_export(web, cast, solvik):
    ours = CaseFactory(by=cast.nurse, unit=solvik.east)
    elsewhere = CaseFactory(by=cast.leader, unit=solvik.north)
    client = web.as_(cast.leader)
    assert listed(client.get("/avvik/")) == [elsewhere.record.reference, ours.record.reference]
    text = text_of(client.get("/avvik/eksport.csv"))
    assert ours.record.reference in text
    assert elsewhere.record.reference not in text


def test_all_is_what_statistics_count_and_what_was_merged_is_asked_for_by_name(web, cast, mixed):
    writes.merge(by=cast.leader, deviation=mixed["idea"], into=mixed["old"])
    client = web.as_(cast.manager)
    assert sorted(listed(client.get("/avvik/?status=alle"))) == refs(
        *(mixed[n] for n in ("old", "serious", "done", "north"))
    )
    assert listed(client.get("/avvik/?status=void")) == refs(mixed["idea"])
    assert "Slått sammen eller forkastet" in text_of(client.get("/avvik/"))


@pytest.mark.parametrize(("level", "reporter", "leader"), [(1, 1, 1), (2, 0, 1), (5, 0, 1)])
def test_a_filter_does_not_tell_a_reporter_what_the_leader_judged(level, reporter, leader, web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02", harm=1)
    Deviation.objects.filter(pk=case.pk).update(harm_physical=5)
    found = [len(listed(web.as_(p).get(f"/avvik/?skade={level}"))) for p in (cast.nurse, cast.leader)]
    assert found == [reporter, leader]


def test_a_harm_judged_lower_than_told_is_not_told_by_the_filter_either(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02", harm=4)
    Deviation.objects.filter(pk=case.pk).update(harm_physical=0, harm_psychological=0)
    assert len(listed(web.as_(cast.nurse).get("/avvik/?skade=4"))) == 1
    assert listed(web.as_(cast.leader).get("/avvik/?skade=4")) == []


def test_who_only_reported_a_case_sees_the_harm_they_told_of(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02", harm=1)
    Deviation.objects.filter(pk=case.pk).update(harm_physical=5)
    own, assessed = (web.as_(p).get("/avvik/").context["lines"][0]["harm"] for p in (cast.nurse, cast.leader))
    assert own != assessed
