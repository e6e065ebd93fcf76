"""What is asked for at each step. Forms read, they never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.act.actions.models import Action, ActionType, Strength, Verdict
from merkbar.ground.ui.forms import DayField, Form, StepForm, Text

VERDICTS = (
    (Verdict.NOTICEABLE.value, _("Ja, det merkes")),
    (Verdict.PARTLY.value, _("Delvis")),
    (Verdict.NOT.value, _("Nei, det merkes ikke")),
    (Verdict.TOO_EARLY.value, _("For tidlig å si")),
)


class ActionForm(Form):
    """What, who, when and how we see that it works."""

    title = Text(
        label=_("Hva skal gjøres?"), max_length=200, error_messages={"required": _("Skriv hva som skal gjøres")}
    )
    action_type = forms.ChoiceField(
        label=_("Hva slags tiltak er det?"),
        help_text=_("Sterke tiltak endrer forholdene. Svake ber folk huske bedre."),
        error_messages={
            "required": _("Velg hva slags tiltak det er"),
            "invalid_choice": _("Velg hva slags tiltak det er"),
        },
    )
    owner = forms.ChoiceField(
        label=_("Hvem har ansvaret?"),
        error_messages={"required": _("Velg hvem som har ansvaret"), "invalid_choice": _("Velg hvem som har ansvaret")},
    )
    deadline = DayField(label=_("Frist"), error_messages={"required": _("Sett en frist")})
    sign = Text(label=_("Hvordan ser vi at det virker?"), required=False)
    effect_due = DayField(
        label=_("Når sjekker dere om det virket?"),
        required=False,
        help_text=_("Står det tomt, blir det 90 dager etter at tiltaket er gjort."),
    )
    description = Text(
        label=_("Mer om tiltaket"), rows=3, required=False, help_text=_("Ikke skriv navn eller fødselsnummer.")
    )

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], kept: ActionType | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Velg")), *((str(pk), name) for pk, name in people)]  # type: ignore[attr-defined]
        self.fields["action_type"].choices = [("", _("Velg")), *_types(kept)]  # type: ignore[attr-defined]

    def clean_action_type(self) -> ActionType:
        """Give the kind itself."""
        return ActionType.objects.get(pk=self.cleaned_data["action_type"])

    def clean_owner(self) -> int:
        """Give the person's key."""
        return int(self.cleaned_data["owner"])


class EditForm(StepForm, ActionForm):
    """The same, on an action that others may have changed meanwhile."""


class FinishForm(StepForm):
    """Done: what was done, and when to look whether it worked."""

    evidence = Text(
        label=_("Hva ble gjort?"),
        rows=3,
        help_text=_("Skriv så en annen kan se det: hva, hvor og når."),
        error_messages={"required": _("Skriv kort hva som ble gjort")},
    )
    effect_due = DayField(label=_("Når sjekker dere om det virket?"), required=False)


class JudgeForm(StepForm):
    """Say whether it worked."""

    verdict = forms.ChoiceField(
        label=_("Virket det?"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om tiltaket virket"), "invalid_choice": _("Velg om tiltaket virket")},
    )
    text = Text(
        label=_("Hva viser det?"),
        rows=3,
        help_text=_("Vis til et tall eller noe dere har sett."),
        error_messages={"required": _("Skriv hva dere har sett som viser det")},
    )
    sure = forms.BooleanField(
        label=_("Ja, vi vet det allerede"),
        required=False,
        help_text=_("Det er samme dag som tiltaket ble gjort. Som regel tar det tid før noe merkes."),
    )
    deadline = DayField(
        label=_("Ny frist, hvis det ikke merkes"),
        required=False,
        help_text=_("Tiltaket åpnes igjen med denne fristen."),
    )
    effect_due = DayField(
        label=_("Ny dag for effektsjekk, hvis det er tidlig ennå"),
        required=False,
        help_text=_("For eksempel 15.10.2026"),
    )

    def __init__(self, *args: Any, same_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not same_day:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        """Ask for the day that goes with the answer, and whether one can know so soon."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.pop("sure", True) is False and said.get("verdict") not in {None, Verdict.TOO_EARLY}:
            self.add_error("sure", _("Det er samme dag som tiltaket ble gjort. Kryss av hvis dere vet det likevel"))
        if said.get("verdict") == Verdict.NOT and not said.get("deadline") and "deadline" not in self.errors:
            self.add_error("deadline", _("Sett en ny frist"))
        if said.get("verdict") == Verdict.TOO_EARLY and not said.get("effect_due") and "effect_due" not in self.errors:
            self.add_error("effect_due", _("Sett en ny dag for effektsjekk"))
        return said


class StopForm(StepForm):
    """Give it up."""

    reason = Text(
        label=_("Hvorfor stoppes tiltaket?"), rows=2, error_messages={"required": _("Skriv hvorfor tiltaket stoppes")}
    )


class ReopenForm(StepForm):
    """Take it up again."""

    reason = Text(
        label=_("Hvorfor åpnes tiltaket igjen?"),
        rows=2,
        error_messages={"required": _("Skriv hvorfor tiltaket gjenåpnes")},
    )
    deadline = DayField(label=_("Ny frist"), error_messages={"required": _("Sett en frist")})


def typed(action: Action) -> dict[str, Any]:
    """Give what the edit form shows first."""
    return {
        "title": action.record.title,
        "action_type": action.type_id,
        "owner": action.record.owner_id,
        "deadline": action.deadline,
        "sign": action.sign,
        "effect_due": action.effect_due,
        "description": action.description,
        "seen": action.record.version,
    }


def _types(kept: ActionType | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Group the kinds in use by strength, the strongest first; one in use here stays when it is retired."""
    found = [kind for kind in ActionType.objects.all() if kind.active or kind == kept]
    groups = [(label, [(k.pk, k.name) for k in found if k.strength == value]) for value, label in Strength.choices]
    return [(str(label), kinds) for label, kinds in groups if kinds]
