"""One target as a card, and its steps: add, edit, tend, move, take away, put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, me
from merkbar.ground.records.models import Record
from merkbar.ground.records.registries import panels
from merkbar.ground.ui.forms import Form
from merkbar.plan.goals import page, policy, status, writes
from merkbar.plan.goals.finding import attempt, by_of, desk, find_plan, find_target, place_of, posts_of, take
from merkbar.plan.goals.forms_targets import EditTargetForm, TargetForm, TendForm, typed_target
from merkbar.plan.goals.models import Plan, ResultTarget


@door(policy.may_read_target, find=find_target)
def target(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """Show one target: what it asks for, the plan's own words, how it stands, and what is done about it."""
    standing = me(request)
    found = status.of([target], standing, standing.day)
    labels = page.columns(found.values())
    (row,) = page.rows([target], found, labels)
    facts = {
        "target": target,
        "record": target.record,
        "plan": target.plan,
        "row": row,
        "history": row.before,
        "measures": panels(target.record, "measure", standing),
        "actions": panels(target.record, "actions", standing),
        "entries": target.record.entries.select_related("by"),
        "may_edit": policy.may_edit_target(standing, target),
        "may_tend": policy.may_tend(standing, target),
    }
    return render(request, "goals/target.html", facts)


def _show(request: HttpRequest, plan: Plan, form: Form, target: ResultTarget | None, title: str) -> HttpResponse:
    facts = {"plan": plan, "record": plan.record, "target": target, "form": form, "title": title}
    return render(request, "goals/target_form.html", facts, status=422 if form.errors else 200)


@door(policy.may_edit, find=find_plan)
def add_target(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Write a new target under a place (`under`), or under the plan itself."""
    node = place_of(plan, me(request), request.GET.get("under", ""))
    form = TargetForm(request.POST if request.method == "POST" else None, initial={"measurable": "yes"})
    if form.is_bound and form.is_valid():
        made = attempt(form, writes.add_target, lambda: 1, by=by_of(request), plan=plan, node=node)
        if made:
            messages.success(request, _("Resultatmålet er lagt til."))
            return redirect("goals:build", plan.record.reference)
    return _show(request, plan, form, None, _("Nytt resultatmål"))


def _version(target: ResultTarget) -> int:
    return Record.objects.values_list("version", flat=True).get(pk=target.pk)


@door(policy.may_edit_target, find=find_target)
def edit_target(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """Change a target of a draft."""
    form = EditTargetForm(request.POST if request.method == "POST" else None, initial=typed_target(target))
    if form.is_bound and form.is_valid():
        done = attempt(form, writes.edit_target, lambda: _version(target), by=by_of(request), target=target)
        if done:
            messages.success(request, _("Endringen er lagret."))
            return redirect("goals:build", target.plan.record.reference)
    return _show(request, target.plan, form, target, _("Endre resultatmålet"))


@door(policy.may_tend, find=find_target)
def tend(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """Decide how a target is measured; its words stand."""
    initial = typed_target(target) | {"owner_post": target.owner_post_id}
    posts = posts_of(target, me(request))
    form = TendForm(request.POST if request.method == "POST" else None, initial=initial, posts=posts)
    if form.is_bound and form.is_valid():
        done = attempt(form, writes.tend, lambda: _version(target), by=by_of(request), target=target)
        if done:
            messages.success(request, _("Endringen er lagret."))
            return redirect("goals:target", target.record.reference)
    return _show(request, target.plan, form, target, _("Hvordan målet måles"))


@door(policy.may_edit_target, find=find_target)
def move_target(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """Change places with a neighbour: `vei` is opp or ned."""
    back, up = desk(target.plan), request.POST.get("vei") == "opp"
    return take(request, writes.move_target, "", back, target=target, up=up)


@door(policy.may_edit_target, find=find_target)
def remove_target(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """Take a target away; it can be put back from the desk."""
    said = _("Resultatmålet er slettet. Du kan angre under «Slettet».")
    return take(request, writes.remove_target, said, desk(target.plan), target=target)


@door(policy.may_edit_target, find=find_target)
def restore_target(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """Put it back."""
    said = _("Resultatmålet er hentet tilbake.")
    return take(request, writes.restore_target, said, desk(target.plan), target=target)
