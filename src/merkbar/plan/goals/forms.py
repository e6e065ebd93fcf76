"""What is asked for about plans and their places. Forms read, they never save."""

from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Person
from merkbar.ground.ui.forms import DayField, Form, StepForm, Text
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.models import Involvement, Level, Node, Plan, Template
from merkbar.plan.goals.skeletons import HOW_LONG

FIRST, LAST = 1990, 2100
"""Years a plan can reach from and to."""


class Year(forms.IntegerField):
    """A year with four digits."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        said = _("Skriv et årstall med fire sifre, for eksempel 2027")
        messages = {"required": said, "invalid": said, "min_value": said, "max_value": said}
        super().__init__(min_value=FIRST, max_value=LAST, error_messages=messages, **facts)


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

    parent = forms.ModelChoiceField(
        label=_("Hvilken plan bygger den på?"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("Ingen i Merkbar"),
        error_messages={"invalid_choice": _("Velg fra listen")},
    )
    parent_text = Text(
        label=_("Eller en plan som ikke ligger i Merkbar"),
        max_length=300,
        required=False,
        help_text=_("For eksempel kommuneplanens samfunnsdel."),
    )
    owner = forms.ModelChoiceField(
        label=_("Hvem har ansvar for planen?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Ikke bestemt"),
        help_text=_("Den som har ansvaret, får påminnelse når planen må revideres."),
        error_messages={"invalid_choice": _("Velg fra listen")},
    )

    def __init__(self, *args: Any, parents: QuerySet[Plan], owners: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        self.fields["parent"].label_from_instance = attrgetter("named")  # type: ignore[attr-defined]
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One plan above it, here or elsewhere."""
        said = super().clean()
        if said.get("parent") and said.get("parent_text"):
            self.add_error("parent_text", _("Velg en plan fra listen, eller skriv navnet. Ikke begge deler."))
        return said


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


class HandOverForm(StepForm):
    """Who has the plan from now on."""

    owner = forms.ModelChoiceField(
        label=_("Hvem har ansvar for planen?"),
        queryset=Person.objects.none(),
        empty_label=_("Velg"),
        help_text=_("Får beskjed nå, og påminnelse når planen må revideres."),
        error_messages={"required": _("Velg hvem som har ansvaret"), "invalid_choice": _("Velg fra listen")},
    )

    def __init__(self, *args: Any, owners: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]


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


def typed_plan(plan: Plan) -> dict[str, Any]:
    """Give what the form about a plan shows first."""
    names = [name for name in FactsForm.base_fields if name not in {"title", "seen", "owner"}]
    record = plan.record
    return {name: getattr(plan, name) for name in names} | {
        "title": record.title,
        "seen": record.version,
        "owner": record.owner_id,
    }


def typed_node(node: Node) -> dict[str, Any]:
    """Give what the form about a place shows first."""
    return {"title": node.title, "text": node.text, "means": node.means, "seen": node.version}
