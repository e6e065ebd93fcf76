"""Indicators in the API: what is measured, the series of a unit, and values sent in by another system."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, ConfigDict, Field

from merkbar.check.indicators import periods, readings, writes
from merkbar.check.indicators.columns import Line
from merkbar.check.indicators.intake import Finding
from merkbar.check.indicators.models import Indicator, SourceKind
from merkbar.check.indicators.speech import verdict_on
from merkbar.ground.access.standing import Standing, standing_of
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit
from merkbar.web.api.auth import READ, WRITE
from merkbar.web.api.fields import Code, Limit, Text, cursor_of, parts_of
from merkbar.web.api.problems import Problem, wrong

router = Router(tags=["indicators"])
MOST_ROWS = 2_000
"""Values of one request."""


def as_text(value: Any) -> Any:
    """Read a number or its text; the number is judged with the other facts of its row."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | None):
        raise ValueError(_("Skriv et tall."))  # noqa: TRY004 - pydantic turns only ValueError into an answer
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}" if value - value == 0 else str(value)
    return "" if value is None else str(value)


Number = Annotated[str, BeforeValidator(as_text), Field(max_length=40)]


class IndicatorFilter(Schema):
    """Which part of the list, or of one unit."""

    unit: Code | None = None
    cursor: str | None = Field(None, max_length=200)
    limit: Limit = 50


class IndicatorLine(Schema):
    """What is measured. `value` is numerator ÷ denominator × `per`, in per cent for a share."""

    code: str
    title: str
    definition: str
    numerator: str
    denominator: str
    shape: str
    per: int
    unit_word: str
    direction: str
    cadence: str
    dimension: str
    source_kind: str
    minimum_n: int
    unit: str
    url: str


class IndicatorPage(Schema):
    """Some indicators by code, and where the next begin."""

    items: list[IndicatorLine]
    next: str | None


class SeriesFilter(Schema):
    """Whose series; without a unit that of the indicator's own."""

    unit: Code | None = None


class SeriesPoint(Schema):
    """One period: `2026-08`, `2026-T2` or `2026`. `held_back`: not shown, because it is about few."""

    period: str
    numerator: float | None
    denominator: float | None
    value: float | None
    held_back: bool


class SeriesNote(Schema):
    """What happened on a day."""

    day: dt.date
    text: str


class SeriesVerdict(Schema):
    """What the series says: better, worse, change, none, too_little, season or trend; when it was first to be seen."""

    word: str
    detected: str
    since: dt.date | None
    sentence: str


class SeriesAnswer(Schema):
    """Every period from the first to the last measured, and what they say."""

    code: str
    unit: str
    verdict: SeriesVerdict
    points: list[SeriesPoint]
    annotations: list[SeriesNote]


class Value(Schema):
    """One value: numerator and denominator, or the value itself."""

    model_config = ConfigDict(extra="forbid")
    unit: Code
    period: Code
    numerator: Number = ""
    denominator: Number = ""
    value: Number = ""


class Values(Schema):
    """Values of one indicator; all are kept or none. `reason` says why earlier ones are corrected."""

    model_config = ConfigDict(extra="forbid")
    measurements: list[Value] = Field(min_length=1, max_length=MOST_ROWS)
    reason: Text = ""


class Kept(Schema):
    """How many were new, corrected an earlier one, or were known."""

    added: int
    corrected: int
    unchanged: int


