"""How a value is made of what was counted, what cannot be right, and how a value stands against a target.

Pure: no Django models, no clock. Every sentence is one that a person reads.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from django.utils.translation import gettext as _

from merkbar.check.indicators import periods
from merkbar.plan.goals.figures import meets

HUNDRED: Final = Decimal(100)
PLACES: Final = Decimal("0.000001")
LARGEST: Final = Decimal(10) ** 11
"""No figure of a municipality is larger; more is a slip of the keyboard."""
COUNTED_OF: Final = frozenset({"share", "rate"})
"""Shapes whose denominator counts chances, so that the numerator lies within it."""
Word = Literal["reached", "on_track", "missed", "unmeasured"]


class NotANumber(ValueError):
    """The text is no number that anything here can be."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed, read or computed for one unit and period."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None


def number(text: str) -> Decimal | None:
    r"""Read a number as Norwegians and machines write it; empty is None, anything else that is no number raises.

    >>> number("1 234,5"), number("47.1 %"), number("")
    (Decimal('1234.5'), Decimal('47.1'), None)
    """
    plain = "".join(text.split()).replace("\u2212", "-").removesuffix("%")
    if not plain:
        return None
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        found = Decimal(plain)
    except InvalidOperation as error:
        raise NotANumber(text) from error
    if not found.is_finite() or abs(found) >= LARGEST:
        raise NotANumber(text)
    return found


def value_of(shape: str, per: int, given: Given) -> Decimal | None:
    """The value: numerator ÷ denominator × per, the count itself, or what was given; nothing of nothing is None.

    >>> value_of("rate", 1000, Given(Decimal(13), Decimal(2480)))
    Decimal('5.241935')
    """
    if shape == "done" and given.value is not None:
        return given.value
    if given.denominator is not None and given.numerator is not None and shape != "count":
        if given.denominator == 0:
            return None
        found = given.numerator / given.denominator * (HUNDRED if shape == "share" else per)
        return found.quantize(PLACES) if abs(found) < LARGEST else found
    if shape in {"count", "done"} and given.value is None:
        return given.numerator
    return given.value


def faults(shape: str, given: Given) -> Iterator[tuple[str, str]]:
    """What cannot be right, as (field, sentence); nothing when it may be kept."""
    for field in ("numerator", "denominator"):
        counted = getattr(given, field)
        if counted is not None and counted < 0:
            yield field, _("er under null.")
            return
    yield from _of_each_other(shape, given)
    if given.value is not None and shape == "share" and not 0 <= given.value <= HUNDRED:
        yield "value", _("en andel må være fra 0 til 100 %.")
    if given.value is not None and shape == "done" and given.value not in {0, 1}:
        yield "value", _("skriv 1 når det er gjort, og 0 når det ikke er gjort.")


