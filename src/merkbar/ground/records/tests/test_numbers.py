"""Numbers of a series: each once, in order, and nobody waits for somebody else's commit."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from merkbar.ground.records.models import NumberSeries
from merkbar.ground.records.writes import next_reference


def test_a_series_counts_from_one_each_year(db):
    assert [next_reference("XA", 2026), next_reference("XA", 2026), next_reference("XA", 2027)] == [
        "XA-2026-00001",
        "XA-2026-00002",
        "XA-2027-00001",
    ]


def test_a_series_goes_on_from_what_was_given_elsewhere(db):
    NumberSeries.objects.create(prefix="XB", year=2026, last=1737)
    assert next_reference("XB", 2026) == "XB-2026-01738"


@pytest.mark.django_db(transaction=True)
def test_a_number_is_had_while_another_report_is_not_yet_written():
    def another() -> str:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return next_reference("XC", 2026)
        finally:
            connection.close()

    first = next_reference("XC", 2026)
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        mine = next_reference("XC", 2026)
        theirs = pool.submit(another).result()
    assert len({first, mine, theirs}) == 3


@pytest.mark.django_db(transaction=True)
def test_the_first_two_of_a_year_get_different_numbers():
    def one(_turn: int) -> str:
        try:
            return next_reference("XD", 2031)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        given = list(pool.map(one, range(30)))
    assert sorted(given) == [f"XD-2031-{number:05d}" for number in range(1, 31)]
