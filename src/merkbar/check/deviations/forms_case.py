"""What a leader fills in on the case page, one form a step."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.models import (
    Cause,
    CloseReason,
    Deviation,
    EventType,
    HarmLevel,
    Kind,
    Pattern,
    Recurrence,
)
from merkbar.check.deviations.policy import may_handle
from merkbar.check.deviations.states import DRAFT, VOID
from merkbar.ground.access.standing import Standing
from merkbar.ground.clock import clock
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.ui.forms import Form, Text
from merkbar.ground.units.models import Unit

CONSEQUENCES = (
    ("life", _("Liv og helse")),
    ("trust", _("Tillit og omdømme")),
    ("money", _("Økonomi")),
    ("law", _("Lovbrudd")),
    ("environment", _("Miljø")),
    ("operations", _("Drift")),
)


class StepForm(Form):
    """A step on a case carries the version the page was opened at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stale = False
    """Set when the case had moved on: the page then says so and carries the new version."""


def _harms() -> list[tuple[str, str]]:
    levels = HarmLevel.objects.values_list("level", "name")
    return [("", str(_("Ikke vurdert"))), *((str(level), f"{level} {name}") for level, name in levels)]


def _types() -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in EventType.objects.filter(active=True).select_related("area", "parent").order_by("area__order", "code"):
        text = f"{kind.parent.name}, {kind.name.lower()}" if kind.parent else kind.name
        groups.setdefault(kind.area.name, []).append((kind.code, text))
    return [("", str(_("Ikke bestemt"))), *groups.items()]


def _offer_units(field: Any) -> None:
    """Offer today's units, read in one statement; left alone the field opens a cursor on the server for them."""
    field.queryset = Unit.objects.on(clock.today())
    field.choices = [("", field.empty_label), *field.queryset.values_list("code", "name")]


