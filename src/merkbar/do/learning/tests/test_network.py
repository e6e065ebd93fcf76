"""The network is open, meets once or twice a year, and tells its members."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from merkbar.do.learning import calendar, writes
from merkbar.do.learning.models import Membership, SignUp
from merkbar.do.learning.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_joining_twice_is_being_in_once_and_one_may_come_back(cast, solvik):
    assert writes.join(by=cast.nurse) == writes.join(by=cast.nurse)
    writes.leave(by=cast.nurse)
    writes.join(by=cast.nurse)
    assert Membership.objects.filter(person=cast.nurse).count() == 2


def test_members_see_each_other_and_outsiders_do_not(cast, solvik):
    writes.join(by=cast.nurse)
    writes.join(by=cast.teacher)
    seen = {
        who: Membership.objects.visible_to(standing_of(getattr(cast, who))).count()
        for who in ("nurse", "colleague", "leader", "coordinator")
    }
    assert seen == {"nurse": 2, "colleague": 0, "leader": 1, "coordinator": 2}


def test_members_are_invited_and_those_who_come_hear_of_changes(cast, solvik):
    writes.join(by=cast.nurse)
    writes.join(by=cast.teacher)
    event = kit.event(cast)
    writes.sign_up(by=cast.nurse, event=event)
    writes.change_event(by=cast.coordinator, event=event, seen=1, programme="Nytt program")
    writes.change_event(by=cast.coordinator, event=event, seen=2, place="Kulturhuset")
    writes.cancel(by=cast.coordinator, event=event)
    assert len(told(cast.teacher)) == 1
    assert told(cast.nurse)[0].startswith("Velkommen til «Samling»")
    assert "nytt sted" in told(cast.nurse)[1]
    assert told(cast.nurse)[2].endswith("er avlyst")


def test_what_has_been_or_is_cancelled_takes_no_more_names(cast, solvik):
    event = kit.event(cast)
    writes.cancel(by=cast.coordinator, event=event)
    with pytest.raises(ValidationError):
        writes.sign_up(by=cast.nurse, event=event)
    with pytest.raises(ValidationError):
        writes.cancel(by=cast.coordinator, event=event)
    with pytest.raises(ValidationError):
        kit.event(cast, days=-1)
    with pytest.raises(ValidationError):
        writes.change_event(by=cast.coordinator, event=event, seen=2, place="Kulturhuset")
    assert not SignUp.objects.exists()


def test_an_event_is_not_moved_to_a_day_that_has_been(cast, solvik):
    event = kit.event(cast)
    gone = clock.now() - dt.timedelta(days=1)
    with pytest.raises(ValidationError):
        writes.change_event(by=cast.coordinator, event=event, seen=1, starts=gone, ends=gone + dt.timedelta(hours=2))
    event.refresh_from_db()
    assert event.starts > clock.now()


def test_the_second_of_two_who_change_an_event_overwrites_nothing(cast, web, solvik):
    event = kit.event(cast)
    address = f"/laering/nettverk/{event.pk}/rediger/"
    typed = {
        "title": "Samling",
        "day": "14.10.2099",
        "first": "08.30",
        "last": "12.00",
        "programme": "Kaffe",
        "seen": 1,
    }
    page = web.as_(cast.coordinator)
    assert page.post(address, typed | {"place": "Kulturhuset"}).status_code == 302
    late = page.post(address, typed | {"place": "Skolen"})
    assert late.status_code == 409
    shown = late.content.decode()
    assert "Noen andre har endret" in shown
    assert 'value="Skolen"' in shown
    event.refresh_from_db()
    assert (event.place, event.version) == ("Kulturhuset", 2)
    assert page.post(address, typed | {"place": "Skolen", "seen": 2}).status_code == 302


def test_who_arranges_is_warned_of_how_many_hear_of_a_cancelling(cast, web, solvik):
    event = kit.event(cast)
    writes.sign_up(by=cast.nurse, event=event)
    page = web.as_(cast.coordinator)
    assert "1 påmeldt får beskjed." in page.get(f"/laering/nettverk/{event.pk}/").content.decode()
    page.post(f"/laering/nettverk/{event.pk}/avlys/")
    assert told(cast.nurse)[-1].endswith("er avlyst")
    shown = page.get(f"/laering/nettverk/{event.pk}/").content.decode()
    assert "Samlingen er avlyst." in shown
    assert "Endre samlingen" not in shown


def test_a_calendar_file_holds_no_line_that_a_title_could_make():
    moment = dt.datetime(2026, 10, 14, 8, 30, tzinfo=clock.OSLO)
    entry = calendar.Entry("1@solvik", "Kaffe\r\nATTENDEE:x", "Rådhuset, salen", "æ" * 200, moment, moment, moment)
    file = calendar.ics(entry).decode()
    assert "\nATTENDEE" not in file
    assert "LOCATION:Rådhuset\\, salen" in file
    assert "DTSTART:20261014T063000Z" in file
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    assert file.replace("\r\n ", "").count("æ") == 200
