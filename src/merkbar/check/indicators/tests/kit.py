"""What the tests of indicators stand on: one that is typed in, a way to write its values, and a plan with a target."""

import datetime as dt
from decimal import Decimal

from merkbar.check.indicators import writes
from merkbar.check.indicators.columns import Line
from merkbar.check.indicators.models import Measurement

FACTS = {
    "shape": "share",
    "direction": "up",
    "cadence": "month",
    "dimension": "faglig",
    "source_kind": "manual",
}


def define(unit, *, by=None, code="I90", title="Dobbeltkontroll", **facts):
    return writes.define(by=by, code=code, title=title, unit=unit, **{**FACTS, **facts})


def line(indicator, unit, period, top="", bottom="", value="", number=2):
    return Line(number, indicator.code, unit.code, period, top, bottom, value)


def take(*lines, by=None, standing=None, source="manual", **facts):
    return writes.take_in(by=by, lines=lines, source=source, standing=standing, **facts)


def refused(*lines, standing=None):
    """The findings of lines that are not kept."""
    before = Measurement.objects.count()
    try:
        take(*lines, standing=standing)
    except writes.Refused as wrong:
        assert Measurement.objects.count() == before
        return wrong.findings
    raise AssertionError("they were kept")


def values(indicator, unit):
    rows = Measurement.objects.current().filter(indicator=indicator, unit=unit).order_by("period")
    return {row.period: row.value for row in rows}


def month(number, year=2026):
    return dt.date(year, number, 1)


def d(text):
    return Decimal(str(text))
