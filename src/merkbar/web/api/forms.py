"""The form for a new token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import Form, Text
from merkbar.web.api.models import Scope

DAYS = ((1, _("1 dag")), (30, _("30 dager")), (90, _("90 dager")), (365, _("ett år")))


class TokenForm(Form):
    """What it is for, what it may do, and how long."""

    name = Text(
        label=_("Hva skal nøkkelen brukes til?"),
        help_text=_("For eksempel: uttrekk til styringsportalen"),
        max_length=80,
    )
    scope = forms.ChoiceField(label=_("Hva kan den brukes til?"), choices=Scope.choices, initial=Scope.READ)
    days = forms.TypedChoiceField(label=_("Hvor lenge gjelder den?"), choices=DAYS, coerce=int, initial=90)