class AssessForm(StepForm):
    """Does this fit? Type, harm on two scales, what it could have led to, whether it can recur."""

    kind = forms.ChoiceField(label=_("Meldingstype"), choices=Kind.choices)
    type = forms.ChoiceField(label=_("Type"), required=False)
    harm_physical = forms.ChoiceField(label=_("Fysisk skade"), required=False)
    harm_psychological = forms.ChoiceField(label=_("Psykisk skade"), required=False)
    potential = forms.ChoiceField(label=_("Kunne ha ført til"), required=False)
    recurrence = forms.ChoiceField(
        label=_("Kan det skje igjen?"), choices=Recurrence.choices, required=False, widget=forms.RadioSelect
    )
    consequences = forms.MultipleChoiceField(
        label=_("Har også følger for"), choices=CONSEQUENCES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = _types()  # type: ignore[attr-defined]
        for name, harms in zip(("harm_physical", "harm_psychological", "potential"), [_harms()] * 3, strict=True):
            self.fields[name].choices = harms  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """The cleaned values as the write takes them."""
        data = self.cleaned_data
        levels = ("harm_physical", "harm_psychological", "potential")
        return {
            "kind": data["kind"],
            "type": EventType.objects.select_related("area").filter(code=data["type"]).first(),
            "recurrence": data["recurrence"],
            "consequences": data["consequences"],
            **{name: int(data[name]) if data[name] else None for name in levels},
        }


class AnswerForm(StepForm):
    """Two sentences to the reporter."""

    text = Text(
        rows=4,
        label=_("Svar fra deg"),
        help_text=_("To setninger holder. Melder ser navnet ditt."),
        error_messages={"required": _("Skriv svaret til melder")},
    )

    def clean_text(self) -> str:
        """The opening words alone are no answer."""
        text = str(self.cleaned_data["text"])
        if text.rstrip(". ").lower() == "takk for at du meldte":
            raise ValidationError(_("Skriv også hva du gjør med det"))
        return text


class CausesForm(StepForm):
    """Up to three causes with a line each."""

    held = Text(required=False, max_length=1000, label=_("Hva bidro til at det gikk bra?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("Velg årsak")))]
        choices += [(cause.code, cause.name) for cause in Cause.objects.filter(active=True)]
        for number in (1, 2, 3):
            self.fields[f"cause{number}"] = forms.ChoiceField(
                label=_("Årsak %(number)s") % {"number": number}, choices=choices, required=False
            )
            self.fields[f"line{number}"] = Text(label=_("Hvorfor?"), required=False)

    def rows(self) -> list[tuple[Any, Any]]:
        """Pairs of fields as the page shows them."""
        return [(self[f"cause{number}"], self[f"line{number}"]) for number in (1, 2, 3)]

    def causes(self) -> list[tuple[Cause, str]]:
        """The chosen causes, each once."""
        data = self.cleaned_data
        chosen = {data[f"cause{n}"]: data[f"line{n}"] for n in (1, 2, 3) if data[f"cause{n}"]}
        known = {cause.code: cause for cause in Cause.objects.filter(code__in=chosen)}
        return [(known[code], line) for code, line in chosen.items()]


class FinishForm(StepForm):
    """Set the case to finished and tell the reporter what was done."""

    outcome = Text(
        rows=3,
        label=_("Dette ble gjort"),
        help_text=_("Melder får denne teksten."),
        error_messages={"required": _("Skriv til melder hva som ble gjort")},
    )
    reason = forms.ModelChoiceField(
        CloseReason.objects.all(),
        required=False,
        label=_("Hvis saken ikke trenger tiltak: hvorfor?"),
        empty_label=_("Saken har tiltak"),
    )
    close_note = Text(required=False, max_length=1000, label=_("Begrunnelse"))
    weak_reason = Text(required=False, max_length=1000, label=_("Hvis alle tiltak er svake: hvorfor er det nok?"))


class WhyForm(StepForm):
    """A step that needs only a reason."""

    why = Text(label=_("Hvorfor?"), error_messages={"required": _("Skriv hvorfor")})


class SendForm(WhyForm):
    """Send to the right unit."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="code", label=_("Riktig enhet"), empty_label=_("Velg enhet")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_units(self.fields["unit"])


class OtherEndForm(StepForm):
    """Ask the other end: a unit here, or somebody who answers by letter."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="code", label=_("Enhet i kommunen"), empty_label=_("Ingen"), required=False
    )
    organisation = Text(
        required=False, max_length=120, label=_("Eller en annen: sykehus, fastlege, apotek, leverandør")
    )
    question = Text(rows=3, label=_("Hva spør du om?"), error_messages={"required": _("Skriv hva du spør om")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_units(self.fields["unit"])

    def clean(self) -> dict[str, Any]:
        """Exactly one other end."""
        data = super().clean() or self.cleaned_data
        if bool(data.get("unit")) == bool(data.get("organisation")):
            self.add_error("unit", _("Velg en enhet eller skriv navnet på en annen organisasjon"))
        return data


class ShareForm(StepForm):
    """What the unit can learn, in words that point at nobody."""

    text = Text(
        rows=3,
        max_length=250,
        label=_("Hva kan enheten lære?"),
        help_text=_("To setninger uten navn. Alle som jobber i enheten, får dem."),
        error_messages={"required": _("Skriv hva enheten kan lære")},
    )


class ReplyForm(StepForm):
    """What the other end answered."""

    reply = Text(rows=3, label=_("Svaret"), error_messages={"required": _("Skriv svaret")})


class MergeForm(StepForm):
    """The case that lives on."""

    into = Text(max_length=30, label=_("Saksnummeret som blir stående"), help_text=_("For eksempel AV-2026-00017"))

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing

    def clean_into(self) -> Deviation:
        """Only a case this person may see."""
        cases = Deviation.objects.visible_to(self.standing).exclude(state__in=[DRAFT, VOID])
        found = cases.select_related("record").filter(record__reference=self.cleaned_data["into"].upper()).first()
        if found is None:
            raise ValidationError(_("Vi finner ikke saken. Se over nummeret."))
        if not may_handle(self.standing, found):
            raise ValidationError(_("Du kan bare slå sammen med en sak du behandler."))
        return found


class PatternForm(StepForm):
    """A name for what goes again, or a pattern that is there."""

    pattern = forms.ModelChoiceField(
        Pattern.objects.none(), required=False, label=_("Mønster som finnes"), empty_label=_("Nytt mønster")
    )
    title = Text(required=False, max_length=120, label=_("Navn på nytt mønster"))
    cases = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label=_("Ta med disse"))

    def __init__(self, *args: Any, patterns: Any, like: list[Deviation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pattern"].queryset = patterns  # type: ignore[attr-defined]
        self.fields["cases"].choices = [(str(case.pk), f"{case.record.reference} {case.record.title}") for case in like]  # type: ignore[attr-defined]


class RedactForm(StepForm):
    """The report's words without the personal data."""

    what = Text(rows=5, label=_("Hva skjedde?"), error_messages={"required": _("Skriv hva som skjedde")})
    immediate_action = Text(required=False, max_length=2000, label=_("Gjorde straks"))
    why = Text(label=_("Hva tar du ut?"), max_length=200, initial=_("Personopplysninger"))

    def clean(self) -> dict[str, Any]:
        """What is left must not hold what the detector still sees as a number."""
        data = super().clean() or self.cleaned_data
        for name in ("what", "immediate_action"):
            if any(hit.kind in {"national_id", "birth_date"} for hit in find_personal(str(data.get(name, "")))):
                self.add_error(name, _("Det står fortsatt et fødselsnummer eller en fødselsdato i teksten"))
        return data
