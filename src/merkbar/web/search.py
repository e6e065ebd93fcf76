"""Search across what one may see: cases and actions, by words or by number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from merkbar.act.actions.models import Action
from merkbar.check.deviations.models import Deviation
from merkbar.check.deviations.register import hits
from merkbar.check.deviations.states import DRAFT
from merkbar.ground.access.doors import door, logged_in, me
from merkbar.ground.access.standing import Standing

SHOWN = 20


@require_GET
@door(logged_in)
def search(request: HttpRequest) -> HttpResponse:
    """The newest cases and actions with these words; a number that fits one thing goes straight there."""
    standing = me(request)
    q = request.GET.get("q", "")[:200].replace("\x00", "").strip()
    cases, actions = found(standing, q) if q else ([], [])
    both = [*cases, *actions]
    if len(both) == 1 and both[0].record.reference == q.upper():
        return redirect("deviations:case" if cases else "actions:show", q.upper())
    return render(request, "web/search.html", {"q": q, "cases": cases, "actions": actions})


def found(standing: Standing, q: str) -> tuple[list[Any], list[Any]]:
    """Cases and actions this person may see that have the words."""
    cases = Deviation.objects.visible_to(standing).exclude(state=DRAFT).filter(pk__in=hits(q))
    actions = Action.objects.visible_to(standing).filter(pk__in=hits(q, kind="action"))
    return (
        list(cases.select_related("record", "unit").order_by("-reported_at")[:SHOWN]),
        list(actions.select_related("record__unit").order_by("-record__created_at")[:SHOWN]),
    )
