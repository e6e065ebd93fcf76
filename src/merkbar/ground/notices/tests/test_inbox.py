"""The inbox: one's own notices, why they came, and read when opened."""

import datetime as dt

import pytest

from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.notices.writes import tell


def told(person, text="Lederen har svart deg", **more):
    facts = {"why": "Du meldte saken", "address": "/varsler/innstillinger/"} | more
    return tell(by=None, person=person, text=text, **facts)


def page_of(web, person, address="/varsler/"):
    return web.as_(person).get(address).content.decode()


def test_an_empty_inbox_teaches(web, cast):
    page = page_of(web, cast.nurse)
    assert "Ingen varsler ennå." in page
    assert "når noen svarer på meldingen din" in page


def test_a_notice_says_what_and_why_and_that_it_is_unread(web, cast):
    told(cast.nurse)
    page = page_of(web, cast.nurse)
    assert "Lederen har svart deg" in page
    assert "Hvorfor får jeg dette?" in page
    assert "Du meldte saken" in page
    assert "Ulest:" in page
    assert "Du har ett ulest varsel." in page


def test_a_notice_is_seen_by_its_receiver_alone(web, cast):
    notice = told(cast.nurse)
    assert "Lederen har svart deg" not in page_of(web, cast.leader)
    assert web.as_(cast.leader).post(f"/varsler/{notice.pk}/apne/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_marks_as_read_and_leads_on(web, cast):
    notice = told(cast.nurse)
    opened = web.as_(cast.nurse).post(f"/varsler/{notice.pk}/apne/")
    assert opened.headers["Location"] == "/varsler/innstillinger/"
    assert "Ulest:" not in page_of(web, cast.nurse)
    assert "Du har lest alt." in page_of(web, cast.nurse)


def test_looking_changes_nothing(web, cast):
    notice = told(cast.nurse)
    nurse = web.as_(cast.nurse)
    nurse.get("/varsler/")
    assert nurse.get(f"/varsler/{notice.pk}/apne/").status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_twice_keeps_the_first_time(web, cast):
    notice = told(cast.nurse)
    nurse = web.as_(cast.nurse)
    nurse.post(f"/varsler/{notice.pk}/apne/")
    notice.refresh_from_db()
    first = notice.read_at
    nurse.post(f"/varsler/{notice.pk}/apne/")
    notice.refresh_from_db()
    assert notice.read_at == first


@pytest.mark.parametrize("address", ["https://ond.example/", "//ond.example/", "javascript:alert(1)"])
def test_a_notice_never_leads_away(web, cast, address):
    notice = told(cast.nurse, address=address)
    assert web.as_(cast.nurse).post(f"/varsler/{notice.pk}/apne/").headers["Location"] == "/varsler/"


def test_all_are_read_at_once_but_only_ones_own(web, cast):
    told(cast.nurse)
    told(cast.nurse)
    other = told(cast.leader)
    web.as_(cast.nurse).post("/varsler/les-alle/")
    assert not Notice.objects.filter(person=cast.nurse).unread().exists()
    other.refresh_from_db()
    assert other.read_at is None


def test_pages_follow_on_without_gap_or_repeat(web, cast):
    now = clock.now()
    for number in range(60):
        notice = told(cast.nurse, f"Varsel nr. {number:02}.")
        Notice.objects.filter(pk=notice.pk).update(at=now - dt.timedelta(minutes=number // 3))
    nurse, address, seen = web.as_(cast.nurse), "/varsler/", []
    for _ in range(3):
        page = nurse.get(address)
        seen += [notice.pk for notice in page.context["notices"]]
        address = f"/varsler/?etter={page.context['older']}"
    assert page.context["older"] is None
    assert seen == list(Notice.objects.filter(person=cast.nurse).values_list("pk", flat=True))
    assert "Nyeste varsler" in page.content.decode()


@pytest.mark.parametrize("cursor", ["x", "-1", "0", "9" * 40, "²", "9223372036854775808", "%00"])
def test_a_strange_cursor_shows_the_first_page(web, cast, cursor):
    told(cast.nurse)
    assert "Lederen har svart deg" in page_of(web, cast.nurse, f"/varsler/?etter={cursor}")


def test_anothers_notice_is_no_cursor(web, cast):
    other = told(cast.leader)
    told(cast.nurse)
    assert "Lederen har svart deg" in page_of(web, cast.nurse, f"/varsler/?etter={other.pk}")


def test_text_in_a_notice_is_text(web, cast):
    told(cast.nurse, "<script>alert(1)</script>")
    assert "<script>alert" not in page_of(web, cast.nurse)


def test_a_nurse_chooses_what_comes_by_mail(web, cast):
    nurse = web.as_(cast.nurse)
    nurse.post("/varsler/innstillinger/", {"instant": "on"})
    page = nurse.get("/varsler/innstillinger/").content.decode()
    assert "nurse@solvik.example" in page
    cast.nurse.refresh_from_db()
    assert (cast.nurse.notice_settings.digest, cast.nurse.notice_settings.instant) == (False, True)


def test_who_answers_for_a_unit_cannot_switch_off_the_serious_and_is_told_why(web, cast):
    leader = web.as_(cast.leader)
    page = leader.get("/varsler/innstillinger/").content.decode()
    assert "Du svarer for en enhet" in page
    assert 'name="instant"' not in page
    leader.post("/varsler/innstillinger/", {"digest": ""})
    assert cast.leader.notice_settings.instant
    assert not cast.leader.notice_settings.digest
