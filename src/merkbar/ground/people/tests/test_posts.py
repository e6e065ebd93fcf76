"""Persons, roles and posts: a role is held from–to, cases stay with the seat, and a merger takes its people along."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.ground.access.table import POLICY
from merkbar.ground.people.baseline import DATA, load_roles
from merkbar.ground.people.models import Person, Post, Role, leads_at
from merkbar.ground.people.writes import (
    activate,
    appoint,
    change_person,
    deactivate,
    end_post,
    follow_merger,
    register,
    retitle_role,
)
from merkbar.ground.trail.history import ChangedMeanwhile, changes, last_event

DAY = dt.date(2026, 3, 1)
START = dt.date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC), tick=False):
        yield


def role(code):
    return Role.objects.get(code=code)


def test_every_role_of_the_policy_is_shipped_and_every_shipped_role_has_a_policy():
    shipped = [row["code"] for row in json.loads(DATA.read_text(encoding="utf-8"))]
    assert sorted(shipped) == sorted(POLICY)
    assert len(set(shipped)) == len(shipped)


def test_every_shipped_role_has_a_title_and_duties():
    for row in json.loads(DATA.read_text(encoding="utf-8")):
        assert row["title"], row
        assert row["duties"], row["code"]


def test_the_roles_that_lead_are_the_five_of_the_line():
    leading = {row["code"] for row in json.loads(DATA.read_text(encoding="utf-8")) if row["leads"]}
    assert leading == {"avdelingsleder", "tjenesteleder", "virksomhetsleder", "kommunalsjef", "kommunedirektor"}


def test_loading_the_roles_again_keeps_the_municipalitys_own_title(db):
    retitle_role(by=None, role=role("kommunedirektor"), title="Rådmann")
    load_roles(by=None)
    assert role("kommunedirektor").title == "Rådmann"
    assert role("kommunedirektor").duties


def test_a_post_holds_from_its_first_day_until_the_day_it_ends(cast, solvik):
    post = appoint(
        by=None,
        person=cast.nurse,
        role=role("verneombud"),
        unit=solvik.east,
        valid_from=DAY,
        valid_to=dt.date(2026, 6, 1),
    )
    assert post not in Post.objects.on(DAY - dt.timedelta(days=1))
    assert post in Post.objects.on(DAY)
    assert post in Post.objects.on(dt.date(2026, 5, 31))
    assert post not in Post.objects.on(dt.date(2026, 6, 1))


def test_a_closed_account_holds_no_post(cast):
    deactivate(by=None, person=cast.leader)
    assert not Post.objects.on(DAY).filter(person=cast.leader).exists()
    activate(by=None, person=cast.leader)
    assert Post.objects.on(DAY).filter(person=cast.leader).exists()


def test_a_post_cannot_end_before_it_starts(cast):
    post = Post.objects.get(person=cast.nurse)
    with pytest.raises(ValidationError, match="slutte etter at den starter"):
        end_post(by=None, post=post, day=post.valid_from)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(valid_to=post.valid_from)


def test_a_post_is_given_once(cast, solvik):
    with pytest.raises(ValidationError, match="allerede denne rollen"):
        appoint(by=None, person=cast.nurse, role=role("ansatt"), unit=solvik.east, valid_from=START)


def test_nobody_is_their_own_deputy(cast, solvik):
    post = Post.objects.get(person=cast.leader)
    with pytest.raises(ValidationError, match="sin egen stedfortreder"):
        appoint(by=None, person=cast.leader, role=post.role, unit=post.unit, valid_from=DAY, deputy_for=post)


def test_a_holder_comes_before_the_deputy(cast, solvik):
    post = Post.objects.get(person=cast.leader)
    deputy = appoint(by=None, person=cast.nurse, role=post.role, unit=post.unit, valid_from=DAY, deputy_for=post)
    assert list(leads_at(solvik.east, DAY)) == [post, deputy]


def test_a_log_in_is_one_persons_in_any_case(db):
    register(by=None, name="Kari Prøve", login="kari")
    with pytest.raises(ValidationError):
        register(by=None, name="Kari Test", login="KARI")


def test_two_people_without_log_in_are_no_conflict(db):
    register(by=None, name="Kari Prøve")
    register(by=None, name="Kari Prøve")
    assert Person.objects.filter(login=None, name="Kari Prøve").count() == 2


def test_an_emptied_log_in_is_none_and_not_an_empty_name(cast):
    change_person(by=None, person=cast.nurse, login="", employee_no="")
    change_person(by=None, person=cast.teacher, login="", employee_no="")
    assert (cast.nurse.login, cast.teacher.employee_no) == (None, None)


def test_a_new_person_cannot_log_in_without_a_password(db):
    assert not register(by=None, name="Kari Prøve", login="kari").has_usable_password()


def test_staff_follow_their_unit_into_another_and_leading_seats_end(cast, solvik):
    follow_merger(by=None, unit=solvik.east, into=solvik.north, day=DAY)
    nurse = Post.objects.on(DAY).get(person=cast.nurse)
    assert (nurse.unit, nurse.role_id, nurse.valid_from) == (solvik.north, "ansatt", DAY)
    assert not Post.objects.on(DAY).filter(person=cast.leader).exists()
    assert Post.objects.on(DAY - dt.timedelta(days=1)).get(person=cast.leader).unit == solvik.east
    cast.nurse.refresh_from_db()
    assert cast.nurse.home_unit == solvik.north


def test_a_role_one_has_already_is_not_given_twice_by_a_merger(cast, solvik):
    appoint(by=None, person=cast.nurse, role=role("ansatt"), unit=solvik.north, valid_from=START)
    follow_merger(by=None, unit=solvik.east, into=solvik.north, day=DAY)
    assert Post.objects.on(DAY).filter(person=cast.nurse, unit=solvik.north).count() == 1


def test_a_post_that_has_not_begun_moves_with_the_merger(cast, solvik):
    later = dt.date(2026, 12, 1)
    appoint(by=None, person=cast.teacher, role=role("ansatt"), unit=solvik.east, valid_from=later)
    follow_merger(by=None, unit=solvik.east, into=solvik.north, day=DAY)
    assert Post.objects.filter(person=cast.teacher, unit=solvik.north, valid_from=later).exists()
    assert not Post.objects.filter(person=cast.teacher, unit=solvik.east).exists()


def test_a_stale_page_overwrites_no_account(cast):
    seen = last_event(cast.nurse)
    change_person(by=cast.admin, person=cast.nurse, email="ny@solvik.example", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        change_person(by=cast.admin, person=cast.nurse, email="gammel@solvik.example", seen=seen)
    cast.nurse.refresh_from_db()
    assert cast.nurse.email == "ny@solvik.example"


def test_the_history_says_who_changed_what(cast):
    change_person(by=cast.admin, person=cast.nurse, email="ny@solvik.example")
    latest = changes(cast.nurse, ("name", "email"))[0]
    assert latest.who == cast.admin.name
    assert latest.step == "change_person"
    assert [(line.before, line.after) for line in latest.lines] == [("nurse@solvik.example", "ny@solvik.example")]


def test_no_history_holds_a_password_or_a_pin(cast):
    kept = {field.name for field in Person.pgh_event_model._meta.fields}
    assert not kept & {"password", "pin", "last_login"}
