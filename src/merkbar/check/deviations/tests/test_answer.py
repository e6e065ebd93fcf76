"""The answer guarantee: a human answer, seen by the one who reported, once and with a name."""

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import CaseFactory, again, finished, take, text_of
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import Entry

pytestmark = pytest.mark.django_db
SAID = "Takk for at du meldte. Vi flytter oppdraget til fast liste."


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east)


def own(case):
    return f"/mine-meldinger/{case.record.reference}/"


def test_an_answer_reaches_the_reporter_with_the_leaders_name_and_stops_the_clock(web, cast, case):
    assert take(web, cast.leader, case, "svar", text=SAID).status_code == 302
    now = again(case)
    assert now.state == "handling"
    assert now.answered_at
    assert now.record.next_alarm is None
    page = text_of(web.as_(cast.nurse).get(own(case)))
    assert SAID in page
    assert cast.leader.name in page
    notice = Notice.objects.get(person=cast.nurse)
    assert notice.address == own(case)
    assert "fast liste" not in notice.text


def test_the_first_answer_is_the_one_that_counts_in_time(cast, case):
    writes.answer(by=cast.leader, deviation=case, text=SAID)
    first = again(case).answered_at
    writes.answer(by=cast.leader, deviation=case, text="En ting til")
    assert again(case).answered_at == first
    assert case.feedback.filter(mode="B").count() == 2


def test_the_opening_words_alone_are_no_answer(web, cast, case):
    page = take(web, cast.leader, case, "svar", text="Takk for at du meldte. ")
    assert page.status_code == 422
    assert "Skriv også hva du gjør med det" in text_of(page)
    assert again(case).answered_at is None


def test_a_second_tap_sends_no_second_answer(web, cast, case):
    seen = case.record.version
    take(web, cast.leader, case, "svar", seen=seen, text=SAID)
    page = take(web, cast.leader, case, "svar", seen=seen, text=SAID)
    assert page.status_code == 409
    assert case.feedback.filter(mode="B").count() == 1


@pytest.mark.parametrize(("said", "useful"), [("yes", True), ("no", False)])
def test_the_reporter_says_whether_it_was_useful_and_the_leader_sees_it(said, useful, web, cast, case):
    feedback = writes.answer(by=cast.leader, deviation=case, text=SAID)
    client = web.as_(cast.nurse)
    assert "Var svaret nyttig?" in text_of(client.get(own(case)))
    client.post(own(case) + "nyttig/", {"feedback": feedback.pk, "useful": said})
    feedback.refresh_from_db()
    assert feedback.useful is useful
    assert feedback.read_at
    words = "Melder synes svaret var nyttig." if useful else "Melder synes ikke svaret var nyttig."
    assert words in text_of(web.as_(cast.leader).get(f"/avvik/{case.record.reference}/"))


@pytest.mark.parametrize("typed", [{"useful": "yes"}, {"useful": "kanskje"}, {}, {"feedback": "x", "useful": "yes"}])
def test_a_thumb_that_points_nowhere_is_not_counted(typed, web, cast, case):
    feedback = writes.answer(by=cast.leader, deviation=case, text=SAID)
    if typed.get("useful") == "kanskje":
        typed["feedback"] = feedback.pk
    assert web.as_(cast.nurse).post(own(case) + "nyttig/", typed).status_code == 404
    feedback.refresh_from_db()
    assert feedback.useful is None


def test_nobody_else_says_whether_an_answer_was_useful(web, cast, case):
    feedback = writes.answer(by=cast.leader, deviation=case, text=SAID)
    for person in (cast.colleague, cast.leader, cast.teacher):
        answer = web.as_(person).post(own(case) + "nyttig/", {"feedback": feedback.pk, "useful": "no"})
        assert answer.status_code == 404


def test_to_look_at_ones_answer_changes_nothing(web, cast, case):
    feedback = writes.answer(by=cast.leader, deviation=case, text=SAID)
    web.as_(cast.nurse).get(own(case))
    feedback.refresh_from_db()
    assert feedback.read_at is None


def test_from_report_to_done_the_reporter_hears_three_times(cast, case):
    writes.answer(by=cast.leader, deviation=case, text=SAID)
    finished(again(case), cast.leader)
    assert [feedback.mode for feedback in case.feedback.all()] == ["A", "B", "D"]
    assert Entry.objects.filter(record=case.record).count() == 3


def test_the_reporter_is_asked_in_one_place_only_about_the_newest(web, cast, case):
    first = writes.answer(by=cast.leader, deviation=case, text=SAID)
    client = web.as_(cast.nurse)
    client.post(own(case) + "nyttig/", {"feedback": first.pk, "useful": "yes"})
    writes.answer(by=cast.leader, deviation=case, text="En ting til")
    finished(again(case), cast.leader)
    page = text_of(client.get(own(case)))
    assert page.count("Var svaret nyttig?") == 1
    assert page.index("Vi gikk gjennom listen sammen.") < page.index("Var svaret nyttig?")
    newest = case.feedback.last()
    client.post(own(case) + "nyttig/", {"feedback": newest.pk, "useful": "no"})
    assert "Var svaret nyttig?" not in text_of(client.get(own(case)))


def test_a_thumbs_address_opened_again_leads_to_the_report(web, cast, case):
    answer = web.as_(cast.nurse).get(own(case) + "nyttig/")
    assert (answer.status_code, answer.url) == (302, own(case))


def test_thanks_are_written_beforehand_only_the_first_time(web, cast, case):
    client = web.as_(cast.leader)
    where = f"/avvik/{case.record.reference}/"
    assert "Takk for at du meldte. </textarea>" in text_of(client.get(where))
    writes.answer(by=cast.leader, deviation=case, text=SAID)
    page = text_of(client.get(where))
    assert "Takk for at du meldte. </textarea>" not in page
    assert "Send ett svar til" in page
