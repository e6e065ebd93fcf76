"""Run chart and control chart of one indicator in one unit. A picture with title, description and a table of its numbers.

The run chart answers whether the level has moved; its points are toned only where the verdict says so. The control chart
shows single periods outside the limits. Print uses the same picture.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from merkbar.check.indicators import charts_words as words
from merkbar.check.indicators.charts_words import Look
from merkbar.check.indicators.figures import Verdict
from merkbar.check.indicators.figures.numbers import far_from_zero, known, side
from merkbar.ground.ui.chart_tables import month_tick, months_by_years
from merkbar.ground.ui.charts import Chart, Level, Mark, Numbers, Path, Point, Span, sign
from merkbar.ground.ui.charts import run_chart as drawn

CONTROL_HEIGHT: Final = 240
LABELLED: Final = 12
"""Tertials or years that are all labelled."""


def run_chart(verdict: Verdict, look: Look) -> SafeString:
    """Draw the values around the median, with the change marked by shape, bar and words."""
    tone = words.TONES[verdict.toward] if verdict.places else ""
    places = verdict.places
    points = _points(verdict, look, dict.fromkeys(places, tone))
    named = {value for value in verdict.drawing.median if value is not None}
    said = _("Median %(value)s") % {"value": look.shown(verdict.drawing.median[-1])} if named else ""
    legend = [words.frozen(verdict, look), words.left_out(verdict, look)]
    if places:
        legend += [sign("sig", _("Del av endringen"), tone), sign("dot", _one(look))]
    return drawn(
        Chart(
            key=f"{look.key}-run",
            title=words.title(verdict, look),
            description=words.described(verdict, look),
            points=points,
            numbers=_table(verdict, look),
            levels=_target(look),
            paths=[Path(verdict.drawing.median, said, "med")],
            span=Span(verdict.places[0], verdict.places[-1], words.spanned(verdict, look), tone) if places else None,
            marks=marks(verdict, look),
            legend=_legend(verdict, look, legend),
            height=look.height,
            from_zero=from_zero(verdict, look),
            reach=look.reach,
        )
    )


def control_chart(verdict: Verdict, look: Look) -> SafeString:
    """Draw the values between their limits; those outside have a ring and their value."""
    lines = verdict.drawing
    points = _points(verdict, look, {place: _tone(verdict, look, place) for place in lines.outside}, ringed=True)
    paths = [
        Path(lines.upper, _named(_("Øvre grense %(value)s"), lines.upper, look), "lim", start=True),
        Path(lines.lower, _named(_("Nedre grense %(value)s"), lines.lower, look), "lim", start=True),
        Path(lines.mean, _named(_("Gjennomsnitt %(value)s"), lines.mean, look, last=True), "med"),
    ]
    legend = [sign("lim", words.frozen(verdict, look, limits=True)), words.screened(look)]
    if lines.outside:
        legend.append(sign("out", _("Utenfor grensene")))
    return drawn(
        Chart(
            key=f"{look.key}-control",
            title=_("Kontrollkart: %(title)s") % {"title": words.title(verdict, look)},
            description=words.described(verdict, look, words.outside(verdict, look)),
            points=points,
            numbers=_limits_table(verdict, look),
            levels=_target(look),
            paths=[path for path in paths if known(path.values)],
            marks=marks(verdict, look),
            legend=_legend(verdict, look, legend if known(lines.upper) else []),
            height=CONTROL_HEIGHT,
            from_zero=from_zero(verdict, look),
            reach=look.reach,
        )
    )


def _tone(verdict: Verdict, look: Look, place: int) -> str:
    """Whether a point outside the limits lies on the good or the bad side."""
    at = side(verdict.points[place].value, verdict.drawing.mean[place]) or 0
    return words.SIDES.get((look.settings.direction, at), "neutral")


def _points(verdict: Verdict, look: Look, tones: Mapping[int, str], *, ringed: bool = False) -> list[Point]:
    """The points with their labels and tones; a part begins where the verdict says."""
    days = [point.period for point in verdict.points]
    found, part = [], -1
    for place, point in enumerate(verdict.points):
        part += place in verdict.drawing.starts
        tick, minor = _tick(verdict, look, place) if look.settings.cadence != "month" else month_tick(days[place], days)
        found.append(
            Point(
                look.named(point.period),
                point.value,
                look.shown(point.value),
                tick,
                minor,
                tones.get(place, ""),
                ringed=ringed and place in tones,
                part=part,
            )
        )
    return found


def _tick(verdict: Verdict, look: Look, place: int) -> tuple[str, bool]:
    """Label tertials and years: all when they are few, else each year where it begins."""
    day, count = verdict.points[place].period, len(verdict.points)
    if look.settings.cadence == "year":
        return str(day.year), bool((count - 1 - place) % (count // LABELLED + 1) or (count - 1 - place) % 2)
    return (str(day.year), False) if place == 0 or day.month == 1 else ("", True)


def from_zero(verdict: Verdict, look: Look) -> bool:
    """Whether the axis begins at zero: for shares and rates it does, unless the values lie far from it."""
    if look.from_zero is not None:
        return look.from_zero
    seen = known(point.value for point in verdict.points)
    return not far_from_zero(seen)


def marks(verdict: Verdict, look: Look) -> list[Mark]:
    """What happened, at the period it fell in."""
    days = [point.period for point in verdict.points]
    return [
        Mark(sum(1 for one in days if one <= day) - 1, text)
        for day, text in sorted(look.marks)
        if days and day >= days[0]
    ]


def _target(look: Look) -> list[Level]:
    named = [Level(look.target, look.target_text, "goal", start=True)] if look.target is not None else []
    return named if look.target_to is None else [*named, Level(look.target_to, "", "goal")]


def _one(look: Look) -> str:
    names = {"month": _("En måned"), "tertial": _("Et tertial"), "year": _("Et år")}
    return names.get(look.settings.cadence, _("En måling"))


def _legend(verdict: Verdict, look: Look, legend: Sequence[str]) -> list[str]:
    found = [text for text in legend if text]
    if look.target is not None:
        found.append(sign("goal", _("Mål")))
    if not from_zero(verdict, look):
        found.append(_("Aksen begynner ikke på 0"))
    return found


def _named(text: str, values: Sequence[float | None], look: Look, *, last: bool = False) -> str:
    """Name a line with its value, or without when it varies from point to point."""
    seen = known(values)
    if not seen:
        return ""
    varies = look.shown(min(seen)) != look.shown(max(seen))
    if varies and not last:
        return text.removesuffix("%(value)s").strip()
    return text % {"value": look.shown(seen[-1])}


def _table(verdict: Verdict, look: Look) -> Numbers:
    """Months by years; other cadences a row each."""
    caption = _("%(name)s, %(where)s") % {"name": look.name, "where": look.where}
    shown = [look.shown(point.value) for point in verdict.points]
    if look.settings.cadence == "month" and verdict.points:
        return months_by_years(caption, [point.period for point in verdict.points], shown)
    rows = [[look.named(point.period), value] for point, value in zip(verdict.points, shown, strict=True)]
    return Numbers(caption, [_("Periode"), look.unit or _("Verdi")], rows)


def _limits_table(verdict: Verdict, look: Look) -> Numbers:
    """A row a period: value, limits, and whether it is outside them."""
    lines = verdict.drawing
    rows = [
        [
            look.named(point.period),
            look.shown(point.value),
            look.shown(lines.lower[place]),
            look.shown(lines.mean[place]),
            look.shown(lines.upper[place]),
            _("Utenfor") if place in lines.outside else "",
        ]
        for place, point in enumerate(verdict.points)
    ]
    head = [_("Periode"), _("Verdi"), _("Nedre grense"), _("Gjennomsnitt"), _("Øvre grense"), _("Merknad")]
    return Numbers(_("Kontrollkart for %(name)s, %(where)s") % {"name": look.name, "where": look.where}, head, rows)
