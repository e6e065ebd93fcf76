"""The desk where a draft is written: the tree with its places, each to be changed, moved, taken away and put back."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.plan.goals import page, policy, tree, writes
from merkbar.plan.goals.finding import attempt, by_of, desk, find_node, find_plan, place_of, refusal, take
from merkbar.plan.goals.forms import EditNodeForm, NewNodeForm, typed_node
from merkbar.plan.goals.models import FactorRating, Level, Node, Picture, Plan, ResultTarget

UNDER: Final[dict[str, list[str]]] = {
    "": [Level.FOCUS_AREA, Level.GOAL, Level.SECTION, Level.ITEM],
    Level.FOCUS_AREA: [Level.GOAL, Level.SUCCESS_FACTOR, Level.SECTION, Level.ITEM],
    Level.GOAL: [Level.SUCCESS_FACTOR, Level.SECTION, Level.ITEM],
    Level.SECTION: [Level.ITEM, Level.SECTION],
    Level.SUCCESS_FACTOR: [Level.ITEM],
    Level.ITEM: [Level.ITEM],
}
"""What may be added under a level, the most usual first."""
MOST_REMOVED: Final = 50
"""Taken-away places the desk offers to put back."""


@door(policy.may_edit, find=find_plan)
def build(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Show the tree with what can be done at each place."""
    standing = me(request)
    facts = {
        "plan": plan,
        "record": plan.record,
        "tree": tree.read(plan),
        "removed": _removed(plan, standing),
        "removed_targets": _removed_targets(plan, standing),
        "removed_pictures": list(
            Picture.objects.visible_to(standing).filter(plan=plan, removed_at__isnull=False)[:MOST_REMOVED]
        ),
        **page.may(plan, standing),
    }
    return render(request, "goals/build.html", facts)


def _removed(plan: Plan, standing: Standing) -> list[Node]:
    """What was taken away, topmost places only, the last first."""
    gone = Node.objects.visible_to(standing).filter(plan=plan, removed_at__isnull=False).select_related("parent")
    found = [node for node in gone.order_by("-removed_at", "pk") if node.parent is None or not node.parent.removed_at]
    return found[:MOST_REMOVED]


def _removed_targets(plan: Plan, standing: Standing) -> list[ResultTarget]:
    """Targets taken away by themselves, the last first."""
    gone = ResultTarget.objects.visible_to(standing).filter(plan=plan, removed_at__isnull=False)
    alone = gone.filter(node__removed_at__isnull=True).select_related("record")
    return list(alone.order_by("-removed_at")[:MOST_REMOVED])


@door(policy.may_edit, find=find_plan)
def add_node(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Put a new place under another (`under`), or at the top."""
    parent = place_of(plan, me(request), request.GET.get("under", ""))
    levels = UNDER[parent.level if parent else ""]
    form = NewNodeForm(request.POST if request.method == "POST" else None, levels=levels)
    if form.is_bound and form.is_valid():
        made = attempt(form, writes.add_node, lambda: 1, by=by_of(request), plan=plan, parent=parent)
        if made:
            messages.success(request, _("«%(title)s» er lagt til.") % {"title": made.title})
            return desk(plan, f"#p{made.pk}")
    facts: dict[str, Any] = {"plan": plan, "record": plan.record, "parent": parent, "form": form, "node": None}
    facts["back"] = desk(plan)["Location"]
    return render(request, "goals/node.html", facts, status=422 if form.errors else 200)


@door(policy.may_edit_node, find=find_node)
def edit_node(request: HttpRequest, node: Node) -> HttpResponse:
    """Change our words of a place, beside the document's own."""
    form = EditNodeForm(request.POST if request.method == "POST" else None, initial=typed_node(node))
    if form.is_bound and form.is_valid():
        version = _version(node, me(request))
        if attempt(form, writes.edit_node, lambda: version, by=by_of(request), node=node):
            messages.success(request, _("Endringen er lagret."))
            return _came_from(request, node)
    facts: dict[str, Any] = {"plan": node.plan, "record": node.plan.record, "parent": node.parent}
    facts["back"] = _came_from(request, node)["Location"]
    return render(request, "goals/node.html", {**facts, "form": form, "node": node}, status=422 if form.errors else 200)


def _came_from(request: HttpRequest, node: Node) -> HttpResponse:
    """Go back to the suggested tree when one came from there (`fra`), else to the desk."""
    if request.GET.get("fra") != "dokument":
        return desk(node.plan, f"#p{node.pk}")
    tree_page = redirect("goals:import_tree", node.plan.record.reference)
    tree_page["Location"] += f"#n{node.pk}"
    return tree_page


def _version(node: Node, standing: Standing) -> int:
    return Node.objects.visible_to(standing).values_list("version", flat=True).get(pk=node.pk)


@door(policy.may_edit_node, find=find_node)
def move_node(request: HttpRequest, node: Node) -> HttpResponse:
    """Change places with a neighbour: `vei` is opp or ned."""
    up = request.POST.get("vei") == "opp"
    return take(request, writes.move_node, "", desk(node.plan, f"#p{node.pk}"), node=node, up=up)


@door(policy.may_edit_node, find=find_node)
def remove_node(request: HttpRequest, node: Node) -> HttpResponse:
    """Take a place away with all below it; it can be put back from the desk."""
    said = _("«%(title)s» er slettet. Du kan angre under «Slettet».") % {"title": node.title}
    return take(request, writes.remove_node, said, desk(node.plan, "#slettet"), node=node)


@door(policy.may_edit_node, find=find_node)
def restore_node(request: HttpRequest, node: Node) -> HttpResponse:
    """Put it back."""
    said = _("«%(title)s» er hentet tilbake.") % {"title": node.title}
    return take(request, writes.restore_node, said, desk(node.plan, f"#p{node.pk}"), node=node)


@door(policy.may_rate, find=find_node)
def rate(request: HttpRequest, node: Node) -> HttpResponse:
    """Say how far a success factor has come this year."""
    word = request.POST.get("vurdering", "")
    if request.method == "POST" and word in FactorRating.Word.values:
        year = me(request).day.year
        if said := refusal(writes.rate_factor, by=by_of(request), node=node, year=year, word=word):
            return render(request, "ui/forbidden.html", {"sentence": said}, status=409)
        messages.success(request, _("«%(title)s» er vurdert.") % {"title": node.title})
    back = redirect("goals:show", node.plan.record.reference)
    area = request.POST.get("omrade", "")
    if area.isascii() and area.isdecimal():
        back["Location"] += f"?omrade={area[:3]}"
    return back
