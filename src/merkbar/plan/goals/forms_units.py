"""What is asked for about a unit's action plan. Forms read, they never save."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.ui.forms import DayField, Form, StepForm, Text
from merkbar.plan.goals.models import Node, UnitPlanLine

TERTIALS = ((1, _("Januar–april")), (2, _("Mai–august")), (3, _("September–desember")))


class LineForm(Form):
    """A measure under a focus area: nobody saves one without a person and a deadline."""

    focus_area = forms.ModelChoiceField(
        label=_("Satsingsområde"),
        queryset=Node.objects.none(),
        empty_label=None,
        error_messages={"required": _("Velg et satsingsområde"), "invalid_choice": _("Velg et satsingsområde")},
    )
    goal = Text(label=_("Hva vil dere oppnå?"), max_length=300, required=False)
    what = Text(
        label=_("Hva skal gjøres?"), max_length=200, error_messages={"required": _("Skriv hva som skal gjøres")}
    )
    responsible = forms.ChoiceField(
        label=_("Hvem har ansvaret?"),
        error_messages={"required": _("Velg hvem som har ansvaret"), "invalid_choice": _("Velg hvem som har ansvaret")},
    )
    deadline = DayField(label=_("Frist"), error_messages={"required": _("Sett en frist")})
    area_wide = forms.BooleanField(label=_("Vi gjør dette for hele området"), required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["focus_area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["responsible"].choices = [("", _("Velg")), *((str(pk), name) for pk, name in people)]  # type: ignore[attr-defined]

    def clean_responsible(self) -> Person:
        """Give the person."""
        return Person.objects.get(pk=int(self.cleaned_data["responsible"]))

    def clean_deadline(self) -> dt.date:
        """Take no day that has been; one that stood there already may stand."""
        day: dt.date = self.cleaned_data["deadline"]
        if day < clock.today() and day != self.initial.get("deadline"):
            raise ValidationError(_("Sett en frist som ikke er passert"))
        return day


class EditLineForm(StepForm, LineForm):
    """A measure that others may have changed meanwhile; it stays in its focus area."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["focus_area"]


class VisionForm(StepForm):
    """How the vision is seen here."""

    vision_text = Text(
        label=_("Slik merkes visjonen hos oss"),
        rows=3,
        required=False,
        help_text=_("Hva gjør dere i hverdagen som viser den?"),
    )


class EvaluateForm(StepForm):
    """What a tertial taught."""

    tertial = forms.TypedChoiceField(label=_("Tertial"), choices=TERTIALS, coerce=int)
    text = Text(
        label=_("Hva har dere lært?"),
        rows=3,
        help_text=_("Hva virket, hva gjorde ikke, hva gjør dere nå? Ikke skriv navn."),
        error_messages={"required": _("Skriv kort hva dere har lært")},
    )


def typed_line(line: UnitPlanLine) -> dict[str, Any]:
    """Give what the form about a measure shows first."""
    names = ("goal", "what", "deadline", "area_wide")
    return {name: getattr(line, name) for name in names} | {
        "responsible": line.responsible_id,
        "seen": line.version,
    }