def _of_each_other(shape: str, given: Given) -> Iterator[tuple[str, str]]:
    top, bottom = given.numerator, given.denominator
    if top is None and bottom is None and given.value is None:
        yield "value", _("mangler.")
    elif bottom is not None and top is None:
        yield "numerator", _("mangler: det står bare en nevner.")
    elif bottom == 0 and top:
        yield "denominator", _("er 0, men telleren er over 0.")
    elif shape in COUNTED_OF and top is not None and bottom is None and given.value is None:
        yield "denominator", _("mangler: en andel trenger både teller og nevner.")
    elif shape in COUNTED_OF and top is not None and bottom is not None and top > bottom:
        yield "numerator", _("er større enn nevneren.")


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as it is judged. `comparator` empty: a milestone. `deadline` set: by then; else in each year.

    A span («mellom 5 og 10») goes from `value` to `value_to`, both within it.
    """

    comparator: str
    value: Decimal | None
    period: str = ""
    deadline: dt.date | None = None
    per_unit: bool = False
    baseline: Decimal | None = None
    baseline_day: dt.date | None = None
    value_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a series: its period, and the counts it was made of when they are known."""

    period: dt.date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A word, the measured value it stands on, the period it is from, and the counts behind it when it is one value."""

    word: Word
    measured: Decimal | None = None
    period: str = ""
    until: dt.date | None = None
    counts: tuple[Decimal, Decimal] | None = None


UNMEASURED: Final = Judged("unmeasured")


def whole(shape: str, per: int, readings: Sequence[Reading]) -> Decimal | None:
    """One figure for several periods: the counts added up where they are known, else the mean of the values.

    >>> months = [Reading(dt.date(2026, 1, 1), Decimal("19.8")), Reading(dt.date(2026, 2, 1), Decimal("20.2"))]
    >>> whole("mean", 1, months)
    Decimal('20.000000')
    """
    if not readings:
        return None
    if len(readings) == 1:
        return readings[0].value
    if shape == "count":
        return sum((one.value for one in readings), Decimal(0))
    if shape == "done":
        return readings[-1].value
    if all(one.numerator is not None and one.denominator is not None for one in readings):
        top = sum((one.numerator or Decimal(0) for one in readings), Decimal(0))
        bottom = sum((one.denominator or Decimal(0) for one in readings), Decimal(0))
        return value_of(shape, per, Given(top, bottom))
    return (sum((one.value for one in readings), Decimal(0)) / len(readings)).quantize(PLACES)


def judge(
    aim: Aim, readings: Sequence[Reading], *, shape: str, per: int, cadence: str, cumulative: bool, day: dt.date
) -> Judged:
    """How a target stands on `day`.

    Reached when the measured value meets the comparator. A year that is not over, with a figure that grows through it and
    is at most one behind an even pace, is on track; so is a deadline ahead, when the way from the baseline is at an even
    pace. A year without a figure is unmeasured, whatever the years before were.
    """
    known = sorted((one for one in readings if one.period <= day), key=lambda one: one.period)
    if aim.deadline and not aim.period:
        return _by_deadline(aim, known, shape=shape, cadence=cadence, day=day)
    span = "year" if aim.period in {"", "year"} else aim.period
    return _in_period(aim, known, span, shape=shape, per=per, cadence=cadence, cumulative=cumulative, day=day)


def _in_period(
    aim: Aim, known: Sequence[Reading], span: str, *, shape: str, per: int, cadence: str, cumulative: bool, day: dt.date
) -> Judged:
    first = periods.start(span, day) if span == "year" else periods.last_whole(span, day)
    if periods.LENGTHS[cadence] > periods.LENGTHS[span]:
        span, first = cadence, periods.start(cadence, day)
    last = periods.end(span, first)
    inside = [one for one in known if first <= one.period <= last]
    measured = whole(shape, per, inside)
    if measured is None:
        return UNMEASURED
    named = periods.name(span, first)
    until = periods.end(cadence, inside[-1].period)
    counts = _counts(inside)
    if not judgeable(aim, shape):
        return Judged("unmeasured", measured, named, until, counts)
    if met(aim, measured, shape):
        return Judged("reached", measured, named, until, counts)
    going = (
        cumulative
        and day <= last
        and _keeps_pace(aim, inside[-1], measured, periods.share_gone(first, last, day), shape)
    )
    return Judged("on_track" if going else "missed", measured, named, until, counts)


def _counts(inside: Sequence[Reading]) -> tuple[Decimal, Decimal] | None:
    only = inside[0] if len(inside) == 1 else None
    if only is None or only.numerator is None or only.denominator is None:
        return None
    return only.numerator, only.denominator


def judgeable(aim: Aim, shape: str) -> bool:
    """Whether there is anything to hold the value against: a number, a milestone, or each unit."""
    return bool(aim.comparator) or aim.per_unit or shape == "done"


def met(aim: Aim, measured: Decimal, shape: str) -> bool:
    """Whether a value meets the target; a milestone is met when it is done, by every unit where it is for each."""
    if shape == "share" and (aim.per_unit or not aim.comparator):
        return measured >= HUNDRED
    if not aim.comparator or aim.value is None:
        return measured >= 1
    return meets(aim.comparator, aim.value, measured, aim.value_to)


def _keeps_pace(aim: Aim, last: Reading, measured: Decimal, gone: float, shape: str) -> bool:
    """Whether a growing figure is at most one whole event, or one unit, behind an even pace."""
    above = aim.value_to is not None and measured > aim.value_to
    if aim.comparator in {"<", "<="} or above or measured <= 0:
        return False
    goal = HUNDRED if shape == "share" and (aim.per_unit or not aim.comparator) else (aim.value or Decimal(1))
    one = HUNDRED / last.denominator if shape == "share" and last.denominator else Decimal(1)
    return measured >= goal * Decimal(str(gone)) - one


def _by_deadline(aim: Aim, known: Sequence[Reading], *, shape: str, cadence: str, day: dt.date) -> Judged:
    if not known or aim.deadline is None:
        return UNMEASURED
    latest = known[-1]
    named, until = periods.name(cadence, latest.period), periods.end(cadence, latest.period)
    if met(aim, latest.value, shape):
        return Judged("reached", latest.value, named, until)
    if day > aim.deadline or aim.baseline is None or aim.value is None:
        return Judged("missed" if day > aim.deadline else "on_track", latest.value, named, until)
    begun = aim.baseline_day or known[0].period
    goal = aim.value if aim.value_to is None or aim.baseline <= aim.value else aim.value_to
    due = aim.baseline + (goal - aim.baseline) * Decimal(str(periods.share_gone(begun, aim.deadline, until)))
    upward = goal >= aim.baseline
    passed = aim.value_to is not None and (latest.value > aim.value_to if upward else latest.value < aim.value)
    ahead = not passed and (latest.value >= due if upward else latest.value <= due)
    return Judged("on_track" if ahead else "missed", latest.value, named, until)
