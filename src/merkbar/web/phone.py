"""What makes the web an app on the phone: its manifest, its service worker and the page it shows without a network."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from merkbar.ground.access.doors import anyone, door
from merkbar.ground.clock import clock
from merkbar.ground.ui.templatetags.ui import BUILD, asset


@require_GET
@door(anyone)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest."""
    icons = [
        {"src": asset(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    facts = {
        "name": f"Merkbar – {settings.MUNICIPALITY}",
        "short_name": "Merkbar",
        "lang": "nb",
        "start_url": "/meld/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0062ba",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@require_GET
@door(anyone)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that it may look after every page; always asked for anew."""
    script = Path(BUILD / "sw.js")
    if not script.exists():
        raise Http404
    response = HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_GET
@door(anyone)
def security(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116); valid for a year from today."""
    until = (clock.now() + dt.timedelta(days=365)).astimezone(dt.UTC).replace(microsecond=0)
    text = f"Contact: {settings.SECURITY_CONTACT}\nExpires: {until.isoformat()}\nPreferred-Languages: nb, nn, en\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_GET
@door(anyone)
def offline(request: HttpRequest) -> HttpResponse:
    """What a page looks like without a network."""
    return render(request, "web/offline.html")
