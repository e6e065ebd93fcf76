"""Choose a zip."""

import zipfile
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.ground.ui.forms import Form

LARGEST_ZIP: Final = 500_000_000
"""Bytes; 400 procedures with pictures are about 100 MB."""


class ZipForm(Form):
    """A zip, and whether it is only to be tried."""

    file = forms.FileField(
        label=gettext_lazy("Zip-fil"),
        help_text=gettext_lazy("Word- og PDF-filer, og en liste (CSV eller XLSX) med en rad for hvert dokument."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={
            "required": gettext_lazy("Velg en zip-fil."),
            "missing": gettext_lazy("Velg en zip-fil."),
            "invalid": gettext_lazy("Velg en zip-fil."),
        },
    )
    trial = forms.BooleanField(
        label=gettext_lazy("Bare prøv: vis hva som ville blitt flyttet inn, uten å lagre noe"),
        required=False,
        initial=True,
    )

    def clean_file(self) -> Any:
        """Refuse what is no zip before it is laid aside."""
        upload = self.cleaned_data["file"]
        if not zipfile.is_zipfile(upload):
            raise forms.ValidationError(_("Filen er ikke en zip som kan leses."))
        upload.seek(0)
        return upload
