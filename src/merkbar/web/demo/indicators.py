"""The demo's indicators (scenario 4.4, 4.5): eight series, what Merkbar counts by itself, and a figure a year for each target."""

import calendar
import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple

from merkbar.check.indicators import judging, periods
from merkbar.check.indicators.models import Indicator, Measurement, Purpose
from merkbar.check.indicators.writes import adjust, aim, annotate, compute, define, keep_all_verdicts
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Role
from merkbar.plan.goals.models import ResultTarget
from merkbar.web.demo.organisation import Solvik
from merkbar.web.demo.plans import noon
from merkbar.web.demo.rounding import largest_remainder, nearest
from merkbar.web.demo.source import TABLES, read_json

START: Final = dt.date(2024, 1, 1)
YEARS: Final = (2024, 2025, 2026)
MONTHS_TOLD: Final = 8
"""The scenario tells sums of the last year to August."""
BEDS: Final = {"I01": "Solhagen", "I02": "Fjordgløtt"}
FALLS: Final = {"I01": "falls_solhagen_36m", "I02": "falls_fjordglott_36m"}
COUNTED: Final = {"I03": ("sor_medication_reached_36m", 16_000)}
SAMPLE: Final = {"I04": (100, 20), "I05": (1_000, 9_000)}
"""The rate's base, and what is looked at each month: changes, planned visits. With the value they give the count."""
YEAR_FACTS: Final = ("shape", "unit_word", "cumulative", "dimension", "facet", "source_kind")
SUPPLIERS: Final = {"HR": "hr", "Tildelingskontoret": "tildelingskontor"}
"""Who the tables say delivers the numbers → the role that does it for every unit."""
ENTERED_AFTER: Final = dt.timedelta(days=10)


class Known(NamedTuple):
    """A value of the tables: period, numerator, denominator, value."""

    period: dt.date
    given: judging.Given


def load_indicators(solvik: Solvik, today: dt.date) -> None:
    """Definitions, values until `today`, what happened on the way, and what Merkbar counts."""
    told = read_json("indicators.json")
    made = {row["code"]: _series(row, solvik, today) for row in told["series"]}
    _tie(told["measured_by"], made)
    for row in told["own"]:
        _defined(row, solvik)
    _coverage(told["coverage"])
    yearly = [_yearly(row, told["notes"], solvik, today) for row in told["yearly"]]
    keep_all_verdicts(by=None, indicators=[*made.values(), *filter(None, yearly)])
    compute(by=None, since=START)


def _defined(row: dict[str, Any], solvik: Solvik) -> Indicator:
    facts = {name: value for name, value in row.items() if name not in {"code", "title", "unit", "freeze", "notes"}}
    by = solvik.people["koordinator.mh"] if row["unit"] != "SOLVIK" else solvik.people["kvalitetsradgiver"]
    at = noon("2024-01-08")
    facts["supplier"] = _supplier(row.get("data_owner", ""))
    return define(by=by, code=row["code"], title=row["title"], unit=solvik.units[row["unit"]], at=at, **facts)


def _supplier(told: str) -> Role | None:
    """Find the role that delivers the numbers; what the units count themselves has none."""
    return Role.objects.get(code=SUPPLIERS[told]) if told in SUPPLIERS else None


def _series(row: dict[str, Any], solvik: Solvik, today: dt.date) -> Indicator:
    """Define one of the eight, with its months that are over."""
    indicator = _defined(row, solvik)
    unit = solvik.units[row["unit"]]
    whole = periods.last_whole("month", today)
    _save(indicator, unit.pk, (known for known in _months(row["code"]) if known.period <= whole))
    for place, day, text in row["notes"]:
        if dt.date.fromisoformat(day) <= today:
            by = solvik.people["koordinator.mh"]
            annotate(by=by, indicator=indicator, unit=solvik.units[place], day=dt.date.fromisoformat(day), text=text)
    if "freeze" in row:
        day, reason = row["freeze"]
        if dt.date.fromisoformat(day) <= today:
            by = solvik.people["koordinator.mh"]
            adjust(by=by, indicator=indicator, kind="freeze", day=dt.date.fromisoformat(day), reason=reason)
    return indicator


