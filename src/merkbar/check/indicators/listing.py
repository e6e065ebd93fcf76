"""The list of indicators: one line each, at the unit that was asked for, with its verdict as it is kept.

Four statements, whatever is measured: indicators, what their series say, the units of the filter, and the targets.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import F, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators import goal_status, periods, readings, words
from merkbar.check.indicators.models import Dimension, Indicator, IndicatorTarget, KeptVerdict
from merkbar.check.indicators.models.reach import answered_for, answers_for
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.ui.charts import sparkline
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.status import Status

ALL: Final = "alle"
VERDICTS: Final[tuple[tuple[str, Promise], ...]] = (
    ("worse", _("Verre")),
    ("better", _("Bedre")),
    ("change", _("Endring")),
    ("none", _("Ingen endring")),
    ("trend", _("Trend, ikke testet")),
    ("season", _("Sesong, ikke testet")),
    ("too_little", _("For lite data")),
)
UNREAD: Final = ("definition", "numerator", "denominator", "exclusions", "source_name", "data_owner", "record__search")
"""Long texts that no line shows."""
ORDERS: Final[tuple[tuple[str, Promise], ...]] = (("verst", _("Verst først")), ("navn", _("Navn")), ("kode", _("Kode")))


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for. `unit` None: everything within reach. `is_own`: the unit is one's own, none was named."""

    unit: Unit | None = None
    is_own: bool = False
    dimension: str = ""
    verdict: str = ""
    mine: bool = False
    order: str = "verst"

    @property
    def is_narrowed(self) -> bool:
        """Whether something beyond the unit is asked for."""
        return bool(self.dimension or self.verdict or self.mine)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in one unit."""

    indicator: Indicator
    unit: Unit
    kept: KeptVerdict | None
    status: Status | None
    is_elsewhere: bool = False

    @property
    def word(self) -> str:
        """The verdict; nothing measured is too little."""
        return self.kept.word if self.kept else "too_little"

    @property
    def sign(self) -> str:
        """The name of its sign."""
        return words.sign_of(self.word)

    @property
    def found(self) -> str:
        """Since when."""
        kept = self.kept
        return words.found(kept.word, self.indicator.cadence, kept.since, kept.facts) if kept else ""

    @property
    def status_sign(self) -> str:
        """The sign of the plan's target, when there is one."""
        return words.STATUS_SIGNS[self.status.word] if self.status else ""

    @property
    def chart(self) -> SafeString:
        """The small chart."""
        facts = self.kept.facts if self.kept else {}
        return sparkline(facts.get("line", []), facts.get("median"))

    @property
    def period(self) -> str:
        """The period of the latest value."""
        last = self.kept.last_period if self.kept else None
        return periods.name(self.indicator.cadence, last) if last else ""


def units(standing: Standing) -> list[Unit]:
    """Units within reach in which something is measured, in the order of the tree."""
    measured = readings.kept(standing).order_by().values("unit")
    return list(Unit.objects.filter(pk__in=measured).order_by("path"))


def read(asked: QueryDict, choices: Sequence[Unit], standing: Standing) -> Filter:
    """Read the address; what is not known there is left out. Without a unit one's own is meant."""
    code = clean_text(asked.get("enhet", ""))[:30]
    own = standing.main.unit_code if standing.main else ""
    wanted = code or own
    dimension, verdict = clean_text(asked.get("side", "")), clean_text(asked.get("vurdering", ""))
    order = clean_text(asked.get("rekke", ""))
    return Filter(
        unit=next((unit for unit in choices if unit.code == wanted), None),
        is_own=not code,
        dimension=dimension if dimension in Dimension.values else "",
        verdict=verdict if verdict in dict(VERDICTS) else "",
        mine=asked.get("mine") == "ja",
        order=order if order in dict(ORDERS) else "verst",
    )


def lines(standing: Standing, wanted: Filter) -> list[Line]:
    """Every indicator that the filter asks for, in its order; with one's own unit also what one answers for elsewhere."""
    seen = Indicator.objects.visible_to(standing).in_use().select_related("record__unit").defer(*UNREAD)
    if wanted.dimension:
        seen = seen.filter(dimension=wanted.dimension)
    said = _said(standing, wanted.unit)
    found = [line for one in seen if (line := _line(one, wanted, said, standing))]
    if wanted.mine:
        found = [line for line in found if is_mine(line.indicator, standing)]
    if wanted.verdict:
        found = [line for line in found if line.word == wanted.verdict]
    return _ordered(_with_status(found, standing), wanted.order)


