"""What is asked for when a plan is read from a document. Forms read, they never save."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import DayField, Form, Text
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.forms import AdoptForm, Year
from merkbar.plan.goals.forms_targets import EditTargetForm, OwnedForm
from merkbar.plan.goals.models import Involvement, Level, Plan, ResultTarget, Template
from merkbar.plan.goals.reading import MOST_BYTES, Reading, Unreadable, read
from merkbar.plan.goals.writes.arranging import AS_TARGET

LEVELS: Final = [*Level.choices, (AS_TARGET, _("Resultatmål"))]
"""What a suggested place can be made into."""
YEARS: Final = 4
"""Years of a plan that does not say how long it holds."""
NEVER_NAMED: Final = "merkbar-limt-inn.txt"


class DocumentForm(Form):
    """The document, and whom the plan is for. `reading` holds what was read when the form is valid."""

    file = forms.FileField(
        label=_("Last opp planen"),
        required=False,
        allow_empty_file=True,
        max_length=None,
        help_text=_("Word, PDF, Markdown eller tekst."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.md,.txt"}),
    )
    pasted = Text(
        label=_("Eller lim inn teksten"),
        rows=6,
        required=False,
        help_text=_("Velger du en fil, leser vi filen."),
    )
    unit = forms.ModelChoiceField(
        label=_("Hvem gjelder planen for?"),
        queryset=Unit.objects.none(),
        empty_label=None,
        error_messages={"required": _("Velg hvem planen gjelder for"), "invalid_choice": _("Velg fra listen")},
    )
    template = forms.ChoiceField(
        label=_("Hvilken mal ligner planen mest på?"),
        choices=[(choice.value, choice.label) for choice in Template],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg en mal"), "invalid_choice": _("Velg en mal")},
    )
    first_year = Year(
        label=_("Gjelder fra og med år"), required=False, help_text=_("La stå tomt, så leser vi årene i planen.")
    )
    last_year = Year(label=_("Gjelder til og med år"), required=False)

    def __init__(self, *args: Any, units: Any, year: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"template": Template.FREE})
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.reading: Reading | None = None

    def clean(self) -> dict[str, Any]:
        """Read the document; what cannot be read is said beside the field it came from."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        file: Any = said.get("file")
        pasted: str = said.get("pasted") or ""
        field = "file" if file or not pasted.strip() else "pasted"
        if not file and not pasted.strip():
            self.add_error("file", _("Velg en fil eller lim inn teksten"))
            return said
        try:
            if file:
                self.reading = read(file.read(MOST_BYTES + 1), file.name or "")
            else:
                self.reading = read(pasted.encode(), NEVER_NAMED)
                self.reading.name = ""
        except Unreadable as refused:
            self.add_error(field, str(refused))
        self._years(said)
        return said

    def _years(self, said: dict[str, Any]) -> None:
        """Years the form leaves out are read; a plan that says none gets the next four, and the reader is told."""
        if not self.reading or "first_year" in self.errors or "last_year" in self.errors:
            return
        begin, end = self.reading.period or (None, None)
        first = said.get("first_year") or begin
        last = said.get("last_year") or (end if end and (not first or end >= first) else None)
        if not first or not last:
            self.reading.questions.append(str(_("Fant ikke årene i planen. Skriv dem under «Om planen».")))
        said["first_year"] = first or self.year
        said["last_year"] = last or said["first_year"] + YEARS - 1
        if said["last_year"] < said["first_year"]:
            self.add_error("last_year", _("Planen må slutte samme år som den starter, eller senere"))


class SplitForm(Form):
    """Where one place becomes several."""

    text = Text(
        label=_("Teksten"),
        rows=8,
        help_text=_("Sett en tom linje der teksten skal deles. Behold alle ordene."),
        error_messages={"required": _("Behold alle ordene. Sett bare inn tomme linjer der teksten skal deles.")},
    )


class CardForm(OwnedForm, EditTargetForm):
    """A result target as it was read: what the text left open is decided here."""

    source_code = Text(
        label=_("Hvilket system eller register?"),
        max_length=60,
        required=False,
        help_text=_("For eksempel fagsystemet, Ungdata eller KOSTRA."),
    )
    field_order = [
        "text",
        "code",
        "measurable",
        "proxy",
        "comparator",
        "value",
        "value_to",
        "unit_text",
        "period",
        "deadline",
        "per_unit",
        "exclusions",
        "questions",
        "source_kind",
        "source_code",
        "cadence",
        "direction",
        "baseline",
        "baseline_text",
        "owner_post",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measurable"].help_text = _(
            "Kan det ikke måles slik, finn et annet tall som sier noe om det samme."
        )
        self.fields["questions"].label = _("Dette må avklares")
        self.fields["questions"].help_text = _("Ta bort linjene dere har svart på. Det som står igjen, vises i planen.")


class FinishForm(AdoptForm):
    """The decision, and who took part, before the plan is published."""

    kind = forms.ChoiceField(
        label=_("Hvordan medvirket noen?"),
        choices=[("", _("Ingen å føre nå")), *Involvement.Kind.choices],
        required=False,
    )
    who = Text(
        label=_("Hvem?"),
        max_length=200,
        required=False,
        help_text=_("Råd, gruppe eller rolle, for eksempel eldrerådet."),
    )
    day = DayField(label=_("Når?"), required=False)

    def clean(self) -> dict[str, Any]:
        """Who took part is told whole or not at all."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind"):
            if not said.get("who") and "who" not in self.errors:
                self.add_error("who", _("Skriv hvem som medvirket, for eksempel eldrerådet"))
            if not said.get("day") and "day" not in self.errors:
                self.add_error("day", _("Skriv datoen"))
        return said


def typed_card(target: ResultTarget, plan: Plan) -> dict[str, Any]:
    """Give what the card shows first."""
    names = [name for name in CardForm.base_fields if name not in {"questions", "seen"}]
    return {name: getattr(target, name) for name in names} | {
        "questions": "\n".join(target.questions),
        "seen": target.record.version,
    }
