"""What an address names, fetched from what the person may see; and how a step is tried and its refusal shown."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from merkbar.do.learning import policy
from merkbar.do.learning.models import Event, Module, ModuleRule, PlanLine, ProfileLine, Question
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person, Role
from merkbar.ground.records.writes import Stale
from merkbar.ground.ui.forms import Form, StepForm, put_on


def find_module(standing: Standing, slug: str) -> Module | None:
    """Find a module by its address."""
    return Module.objects.visible_to(standing).select_related("competence").filter(slug=slug).first()


def find_question(standing: Standing, slug: str, pk: int) -> Question | None:
    """Find a question of a module that the person sees."""
    seen = Module.objects.visible_to(standing)
    return Question.objects.select_related("module").filter(module__in=seen, module__slug=slug, pk=pk).first()


def find_rule(standing: Standing, slug: str, pk: int) -> ModuleRule | None:
    """Find who is asked to take a module that the person sees."""
    seen = Module.objects.visible_to(standing)
    known = ModuleRule.objects.select_related("module", "unit")
    return known.filter(module__in=seen, module__slug=slug, pk=pk).first()


def find_role(standing: Standing, code: str) -> Role | None:
    """Find a role: profiles are open to everybody employed."""
    return Role.objects.filter(pk=code).first() if policy.may_learn(standing) else None


def find_profile_line(standing: Standing, code: str, pk: int) -> ProfileLine | None:
    """Find a line of a role's profile."""
    role = find_role(standing, code)
    return ProfileLine.objects.select_related("role", "competence").filter(role=role, pk=pk).first() if role else None


def find_plan_line(standing: Standing, pk: int) -> PlanLine | None:
    """Find a line of a competence plan that the person sees."""
    return PlanLine.objects.visible_to(standing).select_related("unit").filter(pk=pk).first()


def find_event(standing: Standing, pk: int) -> Event | None:
    """Find an event."""
    return Event.objects.visible_to(standing).select_related("arranged_by").filter(pk=pk).first()


def by_of(request: HttpRequest) -> Person:
    """Tell who asks; only behind a door."""
    return cast("Person", request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """Give what a form was sent with, or nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def attempt(form: Form, write: Callable[..., Any], **facts: Any) -> Any:
    """Take a step with what the form read; None: it was refused, and the form says why."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return write(**facts, **form.cleaned_data) or True
    except Stale:
        form.add_error(None, ValidationError(str(Stale.sentence), code="stale"))
    except ValidationError as wrong:
        put_on(form, wrong)
    return None


def look_again(form: StepForm, version: int) -> None:
    """After a conflict, let the next try be made on the present version."""
    if form.has_error(NON_FIELD_ERRORS, code="stale"):
        form.look_again(version)


def status_of(form: Form) -> int:
    """The status of a page that shows a form again."""
    if form.is_bound and form.has_error(NON_FIELD_ERRORS, code="stale"):
        return 409
    return 422 if form.errors else 200


def step(request: HttpRequest, to: str, said: str, write: Callable[..., Any], **facts: Any) -> HttpResponse:
    """Take a step that is one button: on to `to` with what was done said at its top, or a page that says why not."""
    try:
        write(by=by_of(request), **facts)
    except Stale:
        return render(request, "ui/forbidden.html", {"sentence": Stale.sentence}, status=409)
    except ValidationError as wrong:
        return render(request, "ui/forbidden.html", {"sentence": " ".join(wrong.messages)}, status=409)
    messages.success(request, said)
    return redirect(to)
