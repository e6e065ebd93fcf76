"""Who is away, one person's leave, and a file of many."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from merkbar.ground.access.doors import door, me
from merkbar.ground.people.models import Leave, Person
from merkbar.ground.people.writes import change_leave, give_leave, withdraw_leave
from merkbar.ground.trail.history import ChangedMeanwhile, last_event
from merkbar.ground.ui.forms import Form, put_on
from merkbar.ground.ui.norwegian import dmy
from merkbar.web.leave import finders, history, policy
from merkbar.web.leave.forms import ChangeForm, DaysForm, FindForm, SeenForm


@door(policy.may_keep)
def index(request: HttpRequest) -> HttpResponse:
    """Who is away now and soon, and whom to register next."""
    standing = me(request)
    form = FindForm(request.GET or None)
    typed = form.cleaned_data.get("q", "") if form.is_valid() else ""
    rows = list(finders.away(standing)[: finders.MOST_AWAY])
    facts = {
        "form": form,
        "typed": typed,
        "rows": rows,
        "people": finders.search(standing, typed),
        "today": standing.day,
    }
    return render(request, "leave/index.html", facts)


@door(policy.may_keep_for, find=finders.person)
def show(request: HttpRequest, person: Person) -> HttpResponse:
    """One person's leave, a form for a new one, and who registered what."""
    form = DaysForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _done(form, give_leave, by=by_of(request), person=person):
        messages.success(request, _("Permisjonen er registrert. Leselisten venter til personen er tilbake."))
        return redirect("leave:index")
    facts = {
        "person": person,
        "leaves": list(Leave.objects.filter(person=person).order_by("-valid_from")),
        "form": form,
        "told": history.of(person),
        "today": me(request).day,
    }
    return render(request, "leave/show.html", facts, status=422 if form.errors else 200)


@door(policy.may_change, find=finders.leave)
def change(request: HttpRequest, leave: Leave) -> HttpResponse:
    """Set other days: longer, shorter, or back today."""
    now = {"valid_from": leave.valid_from, "valid_to": leave.valid_to, "seen": last_event(leave)}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=now)
    person = leave.person
    if form.is_bound and form.is_valid() and _done(form, change_leave, by=by_of(request), leave=leave):
        messages.success(request, _("Permisjonen er endret."))
        return redirect("leave:person", pk=person.pk)
    facts = {"form": form, "leave": leave, "person": person}
    return render(request, "leave/change.html", facts, status=422 if form.errors else 200)


@require_POST
@door(policy.may_change, find=finders.leave)
def withdraw(request: HttpRequest, leave: Leave) -> HttpResponse:
    """Take away what was registered by mistake, unless somebody has just changed it."""
    person, form = leave.person, SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else None
    try:
        withdraw_leave(by=by_of(request), leave=leave, seen=seen)
    except ChangedMeanwhile:
        leave.refresh_from_db()
        now = {"valid_from": dmy(leave.valid_from), "valid_to": leave.valid_to and dmy(leave.valid_to)}
        shown = ChangeForm({**now, "seen": last_event(leave)})
        shown.add_error(None, _("Noen andre har endret permisjonen. Se over dagene før du sletter den."))
        return render(request, "leave/change.html", {"form": shown, "leave": leave, "person": person}, status=422)
    messages.success(request, _("Permisjonen er slettet. Den står i historikken."))
    return redirect("leave:person", pk=person.pk)


def by_of(request: HttpRequest) -> Person:
    """Tell who asks; only behind a door."""
    return cast("Person", request.user)


def _done(form: Form, write: Callable[..., Any], **facts: Any) -> bool:
    """Run a write; what it refuses stands on the form, with everything typed still there."""
    try:
        write(**facts, **form.cleaned_data)
    except ChangedMeanwhile as stale:
        form.add_error(None, stale.sentence)
        form.data = {**{name: form.data.get(name) for name in form.data}, "seen": str(last_event(facts["leave"]))}
        return False
    except ValidationError as wrong:
        put_on(form, wrong)
        return False
    return True
