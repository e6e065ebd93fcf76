"""A case is taken up again when it turns out that it was not over."""

import pytest

from merkbar.act.actions import writes as actions
from merkbar.act.actions.tests.kit import in_days, start_done
from merkbar.check.deviations import writes
from merkbar.check.deviations.tests.factories import CaseFactory, again, take, text_of
from merkbar.ground.records.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(cast, solvik):
    return CaseFactory(by=cast.nurse, unit=solvik.east, closed=True, leader=cast.leader)


def test_a_closed_case_is_taken_up_again_and_says_why(web, cast, closed):
    assert take(web, cast.leader, closed, "gjenapne", why="Det skjedde igjen").status_code == 302
    now = again(closed)
    assert (now.state, now.closed_at, now.record.closed_at, now.record.state_group) == ("handling", None, None, "open")
    assert Entry.objects.get(record=closed.record, step="reopen").text == "Det skjedde igjen"
    assert "Det skjedde igjen" in text_of(web.as_(cast.leader).get(f"/avvik/{closed.record.reference}/"))


def test_it_needs_a_why(web, cast, closed):
    page = take(web, cast.leader, closed, "gjenapne", why="  ")
    assert page.status_code == 422
    assert "Skriv hvorfor" in text_of(page)
    assert again(closed).state == "closed"


def test_an_open_case_is_not_opened(web, cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east)
    assert take(web, cast.leader, case, "gjenapne", why="Feil").status_code == 409


def test_an_action_without_effect_takes_its_case_up_again(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
    action = start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case)
    writes.finish(by=cast.leader, deviation=case, outcome="Listen er samlet")
    actions.judge(by=cast.leader, action=action, verdict="not", text="Fortsatt glemt", deadline=in_days(14))
    assert again(case).state == "handling"
    entry = Entry.objects.get(record=case.record, step="reopen")
    assert "Samle oppdragene på én liste" in entry.text
