"""What is measured and how its series are read: define, edit, aim, adjust. Each change has who, when and why."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.check.indicators import sources
from merkbar.check.indicators.models import (
    Adjustment,
    Cadence,
    Comparator,
    Dimension,
    Direction,
    Indicator,
    IndicatorTarget,
    Purpose,
    Shape,
    SourceKind,
)
from merkbar.check.indicators.writes.verdicts import keep_all_verdicts
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Record, StateGroup
from merkbar.ground.records.writes import claim, note, open_record, reindex
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.models import ResultTarget

KIND: Final = "indicator"
PREFIX: Final = "IN"
CODE: Final = re.compile(r"[0-9A-ZÆØÅ][0-9A-ZÆØÅ._-]*")
"""A code stands in addresses and in the headings of files."""
FACTS: Final = frozenset(
    {
        "definition", "numerator", "denominator", "exclusions", "shape", "per", "unit_word", "decimals", "direction",
        "cadence", "cumulative", "adds_up", "dimension", "facet", "source_kind", "source_code", "source_name",
        "data_owner", "minimum_n", "about_staff", "chart", "engine", "seasonal", "theme", "measured_from", "active",
        "owner_post", "supplier",
    }
)  # fmt: skip
"""Fields of an indicator that a form or a table may set."""


@write
def define(
    *, by: Person | None, code: str, title: str, unit: Unit, owner: Person | None = None, at: Any = None, **facts: Any
) -> Indicator:
    """Start an indicator that is measured in `unit` and below it. Its owner holds `owner_post`, else is `owner`."""
    now, post = at or clock.now(), facts.get("owner_post")
    code = code.strip().upper()
    if not CODE.fullmatch(code):
        raise ValidationError({"code": _("Bruk bokstaver, tall, strek og punktum i koden: I09")})
    record = open_record(
        by=by,
        kind=KIND,
        prefix=PREFIX,
        title=title.strip(),
        unit=unit,
        at=now,
        owner=post.person if post else owner,
        access=Access.UNIT,
    )
    indicator = Indicator(record=record, code=code, **_known(facts))
    _settle(indicator, is_new=True)
    note(record=record, by=by, step="define", text=indicator.definition, at=now)
    return indicator


@write
def edit(*, by: Person | None, indicator: Indicator, seen: int, title: str, **facts: Any) -> Indicator:
    """Change the definition; what has been measured stays as it was measured. Without another seat the owner stays."""
    record = claim(indicator.record, seen=seen)
    fresh = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    fresh.record = record
    was = {name: getattr(fresh, name) for name in ("shape", "per", "cadence")}
    owned_by = fresh.owner_post_id
    for name, value in _known(facts).items():
        setattr(fresh, name, value)
    changed = [name for name, value in was.items() if getattr(fresh, name) != value]
    if changed and fresh.measurements.exists():
        sentence = _("Dette kan ikke endres når det finnes målinger. Lag en ny indikator i stedet.")
        raise ValidationError(dict.fromkeys(changed, sentence))
    record.title = title.strip()
    if fresh.owner_post_id != owned_by:
        record.owner = fresh.owner_post.person if fresh.owner_post else None
    record.state_group = StateGroup.OPEN if fresh.active else StateGroup.DONE
    record.closed_at = None if fresh.active else clock.now()
    _settle(fresh)
    note(record=record, by=by, step="edit", text=_("Definisjonen er endret."))
    keep_all_verdicts(by=by, indicators=[fresh])
    return fresh


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - FACTS
    if unknown:
        raise TypeError(sorted(unknown))
    return facts


def _settle(indicator: Indicator, *, is_new: bool = False) -> None:
    record = indicator.record
    _fits(indicator)
    record.full_clean(exclude=["search"])
    indicator.full_clean(exclude=["record"])
    record.save(update_fields=["title", "owner", "state_group", "closed_at", "version"])
    indicator.save(force_insert=is_new)
    reindex(record, f"{indicator.code} {indicator.definition} {indicator.numerator} {indicator.denominator}")


def _fits(indicator: Indicator) -> None:
    """Let the system's own figures have the shape they are counted in; a share is always in per cent."""
    source = sources.of(indicator.source_code)
    if indicator.source_kind == SourceKind.OWN and source:
        indicator.shape, indicator.per = source.shape, source.per
    if indicator.shape == Shape.SHARE:
        indicator.per, indicator.unit_word = 1, "%"


DRAWN: Final = ("purpose", "comparator", "value", "deadline", "valid_from", "words")
"""What tells one line from another."""


