"""The list of plans, one plan as a web page, its targets as a sheet, and what a new version changed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.ui.export import download
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import differences, page, policy, sheet, states, status
from merkbar.plan.goals.finding import attempt, by_of, find_plan, find_sheet, may_take
from merkbar.plan.goals.forms import NewPlanForm
from merkbar.plan.goals.models import Plan, ResultTarget, SourceDocument
from merkbar.plan.goals.writes import open_plan


@door(holds(Right.READ_PLANS))
def register(request: HttpRequest) -> HttpResponse:
    """Show every plan one may read: those that hold, drafts, and older ones."""
    standing = me(request)
    plans = list(
        Plan.objects.visible_to(standing).select_related("record__unit").order_by("-first_year", "record__title")
    )
    drafts = [plan for plan in plans if plan.state == states.DRAFT]
    facts = {
        "running": _with_counts([plan for plan in plans if plan.state in states.RUNNING], standing),
        "drafts": drafts,
        "from_documents": set(
            SourceDocument.objects.visible_to(standing).filter(plan__in=drafts).values_list("pk", flat=True)
        ),
        "older": [plan for plan in plans if plan.state in {states.REVISED, states.EXPIRED}],
        "dropped": [plan for plan in plans if plan.state == states.DROPPED],
        "may_open": policy.may_open(standing),
        "year": standing.day.year,
    }
    return render(request, "goals/register.html", facts)


def _with_counts(plans: list[Plan], standing: Standing) -> list[tuple[Plan, str]]:
    """Each plan with a sentence on how its targets stand; the measuring is asked once for all."""
    targets = list(ResultTarget.objects.visible_to(standing).alive().filter(plan__in=plans).select_related("record"))
    found = status.of(targets, standing, standing.day)
    return [
        (plan, page.lead(plan, {target.pk: found[target.pk] for target in targets if target.plan_id == plan.pk}))
        for plan in plans
    ]


@door(policy.may_open)
def new(request: HttpRequest) -> HttpResponse:
    """Start a plan from a template."""
    standing = me(request)
    reach = standing.reach(Right.EDIT_PLANS).paths
    units = Unit.objects.on(standing.day).filter(pk__in=units_within(reach), depth__lte=2).order_by("path")
    form = NewPlanForm(request.POST if request.method == "POST" else None, units=units, year=standing.day.year)
    if form.is_bound and form.is_valid():
        made = attempt(form, open_plan, lambda: 1, by=by_of(request))
        if made:
            return redirect("goals:build", made.record.reference)
    return render(request, "goals/new.html", {"form": form}, status=422 if form.errors else 200)


@door(policy.may_read, find=find_plan)
def show(request: HttpRequest, plan: Plan) -> HttpResponse:
    """One plan, one focus area at a time (`omrade`)."""
    return render(request, "goals/show.html", page.facts(plan, me(request), request.GET.get("omrade", "")))


@door(policy.may_read, find=find_plan)
def compare(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What this version changed from the one before."""
    if plan.revises is None:
        raise Http404
    facts = {"plan": plan, "record": plan.record, "old": plan.revises, "differences": differences.of(plan)}
    return render(request, "goals/compare.html", facts)


@door(may_take, find=find_sheet)
def take_away(request: HttpRequest, wanted: tuple[Plan, str]) -> HttpResponse:
    """Give the targets as a file."""
    plan, form = wanted
    name = f"{_('resultatmål')} {plan.record.reference}"
    return download(name, form, sheet.target_headings(), sheet.target_lines(plan, me(request)))
