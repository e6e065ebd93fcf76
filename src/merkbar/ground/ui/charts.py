"""Charts as inline SVG that keep their text at 13 px from phone to wide screen. No script, no style attribute, no library.

The outer element has no viewBox: x is given in per cent, y in px. Only the line lies in a nested element that stretches.
A chart is a picture with a title and a description; its numbers follow as a table. Counts have no tone: a chart is
coloured only where a rule has judged a change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

BELOW: Final = 38
"""Room under the axis for labels [px]."""
ABOVE: Final = 22
"""Room over the highest tick [px]."""
BAR: Final = 12
"""The widest a bar gets [%]."""
TICKS: Final = 4
"""Steps of the value axis at most."""
NOTHING: Final = SafeString("")
FORECAST: Final = "forecast"


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a chart. `tick` is its label on the axis, a `minor` one only where there is room; `signal` its tone."""

    label: str
    value: float | None
    shown: str = ""
    tick: str = ""
    minor: bool = False
    signal: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A line across: a median (`med`), a limit (`lim`) or a target (`goal`)."""

    value: float
    text: str
    kind: str = "med"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something we did or that happened, at a point."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The table behind a chart: headings, and rows whose first cell names the row."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. `key` makes its ids unique on the page; `description` says in words what there is to see."""

    key: str
    title: str
    description: str
    points: Sequence[Point]
    numbers: Numbers
    levels: Sequence[Level] = ()
    marks: Sequence[Mark] = ()
    legend: Sequence[str] = ()
    height: int = 240
    unit: str = ""

    @property
    def base(self) -> int:
        """Where the axis lies [px from the top]."""
        return self.height - BELOW

    @property
    def ticks(self) -> list[float]:
        """Round values of the axis, from 0 to above the highest value."""
        known = [p.value for p in self.points if p.value is not None] + [level.value for level in self.levels]
        return nice_ticks(max(known, default=0))

    def x(self, nth: int) -> float:
        """Place of the nth point [%]."""
        return round(100 * nth / (len(self.points) - 1), 2) if len(self.points) > 1 else 50

    def y(self, value: float) -> float:
        """Height of a value [px from the top]."""
        return round(self.base - value / self.ticks[-1] * (self.base - ABOVE), 1)


def nice_ticks(highest: float) -> list[float]:
    """Choose round values from 0 up to the first at or above the highest.

    >>> nice_ticks(3.9), nice_ticks(216), nice_ticks(0.47)
    ([0, 1, 2, 3, 4], [0, 100, 200, 300], [0, 0.2, 0.4, 0.6])
    """
    if highest <= 0:
        return [0, 1]
    power = 10 ** floor(log10(highest / TICKS))
    step = next(power * nice for nice in (1, 2, 5, 10) if highest / (power * nice) <= TICKS)
    decimals = max(0, -floor(log10(step)))
    return [0, *(_whole(round(step * n, decimals)) for n in range(1, ceil(round(highest / step, 9)) + 1))]


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def run_chart(chart: Chart) -> SafeString:
    """Draw points on a line over time, with levels across and marks upright."""
    return _figure(chart, format_html("{}{}{}{}", _marks(chart), _levels(chart), _line(chart), _dots(chart)), chart.x)


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
    return _figure(chart, format_html("{}{}", _levels(chart), drawn), middle, spread=True)


def sparkline(values: Sequence[float | None], median: float | None = None) -> SafeString:
    """Draw a line of 120 × 28, hidden from screen readers since the words stand beside it."""
    known = [v for v in values if v is not None]
    if not known:
        return NOTHING
    low, high = min(known), max(known)

    def y(value: float) -> float:
        return round(26 - 24 * (value - low) / (high - low), 1) if high > low else 14

    step = 117 / max(1, len(values) - 1)
    places = [(round(step * nth, 1), y(v)) for nth, v in enumerate(values) if v is not None]
    across = NOTHING
    if median is not None and low <= median <= high:
        across = format_html('<line x1="0" x2="117" y1="{0}" y2="{0}"/>', y(median))
    return format_html(
        '<svg class="m-spark" viewBox="0 0 120 28" aria-hidden="true">{}<polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="2.5"/></svg>',
        across,
        " ".join(f"{a},{b}" for a, b in places),
        *places[-1],
    )


def _figure(chart: Chart, drawn: SafeString, x: object, *, spread: bool = False) -> SafeString:
    legend = format_html_join("", "<li>{}</li>", ((text,) for text in chart.legend))
    return format_html(
        '<figure class="m-chart m-stack"><svg height="{height}" role="img" aria-labelledby="{key}-t {key}-d">'
        '<title id="{key}-t">{title}</title><desc id="{key}-d">{description}</desc>\n{axis}\n{drawn}\n{below}</svg>{legend}'
        "</figure>{numbers}",
        height=chart.height,
        key=chart.key,
        title=chart.title,
        description=chart.description,
        axis=_axis(chart),
        drawn=drawn,
        below=_below(chart, x, spread=spread),
        legend=format_html('<figcaption><ul class="m-legend">{}</ul></figcaption>', legend) if legend else NOTHING,
        numbers=table(chart.numbers),
    )


