"""R4 over real transactions: two files with the same numbers at the same moment are kept once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from merkbar.check.indicators.columns import Line
from merkbar.check.indicators.models import Annotation, Measurement
from merkbar.check.indicators.tests.kit import define, month, take
from merkbar.check.indicators.writes import annotate

pytestmark = pytest.mark.usefixtures("real_transactions")
TIMES = 5


def test_two_files_at_once_give_each_number_once_whichever_way_the_code_is_written(cast, solvik):
    made = define(solvik.home_care)
    start = Barrier(2, timeout=30)

    def send(code):
        try:
            for number in range(1, TIMES + 1):
                start.wait()
                take(Line(2, code, "MH33", f"2025-{number:02}", "11", "20"), by=cast.leader)
                annotate(by=cast.leader, indicator=made, unit=solvik.east, day=month(number, 2025), text="Ny rutine")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        list(both.map(send, ("I90", "i90")))
    assert Measurement.objects.count() == Annotation.objects.count() == TIMES
