"""The sums that statistics count from are what a count of the cases gives, after any change and at any moment."""

import datetime as dt

from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.check.deviations.facts import COLUMNS, Fact, compact_facts, rebuild_facts
from merkbar.check.deviations.jobs import compact
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.tests.counted import reported
from merkbar.ground.clock import clock
from merkbar.ground.records.models import Record

DIFFERENCE = f"""
SELECT {COLUMNS}, sum(cases) FROM (
  SELECT {COLUMNS}, cases FROM deviations_fact UNION ALL SELECT {COLUMNS}, -cases FROM deviations_factnow
) both_ways GROUP BY {COLUMNS} HAVING sum(cases) <> 0
"""  # noqa: S608 - the names of our columns


def wrong():
    """Sums that are not what a count of the cases gives."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCE)
        return cursor.fetchall()


def oslo(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.OSLO)


UNITS = ("north", "south", "east", "school")
CHANGES = (
    {"state": "handling"},
    {"state": "void"},
    {"kind": "near_miss"},
    {"harm": 4},
    {"harm_physical": 0, "harm_psychological": 2},
    {"type": "HM01", "area": "HM"},
    {"type": None, "area": None},
    {"channel": "bulk"},
    {"receipt": "code"},
    {"answered_at": oslo("2026-03-30T00:30")},
    {"reported_at": oslo("2025-12-31T23:59")},
    {"what": "Andre ord."},
)
step = st.one_of(
    st.tuples(st.just("report"), st.sampled_from(UNITS), st.sampled_from(["BR01", "PV01", None])),
    st.tuples(st.just("change"), st.integers(0, 9), st.sampled_from(CHANGES)),
    st.tuples(st.just("move"), st.integers(0, 9), st.sampled_from(UNITS)),
    st.tuples(st.just("change all"), st.just(0), st.sampled_from([c for c in CHANGES if "receipt" not in c])),
    st.tuples(st.just("delete"), st.integers(0, 9), st.none()),
    st.tuples(st.just("compact"), st.none(), st.none()),
)


def do(solvik, name, which, how):
    there = list(Deviation.objects.order_by("pk").values_list("pk", flat=True))
    one = Deviation.objects.filter(pk=there[which % len(there)]) if there and isinstance(which, int) else None
    if name == "report":
        reported(getattr(solvik, which), "2026-03-28", type=how, answered_after=2)
    elif name == "compact":
        compact_facts()
    elif name == "change all":
        Deviation.objects.update(**how)
    elif one is not None and name == "change":
        Deviation.objects.filter(receipt="code").update(receipt=None)
        one.update(**how)
    elif one is not None and name == "move":
        Record.objects.filter(pk=one.get().pk).update(unit=getattr(solvik, how))
    elif one is not None:
        one.delete()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=3, max_size=15))
def test_after_any_writes_the_sums_are_what_a_count_gives(solvik, steps):
    with transaction.atomic():
        reported(solvik.east, "2026-03-28")
        for name, which, how in steps:
            do(solvik, name, which, how)
            assert not wrong(), (name, which, how)
        transaction.set_rollback(True)


def test_a_case_that_moves_with_its_record_moves_in_the_sums(solvik):
    case = reported(solvik.east, "2026-03-28")
    Record.objects.filter(pk=case.pk).update(unit=solvik.north)
    assert _cases(Fact.objects.filter(unit=solvik.east)) == 0
    assert _cases(Fact.objects.filter(unit=solvik.north)) == 1


def test_a_change_of_words_tells_nothing_and_cases_changed_together_are_told_together(solvik):
    for _nth in range(7):
        reported(solvik.east, "2026-03-28")
    compact_facts()
    Deviation.objects.update(what=F("what"))
    assert Fact.objects.count() == 1
    Deviation.objects.update(state="handling")
    assert sorted(Fact.objects.values_list("state", "cases")) == [("handling", 7), ("new", -7), ("new", 7)]


def test_the_nights_job_puts_like_rows_together_and_leaves_no_zeros(solvik):
    for _nth in range(3):
        reported(solvik.east, "2026-03-28")
    Deviation.objects.update(state="closed", closed_at=oslo("2026-04-01T08:00"), channel="bulk")
    compact(0)
    assert list(Fact.objects.values_list("state", "cases")) == [("closed", 3)]
    assert not wrong()


def test_sums_that_went_wrong_are_seen_and_made_again(solvik):
    reported(solvik.east, "2026-03-28")
    reported(solvik.south, "2026-03-28", type=None)
    Fact.objects.filter(unit=solvik.south).delete()
    assert len(wrong()) == 1
    rebuild_facts()
    assert not wrong()
    assert _cases(Fact.objects.all()) == 2


def _cases(facts):
    return sum(facts.values_list("cases", flat=True))
