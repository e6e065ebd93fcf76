"""Run and control charts as qicharts2 draws them: parts, baselines, exclusions, limits, and the Anhøj rules per part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from merkbar.check.indicators.figures import runs, series, shewhart
from merkbar.check.indicators.figures.numbers import Values, known, side
from merkbar.check.indicators.figures.refusal import Refused
from merkbar.check.indicators.figures.saying import Said, gettext_noop
from merkbar.check.indicators.figures.series import Series, refuse

OPTIONS: Final = frozenset(
    {"chart", "freeze", "part", "exclude", "cl", "target", "multiply", "screened_mr", "y_neg", "agg_fun", "x_period"}
    | {"method", "ignore_n"}
)
OUTSIDE: Final = {
    "ip": gettext_noop("I′-kart finnes ikke i Merkbar. Bruk «i», eller «up» for rater."),
    "xbar": gettext_noop("X̄-kart finnes ikke i Merkbar. Bruk «i» på snittet for hver periode."),
    "s": gettext_noop("S-kart finnes ikke i Merkbar. Bruk «i» med agg_fun «sd»."),
}
"""Charts that are left out, and what to use instead."""
FEW_IN_BASE: Final = 12
"""A baseline of fewer points is unsure [points]."""


@dataclass(slots=True)
class Drawn:
    """A chart: one place per point in every list, one analysis per part. `outside`: beyond the limits at 3 S."""

    series: Series
    lines: shewhart.Lines
    outside: list[bool]
    labels: list[int]
    analyses: list[runs.Analysis]
    counted: list[int]
    notes: list[Said] = field(default_factory=list)


def qic(given: object, options: Mapping[str, Any]) -> dict[str, Any]:
    """Judge a series; the fields of the answer are those of the shared fixtures, and `notes` where something is said."""
    drawn = draw(given, options)
    lines = drawn.lines
    answer: dict[str, Any] = {
        "x": drawn.series.x,
        "y": lines.value,
        "cl": lines.centre,
        "lcl": lines.lower,
        "ucl": lines.upper,
        "lcl95": lines.lower_near,
        "ucl95": lines.upper_near,
        "sigma_signal": [int(one) for one in drawn.outside],
    }
    if drawn.series.sizes is not None:
        answer["subgroup_n"] = drawn.series.sizes
        if drawn.series.bottom is not None:
            answer["n"] = drawn.series.bottom
    if len(drawn.analyses) > 1:
        answer["part"] = drawn.labels
    answer["parts"] = [
        _record(number, counted, analysis, judged=options.get("chart") != "mr")
        for number, (counted, analysis) in enumerate(zip(drawn.counted, drawn.analyses, strict=True), start=1)
    ]
    if drawn.notes:
        answer["notes"] = list(dict.fromkeys(str(note) for note in drawn.notes))
    return answer


def _record(number: int, counted: int, analysis: runs.Analysis, *, judged: bool) -> dict[str, Any]:
    """One part's analysis; ranges of neighbours share a value, so their runs are counted but not judged."""
    return {
        "part": number,
        "n_obs": counted,
        "n_useful": analysis.useful,
        "longest_run": analysis.longest,
        "longest_run_max": analysis.allowed,
        "n_crossings": analysis.crossings,
        "n_crossings_min": analysis.fewest,
        "runs_signal": judged and analysis.signals,
    }


def draw(given: object, options: Mapping[str, Any]) -> Drawn:
    """Read, part, freeze, exclude, draw and judge."""
    chart = _chart(options)
    read = series.read(given, chart, options)
    count = len(read)
    labels = part_labels(options.get("part"), count)
    left_out = _places(options.get("exclude"), count)
    freeze = _whole(options.get("freeze"), "freeze")
    parted = max(labels) > 1
    baseline = count if freeze is None or parted else min(freeze, count)
    if freeze is not None and baseline < 1:
        raise refuse(gettext_noop("«freeze» må være minst 1."))
    if len(left_out) == count:
        raise refuse(gettext_noop("Alle punktene er holdt utenfor. Da er det ingenting å regne på."))
    centre = _given_centre(options.get("cl"), count)
    screened = _flag(options, "screened_mr", default=True)
    drawn = Drawn(read, shewhart.Lines([], []), [], labels, [], [])
    for number in range(1, max(labels) + 1):
        inside = [place for place, label in enumerate(labels) if label == number]
        base = [at for at, place in enumerate(inside) if place < baseline and place not in left_out]
        part = shewhart.Part(
            value=[read.value[place] for place in inside],
            top=[read.top[place] for place in inside],
            bottom=[read.bottom[place] for place in inside] if read.bottom is not None else None,
            base=base,
            given=[centre[place] for place in inside] if centre else None,
            screened=screened,
        )
        _add(drawn, chart, part, [place not in left_out for place in inside])
    if baseline < FEW_IN_BASE and baseline < count:
        drawn.notes.append(Said(gettext_noop("Utgangspunktet har under tolv punkter. Grensene er usikre.")))
    _finish(drawn, options)
    return drawn


