"""Small multiples: the same indicator in each unit, side by side on one axis, each with its verdict in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from merkbar.check.indicators import charts_words as words
from merkbar.check.indicators.charts import from_zero
from merkbar.check.indicators.charts_words import Look
from merkbar.check.indicators.figures import Verdict
from merkbar.check.indicators.figures.numbers import known
from merkbar.ground.ui.charts import Chart, Level, Numbers, Path, Point, run_chart, table
from merkbar.ground.ui.templatetags.ui import verdict as verdict_sign

HEIGHT: Final = 150
SIGNS: Final = {"none": "same", "too_little": "few"}
"""Verdict → its sign, where the names differ."""


@dataclass(frozen=True, slots=True)
class Small:
    """One unit: its name, the page of its series, and what is drawn."""

    name: str
    address: str
    verdict: Verdict


def word(verdict: Verdict) -> SafeString:
    """The verdict as shape and word."""
    return verdict_sign(SIGNS.get(verdict.word, verdict.word))


def small_multiples(smalls: Sequence[Small], look: Look) -> SafeString:
    """Draw a chart a unit, all with the same axis, and one table of all their numbers."""
    seen = known(point.value for small in smalls for point in small.verdict.points)
    seen += [look.target] if look.target is not None else []
    if not seen:
        return format_html("<p>{}</p>", _("Ingen enheter har målinger ennå."))
    zero = all(from_zero(small.verdict, look) for small in smalls if known(p.value for p in small.verdict.points))
    shared = replace(look, reach=(min(seen), max(seen)), from_zero=zero)
    items = (
        (small.address, small.name, word(small.verdict), _chart(small, replace(shared, key=f"{look.key}-{nth}")))
        for nth, small in enumerate(smalls)
    )
    drawn = format_html_join("\n", '<li><h3><a href="{}">{}</a> {}</h3>{}</li>', items)
    return format_html('<ul class="m-many">{}</ul>{}', drawn, table(_table(smalls, look)))


def _chart(small: Small, look: Look) -> SafeString:
    verdict = small.verdict
    tone = words.TONES[verdict.toward]
    days = [point.period for point in verdict.points]
    return run_chart(
        Chart(
            key=look.key,
            title=words.title(verdict, replace(look, where=small.name)),
            description=words.described(verdict, look),
            points=[
                Point(
                    look.named(point.period),
                    point.value,
                    look.shown(point.value),
                    str(point.period.year) if place == 0 or point.period.year != days[place - 1].year else "",
                    signal=tone if place in verdict.places else "",
                    part=sum(1 for start in verdict.drawing.starts if start <= place),
                )
                for place, point in enumerate(verdict.points)
            ],
            numbers=Numbers("", (), ()),
            levels=[Level(look.target, "", "goal")] if look.target is not None else [],
            paths=[Path(verdict.drawing.median, "", "med")],
            height=HEIGHT,
            from_zero=bool(look.from_zero),
            reach=look.reach,
        )
    )


def _table(smalls: Sequence[Small], look: Look) -> Numbers:
    """A row a period and a column a unit."""
    days = sorted({point.period for small in smalls for point in small.verdict.points})
    values = [{point.period: point.value for point in small.verdict.points} for small in smalls]
    rows = [[look.named(day), *(look.shown(by_day.get(day)) for by_day in values)] for day in days]
    caption = _("%(name)s i hver enhet") % {"name": look.name}
    return Numbers(caption, [_("Periode"), *(small.name for small in smalls)], rows)
