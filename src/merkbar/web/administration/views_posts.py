"""Posts and roles: give a role, end it, name a deputy, see empty seats, use one's own titles."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.standing import leader_of
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post, Role, leads_at
from merkbar.ground.people.writes import end_post, retitle_role
from merkbar.ground.trail.history import changes, last_event
from merkbar.web.administration import finders, policy
from merkbar.web.administration.common import saved
from merkbar.web.administration.forms_people import Deputy, EndPost, FillSeat, GiveRole, RoleTitle
from merkbar.web.administration.seats import vacancies
from merkbar.web.administration.writes import give_role


@door(policy.may_act_on_other, find=finders.person)
def give(request: HttpRequest, person: Person) -> HttpResponse:
    """Give a person a role."""
    start = {"valid_from": clock.today(), "unit": person.home_unit}
    form = GiveRole(request.POST or None, units=policy.units_to_staff(me(request)), initial=start)
    if request.method == "POST" and form.is_valid() and _appointed(request, form, person):
        return _to(person)
    return render(request, "administration/give_role.html", {"form": form, "person": person})


@door(holds(Right.EDIT_PEOPLE))
def fill(request: HttpRequest) -> HttpResponse:
    """Give a role when one starts from the seat: the person is named in the form."""
    units = policy.units_to_staff(me(request))
    start = {"valid_from": clock.today(), "unit": units.filter(code=request.GET.get("enhet", "")[:30]).first()}
    form = FillSeat(request.POST or None, units=units, people=policy.people_within(me(request)), initial=start)
    if request.method == "POST" and form.is_valid() and _appointed(request, form, form.cleaned_data["person"]):
        return _to(form.cleaned_data["person"])
    return render(request, "administration/give_role.html", {"form": form, "person": None})


@door(policy.may_change_post, find=finders.post)
def deputy(request: HttpRequest, post: Post) -> HttpResponse:
    """Let somebody stand in for the holder of a post."""
    form = Deputy(
        request.POST or None,
        people=policy.people_within(me(request)),
        post=post,
        initial={"valid_from": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        place = {"role": post.role, "unit": post.unit, "deputy_for": post}
        if _appointed(request, form, form.cleaned_data["person"], **place):
            return _to(post.person)
    return render(request, "administration/deputy.html", {"form": form, "post": post})


def _appointed(request: HttpRequest, form: Any, person: Person, **place: Any) -> bool:
    """Give the role unless it is to oneself."""
    if not policy.may_act_on_other(me(request), person):
        form.add_error(None, ValidationError(_("Du kan ikke gi deg selv en rolle. Be en annen administrator.")))
        return False
    facts = form.cleaned_data
    place = place or {"role": facts["role"], "unit": facts["unit"]}
    period = {"valid_from": facts["valid_from"], "valid_to": form.valid_to()}
    if not saved(form, lambda: give_role(by=request.user, person=person, **period, **place)):
        return False
    words = {"name": person.name, "role": place["role"].title, "unit": place["unit"].name}
    messages.success(request, _("%(name)s har fått rollen %(role)s i %(unit)s.") % words)
    return True


@door(policy.may_change_post, find=finders.post)
def end(request: HttpRequest, post: Post) -> HttpResponse:
    """End a role; the page says where its cases fall."""
    form = EndPost(request.POST or None, post=post, initial={"last_day": max(clock.today(), post.valid_from)})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"] + dt.timedelta(days=1)
        if saved(form, lambda: end_post(by=request.user, post=post, day=day)):
            messages.success(request, _("Rollen er avsluttet."))
            return _to(post.person)
        post.refresh_from_db()
    shown = {
        "form": form,
        "post": post,
        "next": _next_leader(post),
        "deputies": list(post.deputies.select_related("person")),
    }
    return render(request, "administration/end_post.html", shown)


def _next_leader(post: Post) -> Post | None:
    """Who answers for the unit when this post is empty."""
    if not post.role.leads:
        return None
    others = leads_at(post.unit, clock.today()).exclude(pk=post.pk).select_related("person", "role", "unit").first()
    if others or post.unit.parent is None:
        return others
    return leader_of(post.unit.parent, clock.today())


@door(holds(Right.EDIT_PEOPLE))
def vacant(request: HttpRequest) -> HttpResponse:
    """Seats that lead and that nobody holds today, with where their cases fall."""
    units = policy.units_to_staff(me(request)).on(clock.today())
    return render(request, "administration/vacant.html", {"vacancies": vacancies(units, clock.today())})


@door(holds(Right.EDIT_PEOPLE))
def roles(request: HttpRequest) -> HttpResponse:
    """Every role with its duties; the title is the municipality's own."""
    return render(request, "administration/roles.html", {"roles": Role.objects.order_by("-leads", "title")})


@door(policy.may_retitle, find=finders.role)
def role(request: HttpRequest, role: Role) -> HttpResponse:
    """Change the title of a role; duties are read."""
    if request.method == "POST":
        form = RoleTitle(request.POST)
        if form.is_valid() and saved(form, lambda: _retitle(request, role, form), thing=role):
            messages.success(request, _("Endringen er lagret."))
            return HttpResponseRedirect(reverse("administration:roles"))
    else:
        form = RoleTitle(initial={"title": role.title, "seen": last_event(role)})
    role.refresh_from_db()
    return render(
        request, "administration/role.html", {"form": form, "role": role, "changes": changes(role, ("title",))}
    )


def _retitle(request: HttpRequest, role: Role, form: RoleTitle) -> None:
    retitle_role(by=request.user, role=role, title=form.cleaned_data["title"], seen=form.cleaned_data["seen"])


def _to(person: Person) -> HttpResponse:
    return HttpResponseRedirect(reverse("administration:person", kwargs={"pk": person.pk}))
