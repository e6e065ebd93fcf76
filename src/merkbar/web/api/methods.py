"""A wrong method on an address of the API: ninja answers in plain English, we with a problem document."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from merkbar.web.api.problems import answer


def told_as_problems(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 405 under `/api/` says which methods the address takes."""

    def told(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HttpResponseNotAllowed.status_code or not request.path.startswith("/api/"):
            return response
        allowed = ", ".join(sorted(response.headers["Allow"].split(", ")))
        detail = _("Adressen tar imot %(methods)s.") % {"methods": allowed}
        return answer(response.status_code, detail, headers={"Allow": allowed})

    return told
