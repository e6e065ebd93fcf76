"""Funnel plot between units: who differs more than size explains. Not a ranking: those inside the funnel are equal."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from merkbar.check.indicators.charts_words import SIDES, Look
from merkbar.check.indicators.figures.funnel import FEWEST, Funnel, Kind, Unit, funnel
from merkbar.check.indicators.figures.saying import figure
from merkbar.ground.ui.charts import Chart, Level, Numbers, Point, dot, nice_ticks, sign
from merkbar.ground.ui.charts import figure as picture

HEIGHT: Final = 320
CURVE: Final = 60
"""Places along the axis where the limits are worked out."""
HALF: Final = 50
"""Right of this a name is written to the left of its point [%]."""


def funnel_plot(units: Sequence[Unit], kind: Kind, look: Look) -> SafeString:
    """Draw each unit by its size and value, with limits at 95 and 99.8 %; a sentence where there is nothing to compare."""
    found = funnel(units, kind)
    if found is None:
        text = _("Sammenligningen trenger minst %(fewest)s enheter med tall, og noe som skiller dem.")
        return format_html("<p>{}</p>", text % {"fewest": FEWEST})
    ticks = nice_ticks(max(unit.bottom for unit in found.units))
    chart = Chart(
        key=f"{look.key}-funnel",
        title=_("%(name)s: sammenligning av enheter, %(where)s") % {"name": look.name, "where": look.where},
        description=described(found, look),
        points=(),
        numbers=_table(found, look),
        levels=[Level(found.level * look.settings.per, _level_words(found, look))],
        legend=_legend(found),
        height=HEIGHT,
        reach=_reach(found, look),
    )
    parts = (_curves(found, chart, look, ticks[-1]), _level(chart), _dots(found, chart, look, ticks[-1]))
    drawn = format_html_join("", "{}", ((part,) for part in parts))
    return picture(chart, drawn, _below(chart, ticks))


def described(found: Funnel, look: Look) -> str:
    """Which units differ, in a sentence; none is called best or worst."""
    beyond = [n for n, place in enumerate(found.places) if place == "beyond_998"]
    if not beyond:
        text = _("Forskjellene mellom de %(count)s enhetene er ikke større enn tilfeldig variasjon kan forklare.")
        return text % {"count": len(found.units)}
    said = []
    for nth in beyond:
        facts = {"unit": found.units[nth].name, "value": look.shown(_value(found.units[nth], look))}
        above = _("%(unit)s (%(value)s) ligger over det størrelsen kan forklare.")
        below = _("%(unit)s (%(value)s) ligger under det størrelsen kan forklare.")
        said.append((above if found.sides[nth] > 0 else below) % facts)
    return " ".join([*said, _("Se etter årsaken før noe konkluderes.")])


def _value(unit: Unit, look: Look) -> float:
    return unit.top / unit.bottom * look.settings.per


def _level_words(found: Funnel, look: Look) -> str:
    return _("Alle samlet %(value)s") % {"value": look.shown(found.level * look.settings.per)}


def _reach(found: Funnel, look: Look) -> list[float]:
    """Let the axis cover every unit and the limits at the middle size; those of the smallest run out of the picture."""
    per = look.settings.per
    sizes = sorted(unit.bottom for unit in found.units)
    highest = max(unit.top / unit.bottom for unit in found.units)
    return [0.0, max(highest, found.at(sizes[len(sizes) // 4])[3]) * per]


def _curves(found: Funnel, chart: Chart, look: Look, widest: float) -> SafeString:
    """The four limits as lines over the sizes, cut at the top of the chart."""
    smallest = max(min(unit.bottom for unit in found.units) / 2, widest / CURVE / 4)
    sizes = [smallest + (widest - smallest) * (nth / CURVE) ** 2 for nth in range(CURVE + 1)]
    around = [found.at(size) for size in sizes]
    lines = []
    for at, kind in enumerate(("lim", "lim near", "lim near", "lim")):
        places = (
            f"{round(100 * size / widest, 2)},{chart.y(limits[at] * look.settings.per)}"
            for size, limits in zip(sizes, around, strict=True)
            if limits[at] * look.settings.per <= chart.ticks[-1]
        )
        lines.append((kind, " ".join(places)))
    return format_html(
        '<svg x="0" y="0" width="100%" height="{0}" viewBox="0 0 100 {0}" preserveAspectRatio="none">{1}</svg>',
        chart.base,
        format_html_join("", '<polyline class="{}" points="{}"/>', lines),
    )


def _level(chart: Chart) -> SafeString:
    level = chart.levels[0]
    return format_html(
        '<line class="med" x1="0" x2="100%" y1="{0}" y2="{0}"/>'
        '<text class="lab" x="100%" y="{1}" text-anchor="end">{2}</text>',
        chart.y(level.value),
        round(chart.y(level.value) - 8, 1),
        level.text,
    )


def _dots(found: Funnel, chart: Chart, look: Look, widest: float) -> SafeString:
    drawn = []
    for unit, place, at in zip(found.units, found.places, found.sides, strict=True):
        x, y = round(100 * unit.bottom / widest, 2), chart.y(_value(unit, look))
        beyond = place == "beyond_998"
        tone = SIDES.get((look.settings.direction, at), "neutral") if beyond else ""
        drawn.append(dot(f"{x}%", y, Point(unit.name, 0, signal=tone, ringed=beyond)))
        if beyond:
            text = '<text class="lab" x="{}%" y="{}" dx="{}" text-anchor="{}">{}</text>'
            side = (-13, "end") if x > HALF else (13, "start")
            drawn.append(format_html(text, x, round(y + 4, 1), *side, unit.name))
    return format_html_join("\n", "{}", ((one,) for one in drawn))


def _below(chart: Chart, ticks: Sequence[float]) -> SafeString:
    labels = [
        (
            "a" if nth in {0, len(ticks) - 1} else "w",
            round(100 * tick / ticks[-1], 2),
            chart.base + 18,
            "start" if nth == 0 else "end" if nth == len(ticks) - 1 else "middle",
            f"{tick:,.0f}".replace(",", "\u00a0"),
        )
        for nth, tick in enumerate(ticks)
    ]
    return format_html_join("\n", '<text class="{}" x="{}%" y="{}" text-anchor="{}">{}</text>', labels)


def _legend(found: Funnel) -> list[str]:
    legend = [
        _("Hver prikk er en enhet, de største til høyre"),
        sign("lim", _("Ytterst 99,8 %, innerst 95 % av tilfeldig variasjon")),
    ]
    if any(place == "beyond_998" for place in found.places):
        legend.append(sign("out", _("Større forskjell enn størrelsen kan forklare")))
    if found.dispersion > 1:
        text = _("Enhetene varierer mer enn tilfeldig (%(times)s ganger). Grensene er utvidet for det.")
        legend.append(text % {"times": figure(found.dispersion, 1)})
    return legend


def _table(found: Funnel, look: Look) -> Numbers:
    """A row a unit, by name: value, counts, limits, and what it means in words."""
    per = look.settings.per
    rows = sorted(
        [
            unit.name,
            look.shown(_value(unit, look)),
            _plain(unit.top),
            _plain(unit.bottom),
            f"{look.shown(limits[0] * per)}–{look.shown(limits[3] * per)}",
            _words(place, at),
        ]
        for unit, place, at, limits in zip(found.units, found.places, found.sides, found.limits, strict=True)
    )
    head = [_("Enhet"), _("Verdi"), _("Teller"), _("Nevner"), _("Grenser 99,8 %"), _("Vurdering")]
    return Numbers(_("%(name)s, enhet for enhet") % {"name": look.name}, head, rows)


def _plain(number: float) -> str:
    return f"{number:,.0f}".replace(",", "\u00a0") if number == int(number) else figure(number, 1)


def _words(place: str, at: int) -> str:
    if place == "inside":
        return _("Som de andre")
    if place == "beyond_95":
        return _("Litt over, følg med") if at > 0 else _("Litt under, følg med")
    return _("Over de andre") if at > 0 else _("Under de andre")
