"""Confirm, propose removal, keep, withdraw; and the list of what is due."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from merkbar.do.procedures import listing, reviews, states, watch, writes
from merkbar.do.procedures.models import Document, Review
from merkbar.do.procedures.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db
NEXT = dt.timedelta(days=365)
HOME = "/prosedyrer/P-MH-031/"


@pytest.fixture
def version(cast, solvik):
    """Overdue since yesterday."""
    return kit.procedure(cast, solvik.health, review_due=clock.today() - dt.timedelta(days=1))


def overdue():
    return Document.objects.overdue(clock.today()).count()


def test_confirm_sets_the_next_day_and_lowers_the_overdue_share(cast, version):
    today = clock.today()
    before = {one.code: one.share for one in listing.overdue_by_area(standing_of(cast.adviser), today)}
    assert (overdue(), before) == (1, {"MH": 1.0})
    made = writes.confirm(by=cast.coordinator, version=version, reason="Ingen avvik", next_due=today + NEXT)
    assert made.document.review_due == today + NEXT
    assert overdue() == 0
    review = Review.objects.get()
    assert (review.decision, review.was_due) == ("still_valid", today - dt.timedelta(days=1))


@pytest.mark.parametrize(("reason", "days"), [("", 365), ("Greit", 0), ("Greit", 5000)])
def test_confirm_needs_a_reason_and_a_sensible_day(cast, version, reason, days):
    with pytest.raises(ValidationError):
        writes.confirm(
            by=cast.coordinator, version=version, reason=reason, next_due=clock.today() + dt.timedelta(days=days)
        )


def test_confirm_by_the_page_takes_one_form(cast, version, web):
    reviser = web.as_(cast.coordinator)
    page = reviser.get("/prosedyrer/P-MH-031/fortsatt-gyldig/")
    assert "Siden sist" in page.content.decode()
    seen = version.document.record.version
    typed = {"seen": seen, "reason": "Ingen avvik, ingen spørsmål", "next_due": f"{clock.today() + NEXT:%d.%m.%Y}"}
    assert reviser.post("/prosedyrer/P-MH-031/fortsatt-gyldig/", typed).status_code == 302
    assert overdue() == 0


def test_propose_removal_leaves_the_reviser_in_peace_and_asks_the_owner(cast, version):
    writes.propose_removal(by=cast.coordinator, version=version, reason="Erstattet av nytt fagsystem")
    assert overdue() == 0
    assert reviews.of(standing_of(cast.coordinator)) == []
    assert "foreslått slettet" in Notice.objects.get(person=cast.director).text
    assert kit.again(version).state == states.IN_FORCE


def test_keep_declines_at_the_right_level_only(cast, version):
    writes.propose_removal(by=cast.coordinator, version=version, reason="Unødvendig")
    facts = {"version": version, "reason": "Trengs på natt", "next_due": clock.today() + NEXT}
    with pytest.raises(writes.WrongLevel):
        writes.keep(by=cast.chief, **facts)
    made = writes.keep(by=cast.director, **facts)
    assert made.document.removal_proposed_at is None


def test_withdraw_takes_it_off_every_reading_list_and_keeps_it_citable(cast, solvik, version, web):
    writes.add_rule(by=cast.director, document=version.document, unit=solvik.health)
    writes.propose_removal(by=cast.coordinator, version=version, reason="Unødvendig")
    with pytest.raises(writes.WrongLevel):
        writes.withdraw(by=cast.manager, version=version, reason="")
    writes.withdraw(by=cast.director, version=version, reason="")
    nurse = web.as_(cast.nurse)
    assert "lest alt" in nurse.get("/leseliste/").content.decode()
    assert "gjelder ikke lenger" in nurse.get("/prosedyrer/P-MH-031/").content.decode()
    assert nurse.get("/prosedyrer/P-MH-031/versjon/1.0/").status_code == 200


def test_the_list_shows_what_has_happened_since_last_time(cast, version, web):
    writes.ask(by=cast.nurse, version=version, text="Gjelder det også i helgen?")
    (row,) = reviews.of(standing_of(cast.coordinator))
    assert (row.questions, row.breaches, row.late) == (1, 0, True)
    assert web.as_(cast.coordinator).get("/prosedyrer/vurdering/").status_code == 200


def test_a_question_reaches_the_reviser_and_the_answer_the_reader(cast, version):
    asked = writes.ask(by=cast.nurse, version=version, text="Gjelder det også i helgen?")
    assert "Spørsmål om" in Notice.objects.get(person=cast.coordinator).text
    writes.answer(by=cast.coordinator, question=asked, text="Ja")
    assert "svar" in Notice.objects.get(person=cast.nurse).text


def test_of_two_who_answer_a_reader_the_second_is_told_and_keeps_what_was_typed(cast, version, web):
    asked = writes.ask(by=cast.nurse, version=version, text="Gjelder det også i helgen?")
    address = f"/prosedyrer/P-MH-031/sporsmal/{asked.pk}/"
    for _tap in range(2):
        web.as_(cast.coordinator).post(address, {"text": "Ja"})
    answer = web.as_(cast.adviser).post(address, {"text": "Nei, bare hverdager"})
    assert answer.status_code == 422
    assert "Noen andre har svart leseren: «Ja»" in answer.content.decode()
    assert "Nei, bare hverdager" in answer.content.decode()
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Ja", cast.coordinator)
    assert Notice.objects.filter(person=cast.nurse).count() == 1


def test_old_words_and_repealed_laws_are_pointed_at():
    found = watch.hints("Rådmannen sender faks etter kommunehelsetjenesteloven.")
    assert [hint.found for hint in found] == ["Rådmannen", "faks", "kommunehelsetjenesteloven"]
    assert [hint.is_law for hint in found] == [False, False, True]
    assert watch.hints("Kommunedirektøren følger kommuneloven av 2018.") == []


def test_a_withdrawn_one_says_why_and_offers_no_decision_that_is_taken(cast, version, web):
    proposed = writes.propose_removal(by=cast.coordinator, version=version, reason="Dekket av P-MH-032.")
    leader = web.as_(cast.director)
    assert "/behold/" in leader.get(HOME).content.decode()
    writes.withdraw(by=cast.director, version=proposed, reason="Bruk P-MH-032.")
    page = leader.get(HOME).content.decode()
    assert "/behold/" not in page
    assert "/trekk-tilbake/" not in page
    assert "Prosedyren gjelder ikke lenger. Bruk P-MH-032." in web.as_(cast.nurse).get(HOME).content.decode()


def test_who_proposed_a_removal_takes_it_back(cast, version, web):
    writes.propose_removal(by=cast.coordinator, version=version, reason="Trengs ikke.")
    writer = web.as_(cast.coordinator)
    assert "Ta forslaget tilbake" in writer.get(HOME).content.decode()
    again = kit.again(version)
    writes.confirm(by=cast.coordinator, version=again, reason="Jo.", next_due=clock.today() + dt.timedelta(days=90))
    assert "Ta forslaget tilbake" not in writer.get(HOME).content.decode()
