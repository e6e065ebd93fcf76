"""«Min rolle»: the seats one holds, their duties, who leads, who stands in, and what one may see."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from merkbar.check.deviations.taxonomy import Area
from merkbar.do.learning import leading
from merkbar.ground.access.doors import door, logged_in, me
from merkbar.ground.access.standing import leader_of
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Post, Role
from merkbar.ground.units.models import Unit
from merkbar.web.administration import policy, right_words
from merkbar.web.administration.duty_links import linked


@door(logged_in)
def my_role(request: HttpRequest) -> HttpResponse:
    """Everyone's own page about their seats."""
    standing = me(request)
    areas = dict(Area.objects.values_list("code", "name"))
    duties = dict(Role.objects.values_list("code", "duties"))
    root = policy.root_path()
    units = Unit.objects.select_related("parent").in_bulk([seat.unit for seat in standing.seats])
    seats = [
        {
            "seat": seat,
            "duties": [linked(duty, standing) for duty in duties.get(seat.role, [])],
            "leader": _leader(units[seat.unit], standing.day, standing.person.pk),
            "may": right_words.of_seat(seat, areas),
            "place": right_words.place(seat, (root,)),
        }
        for seat in standing.seats
    ]
    posts = Post.objects.on(standing.day).select_related("person", "role", "unit", "deputy_for__person")
    shown = {
        "person": standing.person,
        "seats": seats,
        "start": leading.start_of(standing),
        "my_deputies": list(posts.filter(deputy_for__person=standing.person)),
        "standing_in": list(posts.filter(person=standing.person, deputy_for__isnull=False)),
        "leads": any(seat.leads for seat in standing.seats),
        "may_administer": policy.may_administer(standing),
    }
    return render(request, "administration/my_role.html", shown)


def _leader(place: Unit, day: dt.date, me: int) -> Post | None:
    """Who leads the holder of a seat there: the unit's leader, or the one above when that is oneself."""
    unit: Unit | None = place
    while unit is not None:
        post = leader_of(unit, day)
        if post is None or post.person_id != me:
            return post
        unit = post.unit.parent
    return None


@door(logged_in)
def who_sees(request: HttpRequest) -> HttpResponse:
    """Show on a short page who may see what, from the policy itself."""
    areas = dict(Area.objects.values_list("code", "name"))
    titles = dict(Role.objects.values_list("code", "title"))
    asked = (
        Right.READ,
        Right.READ_RESTRICTED,
        Right.HANDLE,
        Right.SEALED,
        Right.EXPORT,
        Right.STATISTICS,
    )
    rows = [(str(right_words.WORDS[right]), right_words.readers(right, titles, areas)) for right in asked]
    return render(request, "administration/who_sees.html", {"rows": rows, "today": clock.today()})
