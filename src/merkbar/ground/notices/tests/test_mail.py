"""One digest a day, serious things at once, each mail exactly once, and nothing shielded leaves the house."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction

from merkbar.ground.clock import clock
from merkbar.ground.notices import jobs
from merkbar.ground.notices.models import Notice
from merkbar.ground.notices.tests.post import deferred, sink, text_of, work
from merkbar.ground.notices.writes import choose, read, tell
from merkbar.ground.people.writes import deactivate
from merkbar.ground.records.models import Access
from merkbar.ground.records.writes import open_record
from merkbar.ground.trail.write import HIDDEN

OSLO = ZoneInfo("Europe/Oslo")
MORNING = dt.datetime(2026, 9, 21, 7, 30, tzinfo=OSLO)


@pytest.fixture
def post(settings):
    settings.BASE_URL = "https://merkbar.solvik.example"
    with sink(settings) as taken:
        yield taken


def told(person, text="Lederen har svart deg", **more):
    facts = {"why": "Du meldte saken", "address": "/avvik/7/"} | more
    return tell(by=None, person=person, text=text, **facts)


def morning(at=MORNING):
    """Let the clock strike, and the worker do what was handed out."""
    with time_machine.travel(at, tick=False):
        jobs.hand_out(timestamp=0)
    return work("mail_digest")


def shielded(solvik, access):
    return open_record(
        by=None, kind="deviation", prefix="AV", title="Kanarifugl", unit=solvik.east, at=clock.now(), access=access
    )


def test_the_digest_holds_what_is_new_with_why_and_links(cast, post):
    told(cast.nurse)
    told(cast.nurse, "Tiltaket ditt har frist i morgen", address="/tiltak/3/")
    morning()
    (mail,) = post.mails
    assert mail["To"] == "nurse@solvik.example"
    assert mail["Subject"] == "2 nye varsler i Merkbar"
    assert mail.get_body(("plain",)) is not None
    assert mail.get_body(("html",)) is not None
    for words in ("Lederen har svart deg", "Hvorfor: Du meldte saken", "https://merkbar.solvik.example/tiltak/3/"):
        assert text_of(mail).count(words) >= 2


def test_nobody_gets_an_empty_digest(cast, post):
    read(by=cast.nurse, notice=told(cast.nurse))
    morning()
    assert not post.mails


def test_what_was_read_meanwhile_is_not_mailed(cast, post):
    notice = told(cast.nurse)
    with time_machine.travel(MORNING, tick=False):
        jobs.hand_out(timestamp=0)
    read(by=cast.nurse, notice=notice)
    work("mail_digest")
    assert not post.mails


def test_before_half_past_seven_nothing_goes_out(cast, post):
    told(cast.nurse)
    assert morning(MORNING - dt.timedelta(minutes=1)) == 0
    assert morning() == 1


@pytest.mark.parametrize(
    "day", [dt.date(2026, 1, 15), dt.date(2026, 7, 15), dt.date(2026, 3, 29), dt.date(2026, 10, 25)]
)
def test_half_past_seven_is_norwegian_summer_and_winter(cast, post, day):
    told(cast.nurse)
    strikes = dt.datetime.combine(day, dt.time(7, 30), OSLO)
    assert morning(strikes - dt.timedelta(minutes=1)) == 0
    assert morning(strikes) == 1


def test_a_day_is_handed_out_once_also_after_a_late_start(cast, post):
    told(cast.nurse)
    morning(MORNING + dt.timedelta(hours=3))
    told(cast.nurse, "Noe nytt klokka elleve")
    morning(MORNING + dt.timedelta(hours=4))
    assert len(post.mails) == 1
    morning(MORNING + dt.timedelta(days=1))
    assert len(post.mails) == 2
    assert "Noe nytt klokka elleve" in text_of(post.mails[1])
    assert "Lederen har svart deg" not in text_of(post.mails[1])


def test_a_job_that_runs_twice_mails_once(cast, post):
    told(cast.nurse)
    morning()
    work("mail_digest")
    assert len(post.mails) == 1


def test_when_the_mail_server_refuses_it_is_sent_later_and_once(cast, post):
    notice = told(cast.nurse)
    post.refuses = True
    with pytest.raises(OSError, match="kom tilbake"):
        morning()
    notice.refresh_from_db()
    assert notice.mailed_at is None
    post.refuses = False
    work("mail_digest")
    work("mail_digest")
    assert len(post.mails) == 1


def test_who_switched_the_digest_off_gets_none(cast, post):
    choose(by=cast.nurse, digest=False, instant=True)
    told(cast.nurse)
    told(cast.leader)
    assert morning() == 1
    assert [mail["To"] for mail in post.mails] == ["leader@solvik.example"]


def test_who_has_left_or_has_no_address_gets_none(cast, post):
    told(cast.nurse)
    told(cast.colleague)
    deactivate(by=None, person=cast.nurse)
    cast.colleague.email = ""
    cast.colleague.save()
    assert morning() == 0


def test_a_long_list_is_cut_and_counted(cast, post):
    for number in range(25):
        told(cast.nurse, f"Varsel {number}")
    morning()
    assert "Og 5 varsler til" in text_of(post.mails[0])
    assert not Notice.objects.filter(mailed_at__isnull=True).exists()


def test_something_serious_is_mailed_at_once_and_not_again(cast, post):
    told(cast.leader, "Alvorlig hendelse på Øst", instant=True)
    work("mail_instant")
    work("mail_instant")
    (mail,) = post.mails
    assert "Alvorlig" not in mail["Subject"]
    assert "Alvorlig hendelse på Øst" in text_of(mail)
    morning()
    assert len(post.mails) == 1


def test_an_ordinary_notice_is_not_mailed_at_once(cast, db):
    told(cast.leader)
    assert not deferred()


def test_what_is_rolled_back_is_never_mailed(cast):
    def broken():
        with transaction.atomic():
            told(cast.leader, instant=True)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert not deferred()


def test_who_switched_instant_off_gets_it_with_the_digest(cast, post):
    choose(by=cast.nurse, digest=True, instant=False)
    told(cast.nurse, instant=True)
    work("mail_instant")
    assert not post.mails
    morning()
    assert len(post.mails) == 1


def test_who_answers_for_a_unit_is_reached_whatever_was_chosen(cast, post):
    choose(by=cast.leader, digest=False, instant=False)
    told(cast.leader, instant=True)
    work("mail_instant")
    assert len(post.mails) == 1


@pytest.mark.parametrize("access", [Access.RESTRICTED, Access.NAMED])
@pytest.mark.parametrize("instant", [True, False])
def test_a_shielded_record_leaves_only_its_reference(cast, solvik, post, access, instant):
    record = shielded(solvik, access)
    told(
        cast.leader,
        "Kanarifugl fikk feil medisin",
        why="Kanarifugl",
        address="/kanarifugl/",
        record=record,
        instant=instant,
    )
    work("mail_instant")
    morning()
    (mail,) = post.mails
    assert f"{record.reference}: skjermet sak" in text_of(mail)
    assert "kanarifugl" not in (text_of(mail) + str(mail["Subject"])).lower()


def test_a_record_shielded_after_the_notice_is_shielded_in_the_mail(cast, solvik, post):
    record = shielded(solvik, Access.UNIT)
    told(cast.leader, "Kanarifugl fikk feil medisin", record=record)
    record.access = Access.NAMED
    record.save()
    morning()
    assert "Kanarifugl" not in text_of(post.mails[0])


def test_the_name_of_a_hidden_reporter_is_nowhere_in_the_mail(cast, solvik, post):
    record = shielded(solvik, Access.UNIT)
    tell(
        by=HIDDEN,
        person=cast.leader,
        text="Ny melding til deg",
        why="Du leder Øst",
        address="/avvik/1/",
        record=record,
        instant=True,
    )
    work("mail_instant")
    raw = post.mails[0].as_string() + text_of(post.mails[0])
    assert cast.nurse.name not in raw
    assert cast.nurse.email not in raw


def test_two_runs_of_one_mail_have_one_message_id(cast, post):
    told(cast.nurse)
    morning()
    first = post.mails[0]["Message-ID"]
    Notice.objects.update(mailed_at=None)
    work("mail_digest")
    assert post.mails[1]["Message-ID"] == first


def test_markup_in_a_notice_is_text_in_the_mail(cast, post):
    told(cast.nurse, "<b>fet</b> & nær")
    morning()
    assert "&lt;b&gt;fet" in post.mails[0].get_body(("html",)).get_content()
    assert "<b>fet</b> & nær" in post.mails[0].get_body(("plain",)).get_content()
