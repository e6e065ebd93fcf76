"""What is asked for at each step. Forms read, they never save."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures.models import DocumentKind, Topic, Version
from merkbar.ground.people.models import Person, Role
from merkbar.ground.ui.forms import DayField, Form, StepForm, Text
from merkbar.ground.units.models import Unit


class FactsForm(Form):
    """What is said about a document."""

    number = Text(
        label=_("Nummer"),
        max_length=30,
        help_text=_("For eksempel P-MH-031"),
        error_messages={"required": _("Gi prosedyren et nummer")},
    )
    title = Text(label=_("Tittel"), max_length=200, error_messages={"required": _("Skriv hva prosedyren heter")})
    unit = forms.ChoiceField(
        label=_("Hvor gjelder den?"),
        help_text=_("Den gjelder også for alle enheter under. Stedet avgjør hvem som godkjenner."),
        error_messages={"required": _("Velg hvor den gjelder"), "invalid_choice": _("Velg hvor den gjelder")},
    )
    reviser = forms.ChoiceField(
        label=_("Hvem er revisjonsansvarlig?"),
        error_messages={"required": _("Velg hvem"), "invalid_choice": _("Velg hvem")},
    )
    kind = forms.ChoiceField(label=_("Slag"), choices=DocumentKind.choices)
    topic = forms.ChoiceField(label=_("Tema"), required=False)
    review_months = forms.IntegerField(
        label=_("Måneder mellom hver vurdering"),
        min_value=1,
        max_value=60,
        initial=12,
        error_messages={
            "invalid": _("Skriv et tall"),
            "required": _("Skriv et tall"),
            "min_value": _("Skriv et tall fra 1 til 60"),
            "max_value": _("Skriv et tall fra 1 til 60"),
        },
    )

    def __init__(self, *args: Any, units: list[Unit], revisers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self._offer("unit", [(unit.code, f"{'– ' * unit.depth}{unit.short}") for unit in units])
        self._offer("reviser", revisers)
        self._offer("topic", _topics(self.initial.get("topic")))

    def _offer(self, field: str, choices: list[tuple[str, str]]) -> None:
        self.fields[field].choices = [("", _("Velg")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Give the things themselves."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "unit" in said:
            said["unit"] = self.units[said["unit"]]
        said["topic"] = Topic.objects.filter(pk=said.get("topic") or None).first()
        chosen = said.pop("reviser", "")
        said.update(_reviser(chosen) if chosen else {})
        return said


def _topics(keep: Any) -> list[tuple[str, str]]:
    """Offer the topics in use, and the one a procedure has already."""
    return list(Topic.objects.filter(Q(active=True) | Q(pk=keep)).values_list("code", "name"))


class ChangeForm(FactsForm, StepForm):
    """The same on a document that others may have changed meanwhile; its number stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["number"]


def _reviser(chosen: str) -> dict[str, Any]:
    kind, first, second = (*chosen.split(":"), "")[:3]
    if kind == "p":
        return {"reviser": Person.objects.get(pk=int(first)), "reviser_role": None, "reviser_unit": None}
    return {"reviser": None, "reviser_role": Role.objects.get(pk=first), "reviser_unit": Unit.objects.get(code=second)}


class NothingForm(StepForm):
    """A step that is one button."""


class ReasonForm(StepForm):
    """A step that needs a reason."""

    reason = Text(label=_("Hvorfor?"), rows=3, error_messages={"required": _("Skriv kort hvorfor")})


class NextForm(ReasonForm):
    """A decision with the day of the next review."""

    next_due = DayField(label=_("Neste vurdering"), error_messages={"required": _("Velg dagen for neste vurdering")})


class ApproveForm(StepForm):
    """Yes, from a day."""

    planned_from = DayField(
        label=_("Gjelder fra"), required=False, help_text=_("Står det tomt, gjelder den fra i dag.")
    )


class SaidForm(Form):
    """What somebody says to a draft."""

    text = Text(label=_("Kommentar"), rows=3, error_messages={"required": _("Skriv kommentaren din")})


class CommentForm(SaidForm):
    """Something to say to a block."""

    anchor = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)


class AnswerForm(Form):
    """An answer."""

    text = Text(label=_("Svar"), rows=3, error_messages={"required": _("Skriv et svar")})


class SettleForm(Form):
    """An answer that may be short or none."""

    answer = Text(label=_("Svar"), rows=2, required=False)


class AskForm(Form):
    """What a reader wonders about."""

    text = Text(
        label=_("Hva lurer du på?"),
        rows=3,
        help_text=_("Ikke skriv navn på brukere."),
        error_messages={"required": _("Skriv hva du lurer på")},
    )


class ReceiptForm(Form):
    """«Lest og forstått», with the control question where there is one."""

    option = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, error_messages={"invalid_choice": _("Velg et svar")}
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if version.question:
            self.fields["option"].label = version.question
            self.fields["option"].choices = [(str(n), text) for n, text in enumerate(version.options)]  # type: ignore[attr-defined]
        else:
            del self.fields["option"]

    def clean(self) -> dict[str, Any]:
        """Read which was chosen."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return {"option": int(said["option"])} if said.get("option") else {}


class RuleForm(Form):
    """Who must read."""

    role = forms.ChoiceField(label=_("Hvilken rolle?"), required=False)
    unit = forms.ChoiceField(
        label=_("Hvor?"),
        help_text=_("Bare der prosedyren gjelder. Alle enheter under er med."),
        error_messages={"required": _("Velg hvor"), "invalid_choice": _("Velg hvor")},
    )
    days = forms.IntegerField(
        label=_("Dager å lese på"),
        min_value=1,
        max_value=365,
        initial=14,
        error_messages={
            "required": _("Skriv et tall"),
            "invalid": _("Skriv et tall"),
            "min_value": _("Skriv et tall fra 1 til 365"),
            "max_value": _("Skriv et tall fra 1 til 365"),
        },
    )
    mandatory = forms.BooleanField(label=_("Må leses"), required=False, initial=True)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        roles = Role.objects.values_list("code", "title")
        self.fields["role"].choices = [("", _("Alle roller")), *roles]  # type: ignore[attr-defined]
        top = min((unit.depth for unit in units), default=0)
        self.fields["unit"].choices = [(u.code, f"{'– ' * (u.depth - top)}{u.short}") for u in units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Give the things themselves."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "unit" in said:
            said["unit"] = self.units[said["unit"]]
        said["role"] = Role.objects.filter(pk=said.get("role") or None).first()
        return said
