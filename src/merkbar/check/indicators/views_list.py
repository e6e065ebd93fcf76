"""Which indicators are worse or better, and the same as a grid of units and sides of quality."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from merkbar.check.indicators import listing, policy
from merkbar.check.indicators.grid import grid
from merkbar.check.indicators.models import Dimension
from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit


@door(holds(Right.READ_INDICATORS))
def index(request: HttpRequest) -> HttpResponse:
    """List what is measured, by side of quality, with what each series says. Everything asked stays in the address."""
    standing = me(request)
    units = listing.units(standing)
    wanted = listing.read(request.GET, units, standing)
    found = listing.lines(standing, wanted)
    facts = {
        "wanted": wanted,
        "groups": _groups(found),
        "answers": not found and listing.answers_for_some(standing),
        "lead": listing.counts(found),
        "late": listing.late(found, standing.day),
        "units": units,
        "dimensions": Dimension.choices,
        "verdicts": listing.VERDICTS,
        "orders": listing.ORDERS,
        "may_define": policy.may_define(standing),
        "may_enter": policy.may_enter(standing),
    }
    return render(request, "indicators/index.html", facts)


def _groups(found: list[listing.Line]) -> list[dict[str, Any]]:
    """Put the lines under their sides of quality, after what one answers for elsewhere; no group without lines."""
    here = [one for one in found if not one.is_elsewhere]
    elsewhere = [one for one in found if one.is_elsewhere]
    groups: list[dict[str, Any]] = [{"key": "dine", "title": _("du eier eller leverer tall til"), "lines": elsewhere}]
    for side in Dimension:
        lines = [one for one in here if one.indicator.dimension == side]
        groups.append({"key": side.value, "title": side.label, "lines": lines})
    return [group for group in groups if group["lines"]]


@door(holds(Right.READ_INDICATORS))
def overview(request: HttpRequest) -> HttpResponse:
    """Show units and sides of quality, each with a word. Without a unit the nearest that holds others is meant."""
    standing = me(request)
    reached = list(Unit.objects.on(standing.day).under(*standing.reach(Right.READ_INDICATORS).paths).order_by("path"))
    units = _tops(standing, reached)
    code = clean_text(request.GET.get("enhet", ""))[:30]
    asked = [unit for unit in units if unit.code == code]
    if not units or (code and not asked):
        raise Http404
    main = standing.main
    own = [unit for unit in units if main and unit.pk == main.unit]
    top = (asked or own or units)[0]
    below = [unit for unit in reached if unit.parent_id == top.pk]
    facts = {"grid": grid(standing, top, below), "units": units}
    return render(request, "indicators/overview.html", facts)


def _tops(standing: Standing, reached: Sequence[Unit]) -> list[Unit]:
    """Units within reach that hold other units, and one's own."""
    seats = {seat.unit for seat in standing.seats}
    parents = {unit.parent_id for unit in reached}
    return [unit for unit in reached if unit.pk in parents or unit.pk in seats]
