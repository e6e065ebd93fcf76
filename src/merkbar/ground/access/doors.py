"""A view is a function with a door: fetch, ask, tell, show. A stranger gets 404, never 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url

from merkbar.ground.access.standing import Standing, standing_of
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person

View = Callable[..., HttpResponse]
Rule = Callable[..., bool]


class Refused(Exception):
    """An act that this person may see but not do; the sentence is shown on a page of its own."""


def anyone(_standing: Standing | None) -> bool:
    """The door of public pages."""
    return True


def logged_in(standing: Standing) -> bool:
    """The door of pages that every account has."""
    return standing is not None


def holds(right: Right) -> Rule:
    """The door of pages that need a right somewhere in the tree."""

    def rule(standing: Standing) -> bool:
        return standing.may(right)

    rule.__name__ = f"holds_{right.name.lower()}"
    return rule


def door(rule: Rule, *, find: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Guard a view with a rule.

    Without `find` the rule is asked `rule(standing)`; false gives 404. With `find` the object is fetched as
    `find(standing, **kwargs)` from what the person may see (missing gives 404) and handed to the view instead of the
    kwargs; if then `rule(standing, thing)` says no, the person sees the thing but may not do this: a page with 403.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if rule is anyone:
                return view(request, **kwargs)
            if not request.user.is_authenticated:
                return _ask_for_login(request)
            standing = me(request)
            if find is None:
                if not rule(standing):
                    raise Http404
                return view(request, **kwargs)
            thing = find(standing, **kwargs)
            if thing is None:
                raise Http404
            if not rule(standing, thing):
                return render(request, "ui/forbidden.html", {"sentence": getattr(rule, "sentence", "")}, status=403)
            return view(request, thing)

        enter.door = rule  # type: ignore[attr-defined]  # the house test asks every address for its door
        return enter

    return guard


def me(request: HttpRequest) -> Standing:
    """Where the person behind a request stands; only behind a door."""
    return standing_of(cast("Person", request.user))


def _ask_for_login(request: HttpRequest) -> HttpResponse:
    """Send a person to the log-in page; tell a phone that holds a report where it is."""
    if wants_json(request):
        return JsonResponse(
            {"login": resolve_url("account_login") + "?" + urlencode({"next": request.path})}, status=401
        )
    return redirect_to_login(request.get_full_path())


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a person's browser."""
    return "application/json" in request.headers.get("Accept", "")


def says(sentence: Any) -> Callable[[Rule], Rule]:
    """Give a rule the sentence that a person reads when it says no."""

    def name(rule: Rule) -> Rule:
        rule.sentence = sentence  # type: ignore[attr-defined]
        return rule

    return name
