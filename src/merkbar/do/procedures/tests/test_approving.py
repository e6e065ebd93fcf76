"""Submit, take back, send back, approve, take effect, supersede."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.do.procedures import jobs, states, writes
from merkbar.do.procedures.models import Version
from merkbar.do.procedures.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast, solvik):
    return kit.procedure(cast, solvik.health)


def test_submit_finds_the_process_owner_and_tells_them(cast, version):
    made = kit.submitted(cast, version)
    assert made.state == states.APPROVAL
    assert Notice.objects.get(person=cast.director).address == "/prosedyrer/P-MH-031/utkast/"


def test_submit_refuses_a_major_change_without_news(cast, version):
    made = kit.draft(cast, version, news="")
    with pytest.raises(ValidationError, match="nytt for leserne"):
        writes.submit(by=cast.coordinator, version=made)


def test_submit_refuses_an_image_without_words(cast, version):
    made = kit.draft(cast, version, body='<p>Se: <img src="/vedlegg/1/" alt=""></p>')
    with pytest.raises(ValidationError, match="beskrivelse"):
        writes.submit(by=cast.coordinator, version=made)


def test_take_back_opens_the_text_again(cast, version):
    made = writes.take_back(by=cast.coordinator, version=kit.submitted(cast, version))
    assert made.state == states.DRAFT


def test_send_back_says_why_and_only_the_owner_may(cast, version):
    made = kit.submitted(cast, version)
    with pytest.raises(writes.WrongLevel):
        writes.send_back(by=cast.chief, version=made, reason="Nei")
    made = writes.send_back(by=cast.director, version=made, reason="Trinn 2 er uklart")
    assert made.state == states.DRAFT
    assert "Trinn 2 er uklart" in Notice.objects.filter(person=cast.coordinator).latest("pk").text


def test_approve_supersedes_the_old_one_which_can_still_be_cited_by_number_and_date(cast, version, web):
    start = version.in_force_from
    made = kit.approved(cast, version)
    old = kit.again(version)
    today = clock.today()
    assert (old.state, old.in_force_to) == (states.SUPERSEDED, today - dt.timedelta(days=1))
    assert (made.in_force_from, made.document.review_due > today) == (today, True)
    nurse = web.as_(cast.nurse)
    assert nurse.get("/prosedyrer/P-MH-031/versjon/1.0/").status_code == 200
    assert nurse.get(f"/prosedyrer/P-MH-031/?dato={start:%d.%m.%Y}")["Location"].endswith("/versjon/1.0/")
    assert nurse.get(f"/prosedyrer/P-MH-031/?dato={today:%d.%m.%Y}")["Location"].endswith("/versjon/2.0/")


def test_approve_for_a_coming_day_waits_and_a_job_lets_it_take_effect(cast, version):
    day = clock.today() + dt.timedelta(days=5)
    made = kit.approved(cast, version, planned_from=day)
    assert made.state == states.APPROVAL
    jobs.put_in_force()
    assert kit.again(made).state == states.APPROVAL
    with time_machine.travel(dt.datetime.combine(day, dt.time(8), clock.OSLO)):
        jobs.put_in_force()
        jobs.put_in_force()
    made, old = kit.again(made), kit.again(version)
    assert (made.state, made.in_force_from) == (states.IN_FORCE, day)
    assert old.in_force_to == day - dt.timedelta(days=1)


def test_approve_refuses_a_day_that_is_gone(cast, version):
    made = kit.submitted(cast, version)
    with pytest.raises(ValidationError, match="kommer"):
        writes.approve(by=cast.director, version=made, planned_from=clock.today() - dt.timedelta(days=1))


def test_take_effect_takes_nothing_that_is_not_approved(cast, version):
    made = kit.submitted(cast, version)
    with pytest.raises(states.WrongState):
        writes.take_effect(by=None, version=made)


def test_supersede_takes_only_what_is_in_force(cast, version):
    made = kit.draft(cast, version)
    with pytest.raises(states.WrongState):
        writes.supersede(by=cast.director, version=made, until=clock.today())


def test_the_database_holds_one_version_in_force(cast, version):
    made = kit.submitted(cast, version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=made.pk).update(
            state=states.IN_FORCE, in_force_from=clock.today(), approved_at=clock.now()
        )


def test_the_page_refuses_a_wrong_level_with_a_sentence(cast, version, web):
    made = kit.submitted(cast, version)
    typed = {"seen": made.document.record.version}
    page = web.as_(cast.chief).post("/prosedyrer/P-MH-031/utkast/godkjenn/", typed)
    assert page.status_code == 422
    assert "Den skal godkjennes av kommunalsjef" in page.content.decode()


def test_one_that_is_taken_back_while_the_job_runs_keeps_no_other_from_taking_effect(
    cast, solvik, version, monkeypatch
):
    day = clock.today() + dt.timedelta(days=3)
    first = kit.approved(cast, version, planned_from=day)
    second = kit.approved(cast, kit.procedure(cast, solvik.health, number="P-2"), planned_from=day)

    def while_somebody_takes_back(*, by, version):
        if version.pk == first.pk:
            writes.take_back(by=cast.coordinator, version=first)
        return writes.take_effect(by=by, version=version)

    monkeypatch.setattr(jobs, "take_effect", while_somebody_takes_back)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.combine(day, dt.time(7), clock.OSLO))
    jobs.put_in_force()
    assert (kit.again(first).state, kit.again(second).state) == (states.DRAFT, states.IN_FORCE)
