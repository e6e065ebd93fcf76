"""What people see when a page is missing, a token is stale or something broke."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not found and not allowed look the same."""
    return render(request, "ui/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed; nothing of what failed is shown."""
    return render(request, "ui/broken.html", status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is stale: the phone fetches a new one, a person is told how to go on."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"csrf": True}, status=403)
    return render(request, "ui/stale_form.html", status=403)
