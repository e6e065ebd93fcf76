"""J1: the nurse in the stairwell reports once, and one case comes of it, whatever the network does."""

import datetime as dt

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Deviation, Feedback
from merkbar.check.deviations.tests.factories import CaseFactory, kind_of, text_of
from merkbar.check.deviations.writes import reporting
from merkbar.ground.clock.clock import OSLO
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import Entry, NumberSeries, Record

pytestmark = pytest.mark.django_db
TYPED = {"what": "Kveldsmedisinen ble ikke gitt", "unit": "MH33", "when": "now", "area": "BR", "type": "BR01"}
JSON = {"accept": "application/json"}


def the_case():
    return Deviation.objects.select_related("record", "area", "type").get()


def test_the_page_asks_four_questions_and_knows_where_one_works(web, cast):
    page = text_of(web.as_(cast.nurse).get("/meld/"))
    for question in ("Hva skjedde?", "Hva gjelder det?", "Hvordan gikk det?", "Når og hvor?"):
        assert question in page
    assert "Ikke skriv navn eller fødselsnummer" in page
    assert '<option value="MH33" selected>' in page


def test_six_taps_and_a_text_give_a_case_a_number_and_a_promise(web, cast, solvik):
    client = web.as_(cast.nurse)
    sent = client.post("/meld/", TYPED | {"harm": "1", "immediate_action": "Ringte legevakt", "channel": "phone"})
    case = the_case()
    assert sent.url == f"/meld/kvittering/{case.record.reference}/"
    assert (case.what, case.unit, case.area_id, case.type_id, case.harm) == (
        TYPED["what"],
        solvik.east,
        "BR",
        "BR01",
        1,
    )
    assert (case.reporter, case.channel, case.immediate_action) == (cast.nurse, "phone", "Ringte legevakt")
    receipt = text_of(client.get(sent.url))
    assert case.record.reference in receipt
    assert "Du får svar fra avdelingsleder senest" in receipt


def test_the_reporter_has_a_receipt_and_the_leader_a_notice_without_the_words(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    (thanks,) = case.feedback.all()
    assert thanks.mode == "A"
    assert "Takk for at du meldte" in thanks.text
    (notice,) = Notice.objects.filter(record=case.record)
    assert notice.person == cast.leader
    assert not notice.instant
    assert case.record.reference in notice.text
    assert "medisin" not in notice.text + notice.why


def test_a_serious_one_reaches_the_leader_at_once(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, harm=4)
    assert Notice.objects.get(record=case.record).instant


def test_a_report_about_another_unit_goes_to_the_leader_there(web, cast, solvik):
    web.as_(cast.nurse).post("/meld/", TYPED | {"unit": "MH31"})
    assert the_case().unit == solvik.north
    assert Notice.objects.get().person == cast.neighbour


@pytest.mark.parametrize(("tile", "kind"), [("FO01", "suggestion"), ("FO02", "good_practice"), ("HM", "deviation")])
def test_a_tile_says_what_kind_of_report_it_is(tile, kind, web, cast):
    web.as_(cast.nurse).post("/meld/", {"what": "Felles liste hjalp", "unit": "MH33", "area": tile})
    assert the_case().kind == kind
    assert the_case().area_id == tile[:2]


def test_a_type_of_another_area_gives_way_to_the_tile_just_tapped(web, cast):
    web.as_(cast.nurse).post("/meld/", TYPED | {"area": "HM", "type": "BR01"})
    assert (the_case().area_id, the_case().type) == ("HM", None)


@pytest.mark.parametrize(
    ("chip", "happened"),
    [
        ("now", dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO)),
        ("today", dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO)),
        ("yesterday_evening", dt.datetime(2026, 9, 20, 20, 0, tzinfo=OSLO)),
        ("tonight", dt.datetime(2026, 9, 21, 3, 0, tzinfo=OSLO)),
    ],
)
def test_a_chip_is_a_moment(chip, happened, web, cast):
    with time_machine.travel(dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO), tick=False):
        web.as_(cast.nurse).post("/meld/", TYPED | {"when": chip})
    assert the_case().occurred_at == happened


