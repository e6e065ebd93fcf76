"""Where allauth asks us: nobody signs up, redirects stay at home, sentences are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Person
from merkbar.web.accounts import writes
from merkbar.web.accounts.throttle import address_of


def own_path(address: str) -> bool:
    """Whether an address is a path here and nothing else.

    >>> own_path("/avvik/?t=1"), own_path("//ond.example/"), own_path("https://ond.example/")
    (True, False, False)
    """
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


MAILED = "account_reset_password_from_key"
"""The address in the mail for a new password."""
WEAK: dict[str, Any] = {
    "password_too_short": _("Passordet er for kort. Bruk minst ti tegn."),
    "password_too_common": _("Passordet er for vanlig. Velg noe andre ikke ville gjettet."),
    "password_too_similar": _("Passordet ligner for mye på navnet eller adressen din."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our answers to allauth's questions."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Brukernavnet eller passordet er feil."),
        "enter_current_password": _("Dette er ikke passordet du har nå."),
        "invalid_password_reset": _("Lenken virker ikke lenger."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the municipality."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Follow `next` only to a path of our own."""
        return bool(url) and own_path(str(url))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address that the limits count."""
        return address_of(request)

    def clean_password(self, password: str, user: Person | None = None) -> str:
        """Judge a new password by the settings' rules, in sentences of our own (Django's are not all translated)."""
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise ValidationError([WEAK.get(fault.code or "", fault) for fault in weak.error_list]) from weak
        return password

    def set_password(self, user: Person, password: str) -> None:
        """Change the password with a line in the trail; from a mailed link it is the person's alone."""
        match = self.request.resolver_match if self.request else None
        mailed = match is not None and match.url_name == MAILED
        change = writes.renew_password if mailed else writes.change_password
        change(by=user, person=user, password=password)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every log-in page is a page."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened themselves."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Show that the password was changed."""
        return "/bytt-passord/?byttet=1"
