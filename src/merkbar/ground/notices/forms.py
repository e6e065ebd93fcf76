"""What comes by mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import Form


class Choose(Form):
    """Two switches; for who must be reached, only one."""

    digest = forms.BooleanField(
        label=_("Én samlet e-post hver morgen kl. 07.30"),
        help_text=_("Bare når det er noe nytt du ikke har lest."),
        required=False,
    )
    instant = forms.BooleanField(
        label=_("E-post med en gang når noe er alvorlig"),
        help_text=_("Ved alvorlig skade og frister som går ut innen ett døgn."),
        required=False,
    )

    def __init__(self, *args: Any, must_be_reached: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if must_be_reached:
            del self.fields["instant"]
