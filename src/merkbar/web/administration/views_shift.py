"""Rename, move and merge a unit: first the form, then a page that says what will happen, then it is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door
from merkbar.ground.access.standing import standing_of
from merkbar.ground.clock import clock
from merkbar.ground.trail.history import last_event
from merkbar.ground.units.models import Unit
from merkbar.ground.units.writes import move_unit, rename_unit
from merkbar.web.administration import finders, policy, unit_words
from merkbar.web.administration.common import Versioned, rehearsed, saved
from merkbar.web.administration.forms_units import Merge, Move, Rename
from merkbar.web.administration.unit_words import Outlook
from merkbar.web.administration.writes import merge as merge_write


@door(policy.may_change_unit, find=finders.unit)
def rename(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Give a unit a new name from a day."""
    return _shift(request, unit, form_class=Rename, title=_("Gi nytt navn"), act=rename_unit, look=unit_words.renaming)


@door(policy.may_shift_unit, find=finders.unit)
def move(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Put a unit under another."""
    return _shift(request, unit, form_class=Move, title=_("Flytt enheten"), act=move_unit, look=unit_words.moving)


@door(policy.may_shift_unit, find=finders.unit)
def merge(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Let another unit take over."""
    title = _("Slå sammen med en annen enhet")
    return _shift(request, unit, form_class=Merge, title=title, act=merge_write, look=unit_words.merging)


def _shift(
    request: HttpRequest,
    unit: Unit,
    *,
    form_class: Callable[..., Versioned],
    title: str,
    act: Callable[..., Any],
    look: Callable[..., Outlook],
) -> HttpResponse:
    """Ask, say what will happen, do. Nothing is done before the second «yes»; a refusal comes before it."""
    units = policy.units_editable(standing_of(request.user))  # type: ignore[arg-type]  # the door lets only persons in
    start = {"day": clock.today(), "seen": last_event(unit), "name": unit.name}
    form = form_class(request.POST or None, initial=start, units=units, unit=unit)
    shown = {"unit": unit, "form": form, "title": title}
    if request.method != "POST" or not form.is_valid() or "tilbake" in request.POST:
        return render(request, "administration/shift.html", shown)
    facts, seen = form.facts(), form.cleaned_data["seen"]

    def acted() -> None:
        act(by=request.user, unit=unit, seen=seen, **facts)

    if "bekreft" in request.POST:
        if saved(form, acted, thing=unit):
            messages.success(request, _("Endringen er gjort. Historikken står nederst på siden."))
            return HttpResponseRedirect(reverse("administration:unit", kwargs={"code": unit.code}))
        unit.refresh_from_db()
        return render(request, "administration/shift.html", shown)
    if not rehearsed(form, acted, thing=unit):
        return render(request, "administration/shift.html", shown)
    return render(request, "administration/shift_confirm.html", {**shown, "outlook": look(unit, **facts)})
