"""The numbers behind a chart as a table, and months laid out by years."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from merkbar.ground.ui.chart_shapes import Numbers
from merkbar.ground.ui.norwegian import MONTHS

SHORT: Final = ("jan", "feb", "mars", "april", "mai", "juni", "juli", "aug", "sep", "okt", "nov", "des")
"""Months under a chart."""
WIDEST: Final = 4
"""Labels with a year that fit on a phone."""


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


def month_tick(month: dt.date, months: Sequence[dt.date]) -> tuple[str, bool]:
    """Label the years where they begin, and the quarters where there is room; True for those.

    >>> year = [dt.date(2026, month, 1) for month in range(1, 9)]
    >>> month_tick(year[0], year), month_tick(year[1], year), month_tick(year[3], year)
    (('jan 2026', False), ('', True), ('april', True))
    """
    years = months[-1].year - months[0].year + 1
    nth = month.year - months[0].year
    if month == months[0] or (month.month == 1 and (month - months[0]).days > 100):  # noqa: PLR2004 - three months' room
        return f"{SHORT[month.month - 1]} {month.year}", bool(nth % (years // WIDEST + 1))
    if years <= WIDEST and month.month in {4, 7, 10}:
        return SHORT[month.month - 1], True
    return "", True


def months_by_years(caption: str, months: Sequence[dt.date], shown: Sequence[str]) -> Numbers:
    """Lay monthly values out with a row a month and a column a year; «–» where there is no month."""
    found = {(m.year, m.month): value for m, value in zip(months, shown, strict=True)}
    years = sorted({m.year for m in months})
    rows = [
        [name.capitalize(), *(found.get((year, nth), "–") for year in years)]
        for nth, name in enumerate(MONTHS, start=1)
        if any((year, nth) in found for year in years)
    ]
    return Numbers(caption, [_("Måned"), *(str(year) for year in years)], rows)
