"""Centre and limits of one part of a chart: mean ± 3 S, each kind with its own S. Constants after Montgomery."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf, sqrt
from typing import Final

from merkbar.check.indicators.figures import numbers
from merkbar.check.indicators.figures.numbers import D2, D4, Values, finite, known, mean, mean_range, middle, ratio
from merkbar.check.indicators.figures.saying import Said, gettext_noop
from merkbar.check.indicators.figures.series import refuse

D4_NEAR: Final = 2.178
"""D4 at two instead of three standard deviations."""
G_MEDIAN: Final = 0.693
"""Median of a geometric distribution in means."""
NELSON: Final = 3.6
"""Root that makes times between events nearly normal (Nelson 1994)."""
NO_VARIATION: Final = gettext_noop("Verdiene varierer ikke. Da finnes det ingen grenser å tegne.")
ALMOST_NONE: Final = gettext_noop(
    "Nesten alle verdiene er like. Grenser regnet av dem ville gjort hvert punkt til et signal, så vi tegner ingen."
)


@dataclass(slots=True)
class Part:
    """The points of one part. `base`: places that centre and limits are made of. `given`: a centre known beforehand."""

    value: Values
    top: Values
    bottom: Values | None
    base: list[int]
    given: Values | None = None
    screened: bool = True

    def of_base(self, values: Sequence[float | None]) -> Values:
        """The base's share of a column."""
        return [values[place] for place in self.base]


@dataclass(slots=True)
class Lines:
    """What is drawn: the values as plotted, the centre, limits at three and at two standard deviations."""

    value: Values
    centre: Values
    lower: Values = field(default_factory=list)
    upper: Values = field(default_factory=list)
    lower_near: Values = field(default_factory=list)
    upper_near: Values = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)


def lines(chart: str, part: Part) -> Lines:
    """Draw one part as a chart of this kind."""
    return CHARTS[chart](part)


def _centred(part: Part, computed: float | None) -> Values:
    return part.given if part.given is not None else [computed] * len(part.value)


def _banded(
    part: Part, centre: Values, spread: Sequence[float | None], *, floor: float = -inf, ceiling: float = inf
) -> Lines:
    """Limits at centre ± 3 and ± 2 spreads, kept within what is possible."""

    def at(times: int) -> Values:
        return [
            None if m is None or s is None else finite(min(max(m + times * s, floor), ceiling))
            for m, s in zip(centre, spread, strict=True)
        ]

    return Lines(part.value, centre, at(-3), at(3), at(-2), at(2))


def _steady(part: Part, values: Sequence[float | None]) -> tuple[float | None, list[Said]]:
    """The mean moving range of the base when there is one; else why there are no limits."""
    range_ = mean_range(values, screened=part.screened)
    if numbers.varies(range_, values):
        return range_, []
    moved = known(numbers.ranges(values))
    if not moved:
        return None, []
    varied = numbers.varies(max(moved), values)
    return None, [Said(ALMOST_NONE if varied else NO_VARIATION)]


def run(part: Part) -> Lines:
    """The median and no limits."""
    centre = _centred(part, middle(known(part.of_base(part.value))))
    return _banded(part, centre, [None] * len(centre))


def individuals(part: Part) -> Lines:
    """I: the mean, and the mean moving range over 1.128."""
    centre = _centred(part, mean(known(part.of_base(part.value))))
    off = [None if y is None or m is None else y - m for y, m in zip(part.value, centre, strict=True)]
    if part.given is None or len(set(part.given)) == 1:
        off = part.value
    range_, notes = _steady(part, part.of_base(off))
    drawn = _banded(part, centre, [None if range_ is None else range_ / D2] * len(centre))
    drawn.notes = notes
    return drawn


def moving_range(part: Part) -> Lines:
    """MR: how much neighbours differ; limits are multiples of the mean range."""
    spanned: Values = [None] * len(part.value)
    for place, moved in zip(part.base, numbers.ranges(part.of_base(part.value)), strict=True):
        spanned[place] = moved
    beyond = numbers.ranges(part.value)
    based = set(part.base)
    ranges = [spanned[place] if place in based else beyond[place] for place in range(len(beyond))]
    average = mean(known(part.of_base(ranges)))
    centre = _centred(part, average)

    def times(factor: float) -> Values:
        return [None if m is None else factor * m for m in centre]

    floor: Values = [0.0] * len(centre)
    return Lines(ranges, centre, floor, times(D4), list(floor), times(D4_NEAR))