@write
def aim(
    *,
    by: Person | None,
    indicator: Indicator,
    result_target: ResultTarget | None = None,
    comparator: str = "",
    value: Decimal | None = None,
    value_to: Decimal | None = None,
    purpose: str = Purpose.TARGET,
    deadline: dt.date | None = None,
    valid_from: dt.date | None = None,
    baseline: Decimal | None = None,
    baseline_day: dt.date | None = None,
    words: str = "",
) -> IndicatorTarget:
    """Draw a target or a benchmark. One that belongs to a plan takes its comparator, value and deadline from there.

    The same line again changes nothing.
    """
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    drawn = IndicatorTarget(
        indicator=indicator,
        result_target=result_target,
        comparator="" if result_target else comparator,
        value=None if result_target else value,
        value_to=None if result_target else value_to,
        purpose=purpose,
        deadline=None if result_target else deadline,
        valid_from=valid_from,
        baseline=baseline,
        baseline_day=baseline_day,
        words=words.strip(),
    )
    drawn.full_clean()
    same = {name: getattr(drawn, name) for name in DRAWN}
    if not result_target and (known := indicator.targets.filter(result_target=None, **same).first()):
        return known
    drawn.save()
    note(record=indicator.record, by=by, step="aim", text=words or str(drawn))
    return drawn


@write
def drop_aim(*, by: Person | None, target: IndicatorTarget) -> None:
    """Take a target or benchmark away; the history keeps it."""
    note(record=target.indicator.record, by=by, step="drop_aim", text=target.words or str(target))
    target.delete()


@write
def adjust(
    *, by: Person | None, indicator: Indicator, kind: str, day: dt.date, reason: str, unit: Unit | None = None
) -> Adjustment:
    """Freeze the limits, begin a new part or leave a point out, with the reason everybody can read."""
    made = Adjustment(
        indicator=indicator, unit=unit, kind=kind, day=day, reason=reason.strip(), made_at=clock.now(), made_by=by
    )
    made.full_clean()
    made.save()
    note(record=indicator.record, by=by, step="adjust", text=made.reason)
    keep_all_verdicts(by=by, indicators=[indicator])
    return made


@write
def withdraw(*, by: Person | None, adjustment: Adjustment) -> None:
    """Read the series as before; the history keeps what was tried."""
    indicator = adjustment.indicator
    note(record=indicator.record, by=by, step="withdraw", text=adjustment.reason)
    adjustment.delete()
    keep_all_verdicts(by=by, indicators=[indicator])


@write
def measure(*, by: Person | None, target: ResultTarget, at: Any = None) -> Record:
    """Make the indicator that a plan's target asks for, as far as the target says how; the rest is for its owner.

    A target that was tied to an indicator while the plan was a draft keeps it; one that follows a target of the version
    before goes on with its indicator, so that the curve does not begin anew with each revision.
    """
    chosen = Indicator.objects.select_related("record").filter(targets__result_target=target).first()
    if chosen is not None:
        return chosen.record
    if before := _measured_before(target):
        baseline = before.baseline if target.baseline is None else target.baseline
        aim(by=by, indicator=before.indicator, result_target=target, baseline=baseline)
        return before.indicator.record
    share = target.unit_text.strip() in {"%", "prosent"} or target.per_unit
    shape = Shape.SHARE if share else Shape.COUNT if target.comparator else Shape.DONE
    own = target.source_kind == SourceKind.OWN and sources.of(target.source_code) is not None
    upward = target.comparator not in {Comparator.LESS, Comparator.AT_MOST}
    indicator = define(
        by=by,
        code=_free_code(target),
        title=target.record.title,
        unit=target.record.unit,
        owner=target.record.owner,
        at=at,
        definition=target.text,
        exclusions=target.exclusions[:300],
        shape=shape,
        unit_word=target.unit_text[:40],
        decimals=0 if shape == Shape.COUNT else 1,
        direction=target.direction or (Direction.UP if upward else Direction.DOWN),
        cadence=target.cadence or Cadence.YEAR,
        cumulative=shape == Shape.COUNT and upward,
        dimension=Dimension.PROFESSIONAL,
        source_kind=SourceKind.OWN if own else _kind_by_hand(target),
        source_code=target.source_code if own else "",
    )
    aim(by=by, indicator=indicator, result_target=target, baseline=target.baseline)
    return indicator.record


def _kind_by_hand(target: ResultTarget) -> str:
    """Whether the numbers that Merkbar does not count come in a file or are typed."""
    return SourceKind.IMPORT if target.source_kind == SourceKind.IMPORT else SourceKind.MANUAL


def _measured_before(target: ResultTarget) -> IndicatorTarget | None:
    """How the same target was measured in the version before, when it is still told in the same unit."""
    same = IndicatorTarget.objects.select_related("indicator__record").filter(indicator__active=True)
    return same.filter(
        result_target=target.follows_id,
        result_target__unit_text=target.unit_text,
        result_target__per_unit=target.per_unit,
    ).first()


def _free_code(target: ResultTarget) -> str:
    """The target's own code, or with a number after it when another indicator has it."""
    wanted = re.sub(r"[^0-9A-ZÆØÅ._-]+", "-", target.code.upper()).strip("._-")[:16] or "MÅL"
    taken = set(Indicator.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    return next(code for code in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if code not in taken)
