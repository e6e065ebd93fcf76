from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.django_db


def test_counts_are_those_of_the_pages(cast, caller, monkeypatch):
    asked = {}

    def counts(standing, **facts):
        asked.update(facts)
        return SimpleNamespace(rows=[{"month": "2024-01", "n": 163}], total=163, suppressed=0)

    monkeypatch.setattr("merkbar.web.api.statistics.statistics.counts", counts)
    answer = caller(cast.adviser).get("/statistics/deviations?group=month,unit&unit=MH&from=2024-01-01&to=2024-01-31")
    assert answer.json() == {"rows": [{"month": "2024-01", "n": 163}], "total": 163, "suppressed": 0}
    assert (asked["groups"], asked["unit"], str(asked["end"])) == (["month", "unit"], "MH", "2024-01-31")


@pytest.mark.parametrize(
    "query", ["group=day", "group=year,year", "group=", "unit=QQ", "from=2024-02-01&to=2024-01-01"]
)
def test_a_wrong_question_is_pointed_at(cast, caller, query):
    assert caller(cast.adviser).get(f"/statistics/deviations?{query}").status_code == 422


def test_whoever_may_not_see_statistics_finds_none(cast, caller):
    assert caller(cast.nurse).get("/statistics/deviations").status_code == 404


def test_a_unit_out_of_reach_is_not_found(cast, caller):
    assert caller(cast.leader).get("/statistics/deviations?unit=MH33").status_code == 200
    assert caller(cast.leader).get("/statistics/deviations?unit=MH31").status_code == 404
