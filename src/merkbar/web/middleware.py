"""Headers that every answer carries: nothing from elsewhere, nothing inline, nothing framed (trust S4, S8)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from merkbar.ground.trail import kept

POLICY = "; ".join(  # noqa: FLY002 - a list to read
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set the headers, unless a view has set a stricter one, and keep pages out of shared caches."""

    def answer(request: HttpRequest) -> HttpResponse:
        with kept.request():
            response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
