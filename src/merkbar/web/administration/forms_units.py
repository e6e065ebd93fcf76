"""Forms of the organisation. They read, they never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.forms import DayField, Text
from merkbar.ground.units.models import Unit, UnitQuerySet
from merkbar.web.administration.common import Versioned

NEEDS_NAME = {"required": _("Skriv et navn.")}
NEEDS_DAY = {"required": _("Skriv datoen det gjelder fra.")}
MOST_EMPLOYEES = 100_000


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's class takes none at run time
    """A unit, drawn with its place in the tree."""

    def label_from_instance(self, obj: Any) -> str:
        """Indent by level, so that the tree can be read in the list."""
        return "\u00a0\u00a0\u00a0" * int(obj.depth) + str(obj.name)


class LevelForm(Versioned):
    """What a level is called."""

    name = Text(
        label=_("Navn"),
        help_text=_("For eksempel «virksomhet» eller «enhet»."),
        max_length=60,
        error_messages=NEEDS_NAME,
    )
    plural = Text(label=_("Flertall"), max_length=60, error_messages={"required": _("Skriv flertallsformen.")})


class UnitFacts(Versioned):
    """What is said about a unit."""

    short_name = Text(
        label=_("Kortnavn"), help_text=_("Står i tabeller og overskrifter."), max_length=60, required=False
    )
    kind = Text(
        label=_("Slag"), help_text=_("For eksempel sykehjem, skole eller barnehage."), max_length=30, required=False
    )
    employees = forms.IntegerField(
        label=_("Antall ansatte"),
        min_value=0,
        max_value=MOST_EMPLOYEES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Skriv antall ansatte, 0 om ingen."),
            "invalid": _("Skriv antallet som et helt tall."),
        },
    )
    phone = Text(
        label=_("Vakttelefon"), help_text=_("Vises for den som melder noe alvorlig."), max_length=20, required=False
    )
    duties = Text(
        label=_("Oppgaver, mål og organisering"),
        help_text=_("Kommuneloven § 25-1 krever en beskrivelse. Noen linjer er nok."),
        rows=7,
        required=False,
    )


class OpenUnit(Versioned):
    """A new unit under another, from a day."""

    parent = UnitChoice(
        Unit.objects.none(), label=_("Ligger under"), error_messages={"required": _("Velg hvor enheten ligger.")}
    )
    name = Text(label=_("Navn"), max_length=120, error_messages=NEEDS_NAME)
    code = Text(
        label=_("Kode"),
        help_text=_("Store bokstaver og tall, for eksempel MH34. Koden kan ikke endres siden."),
        max_length=30,
        error_messages={"required": _("Skriv en kode.")},
    )
    valid_from = DayField(label=_("Gjelder fra"), error_messages=NEEDS_DAY)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "parent", units)

    def clean_code(self) -> str:
        """Capitals, and not in use."""
        code = str(self.cleaned_data["code"]).upper()
        if Unit.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Koden er i bruk. Velg en annen."))
        return code


class Rename(Versioned):
    """A new name from a day."""

    name = Text(label=_("Nytt navn"), max_length=120, error_messages=NEEDS_NAME)
    day = DayField(label=_("Gjelder fra"), error_messages=NEEDS_DAY)

    def __init__(self, *args: Any, units: UnitQuerySet, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_name(self) -> str:
        """Ask for a name that is new."""
        name = str(self.cleaned_data["name"])
        if name == self.unit.name:
            raise forms.ValidationError(_("Enheten heter allerede dette."))
        return name


class Move(Versioned):
    """A new place from a day."""

    parent = UnitChoice(
        Unit.objects.none(), label=_("Flytt til"), error_messages={"required": _("Velg hvor enheten skal ligge.")}
    )
    day = DayField(label=_("Gjelder fra"), error_messages=NEEDS_DAY)

    def __init__(self, *args: Any, units: UnitQuerySet, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "parent", units.exclude(path__startswith=unit.path).exclude(pk=unit.parent_id or 0))


class Merge(Versioned):
    """Another unit that takes over from a day."""

    into = UnitChoice(
        Unit.objects.none(), label=_("Slå sammen med"), error_messages={"required": _("Velg enheten som skal overta.")}
    )
    day = DayField(label=_("Gjelder fra"), error_messages=NEEDS_DAY)

    def __init__(self, *args: Any, units: UnitQuerySet, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "into", units.exclude(path__startswith=unit.path))


def _choose_from(form: Versioned, name: str, units: UnitQuerySet) -> None:
    field: Any = form.fields[name]
    field.queryset = units.filter(valid_to__isnull=True)
