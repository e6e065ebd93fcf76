"""What is asked for by a module, and of those who write one. Forms read, they never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.do.learning.models import Competence, Level, Module, Question
from merkbar.ground.people.models import Role
from merkbar.ground.ui.forms import Form, StepForm, Text
from merkbar.ground.units.models import Unit

CHOOSE = ("", _("Velg"))


def number_field(label: Any, low: int, high: int, **facts: Any) -> forms.IntegerField:
    """Make a field for a whole number that says plainly what it takes."""
    said = _("Skriv et tall fra %(low)d til %(high)d") % {"low": low, "high": high}
    errors = dict.fromkeys(("invalid", "required", "min_value", "max_value"), said)
    return forms.IntegerField(label=label, min_value=low, max_value=high, error_messages=errors, **facts)


class QuizForm(Form):
    """One set of radio buttons for each question; gives the places of the answers in the order of the questions."""

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for place, question in enumerate(questions, start=1):
            errors = {"required": _("Velg et svar"), "invalid_choice": _("Velg et svar")}
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                label=f"{place}. {question.text}",
                choices=[(str(at), option) for at, option in enumerate(question.options)],
                widget=forms.RadioSelect,
                error_messages=errors,
            )

    def clean(self) -> dict[str, Any]:
        """Give the answers as one list."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        return {"answers": [int(said.get(f"q{question.pk}", -1)) for question in self.questions]}


class ModuleForm(Form):
    """What a module says and asks."""

    title = Text(label=_("Tittel"), max_length=120, error_messages={"required": _("Skriv hva modulen heter")})
    summary = Text(label=_("Hva lærer du?"), max_length=300, error_messages={"required": _("Skriv kort hva en lærer")})
    text = Text(
        label=_("Tekst"),
        rows=14,
        max_length=20_000,
        help_text=_("En tom linje gir nytt avsnitt. Nettadresser blir lenker."),
        error_messages={"required": _("Skriv teksten")},
    )
    video = Text(label=_("Adresse til film"), required=False, help_text=_("Filmen åpnes i et nytt vindu."))
    minutes = number_field(_("Hvor mange minutter tar den?"), 1, 600, initial=10)
    pass_percent = number_field(_("Hvor mange prosent riktige for å bestå?"), 1, 100, initial=80)
    renewal_months = number_field(
        _("Måneder før den må tas igjen"), 1, 120, required=False, help_text=_("Tomt betyr at én gang er nok.")
    )
    competence = forms.ModelChoiceField(
        Competence.objects.none(), label=_("Hvilken kompetanse gir den?"), required=False, empty_label=_("Ingen")
    )
    level = forms.TypedChoiceField(label=_("På hvilket nivå?"), choices=Level.choices, coerce=int, initial=Level.KNOWS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = Competence.objects.all()  # type: ignore[attr-defined]


class ChangeForm(StepForm, ModuleForm):
    """The same on a module that others may have changed meanwhile; its address stays, whatever its title."""


class QuestionForm(Form):
    """A question with its answers, one on each line."""

    text = Text(label=_("Spørsmål"), max_length=300, error_messages={"required": _("Skriv spørsmålet")})
    options = Text(
        label=_("Svar"),
        rows=5,
        help_text=_("Ett svar på hver linje. Sett * foran det som er riktig."),
        error_messages={"required": _("Skriv svarene")},
    )

    def clean(self) -> dict[str, Any]:
        """Give the answers and the place of the right one; -1 when not exactly one has a star."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        lines = [line.strip() for line in said.get("options", "").splitlines() if line.strip("* \t")]
        starred = [place for place, line in enumerate(lines) if line.startswith("*")]
        said["options"] = [line.lstrip("* ") for line in lines]
        said["right"] = starred[0] if len(starred) == 1 else -1
        return said


class RuleForm(Form):
    """Who is asked to take the module."""

    role = forms.ModelChoiceField(Role.objects.none(), label=_("Rolle"), required=False, empty_label=_("Alle"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Enhet"),
        help_text=_("Gjelder også alle enheter under."),
        empty_label=_("Velg"),
        error_messages={"required": _("Velg enhet"), "invalid_choice": _("Velg enhet")},
    )
    days = number_field(_("Hvor mange dager har de på seg?"), 1, 365, initial=30)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.objects.all()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


def typed(module: Module) -> dict[str, Any]:
    """Give what the form shows first."""
    names = ("title", "summary", "text", "video", "minutes", "pass_percent", "renewal_months", "competence", "level")
    return {name: getattr(module, name) for name in names} | {"seen": module.version}