@pytest.mark.parametrize("typed", ["20.09.2026 21.30", "20.9.26 kl. 21:30", "2026-09-20T21:30", "2026-09-20T19:30Z"])
def test_a_moment_is_read_as_people_and_phones_write_it(typed, web, cast):
    with time_machine.travel(dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO), tick=False):
        web.as_(cast.nurse).post("/meld/", TYPED | {"when": "other", "occurred_at": typed})
    assert the_case().occurred_at == dt.datetime(2026, 9, 20, 21, 30, tzinfo=OSLO)


def test_a_phone_clock_a_day_ahead_means_now(web, cast):
    with time_machine.travel(dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO), tick=False):
        web.as_(cast.nurse).post("/meld/", TYPED | {"when": "other", "occurred_at": "2026-09-22T07:00:00+02:00"})
        assert the_case().occurred_at == dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO)


def test_what_was_written_without_coverage_says_when_it_was_written(web, cast):
    with time_machine.travel(dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO), tick=False):
        web.as_(cast.nurse).post("/meld/", TYPED | {"written_at": "2026-09-20T22:15:00+02:00"})
    first, second = Entry.objects.filter(record=the_case().record)
    assert (first.step, first.at) == ("write", dt.datetime(2026, 9, 20, 22, 15, tzinfo=OSLO))
    assert second.step == "report"
    assert the_case().occurred_at == first.at


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+14:00", "1999-01-01T00:00", "9999-12-31T23:59:59-12:00"])
def test_a_phone_clock_that_is_years_wrong_is_not_believed(written, web, cast):
    client = web.as_(cast.nurse)
    client.post("/meld/", TYPED | {"written_at": written})
    assert not Entry.objects.filter(record=the_case().record, step="write")
    assert client.get(f"/avvik/{the_case().record.reference}/").status_code == 200


