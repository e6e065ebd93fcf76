"""The forms of the text and of the hearing. Forms read, they never save."""

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures.models import Form as Where
from merkbar.do.procedures.models import Version
from merkbar.ground.people.models import Person, Post
from merkbar.ground.ui.forms import StepForm, Text

LONGEST_TEXT = 400_000
"""Characters of HTML a procedure may have."""
YES, NO = "ja", "nei"


class EditForm(StepForm):
    """The text, and what the change means to its readers."""

    body = Text(
        label=_("Tekst"),
        rows=24,
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Kort og i riktig rekkefølge: hva gjør du først?"),
    )
    form = forms.ChoiceField(label=_("Hvor er teksten?"), choices=Where.choices, widget=forms.RadioSelect)
    address = forms.URLField(
        label=_("Adresse, hvis teksten ligger et annet sted"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv hele adressen, med https:// først")},
    )
    attachment = forms.ChoiceField(
        label=_("Fil, hvis teksten er en fil"),
        required=False,
        help_text=_("Legg ved filen først, så står den her."),
        error_messages={"invalid_choice": _("Velg en fil som er lagt ved")},
    )
    is_major = forms.ChoiceField(
        label=_("Er det en vesentlig endring?"),
        widget=forms.RadioSelect,
        choices=((YES, _("Ja, alle må lese på nytt")), (NO, _("Nei, bare rettelser"))),
        error_messages={"required": _("Velg ja eller nei")},
    )
    news = Text(
        label=_("Hva er nytt for deg?"),
        rows=3,
        max_length=300,
        required=False,
        help_text=_("Leserne ser dette først. Må skrives når alle skal lese på nytt. Høyst 300 tegn."),
    )
    question = Text(label=_("Kontrollspørsmål"), max_length=200, required=False)
    options = Text(label=_("Svar å velge mellom"), rows=3, required=False, help_text=_("Ett svar på hver linje."))
    right_option = forms.IntegerField(
        label=_("Riktig svar er nummer"),
        required=False,
        min_value=1,
        max_value=20,
        error_messages={
            "invalid": _("Skriv nummeret på linjen"),
            "min_value": _("Skriv nummeret på linjen"),
            "max_value": _("Skriv nummeret på linjen"),
        },
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs |= {
            "data-editor": "",
            "data-attach": reverse("files:add", args=[version.document_id]),
        }
        files = version.document.record.attachments.all()
        self.fields["attachment"].choices = [("", _("Velg")), *((str(one.pk), one.name) for one in files)]  # type: ignore[attr-defined]
        self.files_by_key = {str(one.pk): one for one in files}

    def clean(self) -> dict[str, Any]:
        """Read the choices."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["is_major"] = said.get("is_major") == YES
        said["attachment"] = self.files_by_key.get(said.get("attachment") or "")
        said["options"] = [line.strip() for line in (said.get("options") or "").split("\n") if line.strip()]
        number = said.get("right_option")
        said["right_option"] = number - 1 if number else None
        return said


def typed(version: Version) -> dict[str, Any]:
    """Give what the edit form shows first."""
    return {
        "seen": version.document.record.version,
        "body": version.body,
        "form": version.form,
        "address": version.address,
        "attachment": str(version.attachment_id or ""),
        "is_major": YES if version.is_major else NO,
        "news": version.news,
        "question": version.question,
        "options": "\n".join(version.options),
        "right_option": version.right_option + 1 if version.right_option is not None else None,
    }


class HearingForm(StepForm):
    """Who is asked, and until when."""

    experts = forms.MultipleChoiceField(
        label=_("Hvem skal uttale seg?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Velg noen fra listen")},
    )
    others = Text(
        label=_("Andre"),
        rows=2,
        required=False,
        help_text=_("Skriv navn eller brukernavn, ett på hver linje eller med komma mellom."),
    )
    safety = forms.ChoiceField(
        label=_("Verneombud"), required=False, error_messages={"invalid_choice": _("Velg noen fra listen")}
    )
    days = forms.IntegerField(
        label=_("Dager å svare på"),
        min_value=1,
        max_value=60,
        initial=7,
        error_messages={
            "required": _("Skriv et tall"),
            "invalid": _("Skriv et tall"),
            "min_value": _("Skriv et tall fra 1 til 60"),
            "max_value": _("Skriv et tall fra 1 til 60"),
        },
    )
    message = Text(label=_("Hva vil du ha svar på?"), rows=3, required=False)

    def __init__(self, *args: Any, people: list[Post], safety: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["experts"].choices = _people(people)  # type: ignore[attr-defined]
        self.fields["safety"].choices = [("", _("Ingen")), *_people(safety)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Give the people themselves."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        experts = list(Person.objects.filter(pk__in=[int(key) for key in said.get("experts") or []]))
        for typed_name in re.split(r"[\n,;]", said.pop("others", "") or ""):
            if name := typed_name.strip():
                found = Person.objects.filter(is_active=True).filter(Q(name__iexact=name) | Q(login__iexact=name))[:2]
                if len(found) == 1:
                    experts.append(found[0])
                else:
                    self.add_error("others", _("Vi finner ikke én person som heter %(name)s") % {"name": name})
        said["experts"] = experts
        said["safety"] = Person.objects.filter(pk=int(said["safety"])).first() if said.get("safety") else None
        return said


def _people(posts: list[Post]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for post in posts:
        found.setdefault(str(post.person_id), f"{post.person.name}, {post.role.title.lower()} {post.unit.short}")
    return list(found.items())