def _said(standing: Standing, unit: Unit | None) -> dict[tuple[int, int], KeptVerdict]:
    """What series say in the unit itself, and at the top of what is measured."""
    at = Q(unit=F("indicator__record__unit"))
    if unit:
        at |= Q(unit=unit)
    return {(one.indicator_id, one.unit_id): one for one in readings.kept(standing).filter(at)}


def _line(
    indicator: Indicator, wanted: Filter, said: dict[tuple[int, int], KeptVerdict], standing: Standing
) -> Line | None:
    """Place an indicator: at the unit when it is measured there, at its own top when that lies in the unit, or is theirs."""
    unit, top = wanted.unit, indicator.record.unit
    if unit and (own := said.get((indicator.pk, unit.pk))):
        return Line(indicator, unit, own, None)
    outside = unit is not None and not top.path.startswith(unit.path)
    if outside and not (wanted.is_own and answers_for(standing, indicator)):
        return None
    if (outside or unit is None) and not readings.may_see_at(standing, indicator, top):
        return None
    return Line(indicator, top, said.get((indicator.pk, top.pk)), None, is_elsewhere=outside)


def is_mine(indicator: Indicator, standing: Standing) -> bool:
    """Whether the person answers for it: owner, supplier, or leader of the unit where nobody is named."""
    if answers_for(standing, indicator):
        return True
    if indicator.record.owner_id:
        return indicator.record.owner_id == standing.person.pk
    return any(seat.leads and seat.unit == indicator.record.unit_id for seat in standing.seats)


def answers_for_some(standing: Standing) -> bool:
    """Whether the person owns an indicator by a post or delivers one by a role."""
    seen = Indicator.objects.visible_to(standing).in_use()
    return seen.filter(answered_for(standing, Right.READ_INDICATORS)).exists()


def _with_status(found: Sequence[Line], standing: Standing) -> list[Line]:
    """Say how the plans' targets stand, on the lines of the units they hold for."""
    tops = [line.indicator.pk for line in found if line.unit.pk == line.indicator.record.unit_id]
    seen = ResultTarget.objects.visible_to(standing).values("pk")
    ties = (
        IndicatorTarget.objects.holding()
        .filter(indicator__in=tops, result_target__in=seen)
        .select_related("result_target")
    )
    measured = {line.indicator.pk: line.indicator for line in found}
    tied = {}
    for tie in ties:
        if tie.result_target:
            tie.indicator = measured[tie.indicator_id]
            tied[tie.indicator_id] = (tie.result_target, tie)
    status = goal_status.of_ties(list(tied.values()), standing.day) if tied else {}
    made = []
    for line in found:
        own = tied.get(line.indicator.pk) if line.unit.pk == line.indicator.record.unit_id else None
        made.append(replace(line, status=status.get(own[0].pk) if own else None))
    return made


def _ordered(found: Sequence[Line], order: str) -> list[Line]:
    if order == "navn":
        return sorted(found, key=lambda line: line.indicator.record.title.casefold())
    if order == "kode":
        return sorted(found, key=lambda line: line.indicator.code)
    return sorted(found, key=lambda line: (words.rank(line.word), _newest(line), line.indicator.code))


def _newest(line: Line) -> int:
    """Let the change that was seen last come first."""
    day = words.day_of(line.kept.facts) if line.kept else None
    return -day.toordinal() if day else 0


def counts(found: Sequence[Line]) -> dict[str, int]:
    """Count what the lead says: worse, better, targets reached."""
    said = [line.word for line in found]
    reached = sum(line.status is not None and line.status.word == "reached" for line in found)
    return {"worse": said.count("worse"), "better": said.count("better"), "reached": reached, "all": len(found)}


def late(found: Sequence[Line], day: dt.date) -> list[Line]:
    """Lines whose numbers somebody should have given: the last whole period has none."""
    given = [line for line in found if line.indicator.source_kind != "own" and line.kept and line.kept.last_period]
    return [line for line in given if _is_late(line, day)]


def _is_late(line: Line, day: dt.date) -> bool:
    cadence, last = line.indicator.cadence, line.kept.last_period if line.kept else None
    return last is not None and last < periods.last_whole(cadence, day)
