"""Forms for the lists and the escalation rules. They read, they never save."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.taxonomy import Area, Cause, CloseReason, EscalationRule, EventType, HarmLevel
from merkbar.ground.people.models import Role
from merkbar.ground.ui.forms import Text
from merkbar.web.administration.common import Versioned
from merkbar.web.administration.rule_words import seats, spelt

NEEDS_NAME = {"required": _("Skriv et navn.")}
SHORT_HELP = _("Står på knapper og i tabeller. Høyst 40 tegn.")
MOST_HOURS = 2000
MOST_DAYS = 400


def _order() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Rekkefølge"),
        help_text=_("Lavest tall kommer først."),
        min_value=0,
        max_value=9999,
        error_messages={
            "required": _("Skriv et tall for rekkefølgen."),
            "invalid": _("Skriv rekkefølgen som et helt tall."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _active() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I bruk"),
        help_text=_("Uten hake kan ingen velge dette i nye saker. Gamle saker beholder det."),
        required=False,
    )


class AreaForm(Versioned):
    """Texts of an area."""

    name = Text(label=_("Navn"), max_length=80, error_messages=dict(NEEDS_NAME))
    tile = Text(label=_("Kort navn"), help_text=SHORT_HELP, max_length=40, error_messages=dict(NEEDS_NAME))
    order = _order()


class TypeForm(Versioned):
    """Texts of an event type, whether it shields the case, and whether it is in use."""

    name = Text(label=_("Navn"), max_length=120, error_messages=dict(NEEDS_NAME))
    short = Text(label=_("Kort navn"), help_text=SHORT_HELP, max_length=40, error_messages=dict(NEEDS_NAME))
    help = Text(label=_("Forklaring"), help_text=_("Står under navnet i skjemaet."), max_length=200, required=False)
    order = _order()
    restricted = forms.BooleanField(
        label=_("Skjerm nye saker av denne typen"),
        help_text=_("Bare de som skal behandle saken, ser den. Gamle saker endres ikke."),
        required=False,
    )
    active = _active()


class SubtypeForm(Versioned):
    """A new local sub-type."""

    name = Text(label=_("Navn"), max_length=120, error_messages=dict(NEEDS_NAME))
    short = Text(label=_("Kort navn"), help_text=SHORT_HELP, max_length=40, required=False)
    help = Text(label=_("Forklaring"), help_text=_("Står under navnet i skjemaet."), max_length=200, required=False)


class CauseForm(Versioned):
    """Texts of a cause and whether it is in use."""

    name = Text(label=_("Navn"), max_length=80, error_messages=dict(NEEDS_NAME))
    help = Text(label=_("Forklaring"), max_length=200, required=False)
    active = _active()


class HarmForm(Versioned):
    """Words of a level of harm."""

    name = Text(label=_("Lederens ord"), max_length=60, error_messages=dict(NEEDS_NAME))
    help = Text(label=_("Forklaring"), max_length=200, required=False)
    reporter_word = Text(
        label=_("Melders ord"), help_text=_("Tomt: melder ser ikke dette nivået."), max_length=30, required=False
    )


class ReasonForm(Versioned):
    """Text of a reason to close."""

    name = Text(label=_("Navn"), max_length=120, error_messages=dict(NEEDS_NAME))
    order = _order()


FORMS: dict[type[Model], type[Versioned]] = {
    Area: AreaForm,
    EventType: TypeForm,
    Cause: CauseForm,
    HarmLevel: HarmForm,
    CloseReason: ReasonForm,
}


def _level(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False)


def _count(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=False,
        error_messages={"invalid": _("Skriv fristen som et helt tall.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class RuleForm(Versioned):
    """When a rule applies, and what then happens. Every condition that is set must be met."""

    area = forms.ModelChoiceField(
        Area.objects.all(), label=_("Området er"), required=False, empty_label=_("Alle områder")
    )
    type = forms.ModelChoiceField(
        EventType.objects.none(), label=_("Hendelsestypen er"), required=False, empty_label=_("Alle typer")
    )
    either_min = _level(_("Skaden er minst (fysisk eller psykisk)"))
    physical_min = _level(_("Den fysiske skaden er minst"))
    potential_min = _level(_("Det kunne ført til minst"))
    tell = forms.MultipleChoiceField(
        label=_("Varsle straks"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"})
    )
    restrict = forms.BooleanField(
        label=_("Skjerm saken"), help_text=_("Bare de som skal behandle saken, ser den."), required=False
    )
    clock_hours = _count(_("Start en frist, i timer"), MOST_HOURS)
    clock_workdays = _count(_("Eller i virkedager"), MOST_DAYS)
    reminder = Text(label=_("Påminnelse til den som behandler saken"), rows=3, max_length=300, required=False)
    source = Text(
        label=_("Kilde"), help_text=_("Lov og paragraf, eller «Kommunens egen regel»."), max_length=120, required=False
    )
    active = forms.BooleanField(
        label=_("Regelen er i bruk"), help_text=_("Uten hake varsler den ingen."), required=False
    )

    def __init__(self, *args: Any, told: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level.level, f"{level.level} {level.name}") for level in HarmLevel.objects.all()]
        for name in ("either_min", "physical_min", "potential_min"):
            self.fields[name].choices = [("", _("Ikke et vilkår")), *levels]  # type: ignore[attr-defined]  # a choice field
        types: Any = self.fields["type"]
        types.queryset = EventType.objects.all()
        types.label_from_instance = lambda kind: f"{kind.code} {kind.name}"
        roles = list(Role.objects.values_list("code", "title"))
        known = {code for code, _title in roles} | {code for code, _word in seats()}
        missing = [
            (code, _("%(code)s (rollen finnes ikke her)") % {"code": spelt(code)})
            for code in told or []
            if code not in known
        ]
        self.fields["tell"].choices = [*seats(), *roles, *missing]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Ask for a condition, one clock at most, and something that happens."""
        facts = super().clean() or self.cleaned_data
        conditions = ("area", "type", "either_min", "physical_min", "potential_min")
        if not self.errors and all(facts.get(name) in (None, "") for name in conditions):
            self.add_error("area", _("Velg minst ett vilkår."))
        if facts.get("clock_hours") and facts.get("clock_workdays"):
            self.add_error("clock_workdays", _("Velg enten timer eller virkedager."))
        kind, area = facts.get("type"), facts.get("area")
        if kind and area and kind.area_id != area.pk:
            self.add_error("type", _("Hendelsestypen hører til et annet område."))
        does = ("tell", "restrict", "clock_hours", "clock_workdays", "reminder")
        if not self.errors and not any(facts.get(name) for name in does):
            self.add_error("tell", _("Velg minst én ting som skal skje."))
        return facts

    def rule(self) -> EscalationRule:
        """Give the rule as it would be, unsaved, for its sentence."""
        return EscalationRule(**self.facts())