def proportion(part: Part) -> Lines:
    """P: the share of all, binomial."""
    centre = _centred(part, _overall(part))
    return _banded(part, centre, _binomial(part, centre), floor=0, ceiling=1)


def proportion_prime(part: Part) -> Lines:
    """P′ (Laney 2002): p with the spread stretched to the variation seen between points."""
    centre = _centred(part, _overall(part))
    return _stretched(part, centre, _binomial(part, centre), ceiling=1)


def rate(part: Part) -> Lines:
    """U: the rate of all, Poisson."""
    centre = _centred(part, _overall(part))
    return _banded(part, centre, _poisson(part, centre), floor=0)


def rate_prime(part: Part) -> Lines:
    """U′ (Laney): u with the spread stretched."""
    centre = _centred(part, _overall(part))
    return _stretched(part, centre, _poisson(part, centre))


def count(part: Part) -> Lines:
    """C: the mean count, Poisson."""
    centre = _centred(part, mean(known(part.of_base(part.value))))
    return _banded(part, centre, [None if m is None else sqrt(max(m, 0)) for m in centre], floor=0)


def cases_between(part: Part) -> Lines:
    """G: cases between rare events. Limits from the mean, the line drawn at the median so that runs can be judged."""
    base = known(part.of_base(part.value))
    average = _centred(part, mean(base))
    drawn = _banded(part, average, [None if m is None else sqrt(max(m * (m + 1), 0)) for m in average], floor=0)
    drawn.centre = _centred(part, middle(base))
    if part.given is not None:
        drawn.centre = [None if m is None else G_MEDIAN * m for m in part.given]
    return drawn


def time_between(part: Part) -> Lines:
    """T: times between rare events, an I chart of their 3.6th root, drawn in days again."""
    if any(y <= 0 for y in known(part.value)) or any(y <= 0 for y in known(part.given or [])):
        raise refuse(gettext_noop("Tid mellom hendelser må være over null."))

    def root(values: Sequence[float | None]) -> Values:
        return [None if v is None else v ** (1 / NELSON) for v in values]

    def back(values: Sequence[float | None]) -> Values:
        return [None if v is None else finite(max(v, 0.0) ** NELSON) for v in values]

    given = root(part.given) if part.given is not None else None
    inner = individuals(Part(root(part.value), part.top, None, part.base, given, part.screened))
    return Lines(
        part.value,
        back(inner.centre),
        back(inner.lower),
        back(inner.upper),
        back(inner.lower_near),
        back(inner.upper_near),
        inner.notes,
    )


def _overall(part: Part) -> float | None:
    tops, bottoms = part.of_base(part.top), part.of_base(part.bottom or [])
    pairs = [(y, n) for y, n in zip(tops, bottoms, strict=True) if y is not None and n is not None]
    return ratio([y for y, _ in pairs], [n for _, n in pairs])


def _binomial(part: Part, centre: Sequence[float | None]) -> Values:
    return [
        None if m is None or not n else sqrt(max(m * (1 - m), 0) / n)
        for m, n in zip(centre, part.bottom or [], strict=True)
    ]


def _poisson(part: Part, centre: Sequence[float | None]) -> Values:
    return [None if m is None or not n else sqrt(max(m, 0) / n) for m, n in zip(centre, part.bottom or [], strict=True)]


def _stretched(part: Part, centre: Values, spread: Values, *, ceiling: float = inf) -> Lines:
    scored = [
        None if y is None or m is None or not s else (y - m) / s
        for y, m, s in zip(part.value, centre, spread, strict=True)
    ]
    scores = part.of_base(scored)
    if any(s is not None for s in spread) and not known(scored):
        drawn = _banded(part, centre, [None] * len(centre))
        drawn.notes = [Said(NO_VARIATION)]
        return drawn
    range_, notes = _steady(part, scores)
    sigma = None if range_ is None else range_ / D2
    widths: Values = [None if s is None or sigma is None else s * sigma for s in spread]
    drawn = _banded(part, centre, widths, floor=0, ceiling=ceiling)
    drawn.notes = notes
    return drawn


CHARTS: Final[dict[str, Callable[[Part], Lines]]] = {
    "run": run,
    "i": individuals,
    "mr": moving_range,
    "p": proportion,
    "pp": proportion_prime,
    "u": rate,
    "up": rate_prime,
    "c": count,
    "g": cases_between,
    "t": time_between,
}
"""Chart → how its lines are made."""
