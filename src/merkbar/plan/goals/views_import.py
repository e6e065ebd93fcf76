"""A plan read from a document: upload, go through the tree, decide each target, publish. The draft can be left and resumed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from merkbar.ground.access.doors import door, me, says
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.records.models import Record
from merkbar.ground.units.models import Unit
from merkbar.plan.goals import figures, policy, tree
from merkbar.plan.goals.finding import attempt, by_of, find_plan, find_target, posts_of, refusal
from merkbar.plan.goals.forms_import import LEVELS, CardForm, DocumentForm, FinishForm, SplitForm, typed_card
from merkbar.plan.goals.models import Level, Node, Plan, ResultTarget, SourceDocument
from merkbar.plan.goals.writes import arranging, importing

PROXY: Final = {
    "measurable": "proxy",
    "comparator": "=",
    "value": "100",
    "unit_text": "%",
    "proxy": gettext_lazy("Andel av enhetene som har dette på plass"),
    "direction": "up",
}
"""What is proposed for a target that cannot be measured: how many of the units have it in place."""


@door(policy.may_open)
def read_document(request: HttpRequest) -> HttpResponse:
    """Take a document in and make a draft of it."""
    standing = me(request)
    reach = standing.reach(Right.EDIT_PLANS).paths
    units = Unit.objects.on(standing.day).filter(pk__in=units_within(reach), depth__lte=2).order_by("path")
    form = DocumentForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), units=units, year=standing.day.year
    )
    if form.is_bound and form.is_valid() and form.reading:
        said = form.cleaned_data
        facts = {name: said[name] for name in ("unit", "template", "first_year", "last_year")}
        plan = importing.import_plan(by=by_of(request), reading=form.reading, **facts)
        messages.success(
            request, _("Planen er lest inn som utkast. Ingenting er mistet, og du kan gjøre ferdig senere.")
        )
        return redirect("goals:import_tree", plan.record.reference)
    return render(request, "goals/import_new.html", {"form": form}, status=422 if form.errors else 200)


@dataclass(slots=True)
class Row:
    """A place or a target as the tree shows it."""

    key: str
    title: str
    level: str
    quote: str
    page: int | None
    done: bool
    target: ResultTarget | None = None
    node: Node | None = None
    rows: list["Row"] = field(default_factory=list)

    def all(self) -> Iterator["Row"]:
        """This row and all below it."""
        yield self
        for row in self.rows:
            yield from row.all()

    @property
    def summary(self) -> str:
        """What was read of a target: «høyst 21 virkedager»."""
        target = self.target
        return figures.sentence_of(target, target.period, tell=_) if target else ""


def _find_source(standing: Standing, reference: str) -> Plan | None:
    plan = find_plan(standing, reference)
    return plan if plan and SourceDocument.objects.visible_to(standing).filter(plan=plan).exists() else None


@door(policy.may_edit, find=_find_source)
def import_tree(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The document on the left, the suggested tree on the right; chosen places take one step together."""
    said = ""
    chosen: list[str] = []
    if request.method == "POST":
        chosen = request.POST.getlist("valgt")
        said = _arrange(request, plan, chosen)
        if not said:
            return redirect("goals:import_tree", plan.record.reference)
    return render(request, "goals/import_tree.html", _tree_facts(plan, said, chosen), status=422 if said else 200)


def _arrange(request: HttpRequest, plan: Plan, chosen: list[str]) -> str:
    """Take the step that was asked for; the sentence that refuses it, or nothing."""
    facts: dict[str, Any] = {"by": by_of(request), "plan": plan, "keys": chosen}
    step = request.POST.get("gjor", "")
    if step.startswith("alt:"):
        rows = [row for top in _rows(plan) for row in top.all() if row.key == step.removeprefix("alt:")]
        facts["keys"] = [one.key for row in rows for one in row.all()]
    if not facts["keys"]:
        return _("Kryss av for minst ett punkt først.")
    steps: dict[str, Callable[[], str]] = {
        "godta": lambda: refusal(arranging.settle_places, **facts),
        "angre": lambda: refusal(arranging.settle_places, done=False, **facts),
        "sla-sammen": lambda: refusal(arranging.merge, **facts),
        "niva": lambda: _relevel(request, facts),
        "flytt": lambda: _move(request, plan, facts),
        "ta-ut": lambda: refusal(arranging.take_out, **facts),
    }
    take = steps["godta"] if step.startswith("alt:") else steps.get(step)
    return take() if take else _("Velg hva som skal gjøres med punktene.")


