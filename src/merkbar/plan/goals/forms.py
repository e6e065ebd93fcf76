"""What is asked for about plans, their places and their targets. Forms read, they never save."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import DayField, Form, StepForm, Text
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.figures import BETWEEN
from merkbar.plan.goals.models import (
    Cadence,
    Comparator,
    Direction,
    Involvement,
    Level,
    Measurable,
    Node,
    Period,
    Plan,
    ResultTarget,
    SourceKind,
    Template,
)
from merkbar.plan.goals.skeletons import HOW_LONG

FIRST, LAST = 1990, 2100
"""Years a plan can reach from and to."""
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


class Year(forms.IntegerField):
    """A year with four digits."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        said = _("Skriv et årstall med fire sifre, for eksempel 2027")
        messages = {"required": said, "invalid": said, "min_value": said, "max_value": said}
        super().__init__(min_value=FIRST, max_value=LAST, error_messages=messages, **facts)


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


class PlanForm(Form):
    """Name, years and the texts before the focus areas."""

    title = Text(label=_("Hva heter planen?"), max_length=200, error_messages={"required": _("Skriv hva planen heter")})
    first_year = Year(label=_("Gjelder fra og med år"))
    last_year = Year(label=_("Gjelder til og med år"))
    part_first_year = Year(
        label=_("Satsingsområdene gjelder fra år"),
        required=False,
        help_text=_("Fyll ut bare når satsingsområdene gjelder kortere enn hele planen."),
    )
    part_last_year = Year(label=_("Satsingsområdene gjelder til og med år"), required=False)

    def clean(self) -> dict[str, Any]:
        """Hold the years to each other."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = said.get("first_year"), said.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("Planen må slutte samme år som den starter, eller senere"))
        part = said.get("part_first_year"), said.get("part_last_year")
        if (part[0] is None) != (part[1] is None):
            self.add_error("part_last_year", _("Skriv både første og siste år for satsingsområdene"))
        elif part[0] and part[1] and first and not first <= part[0] <= part[1]:
            self.add_error("part_first_year", _("Satsingsområdene må ligge innenfor planens år"))
        return said


class NewPlanForm(PlanForm):
    """A new plan: where it holds and what shape it starts from."""

    unit = forms.ModelChoiceField(
        label=_("Hvem gjelder planen for?"),
        queryset=Unit.objects.none(),
        empty_label=None,
        error_messages={"required": _("Velg hvem planen gjelder for"), "invalid_choice": _("Velg fra listen")},
    )
    template = forms.ChoiceField(
        label=_("Hvilken mal begynner du med?"),
        choices=[(choice.value, choice.label) for choice in Template],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg en mal"), "invalid_choice": _("Velg en mal")},
    )
    field_order = ["title", "unit", "template", "first_year", "last_year", "part_first_year", "part_last_year"]

    def __init__(self, *args: Any, units: Any, year: int, **kwargs: Any) -> None:
        first = HOW_LONG["moss"][0]
        kwargs.setdefault("initial", {"first_year": year + 1, "last_year": year + first, "template": "ringebu"})
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class FactsForm(StepForm, PlanForm):
    """The same on a draft, with its texts."""

    motto = Text(label=_("Motto"), max_length=200, required=False)
    vision = Text(label=_("Visjon"), rows=2, required=False)
    introduction = Text(label=_("Innledning"), rows=4, required=False)
    basis = Text(
        label=_("Grunnlag"),
        rows=4,
        required=False,
        help_text=_("Lover, planer og føringer den bygger på, én på hver linje."),
    )
    contact_role = Text(
        label=_("Hvem kan svare på spørsmål om planen?"),
        max_length=80,
        required=False,
        help_text=_("Skriv en rolle, ikke et navn."),
    )


class AdoptForm(StepForm):
    """The decision."""

    case_number = Text(label=_("Saksnummer"), max_length=40, error_messages={"required": _("Skriv saksnummeret")})
    adopted_on = DayField(label=_("Vedtatt dato"), error_messages={"required": _("Skriv datoen for vedtaket")})
    adopted_by = Text(
        label=_("Vedtatt av"),
        max_length=120,
        help_text=_("For eksempel Kommunestyret."),
        error_messages={"required": _("Skriv hvem som vedtok planen")},
    )


class InvolveForm(Form):
    """Who took part, how and when."""

    kind = forms.ChoiceField(label=_("Hvordan medvirket de?"), choices=Involvement.Kind.choices)
    who = Text(
        label=_("Hvem?"),
        max_length=200,
        help_text=_("Råd, gruppe eller rolle, for eksempel eldrerådet. Ikke navn."),
        error_messages={"required": _("Skriv hvem som medvirket, for eksempel eldrerådet")},
    )
    day = DayField(label=_("Når?"), error_messages={"required": _("Skriv datoen")})
    text = Text(label=_("Hva kom fram?"), rows=2, required=False)


class NodeForm(Form):
    """A place in the tree."""

    title = Text(label=_("Tittel"), max_length=400, error_messages={"required": _("Skriv en tittel")})
    text = Text(label=_("Tekst"), rows=4, required=False)
    means = Text(label=_("Ved å …"), rows=2, required=False, help_text=_("Hvordan dere skal få det til."))


class NewNodeForm(NodeForm):
    """A new place: what it is."""

    level = forms.ChoiceField(label=_("Hva er det?"), choices=Level.choices)
    field_order = ["level", "title", "text", "means"]

    def __init__(self, *args: Any, levels: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(one, Level(one).label) for one in levels]  # type: ignore[attr-defined]


class EditNodeForm(StepForm, NodeForm):
    """A place that others may have changed meanwhile."""


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


class TargetForm(MeasureForm):
    """A target: its words and how it is measured."""

    text = Text(label=_("Resultatmål"), rows=2, error_messages={"required": _("Skriv hva som skal oppnås")})
    code = Text(label=_("Kode"), max_length=20, required=False, help_text=_("For eksempel M16."))
    field_order = ["text", "code"]


class EditTargetForm(StepForm, TargetForm):
    """A target that others may have changed meanwhile."""


class TendForm(StepForm, MeasureForm):
    """How a target of an adopted plan is measured: its words stand."""


def typed_plan(plan: Plan) -> dict[str, Any]:
    """Give what the form about a plan shows first."""
    names = [name for name in FactsForm.base_fields if name not in {"title", "seen"}]
    return {name: getattr(plan, name) for name in names} | {"title": plan.record.title, "seen": plan.record.version}


def typed_node(node: Node) -> dict[str, Any]:
    """Give what the form about a place shows first."""
    return {"title": node.title, "text": node.text, "means": node.means, "seen": node.version}


def typed_target(target: ResultTarget) -> dict[str, Any]:
    """Give what the form about a target shows first."""
    names = [name for name in TargetForm.base_fields if name != "questions"]
    questions = "\n".join(target.questions)
    return {name: getattr(target, name) for name in names} | {"questions": questions, "seen": target.record.version}
