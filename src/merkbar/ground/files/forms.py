"""Choose a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.files.kinds import KINDS
from merkbar.ground.ui.forms import Form


class Upload(Form):
    """One file."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_(
            "PDF, bilde, tekst, Word, Excel eller ODT. Bilder kan fortelle hvor og når de er tatt, og filer hvem som laget dem."
        ),
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in KINDS)}),
        error_messages={"required": _("Velg en fil."), "missing": _("Velg en fil."), "invalid": _("Velg en fil.")},
    )