def test_a_shielded_type_is_shielded_from_the_first_moment(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV02")
    assert (case.access, case.record.access) == ("restricted", "restricted")


def test_a_number_in_the_text_is_pointed_out_before_anything_is_sent(web, cast):
    client = web.as_(cast.nurse)
    typed = TYPED | {"what": "Bruker 13097248022 fikk feil medisin"}
    page = client.post("/meld/", typed)
    assert not Deviation.objects.exists()
    assert "fødselsnummer" in text_of(page)
    assert "Bruker 13097248022 fikk feil medisin" in text_of(page)
    assert "Send likevel" in text_of(page)
    client.post("/meld/", typed | {"hint_seen": "1"})
    assert Deviation.objects.count() == 1


def test_the_hint_can_be_asked_for_alone(web, cast):
    answer = web.as_(cast.nurse).post("/meld/sjekk/", {"what": "Ring 13097248022"}).json()
    assert answer["hits"] == [[5, 16, "national_id"]]
    assert "fødselsnummer" in answer["hint"]


def test_a_double_tap_gives_one_case(web, cast):
    client = web.as_(cast.nurse)
    first, second = (client.post("/meld/", TYPED | {"key": "tap-1"}) for _tap in range(2))
    assert first.url == second.url
    assert Deviation.objects.count() == Record.objects.count() == Feedback.objects.count() == 1


def test_a_phone_that_lost_the_answer_gets_the_same_case_when_it_asks_again(web, cast):
    client = web.as_(cast.nurse)
    key = {**JSON, "idempotency-key": "phone-1"}
    first = client.post("/meld/", TYPED, headers=key)
    again = client.post("/meld/", TYPED, headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["ref"] == again.json()["ref"]
    assert Notice.objects.count() == 1


def test_two_taps_that_meet_in_the_database_give_one_case(cast, solvik, monkeypatch):
    case, new = writes.report(by=cast.nurse, unit=solvik.east, what="Falt", key="k", digest="d")
    real, looks = reporting._by_key, []

    def blind_at_first(key, digest):
        looks.append(key)
        return None if len(looks) == 1 else real(key, digest)

    monkeypatch.setattr(reporting, "_by_key", blind_at_first)
    same, fresh = writes.report(by=cast.nurse, unit=solvik.east, what="Falt", key="k", digest="d")
    assert (same.pk, new, fresh) == (case.pk, True, False)


@pytest.mark.parametrize("changed", [{"what": "Noe annet"}, {"hide": "on"}, {"harm": "4"}, {"unit": "MH31"}])
def test_a_key_that_comes_again_with_another_body_is_refused_and_nothing_typed_is_lost(changed, web, cast):
    client = web.as_(cast.nurse)
    client.post("/meld/", TYPED | {"key": "k"})
    page = client.post("/meld/", TYPED | {"key": "k"} | changed)
    assert page.status_code == 409
    assert "sendt før med et annet innhold" in text_of(page)
    assert changed.get("what", TYPED["what"]) in text_of(page)
    phone = client.post("/meld/", TYPED | {"key": "k"} | changed, headers=JSON)
    assert phone.status_code == 409
    assert Deviation.objects.count() == 1


def test_another_person_does_not_get_somebody_elses_case_by_their_key(web, cast):
    web.as_(cast.nurse).post("/meld/", TYPED | {"key": "k"})
    assert web.as_(cast.colleague).post("/meld/", TYPED | {"key": "k"}).status_code == 409


@pytest.mark.parametrize("breaks", ["note", "tell_leader", "defer"])
def test_a_report_that_breaks_on_the_way_leaves_nothing_behind(breaks, cast, solvik, monkeypatch):
    def broken(**_facts):
        raise ConnectionError

    monkeypatch.setattr(reporting, breaks, lambda *_a, **_k: broken())
    jobs = ProcrastinateJob.objects.count()
    with pytest.raises(ConnectionError):
        writes.report(by=cast.nurse, unit=solvik.east, what="Falt")
    assert not Record.objects.exists()
    assert not Notice.objects.exists()
    assert not NumberSeries.objects.exists()
    assert ProcrastinateJob.objects.count() == jobs


def test_a_phone_whose_session_ended_keeps_its_report_and_is_told_where_to_log_in(web, db):
    answer = web.post("/meld/", TYPED, headers=JSON)
    assert answer.status_code == 401
    assert "/logg-inn/" in answer.json()["login"]


def test_the_phone_is_told_in_words_what_is_missing(web, cast):
    answer = web.as_(cast.nurse).post("/meld/", {"unit": "XX"}, headers=JSON)
    assert answer.status_code == 422
    said = {e["pointer"]: e["detail"] for e in answer.json()["errors"]}
    assert said["what"] == "Skriv hva som skjedde"
    assert said["unit"] == "Enheten finnes ikke. Velg hvor det skjedde."


def test_the_phone_asks_who_is_here_and_gets_a_fresh_token(web, cast):
    answer = web.as_(cast.nurse).get("/meld/okt/").json()
    assert answer["person"] == str(cast.nurse.pk)
    assert answer["csrf"]


def test_the_types_a_unit_uses_most_stand_first(web, cast, solvik):
    for _n in range(3):
        CaseFactory(by=cast.nurse, unit=solvik.east, type="BR14")
    groups = web.as_(cast.nurse).get("/meld/").context["groups"]
    (users,) = [group for group in groups if group["area"] == "BR"]
    assert users["types"][0] == kind_of("BR14")
    assert len(users["types"]) == 6


def test_one_without_a_unit_of_their_own_is_asked_where(web, cast):
    cast.nurse.home_unit = None
    cast.nurse.save()
    cast.nurse.posts.all().delete()
    assert web.as_(cast.nurse).get("/meld/").status_code == 404
    cast.admin.home_unit = None
    cast.admin.save()
    assert web.as_(cast.admin).get("/meld/").status_code == 200
