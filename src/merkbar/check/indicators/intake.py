"""Values on their way in, whether typed, read from a file or sent by another system: judged line by line, kept all or none.

Nothing is written here. What may be kept becomes changes, what may not becomes findings with row, column and a sentence.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from merkbar.check.indicators import judging, periods, policy
from merkbar.check.indicators.columns import FIELDS, Line
from merkbar.check.indicators.models import Indicator, Measurement, SourceKind
from merkbar.ground.access.standing import Standing
from merkbar.ground.units.models import Unit

EXAMPLES: Final = {"month": "2026-08", "tertial": "2026-T2", "year": "2026"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A row, a column and a sentence about what is wrong there."""

    number: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value that may be kept; `before` is the one it corrects."""

    number: int
    indicator: Indicator
    unit: Unit
    period: dt.date
    given: judging.Given
    value: Decimal | None
    before: Measurement | None = None


@dataclass
class Intake:
    """What a set of lines comes to."""

    added: list[Change] = field(default_factory=list)
    corrected: list[Change] = field(default_factory=list)
    same: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        """List all that would be written."""
        return [*self.added, *self.corrected]


class Wrong(Exception):
    """One line cannot be kept: which column, and why."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def judge(lines: Sequence[Line], *, standing: Standing | None, day: dt.date) -> Intake:
    """Judge lines against what is defined and what is known. `standing` None: the operator, who may enter everywhere."""
    known = _Known(lines, standing, day)
    found = Intake()
    read: list[Change] = []
    first_row: dict[tuple[int, int, dt.date], int] = {}
    for line in lines:
        try:
            change = _read(line, known)
            _once(change, first_row)
            read.append(change)
        except Wrong as wrong:
            found.findings.append(Finding(line.number, wrong.column, str(wrong)))
    _sort_out(read, found)
    return found


def _once(change: Change, first_row: dict[tuple[int, int, dt.date], int]) -> None:
    key = (change.indicator.pk, change.unit.pk, change.period)
    if key in first_row:
        sentence = _("samme indikator, enhet og periode står også i rad %(row)s.") % {"row": first_row[key]}
        raise Wrong("period", sentence)
    first_row[key] = change.number


def _sort_out(read: Iterable[Change], found: Intake) -> None:
    """Tell what is new from what corrects and what is known already."""
    read = list(read)
    current = {
        (row.indicator_id, row.unit_id, row.period): row
        for row in Measurement.objects.filter(
            current=True,
            indicator__in={change.indicator.pk for change in read},
            unit__in={change.unit.pk for change in read},
            period__in={change.period for change in read},
        )
    }
    for change in read:
        before = current.get((change.indicator.pk, change.unit.pk, change.period))
        if before is None:
            found.added.append(change)
        elif (before.numerator, before.denominator, before.value) == _kept(change):
            found.same += 1
        else:
            found.corrected.append(
                Change(change.number, change.indicator, change.unit, change.period, change.given, change.value, before)
            )


def _kept(change: Change) -> tuple[Decimal | None, ...]:
    return change.given.numerator, change.given.denominator, change.value


class _Known:
    """What the lines may refer to, read once."""

    def __init__(self, lines: Sequence[Line], standing: Standing | None, day: dt.date) -> None:
        self.day = day
        indicators = Indicator.objects.visible_to(standing) if standing else Indicator.objects.all()
        self.indicators = {one.code.lower(): one for one in indicators.select_related("record__unit")}
        self.units: Mapping[str, list[Unit]] = _by_words(lines)
        self.standing = standing

    def may_enter(self, indicator: Indicator, unit: Unit) -> bool:
        return self.standing is None or policy.may_enter_at(self.standing, indicator, unit)


def _by_words(lines: Sequence[Line]) -> Mapping[str, list[Unit]]:
    """Find units by code, else by name or short name, in small letters."""
    asked = {line.unit.strip().lower() for line in lines}
    by_code: dict[str, list[Unit]] = {}
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.all():
        by_code[unit.code.lower()] = [unit]
        for said in {unit.name.lower(), unit.short_name.lower()} & asked:
            by_name[said].append(unit)
    return {**by_name, **by_code}


