"""R4 over real transactions: two leaders press at the same moment, twenty times; one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from merkbar.act.actions import writes as actions
from merkbar.act.actions.tests.kit import start_done
from merkbar.check.deviations import writes
from merkbar.check.deviations.escalation import rules_for
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory, again, kind_of
from merkbar.check.deviations.writes.escalating import escalate
from merkbar.ground.clock import clock
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.writes import Stale

pytestmark = pytest.mark.usefixtures("real_transactions")
PAIRS = 20


def test_of_two_who_save_at_once_one_is_told_and_nothing_is_overwritten(cast, solvik):
    cases = [CaseFactory(by=cast.nurse, unit=solvik.east) for _n in range(PAIRS)]
    start = Barrier(2, timeout=30)

    def save(person, case, seen):
        start.wait()
        try:
            writes.answer(by=person, deviation=case, text=f"Fra {person.login}", seen=seen)
        except Stale:
            return None
        else:
            return person.login

    def leader(person):
        try:
            return [save(person, Deviation.objects.get(pk=case.pk), case.record.version) for case in cases]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(leader, (cast.leader, cast.manager))
    for case, *winners in zip(cases, first, second, strict=True):
        (winner,) = filter(None, winners)
        assert [feedback.text for feedback in case.feedback.filter(mode="B")] == [f"Fra {winner}"]
        assert again(case).record.version == case.record.version + 1


def test_a_phone_that_sends_the_same_twice_at_once_makes_one_case(cast, solvik):
    start = Barrier(2, timeout=30)

    def send(_tap):
        try:
            start.wait()
            return writes.report(by=cast.nurse, unit=solvik.east, what="Falt", key="k", digest="d")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        results = list(both.map(send, range(2)))
    assert len({case.pk for case, _new in results}) == 1
    assert sorted(new for _case, new in results) == [False, True]
    assert Deviation.objects.count() == 1


def at_once(*steps):
    """Take steps at the same moment, each over its own connection; gives what each gave."""
    start = Barrier(len(steps), timeout=30)

    def run(step):
        try:
            start.wait()
            return step()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as all_of_them:
        return list(all_of_them.map(run, steps))


def test_two_taps_that_count_the_same_falls_at_once_count_them_once(cast, solvik):
    facts = {"unit": solvik.east, "type": kind_of("BR02"), "harm": 0, "days": {clock.today(): 3}, "key": "k"}
    both = at_once(*[lambda: writes.report_many(by=cast.leader, **facts)] * 2)
    assert [len(batch) for batch in both] == [3, 3]
    assert Deviation.objects.count() == 3


def test_two_jobs_at_once_tell_nobody_twice(cast, solvik):
    case = CaseFactory(by=cast.nurse, unit=solvik.east, type="PV01")
    at_once(*[lambda: escalate(by=None, deviation=again(case), rules=rules_for(case))] * 2)
    assert Notice.objects.filter(record=case.record, person=cast.dpo).count() == 1


def test_two_actions_judged_at_once_settle_their_case(cast, solvik):
    for _round in range(5):
        case = CaseFactory(by=cast.nurse, unit=solvik.east, handling=True, leader=cast.leader)
        done = [start_done(by=cast.leader, owner=cast.colleague, unit=solvik.east, origin=case) for _n in range(2)]
        writes.finish(by=cast.leader, deviation=case, outcome="Listen er samlet")
        facts = {"by": cast.leader, "verdict": "noticeable", "text": "Ingen glemte siden"}
        at_once(*[partial(actions.judge, action=action, **facts) for action in done])
        assert again(case).state == "closed"
