"""What is asked for in profiles and plans. Forms read, they never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.do.learning.forms import number_field
from merkbar.do.learning.models import Competence, Level
from merkbar.do.learning.models.competence import Kind
from merkbar.ground.people.models import Person
from merkbar.ground.ui.forms import DayField, Form, StepForm, Text


def competence_field() -> "forms.ModelChoiceField[Competence]":
    """Make a choice between all competences."""
    errors = {"required": _("Velg kompetanse"), "invalid_choice": _("Velg kompetanse")}
    return forms.ModelChoiceField(
        Competence.objects.none(), label=_("Kompetanse"), empty_label=_("Velg"), error_messages=errors
    )


def person_field(label: Any, **facts: Any) -> "forms.ModelChoiceField[Person]":
    """Make a choice between the persons a page offers."""
    errors = {"required": _("Velg hvem"), "invalid_choice": _("Velg hvem")}
    return forms.ModelChoiceField(
        Person.objects.none(), label=label, error_messages=errors, empty_label=facts.pop("empty", _("Velg")), **facts
    )


class WithCompetence(Form):
    """A form that has a competence to choose, and perhaps people."""

    competence = competence_field()

    def __init__(self, *args: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = Competence.objects.all()  # type: ignore[attr-defined]
        for name in ("person", "responsible"):
            if name in self.fields and people is not None:
                self.fields[name].queryset = people  # type: ignore[attr-defined]


class NameForm(Form):
    """A new competence."""

    name = Text(label=_("Navn"), max_length=120, error_messages={"required": _("Skriv hva kompetansen heter")})
    kind = forms.ChoiceField(label=_("Slag"), choices=Kind.choices)


class ProfileForm(WithCompetence):
    """A competence that a role asks for."""

    level = forms.TypedChoiceField(label=_("Nivå"), choices=Level.choices, coerce=int, initial=Level.CAN)
    mandatory = forms.BooleanField(label=_("Alle i rollen må ha den"), required=False, initial=True)
    renewal_months = number_field(
        _("Måneder før den må fornyes"), 1, 120, required=False, help_text=_("Tomt betyr at den varer.")
    )


class ConfirmForm(WithCompetence):
    """Somebody has shown a competence."""

    field_order = ["person", "competence"]
    person = person_field(_("Hvem?"))
    level = forms.TypedChoiceField(label=_("Nivå"), choices=Level.choices, coerce=int, initial=Level.CAN)
    on = DayField(label=_("Dato"), error_messages={"required": _("Skriv datoen")})


class PlanForm(WithCompetence):
    """Who learns what, how and by when."""

    person = person_field(_("Hvem skal lære?"), required=False, empty=_("Alle som mangler den"))
    what = Text(
        label=_("Hva gjør vi?"),
        max_length=200,
        help_text=_("For eksempel kurs, veiledning eller læringsmodul."),
        error_messages={"required": _("Skriv hva dere gjør")},
    )
    due = DayField(label=_("Frist"), error_messages={"required": _("Sett en frist")})
    responsible = person_field(_("Hvem har ansvaret?"))


class ChangePlanForm(StepForm, PlanForm):
    """The same, on a line that others may change meanwhile."""
