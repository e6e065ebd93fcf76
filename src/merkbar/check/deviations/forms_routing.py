"""What a leader fills in for a step that has a page of its own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.forms_case import offer_units
from merkbar.check.deviations.forms_step import PageForm, StepForm
from merkbar.check.deviations.models import Deviation, Pattern
from merkbar.check.deviations.policy import may_handle
from merkbar.check.deviations.states import DRAFT, VOID
from merkbar.ground.access.standing import Standing
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.ui.forms import Text
from merkbar.ground.units.models import Unit


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
        offer_units(self.fields["unit"])

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


class ReplyForm(PageForm):
    """What the other end answered."""

    reply = Text(rows=3, label=_("Svaret"), error_messages={"required": _("Skriv svaret")})


class OpenSealedForm(PageForm):
    """Why the original must be read."""

    why = Text(label=_("Hvorfor?"), error_messages={"required": _("Skriv hvorfor")})


class MergeForm(StepForm):
    """The case that lives on: one of those that look alike, or another by its number."""

    like = forms.ChoiceField(
        label=_("Saken som blir stående"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Velg en av sakene, eller skriv nummeret")},
    )
    into = Text(
        max_length=30, required=False, label=_("Nummeret på en annen sak"), help_text=_("For eksempel AV-2026-00017")
    )

    def __init__(self, *args: Any, standing: Standing, like: list[Deviation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        cases = [(case.record.reference, f"{case.record.reference} {case.record.title}") for case in like]
        self.fields["like"].choices = [*cases, ("", _("En annen sak"))]  # type: ignore[attr-defined]
        if not like:
            del self.fields["like"]

    def clean(self) -> dict[str, Any]:
        """Exactly one case, which this person may see and handles."""
        data = super().clean()
        like, number = data.get("like", ""), data.get("into", "").upper()
        if like and number and like != number:
            self.add_error("into", _("Du har både valgt en sak og skrevet et nummer. Behold én av dem."))
        elif not like and not number and not self.errors:
            self.add_error("into", _("Velg saken som blir stående, eller skriv nummeret på den"))
        elif not self.errors:
            data["into"] = self._case(like or number)
        data.pop("like", None)
        return data

    def _case(self, number: str) -> Deviation | None:
        cases = Deviation.objects.visible_to(self.standing).exclude(state__in=[DRAFT, VOID])
        found = cases.select_related("record").filter(record__reference=number).first()
        if found is None:
            self.add_error("into", _("Vi finner ikke saken. Se over nummeret."))
        elif not may_handle(self.standing, found):
            self.add_error("into", _("Du kan bare slå sammen med en sak du behandler."))
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
    why = Text(
        label=_("Hva tar du ut?"),
        max_length=200,
        initial=_("Personopplysninger"),
        error_messages={"required": _("Skriv hva du tar ut")},
    )

    def clean(self) -> dict[str, Any]:
        """What is left must not hold what the detector still sees as a number."""
        data = super().clean() or self.cleaned_data
        for name in ("what", "immediate_action"):
            if any(hit.kind in {"national_id", "birth_date"} for hit in find_personal(str(data.get(name, "")))):
                self.add_error(name, _("Det står fortsatt et fødselsnummer eller en fødselsdato i teksten"))
        return data
