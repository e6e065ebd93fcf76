"""The register, its sheet, one action, and a new one. The steps are in `views_steps`."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.act.actions import listing, page, policy, sentences, sheet, sources
from merkbar.act.actions.forms import ActionForm
from merkbar.act.actions.models import Action
from merkbar.act.actions.writes import open_action
from merkbar.ground.access.doors import door, logged_in, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.people.choices import candidates
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.ui.export import TYPES, download
from merkbar.ground.ui.forms import clean_text, put_on
from merkbar.ground.units.models import Unit


def find(standing: Standing, reference: str) -> Action | None:
    """Find an action by its number, from what the person may see."""
    known = Action.objects.visible_to(standing).select_related("record__unit", "record__owner", "origin__unit", "type")
    return known.filter(record__reference=reference).first()


@door(logged_in)
def register(request: HttpRequest) -> HttpResponse:
    """Show the list of actions, filtered by what the address asks for."""
    standing = me(request)
    wanted = listing.read(request.GET, standing, clock.today())
    found, following = listing.page(wanted)
    facts = {
        "wanted": wanted,
        "rows": [(action, sentences.status(action, wanted.day)) for action in found],
        "following": following,
        "lead": sentences.list_lead(**listing.counts(wanted)),
        "statuses": listing.STATUSES,
        "whose": listing.WHOSE,
        "kinds": {**{kind: source.name for kind, source in sources.SOURCES.items()}, listing.NO_SOURCE: _("Uten sak")},
        "units": listing.units_to_choose(standing),
        "may_open": policy.may_open(standing),
    }
    return render(request, "actions/register.html", facts)


@door(logged_in)
def take_away(request: HttpRequest, form: str) -> HttpResponse:
    """Give the same list as a file."""
    if form not in TYPES:
        raise Http404
    wanted = listing.read(request.GET, me(request), clock.today())
    return download(_("tiltak"), form, sheet.headings(), sheet.lines(wanted))


@door(policy.may_read, find=find)
def show(request: HttpRequest, action: Action) -> HttpResponse:
    """One action with its facts, its timeline and the steps that may be taken."""
    return render(request, "actions/show.html", page.facts(action, me(request)))


@door(policy.may_open)
def new(request: HttpRequest) -> HttpResponse:
    """Start an action, from a case (`fra`) or from none, at a unit (`enhet`)."""
    standing = me(request)
    origin = _origin(standing, request.GET.get("fra", ""))
    if origin and not policy.may_open(standing, origin):
        sentence = policy.may_open.sentence  # type: ignore[attr-defined]
        return render(request, "ui/forbidden.html", {"sentence": sentence}, status=403)
    unit = _unit(standing, request.GET.get("enhet", ""), origin)
    people = candidates(unit, clock.today())
    form = ActionForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid() and (made := _opened(request, form, unit, origin)):
        messages.success(request, _("Tiltaket %(ref)s er lagret.") % {"ref": made.record.reference})
        return redirect(sources.address(origin)) if origin else redirect("actions:show", made.record.reference)
    units = listing.units_to_choose(standing, Right.FOLLOW_ACTIONS)
    back = sources.address(origin) if origin else reverse("actions:register")
    facts = {"form": form, "unit": unit, "units": units, "origin": origin, "back": back}
    return render(request, "actions/new.html", facts, status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: ActionForm, unit: Unit, origin: Record | None) -> Action | None:
    """Make the action, or put what stands in the way on the form."""
    said = dict(form.cleaned_data)
    owner = Person.objects.get(pk=said.pop("owner"))
    try:
        return open_action(by=cast("Person", request.user), unit=unit, origin=origin, owner=owner, **said)
    except ValidationError as wrong:
        put_on(form, wrong)
        return None


def _origin(standing: Standing, reference: str) -> Record | None:
    """Find the case the new action grows out of; one that may not be seen is as if it were not there."""
    wanted = clean_text(reference)[:30]
    if not wanted:
        return None
    origin = Record.objects.select_related("unit").filter(reference=wanted).first()
    if origin is None or not sources.may_see(standing, origin):
        raise Http404
    return origin


def _unit(standing: Standing, code: str, origin: Record | None) -> Unit:
    """Where the action shall be: as asked, else with its case, else at the person's own seat."""
    asked = Unit.objects.filter(code=clean_text(code)[:30]).first() if code else None
    if asked and policy.may_open_at(standing, asked):
        return asked
    if origin:
        return origin.unit
    allowed = standing.reach(Right.FOLLOW_ACTIONS).paths
    own = [seat.unit for seat in standing.seats if seat.path in allowed]
    return Unit.objects.filter(pk__in=own).order_by("path")[0]
