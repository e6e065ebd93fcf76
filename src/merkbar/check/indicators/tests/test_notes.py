"""Notes on the chart: written, corrected, taken away; what stood there before is told to those who enter."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from merkbar.check.indicators import writes
from merkbar.check.indicators.models import Annotation
from merkbar.check.indicators.tests.kit import define, line, take
from merkbar.ground.clock import clock

NOTE = {"day": "01.03.2025", "text": "Ny rutine"}


@pytest.fixture
def curve(solvik):
    made = define(solvik.home_care)
    take(*(line(made, solvik.east, f"2025-{n:02}", "11", "20", number=n) for n in range(1, 13)))
    return made


@pytest.fixture
def written(cast, solvik, curve):
    facts = {"unit": solvik.east, "day": dt.date(2025, 3, 1), "text": "Ny rutine for Kari"}
    return writes.annotate(by=cast.leader, indicator=curve, **facts)


def change(note):
    return f"/indikatorer/I90/merknad/{note.pk}/"


def test_a_note_is_written_by_who_enters(web, cast, curve):
    at = "/indikatorer/I90/merknad/?enhet=MH33"
    web.as_(cast.nurse).post(at, NOTE, status=403)
    web.as_(cast.leader).post(at, NOTE)
    note = Annotation.objects.get()
    assert (note.day, note.made_by) == (dt.date(2025, 3, 1), cast.leader)


def test_a_corrected_note_shows_its_new_words_and_tells_those_who_enter_what_stood_there(web, cast, written):
    me = web.as_(cast.leader)
    assert "Ny rutine for Kari" in me.get(change(written)).text
    me.post(change(written), {"day": "2.3.2025", "text": "Ny rutine", "reason": "Navn skal ikke stå her"})
    (now,) = Annotation.objects.current()
    assert (now.day, now.text, now.replaces) == (dt.date(2025, 3, 2), "Ny rutine", written)
    assert "for Kari" not in me.get("/indikatorer/I90/?enhet=MH33").text
    told = me.get("/indikatorer/I90/tall/?enhet=MH33").text
    assert "Ny rutine for Kari" in told
    assert "av Test Leader: Navn skal ikke stå her" in told
    assert "Kari" not in web.as_(cast.nurse).get("/indikatorer/I90/tall/?enhet=MH33").text


def test_a_note_that_is_taken_away_leaves_who_when_and_why_but_not_its_words(web, cast, written):
    me = web.as_(cast.leader)
    assert "Ny rutine for Kari" in me.get(change(written) + "bort/").text
    me.post(change(written) + "bort/", {"reason": "Skrevet på feil kurve"})
    assert not Annotation.objects.current().exists()
    told = me.get("/indikatorer/I90/tall/?enhet=MH33").text
    assert "Skrevet på feil kurve" in told
    assert "Kari" not in told
    me.get(change(written), status=404)


def test_who_comes_second_is_told_and_keeps_what_was_typed(web, cast, written):
    facts = {"day": dt.date(2025, 3, 2), "text": "Ny rutine", "reason": "Navn skal ikke stå her"}
    writes.amend(by=cast.manager, annotation=written, **facts)
    sent = {"day": "3.3.2025", "text": "Mine egne ord", "reason": "Rett dag"}
    page = web.as_(cast.leader).post(change(written), sent, status=422)
    assert "Noen andre har endret merknaden" in page.text
    assert "Mine egne ord" in page.text
    assert "for Kari" not in page.text


@pytest.mark.parametrize("path", ["", "bort/"])
def test_without_a_reason_the_note_stays_and_what_was_typed_too(web, cast, written, path):
    sent = {"day": "2.3.2025", "text": "Andre ord", "reason": " "}
    page = web.as_(cast.leader).post(change(written) + path, sent, status=422)
    assert "Fyll ut dette feltet." in page.text
    assert path or "Andre ord" in page.text
    written.refresh_from_db()
    assert written.ended_at is None


def test_the_database_ends_no_note_without_a_reason(written):
    with pytest.raises(IntegrityError, match="annotation_ends_for_a_reason"), transaction.atomic():
        Annotation.objects.filter(pk=written.pk).update(ended_at=clock.now())


def test_two_who_correct_the_same_note_do_not_write_over_each_other(cast, written):
    day = dt.date(2025, 3, 1)
    writes.amend(by=cast.leader, annotation=written, day=day, text="Først", reason="Rett")
    with pytest.raises(ValidationError, match="Noen andre"):
        writes.amend(by=cast.manager, annotation=written, day=day, text="Sist", reason="Rett")
    with pytest.raises(ValidationError, match="Noen andre"):
        writes.erase(by=cast.manager, annotation=written, reason="Bort")
    assert Annotation.objects.current().get().text == "Først"


def test_the_same_words_again_correct_nothing(cast, written):
    same = {"day": written.day, "text": written.text, "reason": "Ingen"}
    assert writes.amend(by=cast.leader, annotation=written, **same) == written
    assert Annotation.objects.count() == 1


def test_others_may_not_change_a_note(web, cast, written):
    web.as_(cast.nurse).get(change(written), status=403)
    web.as_(cast.neighbour).get(change(written), status=404)
    web.as_(cast.teacher).post(change(written) + "bort/", {"reason": "x"}, status=404)


def traces(words):
    """Where words are still to be found: rows of the table, and lines of its history."""
    rows = Annotation.objects.filter(text__contains=words).count()
    events = Annotation.pgh_event_model.objects.all()
    return rows, sum(words in str(vars(event)) for event in events)


@pytest.mark.parametrize("path", ["", "bort/"])
def test_a_note_with_a_name_loses_its_words_for_good_when_it_is_changed(web, cast, written, path):
    me = web.as_(cast.leader)
    sent = {"day": "2.3.2025", "text": "Ny rutine", "reason": "Navn skal ikke stå her", "forget": "on"}
    me.post(change(written) + path, sent)
    assert traces("Kari") == (0, 0)
    told = me.get("/indikatorer/I90/tall/?enhet=MH33").text
    assert "Kari" not in told
    assert "av Test Leader: Navn skal ikke stå her" in told
    assert ("ordene er tatt bort" in told) == (path == "")


def test_the_words_of_a_note_that_was_corrected_before_are_taken_away_too_and_who_did_it_is_known(web, cast, written):
    me, address = web.as_(cast.leader), change(written) + "glem/"
    me.get(address, status=404)
    me.post(change(written), {"day": "2.3.2025", "text": "Ny rutine", "reason": "Navn skal ikke stå her"})
    assert traces("Kari") == (1, 0)
    assert address in me.get("/indikatorer/I90/tall/?enhet=MH33").text
    assert "Ny rutine for Kari" in me.get(address).text
    web.as_(cast.nurse).get(address, status=403)
    web.as_(cast.teacher).post(address, status=404)
    me.post(address)
    assert traces("Kari") == (0, 0)
    event = Annotation.pgh_event_model.objects.filter(pgh_obj_id=written.pk).latest("pgh_id")
    assert (event.pgh_context["step"], event.pgh_context["by"]) == ("forget", cast.leader.pk)
    me.get(address, status=404)
    me.post(address, status=404)


def test_a_note_on_the_chart_keeps_its_words(cast, written):
    with pytest.raises(ValidationError, match="Rett merknaden eller ta den bort først"):
        writes.forget(by=cast.leader, annotation=written)
    with pytest.raises(IntegrityError, match="annotation_has_words_until_forgotten"), transaction.atomic():
        Annotation.objects.filter(pk=written.pk).update(text="")


NAMED = "Bruker Kari Solli falt, ring 912 34 567"


def test_who_writes_a_name_in_a_note_is_told_before_it_is_kept_and_may_keep_it_all_the_same(web, cast, curve):
    me, at = web.as_(cast.leader), "/indikatorer/I90/merknad/?enhet=MH33"
    told = me.post(at, NOTE | {"text": NAMED})
    assert "et navn og et telefonnummer" in told.text
    assert "merknaden trenger det ikke" in told.text
    assert NAMED in told.text
    assert "01.03.2025" in told.text
    assert not Annotation.objects.exists()
    assert 'name="hint_seen"' in told.text
    me.post(at, NOTE | {"text": NAMED, "hint_seen": "1"})
    assert Annotation.objects.get().text == NAMED


@pytest.mark.parametrize("field", ["text", "reason"])
def test_who_corrects_a_note_is_told_of_a_name_too(web, cast, written, field):
    me = web.as_(cast.leader)
    sent = {"day": "2.3.2025", "text": "Ny rutine", "reason": "Feil ord"} | {field: NAMED}
    assert "et navn og et telefonnummer" in me.post(change(written), sent).text
    written.refresh_from_db()
    assert written.ended_at is None
    me.post(change(written), sent | {"hint_seen": "1"})
    assert getattr(Annotation.objects.get(**{field: NAMED}), field) == NAMED
