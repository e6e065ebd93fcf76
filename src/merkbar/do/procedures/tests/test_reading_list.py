"""Who must read is a rule; receipts are per version; nobody outside the scope is asked."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.do.procedures import jobs, reading_list, states, writes
from merkbar.do.procedures.models import ReadingRule, Receipt, Reminder
from merkbar.do.procedures.tests import kit
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Leave, Person, Post, Role

pytestmark = pytest.mark.django_db
STAFF = "ansatt"


@pytest.fixture
def version(cast, solvik):
    """In force everywhere in the area; staff in home care must read it."""
    made = kit.procedure(cast, solvik.health)
    rule(cast, made, solvik.home_care)
    return made


def rule(cast, version, unit, role=STAFF, **facts):
    facts.setdefault("since", clock.today() - dt.timedelta(days=200))
    found = Role.objects.get(code=role) if role else None
    return writes.add_rule(by=cast.director, document=version.document, unit=unit, role=found, **facts)


def numbers(person):
    return [task.version.number for task in reading_list.tasks(person, clock.today())]


def test_staff_within_are_asked_and_nobody_else(cast, version):
    assert numbers(cast.nurse) == numbers(cast.colleague) == ["1.0"]
    for name in ("leader", "manager", "director", "teacher", "politician", "auditor", "safety"):
        assert numbers(getattr(cast, name)) == []


def test_receipts_are_per_version_through_three_versions_and_a_new_employee(cast, solvik, version):
    first = writes.receipt(by=cast.nurse, version=version)
    assert numbers(cast.nurse) == []
    second = kit.approved(cast, version, news="Signer på lista.")
    assert numbers(cast.nurse) == ["2.0"]
    writes.receipt(by=cast.nurse, version=second)
    third = kit.approved(cast, kit.again(second), body=kit.TEXT, news="Tilbake til før.")
    assert numbers(cast.nurse) == ["3.0"]
    newcomer = kit.employee(solvik.east, "nykomling", since=clock.today())
    assert numbers(newcomer) == ["3.0"]
    writes.receipt(by=newcomer, version=third)
    writes.receipt(by=cast.nurse, version=third)
    assert list(Receipt.objects.filter(person=cast.nurse).order_by("pk").values_list("version__major", flat=True)) == [
        1,
        2,
        3,
    ]
    assert first.version_id == version.pk
    assert Receipt.objects.filter(person=newcomer).get().version == third


def test_a_minor_change_asks_nobody_who_has_read_and_everybody_who_has_not(cast, version):
    writes.receipt(by=cast.nurse, version=version)
    minor = kit.approved(cast, version, is_major=False, news="")
    assert minor.number == "1.1"
    assert numbers(cast.nurse) == []
    assert numbers(cast.colleague) == ["1.1"]


def test_the_control_question_must_be_answered_right(cast, version):
    facts = {"question": "Hvem kontrollerer?", "options": ["En kollega", "Ingen"], "right_option": 0}
    asked = kit.approved(cast, version, **facts)
    for option in (None, 1):
        with pytest.raises(ValidationError):
            writes.receipt(by=cast.nurse, version=asked, option=option)
    assert not Receipt.objects.exists()
    writes.receipt(by=cast.nurse, version=asked, option=0)
    assert numbers(cast.nurse) == []


def test_only_what_is_in_force_can_be_read(cast, version):
    draft = kit.draft(cast, version)
    with pytest.raises(states.WrongState):
        writes.receipt(by=cast.nurse, version=draft)


def test_two_taps_give_one_receipt(cast, version):
    writes.receipt(by=cast.nurse, version=version)
    writes.receipt(by=cast.nurse, version=version)
    assert Receipt.objects.count() == 1


def test_who_is_on_leave_is_not_asked_until_back(cast, version):
    today = clock.today()
    Leave.objects.create(person=cast.nurse, valid_from=today - dt.timedelta(days=9), valid_to=today)
    Leave.objects.create(person=cast.colleague, valid_from=today - dt.timedelta(days=9))
    (task,) = reading_list.tasks(cast.nurse, today)
    assert task.begins == today
    assert task.due == today + dt.timedelta(days=14)
    assert numbers(cast.colleague) == []
    assert reading_list.coverage(version, today) == (2, 0, 1)


def test_publishing_tells_each_reader_once_by_a_job(cast, solvik, version):
    made = kit.approved(cast, version)
    Notice.objects.all().delete()
    for _turn in range(2):
        jobs.tell_readers(made.pk)
    told = set(Notice.objects.values_list("person__login", flat=True))
    assert told == {"nurse", "colleague"}
    assert Notice.objects.count() == 2


def test_reminders_come_on_day_7_and_14_once_each(cast, version):
    with time_machine.travel(dt.datetime(2027, 3, 1, 8, tzinfo=clock.OSLO)):
        made = kit.approved(cast, version)
        jobs.tell_readers(made.pk)
    writes.receipt(by=cast.colleague, version=made)
    counted = []
    for passed in range(30):
        moment = dt.datetime(2027, 3, 1, 8, tzinfo=clock.OSLO) + dt.timedelta(days=passed)
        with time_machine.travel(moment):
            jobs.remind_readers()
            jobs.remind_readers()
        counted.append(Reminder.objects.filter(person=cast.nurse).count())
    assert [day for day in range(1, 30) if counted[day] > counted[day - 1]] == [7, 14]
    assert not Reminder.objects.filter(person=cast.colleague, after__gt=0).exists()


def test_a_new_employee_with_much_to_read_gets_one_notice_on_the_first_day(cast, solvik, version):
    other = kit.procedure(cast, solvik.health, number="P-MH-032", title="Fall: slik gjør du")
    rule(cast, other, solvik.east)
    newcomer = kit.employee(solvik.east, "nykomling", since=clock.today())
    jobs.remind_readers()
    notice = Notice.objects.get(person=newcomer)
    assert "2 prosedyrer" in notice.text
    assert notice.address == "/leseliste/"


def test_publishing_to_318_readers_costs_the_request_no_more_than_to_two(cast, solvik, version):
    people = Person.objects.bulk_create(Person(login=f"leser{n}", name=f"Test {n}") for n in range(316))
    role = Role.objects.get(code=STAFF)
    Post.objects.bulk_create(
        Post(person=one, role=role, unit=solvik.east, valid_from=dt.date(2024, 1, 1)) for one in people
    )
    waiting = kit.submitted(cast, version)
    with CaptureQueriesContext(connection) as queries:
        made = writes.approve(by=cast.director, version=waiting)
    assert len(queries) < 60
    assert reading_list.coverage(made, clock.today())[0] == 318


SEATS = st.tuples(
    st.sampled_from(["root", "health", "home_care", "east", "north", "school"]),
    st.sampled_from(["ansatt", "avdelingsleder"]),
)
RULES = st.tuples(
    st.sampled_from(["root", "health", "home_care", "east", "school"]),
    st.sampled_from(["ansatt", "avdelingsleder", None]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seats=st.lists(SEATS, max_size=3, unique=True), rules=st.lists(RULES, max_size=3, unique=True), read=st.booleans()
)
def test_a_task_is_where_a_rule_meets_a_seat_and_there_is_no_receipt(cast, solvik, seats, rules, read):
    ReadingRule.objects.all().delete()
    Receipt.objects.all().delete()
    Post.objects.filter(person=cast.nurse).delete()
    found = cast.nurse.revises.model.objects.filter(record__reference="P-MH-031").first()
    version = found.versions.get() if found else kit.procedure(cast, solvik.health)
    for place, role in seats:
        unit = getattr(solvik, place)
        Post.objects.create(person=cast.nurse, role_id=role, unit=unit, valid_from=dt.date(2024, 1, 1))
    for place, role in rules:
        rule(cast, version, getattr(solvik, place), role)
    if read:
        writes.receipt(by=cast.nurse, version=version)
    meets = any(
        role in {None, held} and getattr(solvik, seat).path.startswith(getattr(solvik, place).path)
        for place, role in rules
        for seat, held in seats
    )
    today = clock.today()
    assert bool(numbers(cast.nurse)) == (meets and not read)
    mine = [one for one in reading_list.readers(version, today) if one.person == cast.nurse.pk]
    assert bool(mine) == meets
    assert all(one.read_at is not None for one in mine) == (read or not mine)


def test_nobody_outside_where_it_applies_can_be_asked_to_read(cast, solvik, web):
    made = kit.procedure(cast, solvik.home_care, number="P-MH-044", reviser=cast.adviser)
    adviser, address = web.as_(cast.adviser), f"/prosedyrer/{made.document.record.reference}/leseplikt/"
    assert f'value="{solvik.east.code}"' in adviser.get(address).content.decode()
    assert f'value="{solvik.school.code}"' not in adviser.get(address).content.decode()
    assert adviser.post(address, {"unit": solvik.school.code, "days": 14}).status_code == 422
    assert adviser.post(address, {"unit": solvik.east.code, "days": 14}).status_code == 302


def test_the_file_for_supervision_says_which_version_was_read(cast, version, web):
    answer = web.as_(cast.director).get("/prosedyrer/P-MH-031/lest.csv")
    assert "lest-P-MH-031-1.0.csv" in answer.headers["Content-Disposition"]
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].endswith(";Nummer;Tittel;Versjon")
    assert lines[1].endswith(";P-MH-031;Dobbeltkontroll ved endring av multidose;1.0")
