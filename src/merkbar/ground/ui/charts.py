"""Charts as inline SVG that keep their text at 13 px from phone to wide screen. No script, no style attribute, no library.

The outer element has no viewBox: x is given in per cent, y in px. Only the line lies in a nested element that stretches.
A chart is a picture with a title and a description; its numbers follow as a table. Counts have no tone: a chart is
coloured only where a rule has judged a change. What is coloured has a shape and a word too: a circle for better, a diamond
for worse, a ring for a point outside its limits.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from merkbar.ground.ui.chart_dots import dot, sign, sparkline
from merkbar.ground.ui.chart_marks import marks, told
from merkbar.ground.ui.chart_shapes import (
    FORECAST,
    Chart,
    Level,
    Mark,
    Numbers,
    Path,
    Point,
    Span,
    nice_ticks,
)
from merkbar.ground.ui.chart_tables import table

__all__ = [
    "FORECAST",
    "Chart",
    "Level",
    "Mark",
    "Numbers",
    "Path",
    "Point",
    "Span",
    "bar_chart",
    "dot",
    "figure",
    "nice_ticks",
    "run_chart",
    "sign",
    "sparkline",
    "table",
]

BAR: Final = 12
"""The widest a bar gets [%]."""
APART: Final = 15
"""Least distance between the names of lines at one end [px]."""
NAMED: Final = 3
"""More points outside their limits than this have no room for their values."""
NOTHING: Final = SafeString("")


def run_chart(chart: Chart) -> SafeString:
    """Draw points on a line over time, with lines across, marks upright, and a bar under what has changed."""
    parts = (marks(chart), _levels(chart), _paths(chart), _span(chart), _line(chart), _dots(chart), _names(chart))
    return figure(chart, format_html_join("", "{}", ((part,) for part in parts)), below(chart, chart.x))


def bar_chart(chart: Chart) -> SafeString:
    """Draw a few values as bars from 0, each with its value above."""
    width = 100 / max(1, len(chart.points))

    def middle(nth: int) -> float:
        return round(width * (nth + 0.5), 2)

    def bar(nth: int, top: float, shown: str) -> tuple[object, ...]:
        wide = min(width * 0.6, BAR)
        size = round(wide, 2), round(chart.base - top, 1)
        return round(middle(nth) - wide / 2, 2), top, *size, middle(nth), round(top - 6, 1), shown

    bars = (bar(nth, chart.y(p.value), p.shown) for nth, p in enumerate(chart.points) if p.value is not None)
    drawn = format_html_join(
        "\n",
        '<rect class="zone" data-color="neutral" x="{}%" y="{}" width="{}%" height="{}"/>'
        '<text class="lab" x="{}%" y="{}" text-anchor="middle">{}</text>',
        bars,
    )
    return figure(chart, format_html("{}{}{}", _levels(chart), drawn, _names(chart)), below(chart, middle, spread=True))


def figure(chart: Chart, drawn: SafeString, under: SafeString) -> SafeString:
    """Put what is drawn into a named picture with its axis, labels, legend and table."""
    legend = format_html_join("", "<li>{}</li>", ((text,) for text in (*told(chart), *chart.legend)))
    return format_html(
        '<figure class="m-chart m-stack"><svg height="{height}" role="img" aria-labelledby="{key}-t {key}-d">'
        '<title id="{key}-t">{title}</title><desc id="{key}-d">{description}</desc>\n{axis}\n{drawn}\n{below}</svg>{legend}'
        "</figure>{numbers}",
        height=chart.whole,
        key=chart.key,
        title=chart.title,
        description=chart.description,
        axis=_axis(chart),
        drawn=drawn,
        below=under,
        legend=format_html('<figcaption><ul class="m-legend">{}</ul></figcaption>', legend) if legend else NOTHING,
        numbers=table(chart.numbers) if chart.numbers.rows else NOTHING,
    )


def _axis(chart: Chart) -> SafeString:
    lines = (
        ("tick" if nth else "base", chart.y(value), round(chart.y(value) + 4, 1), _tick_text(value, chart.unit))
        for nth, value in enumerate(chart.ticks)
    )
    return format_html_join(
        "\n",
        '<line class="{0}" x1="0" x2="100%" y1="{1}" y2="{1}"/><text x="-8" y="{2}" text-anchor="end">{3}</text>',
        lines,
    )


def _tick_text(value: float, unit: str) -> str:
    return f"{round(value * 100, 1):g}".replace(".", ",") if unit == "%" else f"{value:g}".replace(".", ",")


def below(chart: Chart, x: Callable[[int], float], *, spread: bool = False) -> SafeString:
    """The labels under the axis."""
    last = len(chart.points) - 1
    labels = (
        (
            "w" if p.minor else "a",
            x(nth),
            chart.base + 18,
            "middle" if spread or 0 < nth < last else "end" if nth and nth == last else "start",
            p.tick,
        )
        for nth, p in enumerate(chart.points)
        if p.tick
    )
    return format_html_join("\n", '<text class="{}" x="{}%" y="{}" text-anchor="{}">{}</text>', labels)


def _levels(chart: Chart) -> SafeString:
    lines = ((level.kind, chart.y(level.value)) for level in chart.levels)
    return format_html_join("\n", '<line class="{0}" x1="0" x2="100%" y1="{1}" y2="{1}"/>', lines)


def _paths(chart: Chart) -> SafeString:
    """Lines whose height may change from point to point, as steps, broken where a value is missing or a part begins."""
    lines = (
        (path.kind, " ".join(_steps(chart, path, places))) for path in chart.paths for places in _stretches(chart, path)
    )
    return _stretched(chart, format_html_join("", '<polyline class="{}" points="{}"/>', lines))


def _stretches(chart: Chart, path: Path) -> Iterable[list[int]]:
    for (there, _part), places in groupby(
        range(len(path.values)), key=lambda nth: (path.values[nth] is not None, chart.points[nth].part)
    ):
        if there:
            yield list(places)


def _steps(chart: Chart, path: Path, places: Sequence[int]) -> Iterable[str]:
    half = chart.x(1) / 2 if len(chart.points) > 1 else 50.0
    for nth in places:
        value = path.values[nth]
        if value is not None:
            y = chart.y(value)
            yield f"{max(0.0, round(chart.x(nth) - half, 2))},{y} {min(100.0, round(chart.x(nth) + half, 2))},{y}"


def _names(chart: Chart) -> SafeString:
    """The names of the lines at their ends, moved apart where they would lie on each other."""
    last = next((p.value for p in reversed(chart.points) if p.value is not None), 0)
    right = [(chart.y(lv.value) + (18 if last >= lv.value else -8), lv.text) for lv in chart.levels if not lv.start]
    left = [(chart.y(lv.value) - 8, lv.text) for lv in chart.levels if lv.start]
    for path in chart.paths:
        ends = [value for value in path.values if value is not None]
        if not path.text or not ends:
            continue
        if path.start:
            left.append((chart.y(ends[0]) - 8, path.text))
        else:
            right.append((chart.y(ends[-1]) + (18 if last >= ends[-1] else -8), path.text))
    sides = ((right, "100%", "end"), (left, "0%", "start"))
    texts = ((x, y, anchor, text) for names, x, anchor in sides for y, text in _apart(names, chart.base))
    return format_html_join("\n", '<text class="lab" x="{}" y="{}" text-anchor="{}">{}</text>', texts)


def _apart(names: Sequence[tuple[float, str]], base: int) -> list[tuple[float, str]]:
    """Move names upwards, from the lowest, until none touches another."""
    placed: list[tuple[float, str]] = []
    free = base - 6.0
    for y, text in sorted(names, key=lambda name: -name[0]):
        free = min(y, free)
        placed.append((round(free, 1), text))
        free -= APART
    return placed


def _span(chart: Chart) -> SafeString:
    span = chart.span
    if span is None:
        return NOTHING
    half = chart.x(1) / 2 if len(chart.points) > 1 else 50.0
    left, right = max(0.0, round(chart.x(span.first) - half, 2)), min(100.0, round(chart.x(span.last) + half, 2))
    at, anchor = (left, "start") if left + right < 100 else (right, "end")  # noqa: PLR2004 - the middle of the chart
    return format_html(
        '<rect class="zone" data-color="{}" x="{}%" y="{}" width="{}%" height="5"/>'
        '<text class="lab" x="{}%" y="{}" text-anchor="{}">{}</text>',
        span.tone,
        left,
        chart.base - 5,
        round(right - left, 2),
        at,
        chart.base - 12,
        anchor,
        span.text,
    )


def _line(chart: Chart) -> SafeString:
    runs = groupby(
        enumerate(chart.points),
        key=lambda pair: (pair[1].value is not None, pair[1].signal == FORECAST, pair[1].part),
    )
    unbroken = (("guess" if ahead else "run", _places(chart, pairs)) for (known, ahead, _part), pairs in runs if known)
    return _stretched(chart, format_html_join("", '<polyline class="{}" points="{}"/>', unbroken))


def _stretched(chart: Chart, lines: SafeString) -> SafeString:
    return format_html(
        '<svg x="0" y="0" width="100%" height="{0}" viewBox="0 0 100 {0}" preserveAspectRatio="none">{1}</svg>',
        chart.base,
        lines,
    )


def _places(chart: Chart, pairs: Iterable[tuple[int, Point]]) -> str:
    return " ".join(f"{chart.x(nth)},{chart.y(p.value)}" for nth, p in pairs if p.value is not None)


def _dots(chart: Chart) -> SafeString:
    seen = [(nth, p, p.value) for nth, p in enumerate(chart.points) if p.signal != FORECAST]
    known = [(nth, p, chart.y(value)) for nth, p, value in seen if value is not None]
    parts = [format_html_join("\n", "{}", ((dot(f"{chart.x(nth)}%", y, p),) for nth, p, y in known))]
    ringed = [one for one in known[:-1] if one[1].ringed]
    named = ((chart.x(nth), round(y - 13, 1), p.shown) for nth, p, y in ringed[:NAMED] if len(ringed) <= NAMED)
    parts.append(format_html_join("\n", '<text class="lab" x="{}%" y="{}" text-anchor="middle">{}</text>', named))
    if known:
        nth, last, y = known[-1]
        text = '<text class="lab" x="{}%" y="{}" dx="{}">{}</text>'
        parts.append(format_html(text, chart.x(nth), round(y + 4, 1), 13 if last.ringed else 10, last.shown))
    return format_html_join("\n", "{}", ((part,) for part in parts))
