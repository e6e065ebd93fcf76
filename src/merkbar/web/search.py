"""Search across what one may see: procedures, cases, patterns and actions, by words or by number."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from merkbar.act.actions.models import Action
from merkbar.check.deviations.models import Deviation, Pattern
from merkbar.check.deviations.register import looked_for
from merkbar.check.deviations.states import DRAFT
from merkbar.do.procedures import search as procedures
from merkbar.ground.access.doors import door, logged_in, me
from merkbar.ground.access.fixed import Fixed
from merkbar.ground.access.one_of import OneOf
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.trail.written import Written

SHOWN, PROCEDURES_SHOWN = 20, 5
LONGEST = 200
By = Callable[[str, str], Any]
"""(what is looked for, kind) → the records that fit."""


@require_GET
@door(logged_in)
def search(request: HttpRequest) -> HttpResponse:
    """The best procedures, and the newest cases, patterns and actions, with these words; a number goes straight to its page."""
    standing = me(request)
    q = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    cases, actions = found(standing, q) if q else ([], [])
    patterns = _patterns(standing, *looked_for(q)) if q else []
    texts = procedures.hits(standing, q) if q and standing.may(Right.READ_PROCEDURES) else []
    for address, things in (("deviations:case", cases), ("deviations:pattern", patterns), ("actions:show", actions)):
        if len(things) == 1 and things[0].record.reference == q.upper():
            return redirect(address, q.upper())
    for text in texts:
        if text.document.record.reference == q.upper():
            return redirect("procedures:show", q.upper())
    nothing = not (cases or patterns or actions or texts)
    alike = procedures.meant(standing, q) if q and nothing and standing.may(Right.READ_PROCEDURES) else []
    facts = {"q": q, "meant": alike, "cases": cases, "patterns": patterns, "actions": actions}
    return render(request, "web/search.html", facts | {"procedures": texts[:PROCEDURES_SHOWN], "number": len(texts)})


def found(standing: Standing, q: str) -> tuple[Sequence[Any], Sequence[Any]]:
    """Cases and actions this person may see that have the words."""
    by, text = looked_for(q)
    return _cases(standing, by, text), _actions(standing, by, text)


@Written
def _cases(standing: Standing, by: By, text: str) -> "QuerySet[Deviation]":
    seen = Deviation.objects.visible_to(standing).exclude(state=Fixed(DRAFT)).filter(OneOf("pk", by(text, "deviation")))
    return seen.select_related("record", "unit").order_by("-reported_at")[:SHOWN]


@Written
def _patterns(standing: Standing, by: By, text: str) -> "QuerySet[Pattern]":
    seen = Pattern.objects.visible_to(standing).filter(OneOf("pk", by(text, "pattern")))
    return seen.select_related("record__unit").order_by("-pk")[:SHOWN]


@Written
def _actions(standing: Standing, by: By, text: str) -> "QuerySet[Action]":
    seen = Action.objects.visible_to(standing).filter(OneOf("pk", by(text, "action")))
    return seen.select_related("record__unit").order_by("-record__created_at")[:SHOWN]
