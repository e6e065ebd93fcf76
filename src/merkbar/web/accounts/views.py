"""Log in and out, change or renew a password, choose a PIN and unlock a shared phone."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.ground.access.doors import anyone, door, logged_in
from merkbar.ground.access.standing import standing_of
from merkbar.web.accounts import device, held, throttle, writes
from merkbar.web.accounts.adapter import own_path
from merkbar.web.accounts.backend import person_called
from merkbar.web.accounts.forms import ChoosePin, Pin
from merkbar.web.accounts.throttle import TooMany

View = Callable[..., HttpResponse]
KNOWN = "kjent"
"""The cookie of a browser where this account has logged in before."""
KNOWN_SECONDS = 180 * 86_400


def limited(view: View) -> View:
    """Answer 429 with the time to wait when a limit is reached."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except TooMany as full:
            return wait_a_little(request, full, password=True)

    return answer


def wait_a_little(request: HttpRequest, full: TooMany, *, password: bool) -> HttpResponse:
    """The page of a limit that is reached: how long to wait, and where to get a new password."""
    context = {"minutes": -(-full.seconds // 60), "password": password}
    page = render(request, "account/too_many.html", context, status=429)
    page.headers["Retry-After"] = str(full.seconds)
    return page


@door(anyone)
@limited
def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; a wrong password counts against the account and the address."""
    name = request.POST.get("login", "").strip()
    if request.method != "POST" or not name or not request.POST.get("password"):
        return _by(allauth.login, request)
    claims = throttle.claim(
        (throttle.ACCOUNT, _account(request, name)), (throttle.ADDRESS, throttle.address_of(request))
    )
    response = _by(allauth.login, request)
    if request.user.is_authenticated:
        throttle.release(claims)
        _remember(request, response)
    return response


@device.open_when_locked
@door(anyone)
def log_out(request: HttpRequest) -> HttpResponse:
    """GET asks, POST ends the session."""
    return _by(allauth.logout, request)


@door(logged_in)
@limited
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password for the one who is logged in; other sessions die."""
    claims = []
    if request.method == "POST":
        claims = throttle.claim((throttle.OLD_PASSWORD, str(request.user.pk)))
    response = _by(allauth.password_change, request)
    if response.status_code == HttpResponseRedirect.status_code:
        throttle.release(claims)
    return response


@door(anyone)
@limited
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Ask for a mail with a link; limited for each address, known or not."""
    if request.method == "POST":
        address = request.POST.get("email", "").strip().lower()
        throttle.claim((throttle.RESET, address), (throttle.RESET_ADDRESS, throttle.address_of(request)))
    return _by(allauth.password_reset, request)


@door(anyone)
def link_sent(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return _by(allauth.password_reset_done, request)


@door(anyone)
def follow_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Choose a new password from the link; it works once."""
    return _by(allauth.password_reset_from_key, request, uidb36=uidb36, key=key)


@door(anyone)
def link_used(request: HttpRequest) -> HttpResponse:
    """The password is new."""
    return _by(allauth.password_reset_from_key_done, request)


@device.open_when_locked
@door(logged_in)
def choose_pin(request: HttpRequest) -> HttpResponse:
    """Choose the PIN that opens the shared phone; only right after the password was given."""
    if not request.session.get("needs_pin"):
        return HttpResponseRedirect(_onward(request))
    form = ChoosePin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = standing_of(request.user).person  # type: ignore[arg-type]  # the door lets only persons in
        writes.choose_pin(by=person, person=person, pin=form.cleaned_data["pin"])
        del request.session["needs_pin"]
        return HttpResponseRedirect(_onward(request))
    return render(request, "account/choose_pin.html", {"form": form, "next": _onward(request)})


@device.open_when_locked
@door(logged_in)
def unlock(request: HttpRequest) -> HttpResponse:
    """Open a locked shared phone with the PIN; five wrong ones log out. What was being sent, is given back."""
    if not request.session.get("locked"):
        return HttpResponseRedirect(_onward(request))
    form = Pin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        left = _tries_left(request, form.cleaned_data["pin"])
        if left is None:
            return _opened(request)
        if not left:
            logout(request)
            messages.info(request, _("Fem gale PIN-koder. Du er logget ut. Logg inn på nytt."))
            return HttpResponseRedirect(reverse("account_login"))
        one = ngettext(
            "Feil PIN-kode. Du har %(left)s forsøk igjen.", "Feil PIN-kode. Du har %(left)s forsøk igjen.", left
        )
        form.add_error("pin", one % {"left": left})
    return render(request, "account/unlock.html", {"form": form, "next": _onward(request)})


def _by(view: Any, request: HttpRequest, **kwargs: str) -> HttpResponse:
    response: HttpResponse = view(request, **kwargs)
    return response


def _onward(request: HttpRequest) -> str:
    """Where `next` points, if that is a path of our own."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if own_path(wanted) else "/"


def _account(request: HttpRequest, name: str) -> str:
    """What failures are counted against: the account by whichever name, and apart for a browser it has used before.

    So a stranger who guesses cannot keep the owner out of the owner's own browser.
    """
    person = person_called(name)
    if person is None:
        return f"name:{name.lower()}"
    known = request.get_signed_cookie(KNOWN, default="", salt=KNOWN, max_age=KNOWN_SECONDS) or ""
    return f"person:{person.pk}:{known if known.startswith(f'{person.pk}.') else ''}"


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let this browser be known to the account that logged in."""
    response.set_signed_cookie(
        KNOWN,
        f"{request.user.pk}.{get_random_string(16)}",
        salt=KNOWN,
        max_age=KNOWN_SECONDS,
        path=reverse("account_login"),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _tries_left(request: HttpRequest, pin: str) -> int | None:
    """None: the PIN is right. Else how many tries are left before the session ends."""
    key = str(request.session.session_key)
    try:
        claims = throttle.claim((throttle.PIN, key))
    except TooMany:
        return 0
    if check_password(pin, request.user.pin):  # type: ignore[union-attr]  # the door lets only persons in
        throttle.release(claims)
        return None
    return throttle.left(throttle.PIN, key)


def _opened(request: HttpRequest) -> HttpResponse:
    """Go on where the phone locked: to the page, or to what was being sent."""
    del request.session["locked"]
    request.session["seen"] = time.time()
    kept = held.take(request)
    if kept is None:
        return HttpResponseRedirect(_onward(request))
    return render(request, "account/held.html", {"held": kept})
