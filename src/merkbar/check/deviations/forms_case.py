"""What a leader fills in on the case page, one form a step."""

from operator import attrgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.forms_step import StepForm
from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.models import Cause, CloseReason, EventType, Kind, Recurrence
from merkbar.ground.clock import clock
from merkbar.ground.ui.forms import Text
from merkbar.ground.units.lists import units_on
from merkbar.ground.units.models import Unit

CONSEQUENCES = (
    ("life", _("Liv og helse")),
    ("trust", _("Tillit og omdømme")),
    ("money", _("Økonomi")),
    ("law", _("Lovbrudd")),
    ("environment", _("Miljø")),
    ("operations", _("Drift")),
)


def _harms() -> list[tuple[str, str]]:
    levels = lists().harms
    return [("", str(_("Ikke vurdert"))), *((str(harm.level), f"{harm.level} {harm.name}") for harm in levels)]


def _types() -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in filter(attrgetter("active"), lists().types):
        text = f"{kind.parent.name}, {kind.name.lower()}" if kind.parent else kind.name
        groups.setdefault(kind.area.name, []).append((kind.code, text))
    return [("", str(_("Ikke bestemt"))), *groups.items()]


def offer_units(field: Any) -> None:
    """Offer today's units, read in one statement; left alone the field opens a cursor on the server for them."""
    field.queryset = Unit.objects.on(clock.today())
    field.choices = [("", field.empty_label), *((unit.code, unit.name) for unit in units_on(clock.today()))]


class AssessForm(StepForm):
    """Does this fit? Type, harm on two scales, what it could have led to, whether it can recur."""

    slot, step, ids = "assess", "assess", "v_%s"
    kind = forms.ChoiceField(label=_("Meldingstype"), choices=Kind.choices)
    type = forms.ChoiceField(label=_("Type"), required=False)
    harm_physical = forms.ChoiceField(label=_("Fysisk skade"), required=False)
    harm_psychological = forms.ChoiceField(label=_("Psykisk skade"), required=False)
    potential = forms.ChoiceField(label=_("Kunne ha ført til"), required=False)
    recurrence = forms.ChoiceField(
        label=_("Kan det skje igjen?"), choices=Recurrence.choices, required=False, widget=forms.RadioSelect
    )
    consequences = forms.MultipleChoiceField(
        label=_("Har også følger for"), choices=CONSEQUENCES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = _types()  # type: ignore[attr-defined]
        for name, harms in zip(("harm_physical", "harm_psychological", "potential"), [_harms()] * 3, strict=True):
            self.fields[name].choices = harms  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Saved with nothing in it, it would look judged."""
        data = super().clean()
        judged = ("type", "harm_physical", "harm_psychological", "potential", "recurrence", "consequences")
        if not self.errors and not any(data.get(name) for name in judged):
            raise ValidationError(_("Velg minst én ting før du lagrer: type, skade eller om det kan skje igjen."))
        return data

    def facts(self) -> dict[str, Any]:
        """The cleaned values as the write takes them."""
        data = self.cleaned_data
        levels = ("harm_physical", "harm_psychological", "potential")
        return {
            "kind": data["kind"],
            "type": EventType.objects.select_related("area").filter(code=data["type"]).first(),
            "recurrence": data["recurrence"],
            "consequences": data["consequences"],
            **{name: int(data[name]) if data[name] else None for name in levels},
        }


class AnswerForm(StepForm):
    """Two sentences to the reporter."""

    slot, step, ids = "answer", "answer", "s_%s"
    text = Text(
        rows=4,
        label=_("Svar fra deg"),
        help_text=_("To setninger holder. Melder ser navnet ditt."),
        error_messages={"required": _("Skriv svaret til melder")},
    )

    def clean_text(self) -> str:
        """The opening words alone are no answer."""
        text = str(self.cleaned_data["text"])
        if text.rstrip(". ").lower() == "takk for at du meldte":
            raise ValidationError(_("Skriv også hva du gjør med det"))
        return text


class CausesForm(StepForm):
    """Up to three causes with a line each."""

    slot, step, ids = "causes_form", "assess", "a_%s"
    held = Text(required=False, max_length=1000, label=_("Hva bidro til at det gikk bra?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("Velg årsak")))]
        choices += [(cause.code, cause.name) for cause in lists().causes]
        for number in (1, 2, 3):
            self.fields[f"cause{number}"] = forms.ChoiceField(
                label=_("Årsak %(number)s") % {"number": number}, choices=choices, required=False
            )
            self.fields[f"line{number}"] = Text(label=_("Hvorfor?"), required=False)

    def rows(self) -> list[tuple[Any, Any]]:
        """Pairs of fields as the page shows them."""
        return [(self[f"cause{number}"], self[f"line{number}"]) for number in (1, 2, 3)]

    def causes(self) -> list[tuple[Cause, str]]:
        """The chosen causes, each once."""
        data = self.cleaned_data
        chosen = {data[f"cause{n}"]: data[f"line{n}"] for n in (1, 2, 3) if data[f"cause{n}"]}
        known = {cause.code: cause for cause in lists().causes}
        return [(known[code], line) for code, line in chosen.items()]


class FinishForm(StepForm):
    """Set the case to finished and tell the reporter what was done."""

    slot, step, ids = "finish", "finish", "f_%s"
    outcome = Text(
        rows=3,
        label=_("Dette ble gjort"),
        help_text=_("Melder får denne teksten."),
        error_messages={"required": _("Skriv til melder hva som ble gjort")},
    )
    reason = forms.ModelChoiceField(
        CloseReason.objects.all(),
        required=False,
        label=_("Hvis saken ikke trenger tiltak: hvorfor?"),
        empty_label=_("Saken har tiltak"),
    )
    close_note = Text(required=False, max_length=1000, label=_("Begrunnelse"))
    weak_reason = Text(required=False, max_length=1000, label=_("Hvis alle tiltak er svake: hvorfor er det nok?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = ((reason.code, reason.name) for reason in lists().reasons)
        self.fields["reason"].choices = [("", self.fields["reason"].empty_label), *reasons]  # type: ignore[attr-defined]


class WhyForm(StepForm):
    """A step that needs only a reason."""

    why = Text(label=_("Hvorfor?"), error_messages={"required": _("Skriv hvorfor")})


class ReopenForm(WhyForm):
    """Take the case up again."""

    slot, step, ids = "reopen", "reopen", "g_%s"


class CloseForm(StepForm):
    """Close a case that waits for an effect which is known: nothing to fill in."""

    slot, step, ids = "close", "close", "l_%s"


class SendForm(WhyForm):
    """Send to the right unit."""

    slot, step, ids = "send", "send", "e_%s"
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="code",
        label=_("Riktig enhet"),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg hvilken enhet saken skal til")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self.fields["unit"])


ON_PAGE: tuple[type[StepForm], ...] = (AssessForm, AnswerForm, CausesForm, FinishForm, SendForm, ReopenForm)
"""The steps of the case page that something is typed in."""
