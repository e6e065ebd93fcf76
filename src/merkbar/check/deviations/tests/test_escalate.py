"""What must be told at once is told at once, once, to those the municipality's own rules name."""

import datetime as dt

import pytest
import time_machine

from merkbar.check.deviations.jobs import escalate_case
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.taxonomy import EscalationRule
from merkbar.check.deviations.tests.factories import CaseFactory, address, again, take, text_of
from merkbar.check.deviations.writes.escalating import remind
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock.clock import OSLO
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Post, Role

pytestmark = pytest.mark.django_db


def told(case):
    return {notice.person.login for notice in Notice.objects.filter(record=case.record, instant=True)}


def test_serious_harm_to_a_patient_reaches_the_line_and_the_doctor_and_is_shielded(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=4)
    escalate_case(deviation=case.pk)
    assert told(case) == {"leader", "manager", "doctor", "coordinator"}
    assert again(case).access == "restricted"
    assert web.as_(cast.colleague).get(address(case)).status_code == 404
    for person in (cast.leader, cast.manager, cast.doctor, cast.coordinator):
        assert web.as_(person).get(address(case)).status_code == 200


@pytest.mark.parametrize(("harm", "sees"), [(4, False), (1, True)])
def test_colleagues_never_read_what_a_rule_shields_not_even_before_the_job(cast, solvik, harm, sees):
    case = CaseFactory(by=cast.leader, unit=solvik.east, type="BR01", harm=harm, what="Feil sprøyte ble satt")
    known = Deviation.objects.visible_to(standing_of(cast.colleague))
    assert known.filter(pk=case.pk).exists() is sees


def test_one_whom_a_rule_names_from_outside_the_line_opens_the_case_they_were_told_of(web, cast, solvik):
    Post.objects.create(
        person=cast.user_rep, role=Role.objects.get(code="pbu_medlem"), unit=solvik.root, valid_from=dt.date(2024, 1, 1)
    )
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=5)
    escalate_case(deviation=case.pk)
    notice = Notice.objects.get(person=cast.user_rep)
    page = web.as_(cast.user_rep).get(notice.address)
    assert page.status_code == 200
    assert case.what in text_of(page)
    assert cast.nurse.name not in text_of(page)


def test_to_run_it_twice_tells_nobody_twice(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=4)
    for _run in range(3):
        escalate_case(deviation=case.pk)
    assert Notice.objects.filter(record=case.record, instant=True).count() == 4
    assert case.record.entries.filter(step="escalate").count() == 1


def test_no_notice_carries_the_words(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=4, what="Kari fikk feil sprøyte")
    escalate_case(deviation=case.pk)
    for notice in Notice.objects.all():
        assert "Kari" not in notice.text + notice.why
        assert "sprøyte" not in notice.text + notice.why


def test_a_privacy_breach_starts_seventy_two_hours(web, cast, solvik):
    with time_machine.travel(dt.datetime(2026, 9, 18, 10, 0, tzinfo=OSLO), tick=False):
        case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV01")
        escalate_case(deviation=case.pk)
        assert again(case).clock_until == dt.datetime(2026, 9, 21, 10, 0, tzinfo=OSLO)
        assert "dpo" in told(case)
        assert "Datatilsynet" in text_of(web.as_(cast.leader).get(address(case)))


def test_the_leaders_judgement_can_set_it_off(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=0)
    escalate_case(deviation=case.pk)
    assert told(case) == set()
    take(web, cast.leader, case, "vurder", kind="deviation", type="BR01", harm_physical="4")
    escalate_case(deviation=case.pk)
    assert "doctor" in told(case)


def test_a_rule_out_of_use_tells_nobody(cast, solvik):
    EscalationRule.objects.update(active=False)
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=5)
    escalate_case(deviation=case.pk)
    assert told(case) == {"leader"}
    assert again(case).access == "unit"


def test_a_case_that_is_gone_escalates_to_nobody(db):
    escalate_case(deviation=10**9)


def test_one_told_of_a_mild_rule_is_told_again_when_the_case_turns_serious(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="HM02", harm=1)
    escalate_case(deviation=case.pk)
    take(web, cast.manager, case, "vurder", kind="deviation", type="HM02", harm_physical="4")
    for _run in range(2):
        escalate_case(deviation=case.pk)
    why = Notice.objects.filter(person=cast.leader, record=case.record, instant=True).values_list("why", flat=True)
    assert sum("«staff_accident»" in text for text in why) == 1
    assert sum("«serious_harm»" in text for text in why) == 1


def test_one_reminded_of_the_answer_is_still_told_when_the_case_turns_serious(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=0)
    remind(by=None, deviation=case)
    assert told(case) == {"leader"}
    take(web, cast.manager, case, "vurder", kind="deviation", type="BR01", harm_physical="4")
    escalate_case(deviation=case.pk)
    whys = Notice.objects.filter(person=cast.leader, record=case.record, instant=True).values_list("why", flat=True)
    assert any("«serious_harm»" in why for why in whys)


def test_one_told_of_a_case_that_was_shielded_from_the_start_opens_it(web, cast, solvik):
    doctor = Post.objects.create(
        person=cast.user_rep, role=Role.objects.get(code="pbu_medlem"), unit=solvik.root, valid_from=dt.date(2024, 1, 1)
    ).person
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="BR01", harm=5)
    case.record.access = "restricted"
    case.record.save()
    escalate_case(deviation=case.pk)
    assert web.as_(doctor).get(address(case)).status_code == 200
