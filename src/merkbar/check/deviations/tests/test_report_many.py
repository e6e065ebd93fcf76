"""Frequent minor events are counted in one go; each is a case, so figures stay true."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import kind_of, text_of
from merkbar.check.deviations.writes import report_many
from merkbar.ground.clock import clock
from merkbar.ground.clock.clock import OSLO
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db


def field(days_ago):
    return f"n{clock.today() - dt.timedelta(days=days_ago):%Y%m%d}"


def typed(**numbers):
    return {"unit": "MH33", "type": "BR02", "harm": "0", **numbers}


def test_seven_days_of_falls_become_so_many_finished_cases(web, cast, solvik):
    with time_machine.travel(dt.datetime(2026, 9, 21, 14, 0, tzinfo=OSLO), tick=False):
        answer = web.as_(cast.leader).post("/meld/flere/", typed(**{field(0): "2", field(3): "1"}), follow=True)
        assert "3 hendelser er registrert." in text_of(answer)
        made = Deviation.objects.order_by("occurred_at")
        days = [case.occurred_at.astimezone(OSLO).day for case in made]
    assert days == [18, 21, 21]
    assert {(c.state, c.channel, c.unit, c.type_id, c.harm) for c in made} == {
        ("closed", "bulk", solvik.east, "BR02", 0)
    }
    assert len({case.record.reference for case in made}) == 3
    assert not Notice.objects.exists()


def test_one_event_is_one_event(web, cast):
    answer = web.as_(cast.leader).post("/meld/flere/", typed(**{field(1): "1"}), follow=True)
    assert "Én hendelse er registrert." in text_of(answer)


def test_nothing_counted_happened_later_than_now(web, cast):
    with time_machine.travel(dt.datetime(2026, 9, 21, 7, 0, tzinfo=OSLO), tick=False):
        web.as_(cast.leader).post("/meld/flere/", typed(**{field(0): "1"}))
        assert Deviation.objects.get().occurred_at <= clock.now()


def test_a_double_tap_counts_once(web, cast):
    client = web.as_(cast.leader)
    key = client.get("/meld/flere/").context["form"]["key"].value()
    for _tap in range(2):
        assert client.post("/meld/flere/", typed(key=key, **{field(1): "4"})).status_code == 302
    assert Deviation.objects.count() == 4


def test_more_than_a_hundred_are_refused_and_the_numbers_stay(web, cast):
    page = web.as_(cast.leader).post("/meld/flere/", typed(**{field(0): "99", field(1): "2"}))
    assert page.status_code == 422
    assert "Du kan registrere høyst 100 om gangen." in text_of(page)
    assert 'value="99"' in text_of(page)
    assert not Deviation.objects.exists()


@pytest.mark.parametrize("number", ["-1", "100", "tre", "1.5", "99999999999999999999"])
def test_a_number_that_is_none_is_pointed_out(number, web, cast):
    page = web.as_(cast.leader).post("/meld/flere/", typed(**{field(0): number}))
    assert page.status_code == 422
    assert f'value="{number}"' in text_of(page)
    assert "Skriv et helt tall fra 0 til 99" in text_of(page)


def test_no_numbers_at_all_is_no_registration(web, cast):
    assert "Skriv minst ett tall." in text_of(web.as_(cast.leader).post("/meld/flere/", typed()))


@pytest.mark.parametrize("harm", ["2", "4", "5", ""])
def test_what_hurt_is_reported_for_itself(harm, web, cast):
    assert web.as_(cast.leader).post("/meld/flere/", typed(harm=harm, **{field(0): "1"})).status_code == 422


def test_shielded_types_are_not_counted_in_bulk(web, cast, solvik):
    assert web.as_(cast.leader).post("/meld/flere/", typed(type="PV02", **{field(0): "1"})).status_code == 422
    with pytest.raises(ValidationError):
        report_many(by=cast.leader, unit=solvik.east, type=kind_of("PV02"), harm=0, days={clock.today(): 1})


def test_a_leader_counts_for_their_own_units_only(web, cast):
    assert web.as_(cast.leader).post("/meld/flere/", typed(unit="MH31", **{field(0): "1"})).status_code == 422
    assert web.as_(cast.nurse).get("/meld/flere/").status_code == 404
    assert not Deviation.objects.exists()


def test_what_was_counted_is_not_among_my_reports(web, cast):
    client = web.as_(cast.leader)
    client.post("/meld/flere/", typed(**{field(0): "1"}))
    assert "Du har ikke meldt noe ennå." in text_of(client.get("/mine-meldinger/"))


def test_what_is_left_out_is_asked_for_in_words(web, cast):
    page = text_of(web.as_(cast.leader).post("/meld/flere/", {}))
    for sentence in ("Velg enheten det skjedde i", "Velg hva slags hendelse det var", "Velg hvordan det gikk"):
        assert sentence in page
    assert "påkrevet" not in page
