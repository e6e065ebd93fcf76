"""What happened, in rows of their own above the plot: a number each, told in full under the chart.

A number needs as little room on a phone as on a wide screen. On a wide chart the words stand beside the numbers too, when
there is room for all of them; the list under the chart is there in any case.
"""

from collections.abc import Iterator
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from merkbar.ground.ui.chart_shapes import PIN_ROW, Chart, Pin

LETTER: Final = 1.05
"""Width of a letter on the narrowest chart that shows words [%]."""
GAP: Final = 3.0
"""Room for the number and the air between two texts [%]."""


def marks(chart: Chart) -> SafeString:
    """Draw a line upright at each place where something happened, and its number above."""
    pins = chart.pins
    lines = format_html_join(
        "\n",
        '<line class="mark" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>',
        ((pin.x, PIN_ROW * (pin.row + 1), chart.base) for pin in pins),
    )
    numbers = format_html_join(
        "\n",
        '<text class="lab" x="{}%" y="{}" text-anchor="middle" font-weight="600">{}</text>',
        ((pin.x, PIN_ROW * pin.row + 12, ", ".join(map(str, pin.numbers))) for pin in pins),
    )
    beside = format_html_join(
        "\n",
        '<text class="lab w" x="{}%" dx="{}" y="12" text-anchor="{}">{}</text>',
        ((pin.x, 8 if right else -8, "start" if right else "end", text) for pin, text, right in _beside(chart)),
    )
    return format_html("{}{}{}", lines, numbers, beside)


def _beside(chart: Chart) -> Iterator[tuple[Pin, str, bool]]:
    """Give each number its words, to the right or else to the left; none when one of them has no room."""
    pins = chart.pins
    if any(pin.row or len(pin.numbers) > 1 for pin in pins):
        return
    taken, placed = 0.0, []
    for nth, pin in enumerate(pins):
        text = chart.marks[pin.numbers[0] - 1].text
        width = len(text) * LETTER + GAP
        until = pins[nth + 1].x - GAP if nth + 1 < len(pins) else 100.0
        right = pin.x + width <= until
        if not right and pin.x - width < taken:
            return
        taken = pin.x + (width if right else GAP)
        placed.append((pin, text, right))
    yield from placed


def told(chart: Chart) -> list[SafeString]:
    """Every mark in words: its number, when, and what happened."""
    return [
        format_html("<strong>{}</strong> {}: {}", nth, chart.points[mark.at].label.capitalize(), mark.text)
        for nth, mark in enumerate(chart.marks, start=1)
    ]
