"""Naming the procedure that was not followed: found by number or words, tied once, seen on both pages, shielded cases not."""

import pytest
from django.core.exceptions import ValidationError

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import CaseFactory, again
from merkbar.do.procedures import writes as procedures
from merkbar.do.procedures.tests import kit
from merkbar.ground.records.models import Entry, Link

pytestmark = pytest.mark.django_db
HOME = "/prosedyrer/P-MH-031/"


@pytest.fixture
def version(cast, solvik):
    return kit.procedure(cast, solvik.health)


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)


def address_of(case):
    return f"/avvik/{case.record.reference}/prosedyre/"


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("typed", ["P-MH-031", "p-mh-031", "multidose dobbeltkontroll"])
def test_a_leader_names_it_by_number_or_words_and_both_pages_tell(typed, cast, case, version, web):
    leader = web.as_(cast.leader)
    assert "Hvilken prosedyre ble ikke fulgt?" in page(leader, address_of(case))
    assert leader.post(address_of(case), {"procedure": typed}).status_code == 302
    assert HOME in page(leader, f"/avvik/{case.record.reference}/")
    assert "1 avvik nevner prosedyren" in page(leader, HOME)
    assert "P-MH-031" in Entry.objects.get(record=case.record, step="breach").text


def test_several_that_fit_are_offered_and_one_is_chosen(cast, solvik, case, version, web):
    other = kit.procedure(cast, solvik.health, number="P-MH-032", title="Dobbeltkontroll av insulin")
    leader = web.as_(cast.leader)
    answer = leader.post(address_of(case), {"procedure": "dobbeltkontroll"})
    assert answer.status_code == 422
    assert "Flere passer" in answer.content.decode()
    typed = {"procedure": "dobbeltkontroll", "chosen": str(other.document.pk)}
    assert leader.post(address_of(case), typed).status_code == 302
    assert Link.objects.get(relation="breached").target_id == other.document.pk


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Skriv nummeret"), ("finnes ikke", "ingen prosedyre som passer"), ("%_", "ingen prosedyre som passer")],
)
def test_what_fits_nothing_is_said_and_kept(typed, said, cast, case, version, web):
    answer = web.as_(cast.leader).post(address_of(case), {"procedure": typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Link.objects.filter(relation="breached").exists()


def test_it_is_tied_once(cast, case, version):
    writes.breach(by=cast.leader, deviation=case, document=version.document)
    with pytest.raises(ValidationError, match="allerede knyttet"):
        writes.breach(by=cast.leader, deviation=again(case), document=version.document)
    assert Link.objects.filter(relation="breached").count() == 1


def test_a_draft_that_never_was_in_force_is_not_offered(cast, solvik, case, web):
    procedures.open_document(
        by=cast.coordinator, number="P-1", title="Hemmelig utkast", unit=solvik.health, reviser=cast.coordinator
    )
    answer = web.as_(cast.leader).post(address_of(case), {"procedure": "hemmelig"})
    assert answer.status_code == 422
    assert "P-1" not in answer.content.decode()


def test_a_stranger_does_not_learn_that_the_case_exists(cast, case, version, web):
    for who in (cast.teacher, cast.head, cast.politician):
        assert web.as_(who).get(address_of(case)).status_code == 404
        assert web.as_(who).post(address_of(case), {"procedure": "P-MH-031"}).status_code == 404
    assert not Link.objects.filter(relation="breached").exists()


def test_the_page_of_the_procedure_names_only_cases_one_may_see_and_counts_no_shielded_one(
    cast, solvik, case, version, web
):
    shielded = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02", handling=True, leader=cast.leader)
    for one in (case, shielded):
        writes.breach(by=cast.leader, deviation=one, document=version.document)
    for who in (cast.leader, cast.teacher, cast.coordinator):
        assert "1 avvik nevner prosedyren" in page(web.as_(who), HOME)
    assert case.record.reference in page(web.as_(cast.leader), HOME)
    outside = page(web.as_(cast.teacher), HOME)
    assert case.record.reference not in outside
    assert case.record.title not in outside
    assert shielded.record.reference not in outside
