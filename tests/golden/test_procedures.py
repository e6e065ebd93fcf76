"""The reading of P-MH-031 in the storyline (scenario 4.8): within 14 days 58, 74 and 86 % of 318 readers had read."""

import csv
import datetime as dt
import io
import json

import pytest
from playwright.sync_api import Browser

from merkbar.web.demo.source import read_json
from tests.conftest import Demo, log_in

READERS = 318
WITHIN = dt.timedelta(days=14)


@pytest.mark.parametrize(("place", "share"), enumerate((58, 74, 86)))
def test_each_version_was_read_by_more_than_the_one_before(place: int, share: int) -> None:
    told = read_json("procedures.json")["multidose"]["versions"][place]
    assert round(100 * told["within"] / READERS) == share


@pytest.mark.browser
@pytest.mark.xdist_group("golden")
def test_the_list_for_supervision_holds_318_readers_86_per_cent_within_14_days(browser: Browser, demo: Demo) -> None:
    page = browser.new_context().new_page()
    log_in(page, demo, "kommunalsjef.mh")
    answer = page.request.get(demo.address + "/prosedyrer/P-MH-031/lest.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text().lstrip("\ufeff")), delimiter=";"))
    read = [dt.datetime.strptime(row["Lest"], "%d.%m.%Y").date() for row in rows if row["Lest"]]  # noqa: DTZ007 - a day
    begins = dt.date(2025, 4, 7)
    assert (len(rows), len(read)) == (READERS, 276)
    assert round(100 * sum(day < begins + WITHIN for day in read) / READERS) == 86
    assert sum(row["I permisjon"] == "ja" for row in rows) == 11, json.dumps(rows[:2], ensure_ascii=False)
    page.context.close()
