"""R4 over real transactions: two leaders press at the same moment, twenty times; one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from merkbar.check.deviations import writes
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.factories import CaseFactory, again
from merkbar.ground.records.writes import Stale
from merkbar.web import baseline

PAIRS = 20


@pytest.fixture(autouse=True)
def _lists(transactional_db):
    baseline.load()


@pytest.fixture(scope="module", autouse=True)
def _lists_again(django_db_setup, django_db_blocker):
    """A test over real transactions empties the database; what everybody leans on comes back."""
    yield
    with django_db_blocker.unblock():
        baseline.load()


@pytest.mark.django_db(transaction=True)
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


@pytest.mark.django_db(transaction=True)
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
