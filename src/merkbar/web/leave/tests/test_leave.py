"""A leader registers leave, reading waits meanwhile, and nobody outside the line learns of it."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.do.procedures import jobs
from merkbar.do.procedures import writes as procedures
from merkbar.do.procedures.models import Reminder
from merkbar.do.procedures.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Leave, Post, Role
from merkbar.ground.people.writes import change_leave, give_leave

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(cast, solvik):
    made = kit.procedure(cast, solvik.health)
    procedures.add_rule(
        by=cast.director, document=made.document, unit=solvik.east, role=Role.objects.get(code="ansatt")
    )
    return made


def page(client, address):
    return client.get(address).content.decode()


def address_of(person):
    return f"/permisjon/person/{person.pk}/"


def days(valid_from, valid_to=None):
    return {"valid_from": f"{valid_from:%d.%m.%Y}", "valid_to": f"{valid_to:%d.%m.%Y}" if valid_to else ""}


def test_a_leader_registers_leave_and_the_reading_list_waits(cast, version, web):
    today = clock.today()
    leader, nurse = web.as_(cast.leader), web.as_(cast.nurse)
    assert "Test Nurse" in page(leader, "/permisjon/")
    assert leader.post(address_of(cast.nurse), days(today, today + 30 * DAY)).status_code == 302
    assert "tilbake" in page(leader, "/permisjon/")
    said = page(nurse, "/leseliste/")
    assert "Du er registrert i permisjon" in said
    assert "Dobbeltkontroll" not in said
    followed = page(leader, "/prosedyrer/P-MH-031/lest/")
    assert "i permisjon, får den når hen er tilbake" in followed
    assert "1 er i permisjon" in page(web.as_(cast.coordinator), "/prosedyrer/P-MH-031/")


def test_reminders_pause_during_leave_and_begin_again_after_it(cast, version):
    start = dt.datetime(2027, 3, 1, 8, tzinfo=clock.OSLO)
    with time_machine.travel(start):
        give_leave(by=cast.leader, person=cast.nurse, valid_from=start.date(), valid_to=start.date() + 20 * DAY)
        made = kit.approved(cast, version)
        jobs.tell_readers(made.pk)
    reminded = []
    for passed in range(40):
        with time_machine.travel(start + passed * DAY):
            jobs.remind_readers()
            reminded.append(Reminder.objects.filter(person=cast.nurse).count())
    assert [day for day in range(1, 40) if reminded[day] > reminded[day - 1]] == [20, 27, 34]


def test_a_leave_is_ended_on_the_day_the_person_is_back(cast, version, web):
    today = clock.today()
    leave = give_leave(by=cast.leader, person=cast.nurse, valid_from=today - 9 * DAY)
    leader = web.as_(cast.leader)
    form = leader.get(f"/permisjon/{leave.pk}/")
    seen = form.context["form"]["seen"].value()
    assert leader.post(f"/permisjon/{leave.pk}/", {**days(leave.valid_from, today), "seen": seen}).status_code == 302
    assert "Dobbeltkontroll" in page(web.as_(cast.nurse), "/leseliste/")
    told = page(leader, address_of(cast.nurse))
    assert "Test Leader endret permisjonen" in told


def test_an_old_page_overwrites_nothing(cast, version, web):
    today = clock.today()
    leave = give_leave(by=cast.leader, person=cast.nurse, valid_from=today)
    leader = web.as_(cast.leader)
    seen = leader.get(f"/permisjon/{leave.pk}/").context["form"]["seen"].value()
    for back in (today + 5 * DAY, today + 9 * DAY):
        answer = leader.post(f"/permisjon/{leave.pk}/", {**days(today, back), "seen": seen})
    assert answer.status_code == 422
    assert "Noen andre har endret" in answer.content.decode()
    leave.refresh_from_db()
    assert leave.valid_to == today + 5 * DAY


def test_what_was_registered_by_mistake_is_deleted_and_stays_in_the_history(cast, version, web):
    leave = give_leave(by=cast.leader, person=cast.nurse, valid_from=clock.today())
    leader = web.as_(cast.leader)
    assert leader.get(f"/permisjon/{leave.pk}/slett/").status_code == 405
    assert leader.post(f"/permisjon/{leave.pk}/slett/").status_code == 302
    assert not Leave.objects.exists()
    assert "Test Leader slettet permisjonen" in page(leader, address_of(cast.nurse))


def test_a_leave_is_not_deleted_by_one_slip_of_the_hand(cast, web):
    leave = give_leave(by=cast.leader, person=cast.nurse, valid_from=clock.today())
    said = page(web.as_(cast.leader), f"/permisjon/{leave.pk}/")
    before, _found, asked = said.partition("<summary>Slett permisjonen</summary>")
    assert "/slett/" not in before
    asked, _found, _after = asked.partition("</details>")
    assert f'action="/permisjon/{leave.pk}/slett/"' in asked
    assert "Test Nurse regnes da som på jobb hele tiden. Det kan ikke angres." in asked


def test_a_leave_that_was_just_changed_is_not_deleted_from_an_old_page(cast, web):
    today = clock.today()
    leave = give_leave(by=cast.leader, person=cast.nurse, valid_from=today)
    leader = web.as_(cast.leader)
    seen = leader.get(f"/permisjon/{leave.pk}/").context["form"]["seen"].value()
    change_leave(by=cast.manager, leave=leave, valid_from=today, valid_to=today + 5 * DAY)
    answer = leader.post(f"/permisjon/{leave.pk}/slett/", {"seen": seen})
    assert answer.status_code == 422
    assert f"{today + 5 * DAY:%d.%m.%Y}" in answer.content.decode()
    assert "Noen andre har endret permisjonen" in answer.content.decode()
    assert Leave.objects.filter(pk=leave.pk).exists()
    seen = answer.context["form"]["seen"].value()
    leader.post(f"/permisjon/{leave.pk}/slett/", {"seen": seen})
    assert not Leave.objects.exists()


def test_two_leaves_of_one_person_are_changed_one_after_the_other(cast):
    today = clock.today()
    leave = give_leave(by=cast.leader, person=cast.nurse, valid_from=today, valid_to=today + 5 * DAY)
    with CaptureQueriesContext(connection) as asked:
        change_leave(by=cast.leader, leave=leave, valid_from=today, valid_to=today + 9 * DAY)
    assert any('"people_person"' in one["sql"] and "FOR UPDATE" in one["sql"] for one in asked)


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        (0, 0, "Første dag tilbake må komme etter"),
        (5, -1, "Første dag tilbake må komme etter"),
        (9000, None, "mer enn ti år unna"),
        (12, 40, "allerede i permisjon"),
        (0, None, "allerede i permisjon"),
        (0, 11, "allerede i permisjon"),
    ],
)
def test_days_that_cannot_be_are_refused_with_a_sentence_and_kept_in_the_form(cast, web, begin, end, said):
    today = clock.today()
    give_leave(by=cast.leader, person=cast.nurse, valid_from=today + 10 * DAY, valid_to=today + 20 * DAY)
    typed = days(today + begin * DAY, today + end * DAY if end is not None else None)
    answer = web.as_(cast.leader).post(address_of(cast.nurse), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed["valid_from"] in answer.content.decode()
    assert Leave.objects.count() == 1


def test_leaves_may_follow_each_other_day_by_day(cast, web):
    today = clock.today()
    give_leave(by=cast.leader, person=cast.nurse, valid_from=today, valid_to=today + 5 * DAY)
    give_leave(by=cast.leader, person=cast.nurse, valid_from=today + 5 * DAY)
    assert Leave.objects.count() == 2


def test_only_the_line_and_hr_keep_leave_and_nobody_their_own(cast, solvik, web):
    hr = kit.employee(solvik.school, "personal", role="hr")
    leave = give_leave(by=cast.leader, person=cast.nurse, valid_from=clock.today())
    for who in (cast.leader, cast.manager, cast.director, cast.chief, hr):
        client = web.as_(who)
        assert "Test Nurse" in page(client, "/permisjon/")
        assert client.get(address_of(cast.nurse)).status_code == 200
        assert client.get(f"/permisjon/{leave.pk}/").status_code == 200
    for who in (cast.neighbour, cast.head):
        client = web.as_(who)
        assert "Test Nurse" not in page(client, "/permisjon/?q=nurse")
        for address in (address_of(cast.nurse), f"/permisjon/{leave.pk}/"):
            assert client.get(address).status_code == 404
            assert client.post(address, days(clock.today())).status_code == 404
        assert client.post(f"/permisjon/{leave.pk}/slett/").status_code == 404
    for who in (cast.nurse, cast.colleague, cast.coordinator, cast.safety, cast.politician, cast.auditor):
        for address in ("/permisjon/", "/permisjon/fil/", address_of(cast.nurse), f"/permisjon/{leave.pk}/"):
            assert web.as_(who).get(address).status_code == 404
    assert web.as_(cast.leader).get(address_of(cast.leader)).status_code == 404
    assert web.as_(cast.manager).get(address_of(cast.leader)).status_code == 200


def test_who_left_the_unit_is_out_of_the_leaders_reach(cast, web):
    Post.objects.filter(person=cast.nurse).update(valid_to=clock.today())
    assert web.as_(cast.leader).get(address_of(cast.nurse)).status_code == 404
