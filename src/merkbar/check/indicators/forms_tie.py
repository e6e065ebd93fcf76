"""Which indicator measures a target."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators.models import Indicator
from merkbar.ground.ui.forms import Form

NEW: Final = "+"
"""Make a new one; no code is written so."""
NONE: Final = "-"


class TieForm(Form):
    """One of the indicators, a new one, or none when there is one to let go."""

    indicator = forms.ChoiceField(
        label=_("Hvilken indikator måler målet?"),
        help_text=_("Målets eget tall gjelder. Indikatoren gir målingene."),
        error_messages={"required": _("Velg en indikator.")},
    )

    def __init__(self, *args: Any, indicators: Sequence[Indicator], may_make: bool, tied: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"indicator": tied}, **kwargs)
        self.fields["indicator"].choices = [  # type: ignore[attr-defined]
            *([] if tied else [("", _("Velg"))]),
            *([(NEW, _("Lag en ny indikator"))] if may_make else []),
            *((one.code, f"{one.code} {one.record.title} ({one.record.unit.short})") for one in indicators),
            *([(NONE, _("Ingen"))] if tied else []),
        ]