def _add(drawn: Drawn, chart: str, part: shewhart.Part, counts: Sequence[bool]) -> None:
    """Draw one part and put it after those before it."""
    lines = shewhart.lines(chart, part)
    sides = [side(y, m) for y, m in zip(lines.value, lines.centre, strict=True)]
    analysis = runs.analyse([s for s, counted in zip(sides, counts, strict=True) if counted])
    drawn.outside += [
        side(y, low) == -1 or side(y, high) == 1
        for y, low, high in zip(lines.value, lines.lower, lines.upper, strict=True)
    ]
    drawn.counted.append(sum(counts))
    drawn.analyses.append(analysis)
    drawn.notes += [*lines.notes, *_doubts(chart, part, sides)]
    whole = drawn.lines
    whole.value, whole.centre = whole.value + lines.value, whole.centre + lines.centre
    whole.lower, whole.upper = whole.lower + lines.lower, whole.upper + lines.upper
    whole.lower_near, whole.upper_near = whole.lower_near + lines.lower_near, whole.upper_near + lines.upper_near


def _doubts(chart: str, part: shewhart.Part, sides: Sequence[int | None]) -> list[Said]:
    """What makes the analysis of a part doubtful."""
    judged = [s for s in sides if s is not None]
    if len(judged) == 1 and len(part.value) == 1:
        return [Said(gettext_noop("En del har bare ett punkt. Da finnes det ingen grenser."))]
    if chart == "run" and len(judged) > 1 and sum(s == 0 for s in judged) * 2 > len(judged):
        return [Said(gettext_noop("Over halvparten av punktene ligger på medianen. Seriereglene sier da lite."))]
    if chart == "run" and len(set(known(part.value))) == 2:  # noqa: PLR2004 - a series of two values
        return [Said(gettext_noop("Serien har bare to ulike verdier. Seriereglene sier da lite."))]
    return []


def _finish(drawn: Drawn, options: Mapping[str, Any]) -> None:
    """Cut negative limits and multiply, after signals are found."""
    lines = drawn.lines
    if not _flag(options, "y_neg", default=True) and min(known(lines.value), default=0) >= 0:
        lines.lower = [None if v is None else max(v, 0.0) for v in lines.lower]
        lines.lower_near = [None if v is None else max(v, 0.0) for v in lines.lower_near]
    times = options.get("multiply")
    if times is None:
        return
    if not series.is_number(times) or times <= 0:
        raise refuse(gettext_noop("«multiply» må være et tall over null."))
    for name in ("value", "centre", "lower", "upper", "lower_near", "upper_near"):
        scaled: Values = [None if v is None else v * times for v in getattr(lines, name)]
        setattr(lines, name, scaled)


def _chart(options: Mapping[str, Any]) -> str:
    unknown = sorted(set(options) - OPTIONS)
    if unknown:
        raise refuse(gettext_noop("Ukjent valg: %(name)s."), name=unknown[0][:40])
    chart = options.get("chart", "run")
    if isinstance(chart, str) and chart in OUTSIDE:
        raise Refused(OUTSIDE[chart])
    if not isinstance(chart, str) or chart not in shewhart.CHARTS:
        raise refuse(gettext_noop("Ukjent kart: %(chart)s."), chart=str(chart)[:40])
    if options.get("method", "anhoej") != "anhoej":
        raise refuse(gettext_noop("Bare Anhøj-reglene finnes her. Bestbox og cutbox er forsøk."))
    return chart


def part_labels(part: object, count: int) -> list[int]:
    """The part each point belongs to, from 1: cut after these points, or one label per point.

    >>> part_labels(2, 4), part_labels(["a", "a", "b", "b"], 4), part_labels([0, 9], 3)
    ([1, 1, 2, 2], [1, 1, 2, 2], [1, 1, 1])
    """
    if part is None:
        return [1] * count
    if isinstance(part, list) and len(part) == count and count > 1 and _labels(part):
        seen: dict[Any, int] = {}
        return [seen.setdefault(label, len(seen) + 1) for label in part]
    cuts = {cut for cut in _wholes(part, "part") if 0 < cut < count}
    labels, label = [], 1
    for place in range(1, count + 1):
        labels.append(label)
        label += place in cuts
    return labels


def _labels(part: Sequence[object]) -> bool:
    """Tell labels from cuts: words, or numbers that do not rise all the way."""
    if not all(isinstance(label, str | int) for label in part):
        raise refuse(gettext_noop("«part» må være hele tall, eller ett navn per punkt."))
    return any(isinstance(label, str) for label in part) or len(set(part)) < len(part)


def _places(exclude: object, count: int) -> set[int]:
    places = _wholes(exclude, "exclude") if exclude is not None else []
    if any(not 1 <= place <= count for place in places):
        raise refuse(gettext_noop("«exclude» må være punkter fra 1 til %(count)s."), count=count)
    return {place - 1 for place in places}


def _wholes(found: object, name: str) -> list[int]:
    many = found if isinstance(found, list) else [found]
    return [whole for whole in (_whole(one, name) for one in many) if whole is not None]


def _whole(found: object, name: str) -> int | None:
    if found is None:
        return None
    if not series.is_number(found) or found != found // 1:
        raise refuse(gettext_noop("«%(name)s» må være hele tall."), name=name)
    return int(found)


def _given_centre(found: object, count: int) -> Values:
    if found is None:
        return []
    many = found if isinstance(found, list) else [found] * count
    if len(many) != count:
        raise refuse(gettext_noop("«cl» må være ett tall, eller ett per punkt."))
    return series.column({"cl": many}, "cl")


def _flag(options: Mapping[str, Any], name: str, *, default: bool) -> bool:
    found = options.get(name, default)
    if not isinstance(found, bool):
        raise refuse(gettext_noop("«%(name)s» må være true eller false."), name=name)
    return found
