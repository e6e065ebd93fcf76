"""What is asked for about result targets: their words, and how they are measured. Forms read, they never save."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Post
from merkbar.ground.ui.forms import DayField, Form, StepForm, Text
from merkbar.plan.goals.figures import BETWEEN
from merkbar.plan.goals.models import Cadence, Comparator, Direction, Measurable, Period, ResultTarget, SourceKind

EMPTY: Final = [("", _("Ikke bestemt"))]
COMPARATORS: Final = (
    ("", _("Ingen: gjennomført eller ikke")),
    (Comparator.AT_LEAST.value, _("minst (≥)")),
    (Comparator.MORE.value, _("mer enn (>)")),
    (Comparator.EQUAL.value, _("akkurat (=)")),
    (Comparator.AT_MOST.value, _("høyst (≤)")),
    (Comparator.LESS.value, _("under (<)")),
    (BETWEEN, _("mellom to tall, begge med")),
)


class Number(forms.DecimalField):
    """A number as Norwegians write it: «33,5», «1 200»."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        said = _("Skriv et tall, for eksempel 21 eller 33,5")
        messages = {"required": said, "invalid": said, "max_digits": said, "max_decimal_places": said}
        super().__init__(max_digits=14, decimal_places=4, error_messages=messages, **facts)

    def to_python(self, value: Any) -> Any:
        """Read comma and gaps as Norwegians mean them."""
        text = str(value or "").replace(" ", "").replace("\u00a0", "").replace(",", ".")
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as it is typed."""
        return f"{value.normalize():f}".replace(".", ",") if hasattr(value, "normalize") else value


class MeasureForm(Form):
    """How a target is measured."""

    comparator = forms.ChoiceField(
        label=_("Hvordan sammenlignes det?"),
        choices=COMPARATORS,
        required=False,
        help_text=_("«Under to» er under. «Flere enn 50» er mer enn."),
    )
    value = Number(label=_("Tallet"), required=False, help_text=_("For «mellom»: det laveste tallet."))
    value_to = Number(label=_("Høyeste tall"), required=False, help_text=_("Bare for «mellom»."))
    unit_text = Text(
        label=_("Måleenhet"), max_length=60, required=False, help_text=_("For eksempel virkedager, brukere eller %.")
    )
    period = forms.ChoiceField(label=_("Regnes per"), choices=[*EMPTY, *Period.choices], required=False)
    deadline = DayField(label=_("Nås innen"), required=False)
    per_unit = forms.BooleanField(label=_("Gjelder hver enhet for seg"), required=False)
    measurable = forms.ChoiceField(label=_("Kan det måles?"), choices=Measurable.choices)
    proxy = Text(
        label=_("Hva måler dere i stedet?"),
        max_length=300,
        required=False,
        help_text=_("Bare når det måles med et annet tall, for eksempel «andel brukere med oppdatering i tide»."),
    )
    questions = Text(label=_("Hva må avklares?"), rows=2, required=False, help_text=_("Ett spørsmål på hver linje."))
    exclusions = Text(label=_("Unntak"), rows=2, required=False)
    source_kind = forms.ChoiceField(
        label=_("Hvor kommer tallene fra?"), choices=[*EMPTY, *SourceKind.choices], required=False
    )
    cadence = forms.ChoiceField(label=_("Hvor ofte måles det?"), choices=[*EMPTY, *Cadence.choices], required=False)
    direction = forms.ChoiceField(label=_("Hva er bedre?"), choices=[*EMPTY, *Direction.choices], required=False)
    baseline = Number(label=_("Utgangspunkt"), required=False)
    baseline_text = Text(label=_("Om utgangspunktet"), max_length=200, required=False)

    def clean_questions(self) -> list[str]:
        """Give the questions one by one."""
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """A comparison needs its number, a number its comparison."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        compared, number = said.get("comparator"), said.get("value")
        if compared and number is None and "value" not in self.errors:
            self.add_error("value", _("Skriv tallet det skal sammenlignes med"))
        if number is not None and not compared and "comparator" not in self.errors:
            self.add_error("comparator", _("Velg hvordan tallet skal sammenlignes"))
        self._span(said)
        self._proxy(said)
        return said

    def _span(self, said: dict[str, Any]) -> None:
        """«Mellom» needs its highest number; another comparison has none."""
        low, high = said.get("value"), said.get("value_to")
        if "value_to" in self.errors or "comparator" in self.errors:
            return
        if said.get("comparator") != BETWEEN:
            if high is not None:
                self.add_error("value_to", _("Velg «mellom» når målet har to tall, eller ta bort det høyeste tallet"))
        elif high is None:
            self.add_error("value_to", _("Skriv det høyeste tallet"))
        elif low is not None and high <= low:
            self.add_error("value_to", _("Det høyeste tallet må være større enn det laveste"))

    def _proxy(self, said: dict[str, Any]) -> None:
        """What is measured by something else says by what."""
        instead = said.get("measurable") == Measurable.PROXY
        if instead and not said.get("proxy") and "proxy" not in self.errors:
            self.add_error("proxy", _("Skriv hva dere måler i stedet"))
        elif said.get("proxy") and not instead and "measurable" not in self.errors:
            self.add_error("measurable", _("Velg «Måles med et annet tall», eller ta bort det dere måler i stedet"))


class OwnedForm(Form):
    """Which seat answers for a target."""

    owner_post = forms.ModelChoiceField(
        label=_("Hvem eier målet?"), queryset=Post.objects.none(), required=False, empty_label=_("Ikke bestemt")
    )

    def __init__(self, *args: Any, posts: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["owner_post"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(post: Post) -> str:
    return f"{post.person.name}, {post.role.title.lower()} {post.unit.short}"


class TargetForm(MeasureForm):
    """A target: its words and how it is measured."""

    text = Text(label=_("Resultatmål"), rows=2, error_messages={"required": _("Skriv hva som skal oppnås")})
    code = Text(label=_("Kode"), max_length=20, required=False, help_text=_("For eksempel M16."))
    field_order = ["text", "code"]


class EditTargetForm(StepForm, TargetForm):
    """A target that others may have changed meanwhile."""


class TendForm(OwnedForm, StepForm, MeasureForm):
    """How a target of an adopted plan is measured, and who answers for it: its words stand."""


def typed_target(target: ResultTarget) -> dict[str, Any]:
    """Give what the form about a target shows first."""
    names = [name for name in TargetForm.base_fields if name != "questions"]
    questions = "\n".join(target.questions)
    return {name: getattr(target, name) for name in names} | {"questions": questions, "seen": target.record.version}