def _months(code: str) -> Iterator[Known]:
    counts = read_json("series_counts.json")
    with (TABLES / "indicators.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["ind"] == code]
    sampled = _sampled(code, rows) if code in SAMPLE else []
    for place, row in enumerate(rows):
        period = dt.date(int(row["year"]), int(row["month"]), 1)
        if code in BEDS:
            beds = sum(counts["beds"][BEDS[code]].values())
            days = beds * calendar.monthrange(period.year, period.month)[1]
            yield Known(period, judging.Given(Decimal(counts[FALLS[code]][place]), Decimal(days)))
        elif code in COUNTED:
            table_name, of = COUNTED[code]
            yield Known(period, judging.Given(Decimal(counts[table_name][place]), Decimal(of)))
        elif code in SAMPLE:
            yield Known(period, judging.Given(Decimal(sampled[place]), Decimal(SAMPLE[code][1])))
        else:
            yield Known(period, judging.Given(value=Decimal(row["value"])))


def _sampled(code: str, rows: list[dict[str, str]]) -> list[int]:
    """Find the counts behind the values, the sum of each year exact, and of the last one's months told (scenario 4.4)."""
    per, n = SAMPLE[code]
    parts: dict[tuple[str, bool], dict[int, int]] = {}
    for place, row in enumerate(rows):
        untold = row["year"] == str(YEARS[-1]) and int(row["month"]) > MONTHS_TOLD
        parts.setdefault((row["year"], untold), {})[place] = int(Decimal(row["value"]) * n)
    found: dict[int, int] = {}
    for weights in parts.values():
        found |= largest_remainder(nearest(1 / per, sum(weights.values())), weights)
    return [found[place] for place in sorted(found)]


def _yearly(row: list[Any], notes: dict[str, Any], solvik: Solvik, today: dt.date) -> Indicator | None:
    """Measure one target once a year; the year that runs has its figure so far."""
    code, *facts, values, source = row
    target = ResultTarget.objects.select_related("record__unit").filter(code=code).first()
    if target is None:
        return None
    told: dict[str, Any] = dict(zip(YEAR_FACTS, facts, strict=True))
    down = target.comparator in {"<", "<="}
    indicator = define(
        by=solvik.people["koordinator.mh"],
        code=code,
        title=target.record.title,
        unit=target.record.unit,
        at=noon("2024-01-08"),
        definition=target.text,
        exclusions=target.exclusions,
        cadence="year",
        direction="down" if down else "up",
        decimals=0,
        theme=read_json("indicators.json")["themes"].get(code, ""),
        source_name=source,
        data_owner=source,
        supplier=_supplier(source),
        about_staff=source == "HR",
        **{**told, "cumulative": bool(told["cumulative"])},
    )
    aim(by=None, indicator=indicator, result_target=target)
    known = [(dt.date(year, 1, 1), text) for year, text in zip(YEARS, values, strict=True)]
    _save(indicator, indicator.record.unit.pk, [Known(at, _given(text)) for at, text in known if text and at <= today])
    if code in notes and dt.date.fromisoformat(notes[code][0]) <= today:
        day, text = notes[code]
        unit, at = indicator.record.unit, dt.date.fromisoformat(day)
        annotate(by=solvik.people["koordinator.mh"], indicator=indicator, unit=unit, day=at, text=text)
    return indicator


def _given(text: str) -> judging.Given:
    """Read «17/21» as counts, «93» as the value."""
    top, slash, bottom = text.partition("/")
    return judging.Given(Decimal(top), Decimal(bottom)) if slash else judging.Given(value=Decimal(text))


def _save(indicator: Indicator, unit: int, known: Any) -> None:
    rows = []
    for period, given in known:
        told = min(periods.end(indicator.cadence, period) + ENTERED_AFTER, clock.today())
        rows.append(
            Measurement(
                indicator=indicator,
                unit_id=unit,
                period=period,
                numerator=given.numerator,
                denominator=given.denominator,
                value=judging.value_of(indicator.shape, indicator.per, given),
                source=indicator.source_kind,
                entered_at=noon(told.isoformat()),
            )
        )
    Measurement.objects.bulk_create(rows)


def _tie(measured_by: dict[str, str], made: dict[str, Indicator]) -> None:
    """Let three of the eight series measure a target of the plans."""
    for code, series in measured_by.items():
        target = ResultTarget.objects.filter(code=code).first()
        if target:
            aim(by=None, indicator=made[series], result_target=target, baseline_day=START)
    aim(
        by=None,
        indicator=made["I08"],
        comparator=">=",
        value=Decimal(50),
        purpose=Purpose.BENCHMARK,
        words="sterk heltidskultur",
    )


def _coverage(code: str) -> None:
    """Let Merkbar count for itself whether each unit has measures for each focus area."""
    target = ResultTarget.objects.select_related("record__unit").filter(code=code).first()
    if target is None:
        return
    indicator = define(
        by=None,
        code=code,
        title=target.record.title,
        unit=target.record.unit,
        at=noon("2024-01-08"),
        definition=target.text,
        shape="share",
        direction="up",
        cadence="tertial",
        dimension="ledelse",
        facet="process",
        source_kind="own",
        source_code="goals.coverage",
        source_name="Merkbar",
        decimals=0,
    )
    aim(by=None, indicator=indicator, result_target=target)
