"""The life of a plan: its facts, the decision, in force, who took part, the next version, the end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.ui.forms import Form
from merkbar.plan.goals import family, policy, revising, writes
from merkbar.plan.goals.finding import attempt, by_of, find_plan, refusal, take
from merkbar.plan.goals.forms import AdoptForm, FactsForm, HandOverForm, InvolveForm, typed_plan
from merkbar.plan.goals.models import Plan


def version_of(plan: Plan) -> int:
    """The plan's present version."""
    return Record.objects.values_list("version", flat=True).get(pk=plan.pk)


def _ask(
    request: HttpRequest, plan: Plan, form: Form, write: Callable[..., Any], words: tuple[str, str]
) -> HttpResponse:
    """Show a form on a page of its own, and take its step."""
    title, said = words
    if (
        form.is_bound
        and form.is_valid()
        and attempt(form, write, lambda: version_of(plan), by=by_of(request), plan=plan)
    ):
        messages.success(request, said)
        return redirect("goals:show", plan.record.reference)
    facts = {"plan": plan, "record": plan.record, "form": form, "title": title}
    return render(request, "goals/step.html", facts, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@door(policy.may_edit, find=find_plan)
def edit(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Change name, years and introductory texts of a draft."""
    standing = me(request)
    owners = _able(plan, standing, plan.record.owner)
    parents = family.possible_parents(plan, standing)
    form = FactsForm(_sent(request), initial=typed_plan(plan), parents=parents, owners=owners)
    return _ask(request, plan, form, writes.edit, (_("Om planen"), _("Opplysningene er lagret.")))


def _able(plan: Plan, standing: Standing, keep: Person | None = None) -> QuerySet[Person]:
    """Who may own the plan: who writes plans here, and `keep`, who owns it already."""
    able = [*revising.writers(plan.record.unit, standing.day), *filter(None, [keep])]
    return Person.objects.filter(pk__in=[person.pk for person in able]).order_by("name")


@door(policy.may_hand_over, find=find_plan)
def hand_over(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Name another owner of a plan that holds."""
    initial = {"seen": plan.record.version, "owner": plan.record.owner_id}
    form = HandOverForm(_sent(request), initial=initial, owners=_able(plan, me(request)))
    return _ask(request, plan, form, writes.hand_over, (_("Gi planen en ny ansvarlig"), _("Ansvaret er gitt videre.")))


@door(policy.may_adopt, find=find_plan)
def adopt(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Write down the decision."""
    form = AdoptForm(_sent(request), initial={"seen": plan.record.version})
    return _ask(
        request, plan, form, writes.adopt, (_("Før inn vedtaket"), _("Vedtaket er ført inn. Teksten står nå fast."))
    )


@door(policy.may_involve, find=find_plan)
def involve(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Log that somebody took part."""
    form = InvolveForm(_sent(request))
    return _ask(request, plan, form, writes.involve, (_("Hvem har medvirket?"), _("Medvirkningen er ført.")))


def _step(request: HttpRequest, plan: Plan, write: Callable[..., Any], said: str) -> HttpResponse:
    """Take a step that is one button."""
    return take(request, write, said, redirect("goals:show", plan.record.reference), plan=plan)


@door(policy.may_publish, find=find_plan)
def publish(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Put it in force."""
    return _step(request, plan, writes.publish, _("Planen gjelder."))


@door(policy.may_expire, find=find_plan)
def expire(request: HttpRequest, plan: Plan) -> HttpResponse:
    """End it."""
    return _step(request, plan, writes.expire, _("Planen er avsluttet. Den kan fortsatt leses."))


@door(policy.may_drop, find=find_plan)
def drop(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Give up a draft."""
    return _step(request, plan, writes.drop, _("Utkastet er forkastet. Du kan ta det opp igjen her."))


@door(policy.may_take_up, find=find_plan)
def take_up(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Go on with a draft that was given up."""
    return _step(request, plan, writes.take_up, _("Utkastet er tatt opp igjen."))


@door(policy.may_revise, find=find_plan)
def revise(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Start the next version, and go there."""
    if request.method != "POST":
        return redirect("goals:show", plan.record.reference)
    if refused := refusal(writes.revise, by=by_of(request), plan=plan):
        return render(request, "ui/forbidden.html", {"sentence": refused}, status=409)
    made = plan.revisions.select_related("record").latest("version")
    messages.success(request, _("Ny versjon er laget som utkast. Den gamle gjelder til den nye er vedtatt."))
    return redirect("goals:build", made.record.reference)
