"""Share: what a case teaches reaches those who work there, and nobody is pointed at."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from merkbar.check.deviations.models import EventType
from merkbar.check.deviations.writes import report, share, tell_the_month
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice


@pytest.fixture
def case(solvik, cast):
    facts = {"what": "Oppdraget lå på feil liste.", "unit": solvik.east, "type": EventType.objects.get(code="BR01")}
    return report(by=cast.nurse, **facts)[0]


def told(person):
    return [notice.text for notice in Notice.objects.filter(person=person)]


def test_everybody_in_the_unit_hears_what_was_learnt_and_the_neighbours_do_not(case, cast):
    share(by=cast.leader, deviation=case, text="Vi samler medisinoppdrag på én liste.")
    assert any("Vi samler medisinoppdrag" in text for text in told(cast.colleague))
    assert not any("Vi samler" in text for text in told(cast.neighbour))
    assert not any("Oppdraget lå på feil liste" in text for text in told(cast.colleague))


def test_a_text_with_personal_data_is_not_shared(case, cast):
    with pytest.raises(ValidationError, match="personopplysninger"):
        share(by=cast.leader, deviation=case, text="Ring bruker Testmann Prøvedal, f. 010150.")
    assert not told(cast.colleague)


def test_a_shielded_case_is_not_shared(solvik, cast):
    snooping = EventType.objects.get(code="PV02")
    case, _new = report(by=cast.nurse, what="En kollega slo opp naboen.", unit=solvik.east, type=snooping)
    with pytest.raises(ValidationError, match="skjermet"):
        share(by=cast.leader, deviation=case, text="Slå bare opp det du skal.")


def test_the_leader_shares_from_the_page_and_a_colleague_cannot(case, cast, web):
    address = f"/avvik/{case.record.reference}/del/"
    assert web.as_(cast.colleague).get(address).status_code == 403
    assert web.as_(cast.teacher).get(address).status_code == 404
    seen = case.record.version
    page = web.as_(cast.leader).post(address, {"seen": seen, "text": ""})
    assert page.status_code == 422
    assert "Skriv hva enheten kan lære" in page.content.decode()
    assert web.as_(cast.leader).post(address, {"seen": seen, "text": "Én liste for alle."}).status_code == 302


def test_a_second_tap_tells_nobody_twice(case, cast, web):
    address = f"/avvik/{case.record.reference}/del/"
    client = web.as_(cast.leader)
    seen = client.get(address).context["form"]["seen"].value()
    taps = [client.post(address, {"seen": seen, "text": "Én liste for alle."}).status_code for _tap in range(2)]
    assert taps == [302, 409]
    assert sum("Én liste for alle." in text for text in told(cast.colleague)) == 1


def test_a_unit_hears_what_it_reported_last_month_and_a_silent_one_hears_nothing(case, solvik, cast):
    month = clock.today().replace(day=1)
    assert tell_the_month(by=None, unit=solvik.east, month=month) == 3
    assert any("meldt 1 gang i Øst" in text for text in told(cast.colleague))
    assert tell_the_month(by=None, unit=solvik.east, month=month - dt.timedelta(days=400)) == 0
    assert tell_the_month(by=None, unit=solvik.north, month=month) == 0


def test_the_month_is_told_once_however_often_the_job_runs(case, solvik, cast):
    month = clock.today().replace(day=1)
    assert [tell_the_month(by=None, unit=solvik.east, month=month) for _run in range(2)] == [3, 0]


def test_the_month_counts_no_case_that_the_staff_may_not_read(solvik, cast):
    snooping = EventType.objects.get(code="PV02")
    report(by=cast.nurse, what="En kollega slo opp naboen.", unit=solvik.east, type=snooping)
    assert tell_the_month(by=None, unit=solvik.east, month=clock.today().replace(day=1)) == 0


def test_who_cannot_open_the_list_is_not_told_of_the_month(solvik, cast):
    report(by=cast.adviser, what="Heisen stod.", unit=solvik.root)
    tell_the_month(by=None, unit=solvik.root, month=clock.today().replace(day=1))
    assert any("I forrige måned" in text for text in told(cast.adviser))
    assert not told(cast.politician)