def _relevel(request: HttpRequest, facts: dict[str, Any]) -> str:
    level = request.POST.get("niva", "")
    if level not in dict(LEVELS):
        return _("Velg hva punktene skal være.")
    return refusal(arranging.relevel, level=level, **facts)


def _move(request: HttpRequest, plan: Plan, facts: dict[str, Any]) -> str:
    under = request.POST.get("under", "")
    parent = None
    if under:
        known = Node.objects.visible_to(me(request)).alive().filter(plan=plan)
        key = int(under) if under.isascii() and under.isdecimal() and len(under) < 19 else 0  # noqa: PLR2004 - digits of a key
        parent = known.filter(pk=key).first()
        if parent is None:
            return _("Stedet finnes ikke lenger. Velg et annet.")
    return refusal(arranging.move_under, parent=parent, **facts)


def _rows(plan: Plan) -> list[Row]:
    settled = set(plan.source.settled)
    whole = tree.read(plan)
    rows = [_row(place, settled) for place in (*whole.rest, *whole.areas)]
    return rows + [_target_row(target, settled) for target in whole.targets]


def _tree_facts(plan: Plan, said: str, chosen: list[str]) -> dict[str, Any]:
    rows = _rows(plan)
    every = [row for top in rows for row in top.all()]
    done = sum(row.done for row in every)
    lead = ngettext(
        "%(done)s av %(n)s punkt er gått gjennom.", "%(done)s av %(n)s punkter er gått gjennom.", len(every)
    )
    homes = {Level.FOCUS_AREA, Level.GOAL, Level.SECTION}
    return {
        "plan": plan,
        "record": plan.record,
        "source": plan.source,
        "rows": rows,
        "said": said,
        "chosen": chosen,
        "lead": lead % {"done": done, "n": len(every)},
        "levels": LEVELS,
        "taken_out": plan.nodes.filter(removed_at__isnull=False).exists()
        or plan.targets.filter(removed_at__isnull=False).exists(),
        "places": [row.node for row in every if row.node and row.node.level in homes],
    }


def _row(place: tree.Place, settled: set[str]) -> Row:
    node = place.node
    key = f"n{node.pk}"
    row = Row(key, node.title, node.get_level_display(), node.quote, node.page, key in settled, node=node)
    row.rows = [_target_row(target, settled) for target in place.targets]
    row.rows += [_row(child, settled) for child in place.children]
    return row


def _target_row(target: ResultTarget, settled: set[str]) -> Row:
    key = f"t{target.pk}"
    return Row(key, target.text, _("Resultatmål"), target.quote, target.page, key in settled, target=target)


def _find_piece(standing: Standing, reference: str, key: str) -> tuple[Plan, Node | ResultTarget] | None:
    plan = _find_source(standing, reference)
    if plan is None:
        return None
    kept: Any = Node.objects if key[0] == "n" else ResultTarget.objects
    piece = kept.visible_to(standing).alive().filter(plan=plan, pk=int(key[1:])).first()
    return (plan, piece) if piece else None


@says(policy.FIRM)
def _may_split(standing: Standing, wanted: tuple[Plan, Any]) -> bool:
    return policy.may_edit(standing, wanted[0])


