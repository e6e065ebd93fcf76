"""What people type about indicators: numbers as Norwegians write them, notes, definitions, targets, how a series is read."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merkbar.check.indicators import judging, sources
from merkbar.check.indicators.models import (
    COMPARISONS,
    AdjustmentKind,
    Cadence,
    Dimension,
    Direction,
    Facet,
    Purpose,
    Shape,
    SourceKind,
    Theme,
)
from merkbar.ground.access.table import Right, roles_with
from merkbar.ground.people.models import Post, Role
from merkbar.ground.ui.forms import DayField, Form, Text
from merkbar.plan.goals.figures import BETWEEN

REQUIRED = {"required": _("Fyll ut dette feltet.")}
ENGINES = (("anhoj", _("Anhøj: lange løp og få kryssinger")), ("nhs", _("NHS: Making Data Count")))


class NumberField(forms.CharField):
    """A number with comma or point; empty is None."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**facts)

    def clean(self, value: Any) -> Decimal | None:
        """Read the number or say that it is none."""
        super().clean(value)
        try:
            return judging.number(str(value or ""))
        except judging.NotANumber as error:
            raise ValidationError(_("Skriv et tall, for eksempel 47,1.")) from error


class AnnotationForm(Form):
    """What happened at a place on a day."""

    day = DayField(label=_("Dato"), error_messages=REQUIRED)
    text = Text(
        label=_("Hva skjedde?"),
        help_text=_("Kort, uten navn. Det står på kurven og forklarer uten å dømme."),
        max_length=200,
        error_messages=REQUIRED,
    )


FORGET = _("Teksten som sto, hadde navn eller andre personopplysninger")
FOR_GOOD = _("Da tas ordene bort for godt. Ingen kan hente dem fram igjen.")


class AmendForm(AnnotationForm):
    """A note in other words or on another day, and why."""

    reason = Text(
        label=_("Hvorfor retter du den?"),
        help_text=_("Den forrige teksten er fortsatt å finne for dem som fører inn tall her."),
        max_length=200,
        error_messages=REQUIRED,
    )
    forget = forms.BooleanField(label=FORGET, help_text=FOR_GOOD, required=False)


class EraseForm(Form):
    """Why a note is taken off the chart."""

    reason = Text(label=_("Hvorfor tar du den bort?"), max_length=200, error_messages=REQUIRED)
    forget = forms.BooleanField(label=FORGET, help_text=FOR_GOOD, required=False)


class ForgetForm(Form):
    """The words of an earlier note are taken away for good: there is nothing to fill in."""


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's class takes none at run time
    """One of the posts, by the name of who holds it."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the person, the role and the unit."""
        return named(obj)


def named(post: Post) -> str:
    """A post as it is chosen: who, as what, where."""
    return f"{post.person.name}, {post.role.title}, {post.unit.short}"