def _axis(chart: Chart) -> SafeString:
    lines = (
        ("tick" if value else "base", chart.y(value), round(chart.y(value) + 4, 1), _tick_text(value, chart.unit))
        for value in chart.ticks
    )
    return format_html_join(
        "\n",
        '<line class="{0}" x1="0" x2="100%" y1="{1}" y2="{1}"/><text x="-8" y="{2}" text-anchor="end">{3}</text>',
        lines,
    )


def _tick_text(value: float, unit: str) -> str:
    return f"{round(value * 100, 1):g}".replace(".", ",") if unit == "%" else f"{value:g}".replace(".", ",")


def _below(chart: Chart, x: object, *, spread: bool) -> SafeString:
    last = len(chart.points) - 1
    labels = (
        (
            "w" if p.minor else "a",
            x(nth),  # type: ignore[operator]
            chart.base + 18,
            "middle" if spread or 0 < nth < last else "end" if nth and nth == last else "start",
            p.tick,
        )
        for nth, p in enumerate(chart.points)
        if p.tick
    )
    return format_html_join("\n", '<text class="{}" x="{}%" y="{}" text-anchor="{}">{}</text>', labels)


def _marks(chart: Chart) -> SafeString:
    lines = ((chart.x(m.at), 4 + 18 * n, chart.base, 14 + 18 * n, m.text) for n, m in enumerate(chart.marks))
    return format_html_join(
        "\n",
        '<line class="mark" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>'
        '<text class="lab" x="{0}%" dx="-5" y="{3}" text-anchor="end">{4}</text>',
        lines,
    )


def _levels(chart: Chart) -> SafeString:
    last = next((p.value for p in reversed(chart.points) if p.value is not None), 0)
    lines = (
        (lv.kind, chart.y(lv.value), round(chart.y(lv.value) + (18 if last >= lv.value else -8), 1), lv.text)
        for lv in chart.levels
    )
    return format_html_join(
        "\n",
        '<line class="{0}" x1="0" x2="100%" y1="{1}" y2="{1}"/>'
        '<text class="lab" x="100%" y="{2}" text-anchor="end">{3}</text>',
        lines,
    )


def _line(chart: Chart) -> SafeString:
    runs = groupby(enumerate(chart.points), key=lambda pair: (pair[1].value is not None, pair[1].signal == FORECAST))
    unbroken = (("guess" if ahead else "run", _places(chart, pairs)) for (known, ahead), pairs in runs if known)
    return format_html(
        '<svg x="0" y="0" width="100%" height="{0}" viewBox="0 0 100 {0}" preserveAspectRatio="none">{1}</svg>',
        chart.base,
        format_html_join("", '<polyline class="{}" points="{}"/>', unbroken),
    )


def _places(chart: Chart, pairs: Iterable[tuple[int, Point]]) -> str:
    return " ".join(f"{chart.x(nth)},{chart.y(p.value)}" for nth, p in pairs if p.value is not None)


def _dots(chart: Chart) -> SafeString:
    seen = [(nth, p, p.value) for nth, p in enumerate(chart.points) if p.signal != FORECAST]
    known = [(nth, p, chart.y(value)) for nth, p, value in seen if value is not None]
    quiet = ((chart.x(nth), y) for nth, p, y in known if not p.signal)
    loud = ((p.signal, chart.x(nth), y) for nth, p, y in known if p.signal)
    parts = [
        format_html_join("\n", '<circle cx="{}%" cy="{}" r="3"/>', quiet),
        format_html_join("\n", '<circle class="sig" data-color="{}" cx="{}%" cy="{}" r="5"/>', loud),
    ]
    if known:
        nth, last, y = known[-1]
        text = '<text class="lab" x="{}%" y="{}" dx="10">{}</text>'
        parts.append(format_html(text, chart.x(nth), round(y + 4, 1), last.shown))
    return format_html_join("\n", "{}", ((part,) for part in parts))


def table(numbers: Numbers) -> SafeString:
    """The numbers behind a chart, folded away and open in print."""
    head = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((SafeString(' class="n"') if n else "", h) for n, h in enumerate(numbers.head)),
    )
    rows = format_html_join(
        "\n",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (row[0], format_html_join("", '<td class="n">{}</td>', ((cell,) for cell in row[1:])))
            for row in numbers.rows
        ),
    )
    return format_html(
        '<details class="ds-details" data-color="neutral"><summary>{}</summary><div><div class="m-scroll" tabindex="0" '
        'role="region" aria-label="{}"><table class="ds-table"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></div></details>",
        _("Tallene som tabell"),
        numbers.caption,
        numbers.caption,
        head,
        rows,
    )
