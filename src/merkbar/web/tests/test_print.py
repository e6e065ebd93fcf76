"""What is printed says when and where it was printed, and the screen does not."""

import datetime as dt

import pytest

from merkbar.check.indicators.tests.kit import define
from merkbar.ground.clock import clock
from merkbar.plan.goals.tests import kit

LINE = '<p class="m-meta m-paperonly">Skrevet ut mandag 21. september 2026, Solvik kommune</p>'


@pytest.fixture
def pages(cast, solvik):
    """A plan, an indicator and the start page."""
    plan = kit.running(cast.coordinator, solvik.health)
    return (f"/planer/{plan.record.reference}/", f"/indikatorer/{define(solvik.health).code}/", "/")


def test_paper_says_the_day_it_was_printed_and_the_municipality(web, cast, pages, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 9, 21, 7, 30, tzinfo=clock.OSLO))
    for address in pages:
        assert LINE in web.as_(cast.director).get(address).text, address
