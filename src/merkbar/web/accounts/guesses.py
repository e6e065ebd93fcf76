"""Limits on guessing at what other modules keep behind a code. They know nothing of it: web knows their addresses."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from merkbar.web.accounts import throttle
from merkbar.web.accounts.views import wait_a_little

View = Callable[..., HttpResponse]
LIMITS = {"deviations:by_receipt": throttle.RECEIPT}
"""Address → how many wrong codes one may send to it."""


class Guesses:
    """Middleware: a code that opens nothing (the answer is no 200) counts against the address it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the try back when the code was right."""
        response = self.get_response(request)
        claims = getattr(request, "guess", [])
        if claims and response.status_code == HttpResponse.status_code:
            throttle.release(claims)
        return response

    def process_view(self, request: Any, _view: View, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Count the try before anything is looked up."""
        limit = LIMITS.get(request.resolver_match.view_name)
        if limit is None or request.method != "POST":
            return None
        try:
            request.guess = throttle.claim((limit, throttle.address_of(request)))
        except throttle.TooMany as full:
            return wait_a_little(request, full, password=False)
        return None
