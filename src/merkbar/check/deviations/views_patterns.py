"""What goes again: the patterns one knows of, and one of them with its cases and what is done about it."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from merkbar.check.deviations import policy
from merkbar.check.deviations.models import Deviation, Pattern
from merkbar.check.deviations.states import OPEN_STATES
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.records import registries

SHOWN = 200


def known(standing: Standing) -> QuerySet[Any, Any]:
    """The patterns of the cases one may see, newest case first: reference, title, cases, how many are open, newest."""
    cases = Deviation.objects.visible_to(standing).counted().filter(pattern__isnull=False)
    named = cases.values("pattern__record__reference", "pattern__record__title")
    told = named.annotate(number=Count("pk"), open=Count("pk", Q(state__in=OPEN_STATES)), newest=Max("reported_at"))
    return told.order_by("-newest", "-pattern__record__reference")


@require_GET
@door(policy.may_see_register)
def patterns(request: HttpRequest) -> HttpResponse:
    """Every pattern one knows of."""
    return render(request, "deviations/patterns.html", {"patterns": known(me(request))[:SHOWN]})


def find_pattern(standing: Standing, ref: str) -> Pattern | None:
    """A pattern is known to those who may see one of its cases."""
    return Pattern.objects.visible_to(standing).select_related("record__unit").filter(record__reference=ref).first()


def sees_pattern(_standing: Standing, found: Pattern) -> bool:
    """Who found it may read it."""
    return found is not None


@require_GET
@door(sees_pattern, find=find_pattern)
def pattern(request: HttpRequest, found: Pattern) -> HttpResponse:
    """One pattern: the cases one may see, and the work that is to answer them all."""
    standing = me(request)
    cases = Deviation.objects.visible_to(standing).filter(pattern=found).select_related("record", "unit")
    facts = {
        "pattern": found,
        "cases": cases.order_by("-reported_at")[:SHOWN],
        "panels": registries.panels(found.record, "actions", standing),
    }
    return render(request, "deviations/pattern.html", facts)
