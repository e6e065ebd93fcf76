"""The log-in form and its kin: allauth's checks, our words."""

from itertools import pairwise
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import Form, Text
from merkbar.web.accounts import device
from merkbar.web.accounts.jobs import ask_for_reset

LONGEST_PASSWORD = 500
NEW_PASSWORD_HELP = _("Minst ti tegn. En kort setning er lettere å huske enn ett vanskelig ord.")


def _password(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": _("Skriv passordet.")},
    )


class LogIn(LoginForm, Form):  # type: ignore[misc]  # allauth has no types
    """Name, password, and where: the place decides how long the session lives.

    On a phone nothing is chosen beforehand: only the person knows whose it is. Without a choice it lives the shortest.
    """

    WHERE = [
        (device.PC, _("PC på jobben")),
        (device.OWN, _("Min egen telefon")),
        (device.SHARED, _("Delt telefon")),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_phone = device.is_phone(self.request)
        name = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields = {
            "login": Text(
                label=_("Brukernavn"),
                help_text=_("Brukernavn, ansattnummer eller e-post"),
                max_length=254,
                widget=forms.TextInput(attrs=name),
                error_messages={"required": _("Skriv brukernavnet.")},
            ),
            "password": _password(_("Passord"), autocomplete="current-password"),
            "where": forms.ChoiceField(
                label=_("Hvor logger du inn?"),
                help_text=_("Stedet avgjør hvor lenge du er logget inn."),
                choices=self.WHERE,
                widget=forms.RadioSelect,
                initial=None if on_phone else device.PC,
                required=False,
            ),
        }

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Log in, mark the session with its device, and ask for a PIN on a shared phone."""
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if request.user.is_authenticated:
            where = self.cleaned_data.get("where") or device.PC
            device.begin(request, where)
            if where == device.SHARED:
                onward = {"next": response.headers.get("Location", "/")}
                return HttpResponseRedirect(reverse("account_pin") + "?" + urlencode(onward))
        return response


class _TwoPasswords(Form):
    """The two fields of a new password, in our words; the checks are allauth's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("password1", _("Nytt passord")), ("password2", _("Nytt passord en gang til"))):
            field = self.fields[name]
            field.label = label
            field.help_text = NEW_PASSWORD_HELP if name == "password1" else ""
            field.widget.attrs = {"autocomplete": "new-password"}


class ChangePassword(_TwoPasswords, ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The password now, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password(_("Passordet du har nå"), autocomplete="current-password")
        self.order_fields(["oldpassword", "password1", "password2"])


class NewPassword(_TwoPasswords, ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """The new password twice, from the link in the mail."""


class ResetPassword(ResetPasswordForm, Form):  # type: ignore[misc]  # allauth has no types
    """Ask for a link; the answer is the same whether the address is known or not."""

    email = forms.EmailField(
        label=_("E-post"),
        help_text=_("Adressen kommunen har registrert på deg"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Skriv e-postadressen."), "invalid": _("Skriv en hel e-postadresse.")},
    )

    def clean_email(self) -> str:
        """Look nobody up here: the answer may not depend on it."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, _request: HttpRequest, **_more: Any) -> str:
        """Leave the mail to a job, so that known and unknown take the same time."""
        address = str(self.cleaned_data["email"])
        ask_for_reset(address)
        return address


class Pin(Form):
    """Four to six digits."""

    pin = forms.RegexField(
        regex=r"^[0-9]{4,6}$",
        label=_("PIN"),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}),
        error_messages={"required": _("Skriv PIN-koden."), "invalid": _("PIN-koden er fire til seks sifre.")},
    )


class ChoosePin(Pin):
    """A new PIN that nobody guesses in five tries."""

    def clean_pin(self) -> str:
        """Refuse 0000 and 1234."""
        pin = str(self.cleaned_data["pin"])
        steps = {int(b) - int(a) for a, b in pairwise(pin)}
        if len(steps) == 1 and steps <= {-1, 0, 1}:
            raise forms.ValidationError(_("Velg en PIN-kode som er vanskeligere å gjette."))
        return pin
