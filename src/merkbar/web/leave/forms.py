"""What is asked for: days, a name to find, a file. Forms read, they never save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import DayField, Form, Text


class FindForm(Form):
    """Find somebody."""

    q = Text(label=_("Navn, brukernavn eller ansattnummer"), max_length=80, required=False)


class DaysForm(Form):
    """The days of a leave. Why somebody is away is not asked for."""

    valid_from = DayField(
        label=_("Første dag borte"), error_messages={"required": _("Skriv den første dagen personen er borte")}
    )
    valid_to = DayField(
        label=_("Første dag tilbake"),
        required=False,
        help_text=_("La det stå tomt hvis dere ikke vet det ennå."),
    )


class SeenForm(Form):
    """Which event of a leave the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62, required=False)


class ChangeForm(DaysForm):
    """The same for a leave that others may have changed meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class FileForm(Form):
    """A list of leaves."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV eller Excel (.xlsx) med kolonnene ansattnummer eller brukernavn, fra og tilbake."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Velg en fil")},
    )
