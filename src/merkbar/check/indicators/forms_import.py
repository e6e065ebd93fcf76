"""The steps of reading a file: choose it, say what the columns are, keep it. What was read travels sealed in the page."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import Form

MEANINGS: Final = (
    ("", _("Brukes ikke")),
    ("unit", _("Enhet")),
    ("period", _("Periode")),
    ("indicator", _("Indikator")),
    ("numerator", _("Teller")),
    ("denominator", _("Nevner")),
    ("value", _("Verdi")),
)
FIELDS: Final = (("numerator", _("teller")), ("denominator", _("nevner")), ("value", _("verdi")))


class FileForm(Form):
    """A file, or a KOSTRA table that is pasted."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV eller Excel med overskrifter i første rad, eller en tabell fra SSB som JSON-stat2."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )
    pasted = forms.CharField(
        label=_("Eller lim inn en tabell fra SSB (JSON-stat2)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        said = super().clean() or {}
        if not self.errors and not said.get("file") and not (said.get("pasted") or "").strip():
            self.add_error("file", _("Velg en fil, eller lim inn en tabell."))
        return said


class ColumnsForm(Form):
    """One choice for each column, and the indicator and unit that hold for the whole file when no column says."""

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        known: dict[str, str],
        indicators: Sequence[tuple[str, str]],
        units: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headings = list(headings)
        wide = [(f"{code}:{field}", f"{code} {word}") for code, _title in indicators for field, word in FIELDS]
        for place, heading in enumerate(self.headings):
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=heading or _("Kolonne %(number)s uten overskrift") % {"number": place + 1},
                choices=[*MEANINGS, (_("Bestemt indikator"), wide)] if wide else MEANINGS,
                required=False,
                initial=known.get(heading, ""),
            )
        self.fields["indicator"] = forms.ChoiceField(
            label=_("Indikator for hele filen"),
            choices=[("", _("Står i filen")), *indicators],
            required=False,
            initial=known.get("=indicator", ""),
        )
        self.fields["unit"] = forms.ChoiceField(
            label=_("Enhet for hele filen"),
            choices=[("", _("Står i filen")), *units],
            required=False,
            initial=known.get("=unit", ""),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse two columns with the same meaning."""
        said = super().clean() or {}
        seen: set[str] = set()
        for place in range(len(self.headings)):
            meaning = said.get(f"c{place}", "")
            if meaning and meaning in seen:
                self.add_error(f"c{place}", _("En annen kolonne er valgt til det samme."))
            seen.add(meaning)
        return said

    def meanings(self) -> dict[str, str]:
        """Heading → meaning, and what holds for the whole file under `=indicator` and `=unit`."""
        said = self.cleaned_data
        chosen = {heading: said[f"c{place}"] for place, heading in enumerate(self.headings) if said[f"c{place}"]}
        whole = {f"={name}": said[name] for name in ("indicator", "unit") if said[name]}
        return {**chosen, **whole}
