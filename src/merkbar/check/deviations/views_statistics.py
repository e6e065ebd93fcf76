"""Statistikk: how much is reported, how much of it did harm, do reporters get answers, and what does that mean?"""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from merkbar.check.deviations import statistics_charts as charts
from merkbar.check.deviations import statistics_shares as shares
from merkbar.check.deviations import statistics_tables as tables
from merkbar.check.deviations import statistics_words, words
from merkbar.check.deviations.forms_statistics import ALL, StatisticsForm
from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.statistics_scope import Places, Selection, first_day, is_root, tops
from merkbar.check.deviations.statistics_tables import Asking, Cell, Shown
from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.ui import export

KEPT = ("enhet", "periode", "fra", "til", "omrade", "type", "tre")


@require_GET
@door(holds(Right.STATISTICS))
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Figures for the unit, period and kind of cases that the address asks for."""
    form, asking = _read(request)
    total = asking.count().total
    whole_time = form.period == ALL
    context = {
        "form": form,
        "lead": statistics_words.lead(asking.standing, asking.wanted, total, whole_time=whole_time),
        "about": _about(asking),
        "total": total,
        "kept": _kept(request),
        "opens": asking.opens,
        **(_figures(asking, total, request) if total != 0 else {}),
    }
    return render(request, "deviations/statistics.html", context)


@require_GET
@door(holds(Right.STATISTICS))
def statistics_export(request: HttpRequest, form: str) -> HttpResponse:
    """One table of the page as a file, with the same numbers held back."""
    if form not in export.TYPES:
        raise Http404
    _filter, asking = _read(request)
    shown = _table(request.GET.get("tabell", ""), asking)
    name = f"avvik-{shown.key}-{clock.today():%Y-%m-%d}"
    return export.download(name, form, shown.head, tables.for_file(shown))


def _read(request: HttpRequest) -> tuple[StatisticsForm, Asking]:
    """Read the filter; a unit out of reach is as if it were not there: not found."""
    standing = me(request)
    places = Places()
    reach = standing.reach(Right.STATISTICS)
    units = [(p.code, p.name) for p in places.by_pk.values() if reach.covers(p.path)]
    asked = request.GET.get("enhet", "")
    if asked and asked not in dict(units):
        raise Http404
    form = StatisticsForm(request.GET, units=units)
    form.is_valid()
    wanted = form.selection(since=_since(standing, asked or None, places), places=places)
    return form, Asking(standing, wanted)


def _since(standing: Standing, unit: str | None, places: Places) -> dt.date:
    return first_day(standing, Selection(unit=unit, places=places)) or clock.today()


def _kept(request: HttpRequest) -> str:
    """The filter as it stands in the address, for links that add to it."""
    return urlencode([(name, request.GET[name]) for name in KEPT if request.GET.get(name)])


def _table(name: str, asking: Asking) -> Shown:
    makers = {
        "ar": lambda: tables.by_year(asking),
        "maned": lambda: tables.by_month(asking),
        "type": lambda: tables.by_type(asking, asking.count().total),
        "enhet": lambda: tables.by_unit(asking, "%s"),
        "enhet-omrade": lambda: tables.by_unit_and_area(asking),
    }
    if name not in makers:
        raise Http404
    return makers[name]()


def _about(asking: Asking) -> str:
    """Which units and days the figures are about."""
    wanted = asking.wanted
    facts = {"where": _where(asking), "when": statistics_words.when(wanted, whole_time=False)}
    return _("%(where)s, %(when)s") % facts


def _where(asking: Asking) -> str:
    place = asking.places.by_code.get(asking.wanted.unit or "")
    if place:
        return place.name
    paths = sorted(tops(asking.standing, asking.wanted))
    return ", ".join(p.name for p in asking.places.by_pk.values() if p.path in paths)


def _figures(asking: Asking, total: int | None, request: HttpRequest) -> dict[str, Any]:
    standing, wanted = asking.standing, asking.wanted
    kept = _kept_without_unit(request)
    aged = shares.age_of_open(standing, wanted)
    drawn, said = charts.reports(asking.count("month").by("month"), wanted, _where(asking))
    return {
        "reports_chart": drawn,
        "reports_said": said,
        "unfinished": _unfinished(wanted),
        "harm_chart": charts.harm(shares.harm_by(standing, wanted, "quarter"), wanted, _where(asking)),
        "compared": _compared(asking),
        "answered": statistics_words.answered(shares.answer_time(standing, wanted)),
        "ages": statistics_words.ages(aged),
        "ages_by_area": (by_area := _ages(asking)),
        "ages_held": aged.number > 0 and not by_area.rows,
        "years": tables.by_year(asking),
        "types": tables.by_type(asking, total),
        "units": tables.by_unit(asking, f"?{kept}enhet=%s"),
        "cross": tables.by_unit_and_area(asking),
        "rate": _rate(asking, total),
    }


def _kept_without_unit(request: HttpRequest) -> str:
    kept = [(name, request.GET[name]) for name in KEPT if name != "enhet" and request.GET.get(name)]
    return urlencode(kept).replace("%", "%%") + "&" if kept else ""


def _unfinished(wanted: Selection) -> bool:
    """Whether the last month of the period is left out of the curve because it is not over."""
    return wanted.end is not None and (wanted.end + dt.timedelta(days=1)).day != 1


def _compared(asking: Asking) -> list[dict[str, str]]:
    """Harm and near misses in the period, and in the one before."""
    wanted = asking.wanted
    if wanted.start is None or wanted.end is None:
        return []
    start, end = shares.period_before(wanted.start, wanted.end)
    before = replace(wanted, start=start, end=end)
    pairs = (
        (_("Ga skade"), shares.harm_share),
        (_("Nestenuhell"), shares.near_miss_share),
    )
    return [
        {
            "name": name,
            "now": statistics_words.share_of(figure(asking.standing, wanted)),
            "days": statistics_words.span(start, end),
            "before": statistics_words.share_of(earlier) if (earlier := figure(asking.standing, before)).whole else "",
        }
        for name, figure in pairs
    ]


def _ages(asking: Asking) -> Shown:
    names = {area.code: area.name for area in lists().areas}
    rows = [
        [
            Cell(names.get(area or "", _("Ikke bestemt"))),
            tables.number(found.number, _open_cases(asking, area)),
            tables.number(found.old, _open_cases(asking, area, eldre=shares.OLD_DAYS)),
            Cell(words.number(found.median, 0), found.median),
        ]
        for area, found in shares.age_of_open_by_area(asking.standing, asking.wanted).items()
    ]
    return Shown("apne", [_("Område"), _("Åpne"), _("Eldre enn 60 dager"), _("Median, dager")], rows)


def _open_cases(asking: Asking, area: str | None, **more: Any) -> str:
    return asking.cases(omrade=area, status="apne", fra="", til="", **more) if area else ""


def _rate(asking: Asking, total: int | None) -> str:
    """Reports per employee and year, with what it is counted from."""
    paths = tops(asking.standing, asking.wanted)
    employees = asking.places.employees([""] if is_root(paths) else paths)
    wanted = asking.wanted
    if wanted.start is None or wanted.end is None:
        return ""
    found = shares.rate(total, employees, wanted.start, wanted.end)
    if found is None:
        return _("Vi har ikke tall for ansatte her, så det finnes ingen nevner.")
    facts = {"rate": words.number(found, 1), "employees": words.count(employees)}
    return _("%(rate)s meldinger per ansatt og år, regnet av %(employees)s ansatte i dag.") % facts
