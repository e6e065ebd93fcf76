"""NHS England's Making Data Count: XmR limits, four rules, one label per point, an icon for variation and one for assurance.

Two things differ from NHSRplotthedots on purpose: points without a value are left out before the rules and the icon is that
of the last value that exists; and without limits nothing is said of a target, rather than «inconsistent».
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from merkbar.check.indicators.figures import numbers, ptd_rules, series
from merkbar.check.indicators.figures.numbers import Values, known, mean, mean_range, side
from merkbar.check.indicators.figures.saying import Said, gettext_noop
from merkbar.check.indicators.figures.series import refuse
from merkbar.check.indicators.figures.shewhart import ALMOST_NONE, NO_VARIATION

OPTIONS: Final = frozenset({"improvement_direction", "target", "rebase", "fix_after_n_points", "screen_outliers"})
WIDTH: Final = 2.66
"""Mean moving ranges from the mean to a limit, as Making Data Count rounds 3/1.128."""
NEAR: Final = 2 * WIDTH / 3
FIXED_FROM: Final = 12
"""Fewest points that limits may be fixed on."""
SHORT: Final = 13
"""A group with fewer points is marked as short."""
UNSURE: Final = gettext_noop("For lite data til å si om målet nås: det finnes ingen grenser ennå.")


@dataclass(slots=True)
class Judged:
    """One place per point."""

    centre: Values = field(default_factory=list)
    lower: Values = field(default_factory=list)
    upper: Values = field(default_factory=list)
    outside: list[int | None] = field(default_factory=list)
    close: list[int | None] = field(default_factory=list)
    sides: list[int | None] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)


def ptd(given: object, options: Mapping[str, Any]) -> dict[str, Any]:
    """Judge a series by the rules of Making Data Count; the fields are those of the shared fixtures."""
    direction, target = _choices(options)
    read = series.read(given, "ptd", {})
    fixed = options.get("fix_after_n_points")
    screened = options.get("screen_outliers", True)
    judged = Judged()
    for number, (first, after) in enumerate(_groups(read.x, options.get("rebase"))):
        _judge(judged, read.value[first:after], number, fixed=fixed, screened=screened)
    types = [ptd_rules.point_type(label, direction) for label in judged.labels]
    last = max((place for place, value in enumerate(read.value) if value is not None), default=None)
    variation = types[last] if last is not None else ptd_rules.COMMON
    assurance = _assurance(judged, last, target, direction)
    return {
        "x": read.x,
        "y": read.value,
        "mean": judged.centre,
        "lpl": judged.lower,
        "upl": judged.upper,
        "outside_limits": judged.outside,
        "close_to_limits": judged.close,
        "relative_to_mean": judged.sides,
        "special_cause_type": judged.labels,
        "point_type": types,
        "short_group_warning": judged.short,
        "variation_type": variation,
        "variation_icon": ptd_rules.icon(judged.labels[last] if last is not None else "", direction),
        "assurance_type": assurance,
        "assurance_icon": ptd_rules.ASSURANCE[assurance] if assurance else None,
        **({"rebase_group": judged.group} if judged.group[-1] else {}),
        **({"notes": list(dict.fromkeys(str(note) for note in judged.notes))} if judged.notes else {}),
    }


def _choices(options: Mapping[str, Any]) -> tuple[str, float | None]:
    """Check the options; gives the direction and the target."""
    unknown = sorted(set(options) - OPTIONS)
    if unknown:
        raise refuse(gettext_noop("Ukjent valg: %(name)s."), name=unknown[0][:40])
    direction = options.get("improvement_direction", "increase")
    if direction not in ("increase", "decrease", "neutral"):
        raise refuse(gettext_noop("«improvement_direction» må være increase, decrease eller neutral."))
    target = options.get("target")
    if target is not None and not series.is_number(target):
        raise refuse(gettext_noop("«target» må være et tall."))
    fixed = options.get("fix_after_n_points")
    if fixed is not None and (isinstance(fixed, bool) or not isinstance(fixed, int) or fixed < FIXED_FROM):
        raise refuse(gettext_noop("«fix_after_n_points» må være et helt tall, minst 12."))
    if not isinstance(options.get("screen_outliers", True), bool):
        raise refuse(gettext_noop("«screen_outliers» må være true eller false."))
    return direction, target


def _groups(x: Sequence[Any], rebase: object) -> list[tuple[int, int]]:
    """First place and place after the last of each group; a date that is no point's starts none."""
    wanted = rebase if isinstance(rebase, list) else [] if rebase is None else [rebase]
    if any(isinstance(one, bool) or not isinstance(one, str | int | float) for one in wanted):
        raise refuse(gettext_noop("«rebase» må være en dato, eller en liste med datoer."))
    starts = [place for place, day in enumerate(x) if place == 0 or day in wanted]
    return list(zip(starts, [*starts[1:], len(x)], strict=True))


def _judge(judged: Judged, values: Values, number: int, *, fixed: int | None, screened: bool) -> None:
    """Judge one group and put it after those before it."""
    base = values[:fixed] if fixed else values
    centre = mean(known(base))
    range_ = mean_range(base, screened=screened)
    moved = known(numbers.ranges(base))
    if not numbers.varies(range_, base):
        range_ = None
        varied = bool(moved) and numbers.varies(max(moved), base)
        judged.notes += [Said(ALMOST_NONE if varied else NO_VARIATION)] if moved else []
    bands = [None if centre is None or range_ is None else centre + k * range_ for k in (-WIDTH, -NEAR, NEAR, WIDTH)]
    sides = [side(value, centre) for value in values]
    outside = [_beyond(value, bands[0], bands[3]) for value in values]
    near = [_beyond(value, bands[1], bands[2]) for value in values]
    close = [None if o is None or n is None else int(n and not o) for o, n in zip(outside, near, strict=True)]
    existing = [place for place, value in enumerate(values) if value is not None]
    marks = ptd_rules.labels(
        known(values),
        [sides[place] or 0 for place in existing],
        [bool(outside[place]) for place in existing],
        [bool(close[place]) for place in existing],
    )
    by_place = dict(zip(existing, marks, strict=True))
    judged.centre += [centre] * len(values)
    judged.lower += [bands[0]] * len(values)
    judged.upper += [bands[3]] * len(values)
    judged.outside += outside
    judged.close += close
    judged.sides += sides
    judged.labels += [by_place.get(place, ptd_rules.NOTHING) for place in range(len(values))]
    judged.short += [int(len(existing) < SHORT)] * len(values)
    judged.group += [number] * len(values)


def _beyond(value: float | None, low: float | None, high: float | None) -> int | None:
    if value is None or low is None or high is None:
        return None
    return int(side(value, low) == -1 or side(value, high) == 1)


def _assurance(judged: Judged, last: int | None, target: float | None, direction: str) -> str | None:
    """What the limits promise of the target; nothing when there are none."""
    if target is None or direction == "neutral":
        return None
    low, high = (judged.lower[last], judged.upper[last]) if last is not None else (None, None)
    if low is None or high is None:
        judged.notes.append(Said(UNSURE))
        return None
    above, below = side(target, high) == 1, side(target, low) == -1
    if not above and not below:
        return "inconsistent"
    return "consistent_fail" if above == (direction == "increase") else "consistent_pass"
