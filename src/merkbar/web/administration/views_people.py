"""People: find them, open and close accounts, change what they log in with."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post
from merkbar.ground.people.writes import activate, deactivate, register
from merkbar.ground.trail.history import changes, last_event
from merkbar.web.administration import finders, policy
from merkbar.web.administration.common import saved
from merkbar.web.administration.forms_people import Account, Find
from merkbar.web.administration.paging import page_of
from merkbar.web.administration.writes import change_account, give_password

ACCOUNT = ("name", "login", "email", "employee_no", "home_unit")


@door(holds(Right.EDIT_PEOPLE))
def people(request: HttpRequest) -> HttpResponse:
    """Find people by name, number or role; fifty a page."""
    form = Find(request.GET or None)
    found = policy.people_within(me(request))
    chosen = form.cleaned_data if form.is_valid() else {}
    found = _narrow(found, chosen)
    now = Post.objects.on(clock.today()).select_related("role", "unit")
    page = page_of(
        found.select_related("home_unit").prefetch_related(Prefetch("posts", queryset=now, to_attr="current")),
        after=request.GET.get("etter", ""),
        before=request.GET.get("for", ""),
    )
    shown = {"form": form, "page": page, "number": found.count(), "searched": any(chosen.values())}
    return render(request, "administration/people.html", shown)


def _narrow(found: "QuerySet[Person]", chosen: dict[str, Any]) -> "QuerySet[Person]":
    found = found.filter(is_active=chosen.get("vis") != "stengt")
    if text := chosen.get("q"):
        found = found.filter(
            Q(name__icontains=text) | Q(email__icontains=text) | Q(login__icontains=text) | Q(employee_no=text)
        )
    held = Post.objects.on(clock.today()).filter(person=OuterRef("pk"))
    if role := chosen.get("rolle"):
        found = found.filter(Exists(held.filter(role=role)))
    if chosen.get("vis") == "uten":
        found = found.filter(~Exists(held))
    return found


@door(policy.may_see_person, find=finders.person)
def show(request: HttpRequest, person: Person) -> HttpResponse:
    """One person: account, roles now, before and to come, and history."""
    standing, day = me(request), clock.today()
    ahead = Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day)).order_by("valid_from")
    deputies = Prefetch("deputies", queryset=ahead.select_related("person"), to_attr="ahead")
    held = person.posts.select_related("role", "unit", "deputy_for__person").prefetch_related(deputies)
    posts = list(held.order_by("-valid_from", "-pk"))
    rows: list[dict[str, Any]] = [
        {**_dated(post), "deputies": vars(post)["ahead"], "may_change": policy.may_change_post(standing, post)}
        for post in posts
        if post.valid_to is None or post.valid_to > day
    ]
    shown = {
        "person": person,
        "rows": rows,
        "ended": [_dated(post) for post in posts if post.valid_to is not None and post.valid_to <= day],
        "changes": changes(person, (*ACCOUNT, "is_active")),
        "may_change": policy.may_change_account(standing, person),
        "may_lock": policy.may_lock_account(standing, person),
        "may_give_password": policy.may_give_password(standing, person),
        "may_appoint": policy.may_act_on_other(standing, person) and person.is_active,
        "today": day,
    }
    return render(request, "administration/person.html", shown)


def _dated(post: Post) -> dict[str, Any]:
    """Give a post with its last day, as people say it: `valid_to` is the first day without."""
    return {"post": post, "last_day": post.valid_to - dt.timedelta(days=1) if post.valid_to else None}


@door(holds(Right.EDIT_PEOPLE))
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new."""
    form = Account(request.POST or None, units=policy.units_to_staff(me(request)))
    made: list[Person] = []
    if request.method == "POST" and form.is_valid():
        if not me(request).reach(Right.EDIT_PEOPLE).covers(_home_path(form)):
            form.add_error("home_unit", _("Velg enheten personen hører til."))
        elif saved(form, lambda: made.append(register(by=request.user, **form.facts()))):
            messages.success(
                request, _("%(name)s er lagt til. Gi en rolle, så får personen tilgang.") % {"name": made[0].name}
            )
            return _to(made[0])
    return render(request, "administration/account.html", {"form": form, "person": None})


def _home_path(form: Account) -> str:
    """Where the person belongs; without a unit only the root's administrator finds them again."""
    home = form.cleaned_data["home_unit"]
    return home.path if home else policy.root_path()


@door(policy.may_change_account, find=finders.person)
def account(request: HttpRequest, person: Person) -> HttpResponse:
    """Change what a person is called and logs in with."""
    units = policy.units_to_staff(me(request))
    if request.method == "POST":
        form = Account(request.POST, units=units, person=person)
        if form.is_valid() and saved(form, lambda: _change(request, person, form), thing=person):
            messages.success(request, _("Endringen er lagret."))
            return _to(person)
    else:
        now = {name: getattr(person, name) for name in ACCOUNT}
        form = Account(initial={**now, "seen": last_event(person)}, units=units, person=person)
    person.refresh_from_db()
    return render(
        request, "administration/account.html", {"form": form, "person": person, "changes": changes(person, ACCOUNT)}
    )


def _change(request: HttpRequest, person: Person, form: Account) -> None:
    change_account(by=request.user, person=person, seen=form.cleaned_data["seen"], **form.facts())


@door(policy.may_lock_account, find=finders.person)
def lock(request: HttpRequest, person: Person) -> HttpResponse:
    """Close or open an account; first a page that says what it means."""
    if request.method == "POST":
        step, said = (deactivate, _("Kontoen er stengt.")) if person.is_active else (activate, _("Kontoen er åpnet."))
        step(by=request.user, person=person)
        messages.success(request, said)
        return _to(person)
    leading = Post.objects.on(clock.today()).filter(person=person, role__leads=True).select_related("role", "unit")
    return render(request, "administration/lock.html", {"person": person, "leading": list(leading)})


@door(policy.may_give_password, find=finders.person)
def password(request: HttpRequest, person: Person) -> HttpResponse:
    """Give a new password, shown once."""
    given = give_password(by=request.user, person=person) if request.method == "POST" else ""
    return render(request, "administration/password.html", {"person": person, "password": given})


def _to(person: Person) -> HttpResponse:
    return HttpResponseRedirect(reverse("administration:person", kwargs={"pk": person.pk}))