@router.get("", auth=READ, response=IndicatorPage, summary="Det som måles der du kan se")
def indicators(request: HttpRequest, query: Query[IndicatorFilter]) -> IndicatorPage:
    """List what is measured, by code."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    found = Indicator.objects.visible_to(standing).in_use().select_related("record__unit")
    if query.unit:
        found = found.filter(record__unit__in=Unit.objects.under(_unit(query.unit).path))
    if query.cursor:
        try:
            found = found.filter(code__gt=parts_of(query.cursor, 1)[0])
        except ValueError as error:
            raise wrong(("?cursor", _("Bruk verdien fra «next» slik den er."))) from error
    page = list(found.order_by("code")[: query.limit + 1])
    more = len(page) > query.limit
    return IndicatorPage(
        items=[_line(request, one) for one in page[: query.limit]],
        next=cursor_of(page[query.limit - 1].code) if more else None,
    )


@router.get("/{code}", auth=READ, response=IndicatorLine, summary="Én indikator")
def indicator(request: HttpRequest, code: str) -> IndicatorLine:
    """Read how one is defined."""
    return _line(request, _find(standing_of(request.user), code))  # type: ignore[arg-type]


@router.get("/{code}/series", auth=READ, response=SeriesAnswer, summary="Verdiene for en enhet")
def series(request: HttpRequest, code: str, query: Query[SeriesFilter]) -> SeriesAnswer:
    """Read the values of a unit, or of those below it added up."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    one = _find(standing, code)
    unit = _unit(query.unit) if query.unit else one.record.unit
    if not readings.may_see_at(standing, one, unit):
        raise Http404
    found = readings.series_of(one, unit, place=readings.place_of(standing, unit))
    said = verdict_on(found)
    detected = str(said.facts["detected"])
    return SeriesAnswer(
        code=one.code,
        unit=unit.code,
        verdict=SeriesVerdict(word=said.word, detected=detected, since=said.since, sentence=said.sentence),
        points=[_point(one, point) for point in found.points],
        annotations=[SeriesNote(day=note.day, text=note.text) for note in found.annotations],
    )


@router.put("/{code}/measurements", auth=WRITE, response=Kept, summary="Send inn verdier")
def measurements(request: HttpRequest, code: str, body: Values) -> Kept:
    """Keep every value or none. The same again changes nothing; another value corrects and keeps the old."""
    standing = standing_of(request.user)  # type: ignore[arg-type]
    one = _find(standing, code)
    if not standing.may(Right.ENTER_INDICATORS):
        raise Problem(403, _("Rollen din kan ikke føre inn målinger."))
    lines = [
        Line(number, one.code, row.unit, row.period, row.numerator, row.denominator, row.value)
        for number, row in enumerate(body.measurements)
    ]
    try:
        taken = writes.take_in(
            by=standing.person, lines=lines, source=SourceKind.IMPORT, standing=standing, reason=body.reason
        )
    except writes.Refused as refused:
        raise wrong(*map(_pointed, refused.findings)) from refused
    return Kept(added=taken.added, corrected=taken.corrected, unchanged=taken.same)


def _pointed(finding: Finding) -> tuple[str, str]:
    if finding.column == "indicator":
        return "", finding.sentence
    return f"/measurements/{finding.number}/{finding.column}", finding.sentence


def _find(standing: Standing, code: str) -> Indicator:
    seen = Indicator.objects.visible_to(standing).select_related("record__unit")
    found = None if "\0" in code else seen.filter(code__iexact=code[:30]).first()
    if found is None:
        raise Http404
    return found


def _unit(code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise wrong(("?unit", _("Enheten finnes ikke.")))
    return unit


def _point(one: Indicator, point: readings.Point) -> SeriesPoint:
    hidden = point.held_back
    return SeriesPoint(
        period=periods.key(one.cadence, point.period),
        numerator=None if hidden or point.numerator is None else float(point.numerator),
        denominator=None if hidden or point.denominator is None else float(point.denominator),
        value=None if point.value is None else float(point.value),
        held_back=hidden,
    )


def _line(request: HttpRequest, one: Indicator) -> IndicatorLine:
    return IndicatorLine(
        title=one.record.title,
        unit=one.record.unit.code,
        url=request.build_absolute_uri(f"/indikatorer/{one.code}/tall/"),
        **{name: getattr(one, name) for name in OWN_FIELDS},
    )


OWN_FIELDS = (
    "code", "definition", "numerator", "denominator", "shape", "per", "unit_word", "direction", "cadence", "dimension",
    "source_kind", "minimum_n",
)  # fmt: skip