@door(_may_split, find=_find_piece)
def import_split(request: HttpRequest, wanted: tuple[Plan, Node | ResultTarget]) -> HttpResponse:
    """Make several places of one."""
    plan, piece = wanted
    words = f"{piece.title} {piece.text}".strip() if isinstance(piece, Node) else piece.text
    key = f"{'n' if isinstance(piece, Node) else 't'}{piece.pk}"
    form = SplitForm(request.POST if request.method == "POST" else None, initial={"text": words})
    if form.is_bound and form.is_valid():
        made = attempt(form, arranging.split, lambda: 1, by=by_of(request), plan=plan, key=key)
        if made:
            messages.success(request, _("Punktet er delt i %(n)s.") % {"n": made})
            return redirect("goals:import_tree", plan.record.reference)
    facts = {"plan": plan, "record": plan.record, "form": form, "quote": piece.quote}
    return render(request, "goals/import_split.html", facts, status=422 if form.errors else 200)


@door(policy.may_edit, find=_find_source)
def import_targets(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Every target with what was read of it and what is still open."""
    targets = tree.read(plan).all_targets()
    open_ = sum(bool(target.questions) for target in targets)
    lead = ngettext(
        "%(n)s resultatmål, %(open)s må avklares.", "%(n)s resultatmål, %(open)s må avklares.", len(targets)
    )
    facts = {"plan": plan, "record": plan.record, "targets": targets, "lead": lead % {"n": len(targets), "open": open_}}
    return render(request, "goals/import_targets.html", facts)


@door(policy.may_edit_target, find=find_target)
def import_card(request: HttpRequest, target: ResultTarget) -> HttpResponse:
    """One target as a card; saved, the next one follows."""
    plan = target.plan
    standing = me(request)
    posts = posts_of(target, standing)
    first = typed_card(target, plan) | (PROXY if request.GET.get("forslag") else {})
    form = CardForm(request.POST if request.method == "POST" else None, initial=first, posts=posts)
    if form.is_bound and form.is_valid():
        saved = attempt(form, importing.decide, lambda: _version(target), by=by_of(request), target=target)
        if saved:
            messages.success(request, _("Målet er lagret."))
            return _next(plan, target)
    facts = {"plan": plan, "record": plan.record, "target": target, "form": form}
    return render(request, "goals/import_card.html", facts, status=422 if form.errors else 200)


def _version(thing: ResultTarget | Plan) -> int:
    return Record.objects.values_list("version", flat=True).get(pk=thing.pk)


def _next(plan: Plan, target: ResultTarget) -> HttpResponse:
    """The next target in reading order, or the list after the last."""
    targets = tree.read(plan).all_targets()
    row = [one.pk for one in targets]
    at = row.index(target.pk) + 1 if target.pk in row else len(row)
    if at < len(row):
        return redirect("goals:import_card", targets[at].record.reference)
    return redirect("goals:import_targets", plan.record.reference)


@door(policy.may_edit, find=_find_source)
def import_finish(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The decision, who took part, and out to the units. Who may not write down decisions sees what is left to do."""
    allowed = policy.may_adopt(me(request), plan)
    form = FinishForm(request.POST if request.method == "POST" else None, initial={"seen": plan.record.version})
    if form.is_bound and not allowed:
        return render(request, "ui/forbidden.html", {"sentence": policy.ADOPTERS}, status=403)
    ready = form.is_bound and form.is_valid()
    if ready and attempt(form, importing.finish, lambda: _version(plan), by=by_of(request), plan=plan):
        messages.success(request, _("Planen gjelder. Enhetene kan nå lage handlingsplan."))
        return redirect("goals:show", plan.record.reference)
    whole = tree.read(plan)
    targets = whole.all_targets()
    facts = {
        "plan": plan,
        "record": plan.record,
        "form": form if allowed else None,
        "sentence": policy.ADOPTERS,
        "areas": len(whole.areas),
        "number": len(targets),
        "open": [target for target in targets if target.questions],
    }
    return render(request, "goals/import_finish.html", facts, status=422 if form.errors else 200)
