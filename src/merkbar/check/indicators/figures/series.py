"""What comes in as JSON: a series and its options, checked, grouped by x and sorted. Nothing is half read."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from statistics import stdev
from typing import Any, Final, TypeGuard

from merkbar.check.indicators.figures.numbers import Values, known, mean, middle
from merkbar.check.indicators.figures.refusal import Refused
from merkbar.check.indicators.figures.saying import Said, gettext_noop

LARGEST: Final = 1e100
"""A larger figure is a slip; its powers would not fit in a double."""
MOST_POINTS: Final = 20_000
COUNTED: Final = frozenset({"p", "pp", "u", "up", "c", "g"})
"""Charts of counts: no value is under 0."""
SHARES: Final = frozenset({"p", "pp"})
"""Charts where each of n may count once."""
COUNTS: Final = frozenset({"c", "g"})
"""Charts of the count itself, whatever the denominator."""
DIVIDED: Final = frozenset({"p", "pp", "u", "up"})
"""Charts that need a denominator."""
TOGETHER: Final[dict[str, Callable[[list[float]], float | None]]] = {
    "mean": mean,
    "median": middle,
    "sum": fsum,
    "sd": lambda values: stdev(values) if len(values) > 1 else None,
}


def refuse(text: str, /, **facts: object) -> Refused:
    """Make a refusal of a sentence and its facts."""
    return Refused(str(Said(text, facts)))


@dataclass(slots=True)
class Series:
    """One place per point, in order of x. `value` is what is plotted; `top` and `bottom` are the counts behind it."""

    x: list[Any]
    value: Values
    top: Values
    bottom: Values | None = None
    sizes: list[int] | None = None

    def __len__(self) -> int:
        return len(self.x)


def read(series: object, chart: str, options: Mapping[str, Any]) -> Series:
    """Read a series for a chart, and group it where x repeats."""
    if not isinstance(series, Mapping):
        raise refuse(gettext_noop("Serien mangler: vent «series» med «x» og «y»."))
    y = column(series, "y")
    x = days(series.get("x"), len(y))
    n = column(series, "n") if series.get("n") is not None and not options.get("ignore_n") else None
    if n is not None and len(n) != len(y):
        raise refuse(gettext_noop("«y» og «n» må ha like mange verdier."))
    if n is None and chart in DIVIDED:
        raise refuse(gettext_noop("Et %(chart)s-kart trenger en nevner «n»."), chart=chart)
    _refuse_impossible(chart, y, n)
    if options.get("x_period"):
        x = [period_start(day, options["x_period"]) for day in x]
    rows = sorted(zip(x, y, n or [None] * len(y), strict=True), key=lambda row: row[0])
    if n is not None:
        rows = [row if row[1] is not None and row[2] else (row[0], None, None) for row in rows]
    return _grouped(rows, chart, options, divided=n is not None)


def column(series: Mapping[str, Any], name: str) -> Values:
    """Read a list of numbers; null is missing."""
    found = series.get(name)
    if not isinstance(found, list) or not found:
        raise refuse(gettext_noop("«%(name)s» må være en liste med tall."), name=name)
    if len(found) > MOST_POINTS:
        raise refuse(gettext_noop("Serien er for lang: høyst %(most)s punkter."), most=MOST_POINTS)
    return [_number(value, name, place) for place, value in enumerate(found, start=1)]


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether it is a figure that can be computed with: not text, not infinite, not absurd."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _number(value: object, name: str, place: int) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refuse(gettext_noop("«%(name)s» nummer %(place)s er ikke et tall."), name=name, place=place)
    if not is_number(value):
        raise refuse(
            gettext_noop("«%(name)s» nummer %(place)s er for stort til å være riktig."), name=name, place=place
        )
    return float(value)


def days(x: object, length: int) -> list[Any]:
    """Read the x of each point: ISO dates or numbers, all of one kind."""
    if x is None:
        return list(range(1, length + 1))
    if not isinstance(x, list) or len(x) != length:
        raise refuse(gettext_noop("«x» og «y» må ha like mange verdier."))
    if all(isinstance(one, str) for one in x):
        for one in x:
            day(one)
        return list(x)
    if not all(is_number(one) for one in x):
        raise refuse(gettext_noop("«x» må være datoer (2026-01-31) eller tall, og ingen kan mangle."))
    return list(x)


def day(text: str) -> dt.date:
    """Read an ISO date.

    >>> day("2026-01-31")
    datetime.date(2026, 1, 31)
    """
    try:
        found = dt.date.fromisoformat(text)
    except ValueError as error:
        raise refuse(gettext_noop("«%(text)s» er ikke en dato. Skriv slik: 2026-01-31."), text=text[:40]) from error
    if found.isoformat() != text:
        raise refuse(gettext_noop("«%(text)s» er ikke en dato. Skriv slik: 2026-01-31."), text=text[:40])
    return found


def period_start(x: object, period: object) -> str:
    """The first day of the week, month, quarter or year of a date.

    >>> period_start("2026-08-13", "week"), period_start("2026-08-13", "quarter")
    ('2026-08-10', '2026-07-01')
    """
    if not isinstance(x, str):
        raise refuse(gettext_noop("«x_period» trenger datoer i «x»."))
    at = day(x)
    if period == "day":
        return x
    if period == "week":
        return (at - dt.timedelta(days=at.weekday())).isoformat()
    months = {"month": 1, "quarter": 3, "year": 12}.get(period if isinstance(period, str) else "")
    if months is None:
        raise refuse(gettext_noop("«x_period» må være day, week, month, quarter eller year."))
    return dt.date(at.year, (at.month - 1) // months * months + 1, 1).isoformat()


def _refuse_impossible(chart: str, y: Values, n: Values | None) -> None:
    if chart in COUNTED and any(one < 0 for one in known(y)):
        raise refuse(gettext_noop("Et antall kan ikke være under null."))
    for place, (top, bottom) in enumerate(zip(y, n or [], strict=False), start=1):
        if bottom is not None and bottom < 0:
            raise refuse(gettext_noop("Nevner nummer %(place)s er under null."), place=place)
        if bottom == 0 and top:
            raise refuse(gettext_noop("Punkt nummer %(place)s har hendelser, men nevneren er 0."), place=place)
        if chart in SHARES and top is not None and bottom is not None and top > bottom:
            raise refuse(gettext_noop("Punkt nummer %(place)s har flere hendelser enn nevneren."), place=place)


def _grouped(rows: Sequence[tuple[Any, ...]], chart: str, options: Mapping[str, Any], *, divided: bool) -> Series:
    together = options.get("agg_fun")
    if together is not None and together not in [*TOGETHER]:
        raise refuse(gettext_noop("«agg_fun» må være mean, median, sum eller sd."))
    places = sorted({row[0] for row in rows})
    if chart in COUNTS:
        divided = False
    if len(places) == len(rows) and not options.get("x_period"):
        return _single(rows, divided=divided)
    asked = together or options.get("x_period")
    if chart == "ptd" or (isinstance(places[0], str) and not asked):
        raise refuse(gettext_noop("Samme dato står flere ganger. Slå målingene sammen først, eller velg «agg_fun»."))
    found = Series([], [], [], [] if divided else None, [])
    by_place: dict[Any, list[tuple[Any, ...]]] = {place: [] for place in places}
    for row in rows:
        by_place[row[0]].append(row)
    for place, inside in by_place.items():
        _add(
            found,
            place,
            known([row[1] for row in inside]),
            known([row[2] for row in inside]),
            chart=chart,
            together=together,
        )
    return found


def _single(rows: Sequence[tuple[Any, ...]], *, divided: bool) -> Series:
    x, top, bottom = ([row[at] for row in rows] for at in range(3))
    if not divided:
        return Series(x, top, top)
    return Series(x, [None if a is None else a / b for a, b in zip(top, bottom, strict=True)], top, bottom)


def _add(
    found: Series, place: object, top: list[float], bottom: list[float], *, chart: str, together: str | None
) -> None:
    found.x.append(place)
    if found.sizes is not None:
        found.sizes.append(len(top))
    summed = fsum(top) if top else None
    found.top.append(summed)
    if found.bottom is not None:
        below = fsum(bottom) if bottom else None
        found.bottom.append(below)
        found.value.append(summed / below if summed is not None and below else None)
    elif chart in COUNTED:
        found.value.append(summed)
    else:
        found.value.append(TOGETHER[together or "mean"](top) if top else None)
        found.top[-1] = found.value[-1]