def _read(line: Line, known: _Known) -> Change:
    indicator = known.indicators.get(line.indicator.strip().lower())
    if indicator is None:
        raise Wrong("indicator", _("indikatoren «%(code)s» finnes ikke.") % {"code": line.indicator[:40]})
    if indicator.source_kind == SourceKind.OWN:
        raise Wrong("indicator", _("%(code)s regner Merkbar selv.") % {"code": indicator.code})
    if not indicator.active:
        raise Wrong("indicator", _("%(code)s er ikke i bruk lenger.") % {"code": indicator.code})
    period = _period(line, indicator, known.day)
    unit = _unit(line, indicator, known, period)
    given = judging.Given(**{name: _number(line, name) for name in FIELDS})
    for column, sentence in judging.faults(indicator.shape, given):
        raise Wrong(column, sentence)
    _fits(given)
    value = judging.value_of(indicator.shape, indicator.per, given)
    _is_kept_whole(value)
    return Change(line.number, indicator, unit, period, given, value)


def _fits(given: judging.Given) -> None:
    """Refuse more decimals than are kept, so that a file read again is the same and no denominator becomes nothing."""
    for name in ("numerator", "denominator"):
        counted = getattr(given, name)
        if counted is not None and counted != counted.quantize(Decimal("0.0001")):
            raise Wrong(name, _("har mer enn fire desimaler."))


def _is_kept_whole(value: Decimal | None) -> None:
    """Refuse a value that is larger than any figure, or finer than is kept."""
    if value is not None and abs(value) >= judging.LARGEST:
        raise Wrong("value", _("blir større enn noe tall kan være. Se over teller og nevner."))
    if value is not None and value != value.quantize(judging.PLACES):
        raise Wrong("value", _("har mer enn seks desimaler."))


def _period(line: Line, indicator: Indicator, day: dt.date) -> dt.date:
    try:
        period = periods.read(indicator.cadence, line.period)
    except periods.NotAPeriod as error:
        example = EXAMPLES[indicator.cadence]
        sentence = _("«%(text)s» er ikke en periode. Skriv den slik: %(example)s.")
        raise Wrong("period", sentence % {"text": line.period[:40], "example": example}) from error
    if period > day:
        raise Wrong(
            "period", _("%(period)s har ikke begynt ennå.") % {"period": periods.name(indicator.cadence, period)}
        )
    return period


def _unit(line: Line, indicator: Indicator, known: _Known, period: dt.date) -> Unit:
    found = known.units.get(line.unit.strip().lower(), [])
    if len(found) > 1:
        codes = ", ".join(sorted(unit.code for unit in found))
        raise Wrong(
            "unit",
            _("flere enheter heter «%(unit)s»: bruk koden (%(codes)s).") % {"unit": line.unit[:60], "codes": codes},
        )
    if not found or not known.may_enter(indicator, found[0]):
        raise Wrong(
            "unit",
            _("enheten «%(unit)s» finnes ikke, eller du fører ikke inn tall for den.") % {"unit": line.unit[:60]},
        )
    unit = found[0]
    if not unit.path.startswith(indicator.record.unit.path):
        facts = {"code": indicator.code, "top": indicator.record.unit.short, "unit": unit.short}
        raise Wrong("unit", _("%(code)s måles i %(top)s, og %(unit)s ligger utenfor.") % facts)
    closed = unit.valid_to is not None and unit.valid_to <= period
    if closed or unit.valid_from > periods.end(indicator.cadence, period):
        facts = {"unit": unit.short, "period": periods.name(indicator.cadence, period)}
        raise Wrong("unit", _("%(unit)s fantes ikke i %(period)s.") % facts)
    return unit


def _number(line: Line, name: str) -> Decimal | None:
    text = getattr(line, name)
    try:
        return judging.number(text)
    except judging.NotANumber as error:
        raise Wrong(name, _("«%(text)s» er ikke et tall.") % {"text": text[:40]}) from error
