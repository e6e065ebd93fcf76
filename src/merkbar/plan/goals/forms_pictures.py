"""What is asked for about a picture in a plan. Forms read, they never save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merkbar.ground.files import pictures
from merkbar.ground.ui.forms import Form, StepForm, Text

MEGABYTE = 1_000_000


class WordsForm(Form):
    """What stands with a picture."""

    alt = Text(
        label=_("Hva viser bildet?"),
        max_length=300,
        help_text=_(
            "Leses opp for den som ikke ser bildet. For eksempel «Tre barnehagebarn og en beboer planter løk»."
        ),
        error_messages={"required": _("Beskriv hva bildet viser, for den som ikke ser det")},
    )
    caption = Text(label=_("Bildetekst"), max_length=300, required=False, help_text=_("Står synlig under bildet."))


class EditWordsForm(StepForm, WordsForm):
    """The same of a picture whose words others may change meanwhile; `seen` is the event the page showed."""


class NewPictureForm(WordsForm):
    """A picture and its words."""

    file = forms.FileField(
        label=_("Velg bildet"),
        help_text=_("PNG, JPEG eller WebP. Bilder kan fortelle hvor og når de er tatt."),
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
        error_messages={"required": _("Velg et bilde"), "missing": _("Velg et bilde"), "invalid": _("Velg et bilde")},
    )
    field_order = ["file", "alt", "caption"]

    def clean_file(self) -> Any:
        """Only what browsers show, and no more than a phone can draw."""
        file = self.cleaned_data["file"]
        data = file.read(pictures.LARGEST + 1)
        file.seek(0)
        if not pictures.ending_of(data):
            raise ValidationError(_("Nettlesere viser ikke slike bilder. Lagre det som PNG eller JPEG og prøv igjen."))
        if len(data) > pictures.LARGEST:
            most = pictures.LARGEST // MEGABYTE
            raise ValidationError(_("Bildet er større enn %(most)s MB. Gjør det mindre.") % {"most": most})
        if pictures.pixels(data) > pictures.MOST_PIXELS:
            most = pictures.MOST_PIXELS // MEGABYTE
            raise ValidationError(
                _("Bildet har mer enn %(most)s millioner bildepunkter. Gjør det mindre.") % {"most": most}
            )
        return file
