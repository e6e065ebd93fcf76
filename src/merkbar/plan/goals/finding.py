"""What an address names, fetched from what the person may see; and how a step is tried and its refusal shown."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person, Post
from merkbar.ground.records.writes import Stale
from merkbar.ground.ui.export import TYPES
from merkbar.ground.ui.forms import Form, StepForm, put_on
from merkbar.plan.goals import policy, states
from merkbar.plan.goals.models import Node, Picture, Plan, ResultTarget, UnitPlan, UnitPlanLine


def find_plan(standing: Standing, reference: str) -> Plan | None:
    """Find a plan by its number."""
    known = Plan.objects.visible_to(standing).select_related("record__unit", "record__owner", "revises__record")
    return known.filter(record__reference=reference).first()


def find_sheet(standing: Standing, reference: str, form: str) -> tuple[Plan, str] | None:
    """Find a plan, and which kind of file is wanted of it."""
    plan = find_plan(standing, reference)
    return (plan, form) if plan and form in TYPES else None


def may_take(standing: Standing, wanted: tuple[Plan, str]) -> bool:
    """Whoever reads the plan may take its sheets."""
    return policy.may_read(standing, wanted[0])


def find_node(standing: Standing, pk: int) -> Node | None:
    """Find a place, also one that is taken away: it can be put back."""
    return Node.objects.visible_to(standing).select_related("plan__record__unit", "parent").filter(pk=pk).first()


def place_of(plan: Plan, standing: Standing, wanted: str) -> Node | None:
    """The place that an address names by its key, in this plan."""
    if not wanted.isascii() or not wanted.isdecimal() or len(wanted) > 18:  # noqa: PLR2004 - digits of a key
        return None
    return Node.objects.visible_to(standing).alive().filter(plan=plan, pk=int(wanted)).first()


def desk(plan: Plan, place: str = "") -> HttpResponse:
    """Go back to the desk, to a place on it."""
    address = redirect("goals:build", plan.record.reference)
    address["Location"] += place
    return address


def find_picture(standing: Standing, pk: int) -> Picture | None:
    """Find a picture, also one that is taken away: it can be put back."""
    known = Picture.objects.visible_to(standing).select_related("plan__record__unit", "node", "attachment")
    return known.filter(pk=pk).first()


def find_target(standing: Standing, reference: str) -> ResultTarget | None:
    """Find a target by its number, also one that is taken away."""
    known = ResultTarget.objects.visible_to(standing).select_related(
        "record__unit", "plan__record__unit", "node", "owner_post__person", "owner_post__role"
    )
    return known.filter(record__reference=reference).first()


def posts_of(target: ResultTarget, standing: Standing) -> QuerySet[Post]:
    """Seats that may answer for a target: those that lead where its plan holds, and the one that does."""
    top = target.plan.record.unit.path
    leading = Post.objects.on(standing.day).filter(role__leads=True, unit__path__startswith=top, unit__depth__lte=3)
    known = Post.objects.filter(Q(pk__in=leading.order_by().values("pk")) | Q(pk=target.owner_post_id))
    return known.select_related("person", "role", "unit").order_by("unit__path", "person__name")


def find_unit_plan(standing: Standing, reference: str) -> UnitPlan | None:
    """Find a unit's action plan by its number."""
    known = UnitPlan.objects.visible_to(standing).select_related("record__unit", "plan__record__unit", "unit")
    return known.filter(record__reference=reference).first()


def find_line(standing: Standing, pk: int) -> UnitPlanLine | None:
    """Find a measure, also one that is taken away."""
    known = UnitPlanLine.objects.visible_to(standing).select_related(
        "unit_plan__record", "unit_plan__plan__record", "unit_plan__unit", "focus_area", "action", "responsible"
    )
    return known.filter(pk=pk).first()


def by_of(request: HttpRequest) -> Person:
    """Tell who asks; only behind a door."""
    return cast("Person", request.user)


def attempt(form: Form, write: Callable[..., Any], version: Callable[[], int], **facts: Any) -> Any:
    """Take a step with what the form read; None: it was refused, and the form says why. Nothing is overwritten."""
    try:
        return write(**facts, **form.cleaned_data)
    except Stale as stale:
        form.add_error(None, str(stale.sentence))
        if isinstance(form, StepForm):
            form.look_again(version())
    except states.WrongState as wrong:
        form.add_error(None, wrong.sentence)
    except ValidationError as wrong:
        put_on(form, wrong)
    return None


def refusal(write: Callable[..., Any], **facts: Any) -> str:
    """Take a step that has no form; the sentence that refuses it, or nothing when it was taken."""
    try:
        write(**facts)
    except states.WrongState as wrong:
        return str(wrong.sentence)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return ""


def take(request: HttpRequest, write: Callable[..., Any], said: str, back: HttpResponse, **facts: Any) -> HttpResponse:
    """Take a step that is one button, tell what came of it, and go back; what refuses it is a page of its own."""
    if request.method == "POST":
        if refused := refusal(write, by=by_of(request), **facts):
            facts = {"sentence": refused, "back": back["Location"]}
            return render(request, "ui/forbidden.html", facts, status=409)
        if said:
            messages.success(request, said)
    return back
