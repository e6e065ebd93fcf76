"""Who has taken what they are asked to: the leader's view, and the file for supervision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from merkbar.do.learning import coverage, policy
from merkbar.do.learning.models import Module
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.export import TYPES, download
from merkbar.ground.ui.forms import clean_text
from merkbar.ground.units.models import Unit

MOST_NAMES = 200
"""Names shown on a page; the file has them all [persons]."""


def _wanted(request: HttpRequest, standing: Standing) -> tuple[list[Unit], Unit | None, Module | None]:
    """Read the address; what it asks wrongly falls back to everything one follows."""
    units = coverage.units_followed(standing)
    unit = next((one for one in units if one.code == request.GET.get("enhet")), None)
    slug = clean_text(request.GET.get("modul", ""))[:60]
    module = Module.objects.visible_to(standing).in_use().filter(slug=slug).first() if slug else None
    return units, unit, module


@require_GET
@door(policy.may_follow)
def followed(request: HttpRequest) -> HttpResponse:
    """A line for each module; who is missing by name when one module is chosen."""
    standing = me(request)
    units, unit, module = _wanted(request, standing)
    people = coverage.asked(standing, unit=unit, module=module)
    missing = sorted((one for one in people if one.done_on is None), key=lambda one: (one.away, one.due, one.name))
    facts: dict[str, Any] = {
        "lines": coverage.lines(people, standing.day),
        "units": units,
        "unit": unit,
        "module": module,
        "missing": missing[:MOST_NAMES] if module else [],
        "today": standing.day,
    }
    return render(request, "learning/followed.html", facts)


@require_GET
@door(policy.may_follow)
def followed_away(request: HttpRequest, form: str) -> HttpResponse:
    """Give the same with names, as a file."""
    if form not in TYPES:
        raise Http404
    standing = me(request)
    _units, unit, module = _wanted(request, standing)
    headings = [_("Modul"), _("Navn"), _("Enhet"), _("Frist"), _("Tatt"), _("Borte")]
    people = coverage.asked(standing, unit=unit, module=module)
    rows = ([one.module.title, one.name, one.unit_name, one.due, one.done_on, one.away] for one in people)
    return download("laering", form, headings, rows)