class AskForm(Form):
    """Whom to ask for an explanation, and when it is due."""

    post = forms.ChoiceField(label=_("Hvem spør du?"), error_messages=REQUIRED)
    day = DayField(label=_("Svar innen"), error_messages=REQUIRED)
    question = Text(label=_("Hva lurer du på?"), help_text=_("Kan stå tomt."), max_length=1000, required=False)

    def __init__(self, *args: Any, posts: Sequence[Post], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["post"].choices = [(str(post.pk), named(post)) for post in posts]  # type: ignore[attr-defined]

    def clean_day(self) -> dt.date:
        """Take no day that has been."""
        day: dt.date = self.cleaned_data["day"]
        if day < self.today:
            raise ValidationError(_("Velg i dag eller en dag som kommer."))
        return day


class IndicatorForm(Form):
    """What is measured, how often, where from and how it is read."""

    code = Text(label=_("Kode"), help_text=_("Kort, for eksempel I09"), max_length=20, error_messages=REQUIRED)
    title = Text(label=_("Navn"), max_length=200, error_messages=REQUIRED)
    unit = forms.ChoiceField(label=_("Måles i"), help_text=_("Øverste enhet. De under kan ha egne tall."))
    definition = Text(label=_("Hva måler den?"), rows=3, required=False, max_length=2000)
    shape = forms.ChoiceField(label=_("Hva slags tall"), choices=Shape.choices)
    numerator = Text(label=_("Teller"), help_text=_("Hva telles?"), required=False, max_length=200)
    denominator = Text(label=_("Nevner"), help_text=_("Av hva?"), required=False, max_length=200)
    per = forms.IntegerField(
        label=_("Per"), help_text=_("Bare for rater: 1000 for «per 1 000»"), min_value=1, initial=1
    )
    unit_word = Text(label=_("Måleenhet"), help_text=_("For eksempel virkedager"), required=False, max_length=40)
    exclusions = Text(label=_("Holdes utenfor"), required=False, max_length=300)
    direction = forms.ChoiceField(label=_("Retning"), choices=Direction.choices)
    cadence = forms.ChoiceField(label=_("Måles"), choices=Cadence.choices)
    cumulative = forms.BooleanField(label=_("Tallet vokser gjennom året"), required=False)
    adds_up = forms.BooleanField(label=_("Enhetenes tall kan legges sammen"), required=False, initial=True)
    dimension = forms.ChoiceField(label=_("Dimensjon"), choices=Dimension.choices)
    facet = forms.ChoiceField(
        label=_("Struktur, prosess eller resultat"), choices=[("", "–"), *Facet.choices], required=False
    )
    source_kind = forms.ChoiceField(label=_("Kilde"), choices=SourceKind.choices, initial=SourceKind.MANUAL)
    source_code = forms.ChoiceField(label=_("Det Merkbar regner"), required=False)
    source_name = Text(label=_("Hvor tallene kommer fra"), required=False, max_length=120)
    owner_post = PostField(
        label=_("Eier"),
        help_text=_("Svarer for indikatoren, og ser den i alle enhetene den måles i."),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Den som leder enheten"),
    )
    supplier = forms.ModelChoiceField(
        label=_("Rolle som leverer tallene"),
        help_text=_("Den som har rollen, fører inn og ser denne indikatoren i alle enhetene."),
        queryset=Role.objects.filter(code__in=roles_with(Right.ENTER_INDICATORS)),
        required=False,
        empty_label=_("Enhetene selv"),
    )
    data_owner = Text(label=_("Hvem tallene hentes hos"), required=False, max_length=120)
    measured_from = DayField(label=_("Måles fra"), required=False)
    minimum_n = forms.IntegerField(
        label=_("Minste nevner som vises"),
        help_text=_("Færre enn dette vises ikke, så ingen kjennes igjen"),
        min_value=0,
        initial=0,
    )
    about_staff = forms.BooleanField(label=_("Handler om ansatte"), required=False)
    theme = forms.ChoiceField(label=_("Tema"), choices=[("", "–"), *Theme.choices], required=False)
    decimals = forms.IntegerField(label=_("Desimaler"), min_value=0, max_value=3, initial=1)
    engine = forms.ChoiceField(label=_("Regler for endring"), choices=ENGINES)
    seasonal = forms.BooleanField(label=_("Svinger med årstiden (testes ikke)"), required=False)
    active = forms.BooleanField(label=_("I bruk"), required=False, initial=True)

    def __init__(
        self, *args: Any, units: list[tuple[str, str]], posts: Any, known_source: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "–"), *sources.choices()]
        if known_source and known_source not in sources.SOURCES:
            offered.append((known_source, known_source))
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["owner_post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["source_code"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Let only what Merkbar counts name what it counts."""
        said = super().clean() or {}
        if said.get("source_kind") != SourceKind.OWN:
            said["source_code"] = ""
        elif not said.get("source_code"):
            self.add_error("source_code", _("Velg hva Merkbar skal regne."))
        return said


class AimForm(Form):
    """A target or a line to compare with."""

    purpose = forms.ChoiceField(label=_("Hva streken er"), choices=Purpose.choices)
    comparator = forms.ChoiceField(label=_("Sammenlignes slik"), choices=COMPARISONS)
    value = NumberField(label=_("Verdi"), help_text=_("For «mellom»: det laveste tallet."), error_messages=REQUIRED)
    value_to = NumberField(label=_("Høyeste verdi"), help_text=_("Bare for «mellom»."), required=False)
    deadline = DayField(label=_("Frist"), help_text=_("La stå tomt når målet gjelder hvert år"), required=False)
    words = Text(label=_("Forklaring"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """A span has two ends; another comparison has one."""
        said = super().clean() or {}
        low, high = said.get("value"), said.get("value_to")
        if said.get("comparator") != BETWEEN and high is not None:
            self.add_error("value_to", _("Velg «mellom» når streken har to tall, eller ta bort det høyeste."))
        elif said.get("comparator") == BETWEEN and "value_to" not in self.errors:
            if high is None:
                self.add_error("value_to", _("Skriv det høyeste tallet."))
            elif low is not None and high <= low:
                self.add_error("value_to", _("Det høyeste tallet må være større enn det laveste."))
        return said


class AdjustForm(Form):
    """A frozen baseline, a new part, or a point left out, with the reason."""

    kind = forms.ChoiceField(label=_("Hva"), choices=AdjustmentKind.choices)
    day = DayField(label=_("Dato"), error_messages=REQUIRED)
    reason = Text(label=_("Hvorfor?"), help_text=_("Alle som ser kurven, kan lese det."), error_messages=REQUIRED)
