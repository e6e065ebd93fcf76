"""The two charts of the statistics page: reports per month and the share with harm per quarter. Neither has a tone."""

import datetime as dt
from collections.abc import Sequence
from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from merkbar.check.deviations import words
from merkbar.check.deviations.statistics_scope import Selection
from merkbar.check.deviations.statistics_shares import Share
from merkbar.check.deviations.statistics_words import HIDDEN, share_of
from merkbar.ground.ui.chart_tables import month_tick, months_by_years
from merkbar.ground.ui.charts import Chart, Level, Numbers, Point, bar_chart, run_chart
from merkbar.ground.ui.norwegian import MONTHS

YEAR = 12
"""Months that freeze a median, and quarters × 3."""
RUN_FROM = 8
"""Fewer values than this are bars, not a run [values]."""
NO_MONTH = -1
"""A month outside the period: there is no number to hold back."""


def months_between(start: dt.date, end: dt.date) -> list[dt.date]:
    """Find the whole months of a period.

    >>> months_between(dt.date(2026, 1, 2), dt.date(2026, 3, 31))
    [datetime.date(2026, 2, 1), datetime.date(2026, 3, 1)]
    """
    found, month = [], start if start.day == 1 else _next_month(start)
    while _next_month(month) - dt.timedelta(days=1) <= end:
        found.append(month)
        month = _next_month(month)
    return found


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def reports(numbers: dict[str, int | None], wanted: Selection, where: str) -> tuple[SafeString, str]:
    """Draw the reports of each whole month with the frozen median; also what the median is, in words."""
    if wanted.start is None or wanted.end is None:
        return SafeString(""), ""
    months = months_between(wanted.start, wanted.end)
    if not months:
        return SafeString(""), _("Kurven kommer når utvalget har minst én hel måned.")
    values = [numbers.get(f"{month:%Y-%m}", 0) for month in months]
    level, said = _frozen(months, values)
    points = [
        Point(f"{MONTHS[m.month - 1]} {m.year}", v, _shown(v), *month_tick(m, months))
        for m, v in zip(months, values, strict=True)
    ]
    title = _("Meldinger per måned, %(where)s") % {"where": where}
    chart = Chart(
        key="meldinger",
        title=title,
        description=_describe(points, said),
        points=points,
        numbers=months_by_years(title, months, [words.count(value) for value in values]),
        levels=[level] if level else [],
        legend=[said] if said else [],
    )
    return (run_chart(chart) if len(points) >= RUN_FROM else bar_chart(_labelled(chart))), said


def _shown(n: int | None) -> str:
    return str(HIDDEN) if n is None else words.NO_FIGURE if n == NO_MONTH else words.count(n)


def _labelled(chart: Chart) -> Chart:
    points = [Point(p.label, p.value, p.shown, p.tick or p.label[:3]) for p in chart.points]
    return Chart(chart.key, chart.title, chart.description, points, chart.numbers)


def _frozen(months: Sequence[dt.date], values: Sequence[int | None]) -> tuple[Level | None, str]:
    """Lock the median on the first twelve months when there are more; with fewer it is of them all."""
    known = [v for v in values[:YEAR] if v is not None]
    if len(months) < RUN_FROM or not known:
        return None, ""
    middle = median(known)
    decimals = 0 if middle == int(middle) else 1
    facts = {"median": words.number(middle, decimals), "year": months[0].year}
    if len(months) > YEAR and months[0].month == 1:
        return Level(middle, _("Median %(median)s") % facts), _("Medianen er låst på %(year)s.") % facts
    if len(months) > YEAR:
        return Level(middle, _("Median %(median)s") % facts), _("Medianen er låst på de første tolv månedene.")
    return Level(middle, _("Median %(median)s") % facts), _("Medianen gjelder alle månedene i kurven.")


def _describe(points: Sequence[Point], said: str) -> str:
    known = [p for p in points if p.value is not None]
    if not known:
        return _("Alle tall er holdt tilbake.")
    high, low = max(known, key=lambda p: p.value or 0), min(known, key=lambda p: p.value or 0)
    facts = {"high": high.label, "most": high.shown, "low": low.label, "least": low.shown, "last": known[-1].label}
    facts |= {"now": known[-1].shown, "said": said}
    text = _("Flest i %(high)s med %(most)s, færrest i %(low)s med %(least)s. Sist, i %(last)s, %(now)s. %(said)s")
    return (text % facts).strip()


def harm(shares: dict[str, Share], wanted: Selection, where: str) -> SafeString:
    """Draw the share with harm for each whole quarter."""
    whole = {at: share for at, share in shares.items() if _is_whole(at, wanted)}
    if sum(share.value is not None for share in whole.values()) < 2:  # noqa: PLR2004 - one value is no development
        return SafeString("")
    points = []
    for nth, (at, share) in enumerate(whole.items()):
        year, quarter = at.split("-")
        begins = nth == 0 or quarter == "1"
        bars = len(whole) < RUN_FROM
        tick = _("%(nth)s. kv. %(year)s") % {"nth": quarter, "year": year} if bars else year if begins else ""
        name = _("%(nth)s. kvartal %(year)s") % {"nth": quarter, "year": year}
        points.append(
            Point(name, share.value, str(HIDDEN) if share.held else words.percent(share.value), tick, bars and nth > 0)
        )
    title = _("Andel hendelser som ga skade, per kvartal, %(where)s") % {"where": where}
    rows = [[p.label, p.shown, share_of(share)] for p, share in zip(points, whole.values(), strict=True)]
    chart = Chart(
        key="skade",
        title=title,
        description=_describe(points, ""),
        points=points,
        numbers=Numbers(title, [_("Kvartal"), _("Andel"), _("Antall")], rows),
        legend=[_("Prosent av hendelser med kjent skade. Aksen går fra 0.")],
        height=200,
        unit="%",
    )
    return run_chart(chart) if len(points) >= RUN_FROM else bar_chart(chart)


def _is_whole(at: str, wanted: Selection) -> bool:
    year, quarter = (int(part) for part in at.split("-"))
    first = dt.date(year, 3 * quarter - 2, 1)
    after = dt.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    started = wanted.start is None or wanted.start <= first
    return started and (wanted.end is None or after - dt.timedelta(days=1) <= wanted.end)
