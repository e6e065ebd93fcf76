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
