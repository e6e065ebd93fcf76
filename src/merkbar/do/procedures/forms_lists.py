"""The forms of what a procedure builds on, and of the municipality's own lists. Forms read, they never save."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures import watch
from merkbar.do.procedures.models import Basis
from merkbar.ground.ui.forms import Form, StepForm, Text

EMPTY_ROWS: Final = 2
MOST_ROWS: Final = 20
PARTS: Final = ("law", "paragraph", "title", "address")


class BasisForm(StepForm):
    """One row for each law or page, and some empty ones. A row that is emptied is taken away."""

    def __init__(self, *args: Any, bases: list[Basis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = sum(name.startswith("law") for name in self.data) if self.is_bound else 0
        count = min(MOST_ROWS, max(posted, len(bases) + EMPTY_ROWS))
        for n in range(count):
            known = bases[n] if n < len(bases) else None
            self.fields |= {
                f"law{n}": Text(label=_("Lov eller forskrift"), max_length=120, required=False),
                f"paragraph{n}": Text(label=_("Paragraf"), max_length=40, required=False),
                f"title{n}": Text(label=_("Hva den sier"), max_length=200, required=False),
                f"address{n}": Text(label=_("Lenke"), max_length=500, required=False),
            }
            self.fields[f"law{n}"].widget.attrs["list"] = "lover"
            for part in PARTS:
                self.fields[f"{part}{n}"].initial = getattr(known, part) if known else ""
        self.count = count

    def rows(self) -> list[dict[str, Any]]:
        """Give the fields row by row, for the page."""
        return [{part: self[f"{part}{n}"] for part in PARTS} | {"number": n + 1} for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """Give the rows that say something; each names a law or a page."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        found = []
        for n in range(self.count):
            row = {part: said.pop(f"{part}{n}", "") for part in PARTS}
            if not any(row.values()):
                continue
            if not (row["law"] or row["address"]):
                self.add_error(f"law{n}", _("Skriv hvilken lov det er, eller lenken til siden"))
            row["address"] = self._whole(n, row["address"])
            found.append(row)
        said["rows"] = found
        return said

    def _whole(self, n: int, address: str) -> str:
        """Give an address that a browser can follow, or say what is missing."""
        if not address:
            return ""
        whole = address if "://" in address else f"https://{address}"
        try:
            URLValidator(schemes=["http", "https"])(whole)
        except ValidationError:
            self.add_error(f"address{n}", _("Skriv hele adressen, med https:// først"))
        return whole

    @property
    def laws(self) -> tuple[str, ...]:
        """Offer the laws in force."""
        return watch.laws()


NUMBER: Final = {"required": _("Skriv et tall"), "invalid": _("Skriv et tall")}


class TopicForm(Form):
    """A new topic."""

    name = Text(label=_("Navn"), max_length=80, error_messages={"required": _("Skriv et navn")})


class TopicChangeForm(TopicForm):
    """A topic as it is; `seen` is the event the page showed."""

    order = forms.IntegerField(
        label=_("Rekkefølge"),
        help_text=_("Lavest tall kommer først."),
        min_value=0,
        max_value=32_000,
        error_messages=NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    active = forms.BooleanField(
        label=_("I bruk"),
        help_text=_("Uten hake kan ingen velge temaet. Prosedyrer som har det, beholder det."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class WordForm(Form):
    """A word that has had its day."""

    words = Text(
        label=_("Ord"),
        max_length=300,
        help_text=_("Skriv alle bøyninger, med komma mellom: rådmann, rådmannen, rådmannens"),
        error_messages={"required": _("Skriv minst ett ord")},
    )
    advice = Text(label=_("Skriv heller"), max_length=300, error_messages={"required": _("Skriv hva som er bedre")})
    is_law = forms.BooleanField(label=_("Det er en lov eller forskrift som er opphevet"), required=False)
    active = forms.BooleanField(label=_("I bruk"), required=False, initial=True)


class WordChangeForm(WordForm):
    """A word as it is; `seen` is the event the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
