"""A new leader gets a list of first duties and modules; nobody else does."""

import datetime as dt

import pytest
from time_machine import travel

from merkbar.do.learning import leading, writes
from merkbar.do.learning.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post, Role

pytestmark = pytest.mark.django_db
LIST = "/min-rolle/"


@pytest.fixture
def new(solvik):
    return kit.employee(solvik.south, "nyleder", role="avdelingsleder")


def test_a_new_leader_ticks_a_duty_and_it_stays_ticked(new, web):
    page = web.as_(new)
    assert "Ny som leder" in page.get(LIST).content.decode()
    assert "Kom i gang som leder" in page.get("/").content.decode()
    assert page.post("/laering/ny-leder/deputy/", {"ferdig": "ja"}).status_code == 302
    start = leading.start_of(standing_of(new))
    assert [duty.code for duty, ticked in start.duties if ticked] == ["deputy"]
    assert page.post("/laering/ny-leder/deputy/", {"ferdig": "nei"}).status_code == 302
    assert start.left == leading.start_of(standing_of(new)).left - 1
    assert page.post("/laering/ny-leder/finnes-ikke/", {"ferdig": "ja"}).status_code == 404


def test_modules_for_leaders_are_on_the_list(cast, new, solvik):
    module = kit.module(cast, questions=())
    writes.add_rule(by=cast.adviser, module=module, unit=solvik.root, role=Role.objects.get(code="avdelingsleder"))
    assert [task.module for task in leading.start_of(standing_of(new)).modules] == [module]


def test_who_has_led_before_or_leads_nobody_has_no_list(cast, solvik, new, web):
    assert leading.start_of(standing_of(cast.nurse)) is None
    assert leading.start_of(standing_of(cast.leader)) is None
    assert "Ny som leder" not in web.as_(cast.leader).get(LIST).content.decode()
    since = clock.today() - dt.timedelta(days=leading.NEW_FOR + 1)
    Post.objects.filter(person=new).update(valid_from=since)
    new.__dict__.pop("_standing", None)
    assert leading.start_of(standing_of(new)) is None


def test_the_list_is_there_from_the_first_day_in_the_seat_and_for_half_a_year(solvik, web):
    first = clock.today() + dt.timedelta(days=10)
    coming = kit.employee(solvik.south, "kommer", role="avdelingsleder", since=first)
    seen = {}
    for after in (-1, 0, leading.NEW_FOR, leading.NEW_FOR + 1):
        with travel(dt.datetime.combine(first + dt.timedelta(days=after), dt.time(8), clock.OSLO)):
            start = leading.start_of(standing_of(Person.objects.get(pk=coming.pk)))
            seen[after] = start.since if start else None
            if after == 0:
                assert "Ny som leder" in web.as_(coming).get(LIST).content.decode()
                assert "Kom i gang som leder" in web.as_(coming).get("/").content.decode()
    assert seen == {-1: None, 0: first, leading.NEW_FOR: first, leading.NEW_FOR + 1: None}


def test_who_has_only_stood_in_for_a_leader_is_new_when_the_seat_is_theirs(cast, solvik):
    today = clock.today()
    deputy = kit.employee(solvik.south, "vikar", role="ansatt", since=today - dt.timedelta(days=900))
    role = Role.objects.get(code="avdelingsleder")
    led = Post.objects.filter(person=cast.leader, role__leads=True).first()
    facts = {"person": deputy, "role": role, "unit": led.unit, "deputy_for": led}
    Post.objects.create(**facts, valid_from=today - dt.timedelta(days=800))
    assert leading.start_of(standing_of(deputy)) is None
    Post.objects.create(person=deputy, role=role, unit=solvik.south, valid_from=today)
    assert leading.start_of(standing_of(Person.objects.get(pk=deputy.pk))).since == today


def test_every_duty_leads_to_a_page_that_opens(new, web):
    for duty in leading.DUTIES:
        if duty.address:
            assert web.as_(new).get(duty.address).status_code == 200, duty.code
