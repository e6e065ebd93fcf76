"""Who comes to a case has read what they were told of it; a browser that looks ahead has read nothing."""

import pytest

from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import ANSWER, CaseFactory, address, take, text_of
from merkbar.check.deviations.tests.test_history import rows
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.ui.norwegian import short_day

pytestmark = pytest.mark.django_db
COMES = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-User": "?1"}


@pytest.fixture
def case(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east)


def unread(person):
    return Notice.objects.filter(person=person).unread().count()


def own(case):
    return f"/mine-meldinger/{case.record.reference}/"


def test_a_leader_who_opens_the_case_has_read_of_it(web, cast, case, solvik):
    CaseFactory(by=cast.nurse, unit=solvik.east)
    assert unread(cast.leader) == 2
    web.as_(cast.leader).get(address(case), headers=COMES)
    assert unread(cast.leader) == 1


@pytest.mark.parametrize(
    "ahead",
    [
        {},
        {**COMES, "Sec-Purpose": "prefetch"},
        {**COMES, "Sec-Purpose": "prefetch;prerender"},
        {**COMES, "Purpose": "prefetch"},
        {**COMES, "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {**COMES, "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_what_is_fetched_ahead_is_not_read(ahead, web, cast, case):
    web.as_(cast.leader).get(address(case), headers=ahead)
    assert unread(cast.leader) == 1


def test_another_who_opens_the_case_reads_only_their_own(web, cast, case):
    web.as_(cast.manager).get(address(case), headers=COMES)
    assert unread(cast.leader) == 1


def test_who_answers_has_read(web, cast, case):
    take(web, cast.leader, case, "svar", text=ANSWER)
    assert unread(cast.leader) == 0


def test_the_leader_sees_that_the_reporter_has_read_the_answer(web, cast, case):
    writes.answer(by=cast.leader, deviation=case, text=ANSWER)
    said = f"Lest av melder {short_day(clock.today(), today=clock.today())}"
    web.as_(cast.nurse).get(own(case))
    assert said not in text_of(web.as_(cast.leader).get(address(case)))
    web.as_(cast.nurse).get(own(case), headers=COMES)
    assert said in text_of(web.as_(cast.leader).get(address(case)))
    assert unread(cast.nurse) == 0


def test_an_anonymous_reporter_who_reads_by_code_is_seen_to_have_read(web, cast, solvik):
    case, code = writes.report_anonymously(what="Døren sto åpen", unit=solvik.east, channel="public")
    writes.answer(by=cast.leader, deviation=case, text=ANSWER)
    web.post("/meld/svar/", {"code": code})
    assert case.feedback.get(mode="B").read_at


def test_the_trail_does_not_say_that_a_hidden_reporter_read(web, cast, solvik):
    hidden, _new = writes.report(by=cast.nurse, hidden=True, what="Falt", unit=solvik.east)
    writes.answer(by=cast.leader, deviation=hidden, text=ANSWER)
    web.as_(cast.nurse).get(own(hidden), headers=COMES)
    assert hidden.feedback.get(mode="B").read_at
    for table in ("deviations_feedbackevent", "notices_noticeevent"):
        named = rows(f"SELECT 1 FROM {table} WHERE pgh_context->>'by' = %s", str(cast.nurse.pk))  # noqa: S608
        assert named == []
