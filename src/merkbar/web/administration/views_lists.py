"""The lists: texts, local sub-types, in and out of use."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.check.deviations.taxonomy import Area, EventType
from merkbar.check.deviations.writes.taxonomy import add_subtype, change_entry
from merkbar.ground.access.doors import door
from merkbar.ground.access.standing import standing_of
from merkbar.ground.access.table import Right
from merkbar.ground.trail.history import changes, last_event
from merkbar.web.administration import finders, policy
from merkbar.web.administration.common import saved
from merkbar.web.administration.forms_lists import FORMS, SubtypeForm
from merkbar.web.administration.lists import KINDS, ListKind, kind_of


@door(policy.may_administer)
def start(request: HttpRequest) -> HttpResponse:
    """Show what there is to administer, for the rights one has."""
    standing: Any = standing_of(request.user)  # type: ignore[arg-type]  # the door lets only persons in
    shown = {
        "lists": KINDS if standing.may(Right.EDIT_TAXONOMY) else (),
        "units": standing.may(Right.EDIT_UNITS),
        "people": standing.may(Right.EDIT_PEOPLE),
    }
    return render(request, "administration/start.html", shown)


@door(policy.may_edit_lists)
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists and the rules."""
    return render(request, "administration/lists.html", {"lists": KINDS})


@door(policy.may_edit_lists, find=finders.list_kind)
def show_list(request: HttpRequest, kind: ListKind) -> HttpResponse:
    """Every entry of a list; types stand under their area, with their sub-types."""
    if kind.model is EventType:
        return render(request, "administration/types.html", {"kind": kind, "areas": _types_by_area()})
    rows = [{"key": entry.pk, "entry": entry, "detail": kind.detail(entry)} for entry in kind.rows]
    return render(request, "administration/list.html", {"kind": kind, "rows": rows})


def _types_by_area() -> list[tuple[Area, list[tuple[EventType, list[EventType]]]]]:
    below: dict[str, list[EventType]] = {}
    tops: dict[str, list[EventType]] = {}
    for kind in EventType.objects.order_by("order", "code"):
        if kind.parent_id:
            below.setdefault(kind.parent_id, []).append(kind)
        else:
            tops.setdefault(kind.area_id, []).append(kind)
    return [(area, [(top, below.get(top.code, [])) for top in tops.get(area.code, [])]) for area in Area.objects.all()]


@door(policy.may_edit_lists, find=finders.entry)
def change(request: HttpRequest, entry: Model) -> HttpResponse:
    """One entry: its texts, whether it is in use, and what has happened to it."""
    kind = kind_of(entry)
    form_class = FORMS[kind.model]
    if request.method == "POST":
        form = form_class(request.POST)
        if form.is_valid() and saved(form, lambda: _change(request, entry, form), thing=entry):
            messages.success(request, _("Endringen er lagret."))
            return HttpResponseRedirect(reverse("administration:list", kwargs={"slug": kind.slug}))
    else:
        now = {name: getattr(entry, name) for name in kind.fields}
        form = form_class(initial={**now, "seen": last_event(entry)})
    entry.refresh_from_db()
    shown = {"kind": kind, "entry": entry, "form": form, "changes": changes(entry, kind.fields), "top": _top(entry)}
    return render(request, "administration/entry.html", shown)


def _change(request: HttpRequest, entry: Model, form: Any) -> None:
    change_entry(by=request.user, entry=entry, seen=form.cleaned_data["seen"], **form.facts())


def _top(entry: Model) -> bool:
    """Whether local sub-types can hang below the entry."""
    return isinstance(entry, EventType) and entry.parent_id is None


@door(policy.may_edit_lists, find=finders.type_above)
def add(request: HttpRequest, parent: EventType) -> HttpResponse:
    """Add a new local sub-type under a stable type."""
    form = SubtypeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        if saved(form, lambda: add_subtype(by=request.user, parent=parent, **facts)):
            messages.success(
                request, _("%(name)s er lagt til under %(top)s.") % {"name": facts["name"], "top": parent.name}
            )
            return HttpResponseRedirect(reverse("administration:list", kwargs={"slug": "hendelsestyper"}))
    return render(request, "administration/subtype.html", {"parent": parent, "form": form})
