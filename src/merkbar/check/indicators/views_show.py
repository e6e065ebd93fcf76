"""One indicator: has it changed, since when, what is done about it; and to ask a manager for an explanation."""

import datetime as dt
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.check.indicators import page, policy, writes
from merkbar.check.indicators.between import Between
from merkbar.check.indicators.forms import AnnotationForm, AskForm
from merkbar.check.indicators.models import Indicator
from merkbar.check.indicators.views import find, unit_of
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Post
from merkbar.ground.records.registries import panels
from merkbar.ground.units.models import Unit

DAYS_TO_ANSWER: Final = 14
"""The deadline that is proposed [d]."""


@door(policy.may_read, find=find)
def show(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Show the curve with its verdict; the address chooses the unit, the kind of chart and how its limits are made."""
    standing = me(request)
    unit, units = unit_of(request, indicator)
    shown = page.page_of(indicator, unit, standing, page.read(request.GET, indicator))
    between = Between(shown.series, standing)
    facts = {
        "indicator": indicator,
        "unit": unit,
        "units": units,
        "page": shown,
        "series": shown.series,
        "views": page.VIEWS,
        "many": between.many(shown.look),
        "funnel": between.funnel(shown.look),
        "form": AnnotationForm(),
        "earlier": (),
        "entries": indicator.record.entries.filter(step="ask").select_related("by"),
        **_work(indicator, standing, unit),
    }
    return render(request, "indicators/show.html", facts)


def _work(indicator: Indicator, standing: Standing, unit: Unit) -> dict[str, Any]:
    """What is done about it, and what this person may do."""
    return {
        "actions": panels(indicator.record, "actions", standing),
        "risks": panels(indicator.record, "risks", standing),
        "may_annotate": policy.may_enter_at(standing, indicator, unit),
        "may_ask": policy.may_ask_at(standing, unit),
        "may_edit": policy.may_edit(standing, indicator),
    }


@door(policy.may_ask, find=find)
def ask(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Ask who answers for the unit, or who leads above it, to explain the curve by a day."""
    standing = me(request)
    unit, _units = unit_of(request, indicator)
    if not policy.may_ask_at(standing, unit):
        raise Http404
    posts = leaders(unit, standing)
    given = request.POST if request.method == "POST" else None
    first = {"day": standing.day + dt.timedelta(days=DAYS_TO_ANSWER), "post": str(posts[0].pk) if posts else ""}
    form = AskForm(given, posts=posts, today=standing.day, initial=first)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        post = next(one for one in posts if str(one.pk) == typed["post"])
        facts = {"day": typed["day"], "question": typed["question"]}
        writes.ask(by=standing.person, indicator=indicator, unit=unit, post=post, **facts)
        messages.success(request, _("%(who)s er spurt og får beskjed.") % {"who": post.person.name})
        return redirect(f"{reverse('indicators:show', args=[indicator.code])}?enhet={unit.code}")
    facts = {"indicator": indicator, "unit": unit, "form": form, "posts": posts}
    return render(request, "indicators/ask.html", facts, status=422 if form.errors else 200)


def leaders(unit: Unit, standing: Standing) -> list[Post]:
    """Those who lead the unit or a unit above it, below the one who asks; the highest first."""
    line = [unit.path[: end + 1] for end, sign in enumerate(unit.path) if sign == "."]
    own = [seat.path for seat in standing.seats if seat.leads]
    below = [path for path in line if not any(seat.startswith(path) for seat in own)]
    posts = Post.objects.on(standing.day).filter(role__leads=True, unit__path__in=below)
    found = posts.exclude(person=standing.person).select_related("person", "role", "unit")
    return list(found.order_by("unit__depth", "pk"))
