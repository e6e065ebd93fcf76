"""Send a hearing, comment inline, answer, settle."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from merkbar.do.procedures import documents, states, writes
from merkbar.do.procedures.forms_text import HearingForm
from merkbar.do.procedures.models import Version
from merkbar.do.procedures.tests import kit
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice

pytestmark = pytest.mark.django_db
DRAFT = "/prosedyrer/P-MH-031/utkast/"


@pytest.fixture
def draft(cast, solvik):
    return kit.draft(cast, kit.procedure(cast, solvik.health))


@pytest.fixture
def heard(cast, draft):
    return writes.send_hearing(by=cast.coordinator, version=draft, experts=[cast.nurse], safety=cast.safety, days=7)


def test_send_hearing_lets_the_named_and_nobody_else_see_the_draft(cast, heard):
    hearing = heard.hearings.get()
    assert hearing.closes_on == clock.today() + dt.timedelta(days=7)
    seen = {
        name
        for name in ("nurse", "safety", "colleague", "teacher", "director", "coordinator")
        if Version.objects.visible_to(standing_of(getattr(cast, name))).filter(pk=heard.pk).exists()
    }
    assert seen == {"nurse", "safety", "director", "coordinator"}
    assert Notice.objects.get(person=cast.nurse).address == DRAFT


@pytest.mark.parametrize(("days", "people"), [(0, True), (61, True), (7, False)])
def test_send_hearing_needs_somebody_and_sensible_days(cast, draft, days, people):
    with pytest.raises(ValidationError):
        writes.send_hearing(
            by=cast.coordinator, version=draft, experts=[cast.nurse] if people else [], safety=None, days=days
        )


def test_a_comment_hangs_on_its_block_with_its_words(cast, heard, web):
    block = next(block for block in documents.blocks(heard.body) if "lista" in block.text)
    nurse = web.as_(cast.nurse)
    assert f"?avsnitt={block.anchor}#kommenter" in nurse.get(DRAFT).content.decode()
    nurse.post(f"{DRAFT}kommentar/", {"anchor": block.anchor, "text": "Hvilken liste?"})
    comment = heard.comments.get()
    assert (comment.anchor, comment.quote) == (block.anchor, block.text)
    page = nurse.get(DRAFT).content.decode()
    assert "1 kommentar" in page
    assert "Hvilken liste?" in page


def test_a_comment_on_a_block_that_is_gone_is_refused(cast, heard):
    with pytest.raises(ValidationError, match="endret"):
        writes.comment(by=cast.nurse, version=heard, text="Hm", anchor="b-0000000000")


def test_a_comment_is_answered(cast, heard, web):
    said = writes.comment(by=cast.nurse, version=heard, text="Hvilken liste?")
    assert web.as_(cast.nurse).post(f"{DRAFT}kommentar/{said.pk}/", {"answer": "Nei"}).status_code == 403
    web.as_(cast.coordinator).post(f"{DRAFT}kommentar/{said.pk}/", {"answer": "Medisinlista"})
    said.refresh_from_db()
    assert (said.answer, said.settled_by) == ("Medisinlista", cast.coordinator)


def test_of_two_who_answer_a_comment_the_second_is_told_and_overwrites_nothing(cast, heard, web):
    said = writes.comment(by=cast.nurse, version=heard, text="Hvilken liste?")
    address = f"{DRAFT}kommentar/{said.pk}/"
    for _tap in range(2):
        assert web.as_(cast.coordinator).post(address, {"answer": "Medisinlista"}).status_code == 302
    answer = web.as_(cast.adviser).post(address, {"answer": "Den på veggen"})
    assert answer.status_code == 422
    assert "Noen andre har svart på kommentaren" in answer.content.decode()
    said.refresh_from_db()
    assert (said.answer, said.settled_by) == ("Medisinlista", cast.coordinator)
    assert web.as_(cast.coordinator).post(address, {"answer": "x" * 100_000}).status_code == 422


@pytest.fixture
def said(cast, heard):
    return writes.comment(by=cast.nurse, version=heard, text="Hvilken lsite?")


def test_who_is_heard_corrects_their_own_words_and_nobody_elses(cast, heard, said, web):
    address = f"{DRAFT}kommentar/{said.pk}/endre/"
    assert address in web.as_(cast.nurse).get(DRAFT).content.decode()
    for other in (cast.safety, cast.coordinator):
        assert address not in web.as_(other).get(DRAFT).content.decode()
        assert web.as_(other).post(address, {"text": "Jeg er enig"}).status_code == 403
    assert "Hvilken lsite?" in web.as_(cast.nurse).get(address).content.decode()
    assert web.as_(cast.nurse).post(address, {"text": " "}).status_code == 422
    assert web.as_(cast.nurse).post(address, {"text": "Hvilken liste?"}).status_code == 302
    assert heard.comments.get().text == "Hvilken liste?"


def test_who_is_heard_takes_their_words_back(cast, heard, said, web):
    address = f"{DRAFT}kommentar/{said.pk}/endre/"
    assert web.as_(cast.safety).post(address, {"bort": "ja"}).status_code == 403
    web.as_(cast.nurse).post(address, {"bort": "ja"})
    assert not heard.comments.exists()
    assert web.as_(cast.nurse).get(address).status_code == 404


@pytest.mark.parametrize("way", [{"text": "Noe annet"}, {"bort": "ja"}], ids=["corrected", "taken back"])
@pytest.mark.parametrize("late", ["answered", "over"])
def test_words_that_are_answered_or_decided_on_stand(cast, heard, said, web, way, late):
    if late == "answered":
        writes.settle_comment(by=cast.coordinator, comment=said, answer="Medisinlista")
    else:
        writes.submit(by=cast.coordinator, version=heard)
    nurse, address = web.as_(cast.nurse), f"{DRAFT}kommentar/{said.pk}/endre/"
    assert address not in nurse.get(DRAFT).content.decode()
    answer = nurse.post(address, way)
    assert answer.status_code == 422
    told = "Kommentaren er besvart" if late == "answered" else "Høringen er over"
    assert told in answer.content.decode()
    assert heard.comments.get().text == "Hvilken lsite?"


def test_who_is_done_says_so_once(cast, heard):
    for _turn in range(2):
        writes.answer_hearing(by=cast.safety, version=heard)
    party = heard.hearings.get().parties.get(person=cast.safety)
    assert party.as_safety
    assert party.answered_at is not None
    assert Notice.objects.filter(person=cast.coordinator).count() == 1


def test_the_hearing_ends_when_the_text_moves_on(cast, heard):
    writes.submit(by=cast.coordinator, version=heard)
    assert heard.hearings.get().closed_at is not None


def test_what_is_in_force_takes_no_comments(cast, solvik):
    version = kit.procedure(cast, solvik.health, number="P-2")
    with pytest.raises(states.WrongState):
        writes.comment(by=cast.coordinator, version=version, text="Hm")


def test_names_are_written_with_commas_or_on_lines(cast, draft, web):
    form = HearingForm(
        {"seen": 1, "days": 7, "others": f"{cast.nurse.login}, {cast.colleague.login}\n{cast.manager.login}"},
        people=[],
        safety=[],
    )
    assert form.is_valid(), form.errors
    assert set(form.cleaned_data["experts"]) == {cast.nurse, cast.colleague, cast.manager}
