"""The points of a chart: quiet, part of a change, or outside the limits, each with its own shape; and the tiny chart."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from merkbar.ground.ui.chart_shapes import Point

DIAMOND: Final = "M0-6.5 6.5 0 0 6.5-6.5 0z"
NOTHING: Final = SafeString("")


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


def dot(x: object, y: float, point: Point) -> SafeString:
    """One point: small and quiet, or larger with the shape of its tone, and a ring when it is outside the limits."""
    ring = NOTHING
    if point.ringed:
        ring = format_html(
            '<circle class="out" data-color="{}" cx="{}" cy="{}" r="9"/>', point.signal or "neutral", x, y
        )
    if not point.signal:
        return format_html('<circle cx="{}" cy="{}" r="3"/>{}', x, y, ring)
    if point.signal == "danger":
        text = '<svg x="{}" y="{}" overflow="visible"><path class="sig" data-color="danger" d="{}"/></svg>{}'
        return format_html(text, x, y, DIAMOND, ring)
    return format_html('<circle class="sig" data-color="{}" cx="{}" cy="{}" r="5"/>{}', point.signal, x, y, ring)


def sign(kind: str, text: str, tone: str = "") -> SafeString:
    """A line of the legend: a piece of the chart with its meaning. `kind` is a line's class, or `dot`, `sig` or `out`."""
    if kind in {"dot", "sig", "out"}:
        drawn = dot(14, 6, Point("", 0, signal=tone if kind == "sig" else "", ringed=kind == "out"))
    else:
        drawn = format_html('<line class="{}" x1="0" x2="28" y1="6" y2="6"/>', kind)
    return format_html('<svg viewBox="0 0 28 12" aria-hidden="true">{}</svg>{}', drawn, text)
