"""Heltid, nærvær og medarbeidersamtaler on one page (J13)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from merkbar.check.indicators import policy, staff
from merkbar.check.indicators.models import Theme
from merkbar.ground.access.doors import door, holds, me
from merkbar.ground.access.table import Right


@door(holds(Right.READ_INDICATORS))
def show(request: HttpRequest) -> HttpResponse:
    """Show the way to the target, the same month last year, and whether everybody was offered a talk."""
    standing = me(request)
    found = staff.topics(standing)
    facts = {
        "full_time": [(topic, staff.chart_of(topic)) for topic in found[Theme.FULL_TIME]],
        "attendance": [(topic, staff.chart_of(topic)) for topic in found[Theme.ATTENDANCE]],
        "appraisal": found[Theme.APPRAISAL],
        "may_enter": policy.may_enter(standing),
    }
    return render(request, "indicators/staff.html", facts)
