"""Where a person has logged in decides how long the session lives. Sessions use real time, never the demo's clock.

Own phone: 30 days. PC at work: 12 hours, and out after 30 minutes without use. Shared phone: 12 hours, and locked after
5 minutes without use until the PIN is given. Lengths: journey J1; they are settings.
"""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import anyone
from merkbar.web.accounts.held import hold

View = Callable[..., HttpResponse]
OWN, PC, SHARED = "own", "pc", "shared"
SEEN_STEP = 10.0
"""How old the last use may be before it is written again [s]; spares a write for each picture and click."""


def begin(request: HttpRequest, device: str) -> None:
    """Mark a fresh session with its device and its beginning."""
    now = time.time()
    session = request.session
    session.update({"device": device, "began": now, "seen": now})
    session.pop("locked", None)
    if device == SHARED:
        session["needs_pin"] = True
    session.set_expiry(settings.SESSION_SECONDS[device])


def is_phone(request: HttpRequest | None) -> bool:
    """Whether the browser says that it runs on a phone: by the hint Chromium sends, or by the name it gives."""
    headers = request.headers if request else {}
    return headers.get("Sec-CH-UA-Mobile") == "?1" or "Mobi" in headers.get("User-Agent", "")


def open_when_locked(view: View) -> View:
    """Mark a page that a locked phone still opens."""
    view.open_when_locked = True  # type: ignore[attr-defined]
    return view


def from_a_program(request: HttpRequest) -> bool:
    """Whether a program asks or sends, whatever it wants back."""
    return "application/json" in f"{request.headers.get('Accept', '')} {request.content_type}"


class Device:
    """Middleware: ends, locks or prolongs the session before any view sees who is here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Judge the session; a locked one looks like nobody, so even an error page shows nothing."""
        request.sleeper = None  # type: ignore[attr-defined]
        request.ended = False  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._judge(request)
        return self.get_response(request)

    def process_view(self, request: Any, view: View, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Stop a locked phone at the PIN, after the form's token is checked; tell a program that nobody is here."""
        may_open = getattr(view, "open_when_locked", False)
        if request.sleeper is not None:
            if may_open:
                request.user = request.sleeper
                return None
            return _ask_for_pin(request, view)
        if request.ended and from_a_program(request) and getattr(view, "door", anyone) is not anyone:
            return JsonResponse({"login": True}, status=401)
        if request.user.is_authenticated and request.session.get("needs_pin") and not may_open:
            return _choose_pin(request)
        return None

    def _judge(self, request: Any) -> None:
        now, session = time.time(), request.session
        if "began" not in session:
            begin(request, session.get("device", PC))
        device = session["device"]
        idle = now - session["seen"]
        if now - session["began"] > settings.SESSION_SECONDS[device]:
            _end(request, _("Det er en stund siden du logget inn. Logg inn på nytt."))
        elif device == PC and idle > settings.SESSION_IDLE_SECONDS:
            _end(request, _("Du ble logget ut fordi du var borte en stund. Logg inn på nytt."))
        elif device == SHARED and (session.get("locked") or idle > settings.SESSION_LOCK_SECONDS):
            if not session.get("locked"):
                session["locked"] = True
            request.sleeper, request.user = request.user, AnonymousUser()
        elif idle > SEEN_STEP and device != OWN:
            session["seen"] = now


def _end(request: Any, sentence: str) -> None:
    logout(request)
    request.ended = True
    messages.info(request, sentence)


def _ask_for_pin(request: HttpRequest, view: View) -> HttpResponse | None:
    if getattr(view, "door", None) is anyone:
        return None
    if from_a_program(request):
        return JsonResponse({"locked": True, "unlock": reverse("account_unlock")}, status=401)
    if request.method == "POST" and hold(request):
        return HttpResponseRedirect(reverse("account_unlock"))
    return HttpResponseRedirect(reverse("account_unlock") + "?" + urlencode({"next": request.get_full_path()}))


def _choose_pin(request: HttpRequest) -> HttpResponse:
    if from_a_program(request):
        return JsonResponse({"locked": True, "unlock": reverse("account_pin")}, status=401)
    return HttpResponseRedirect(reverse("account_pin") + "?" + urlencode({"next": request.get_full_path()}))
