"""Forms of people, posts and roles. They read, they never save."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.ui.forms import DayField, Form, Text
from merkbar.ground.units.models import Unit, UnitQuerySet
from merkbar.web.administration.common import Versioned
from merkbar.web.administration.forms_units import UnitChoice

FIRST_DAY = {"required": _("Skriv første dag i rollen.")}
LAST_HELP = _("Siste dag i rollen. Tomt: inntil videre.")
MOST_NAMED = 5
"""How many people of one name a form lists before it asks for more letters."""


class Find(Form):
    """Search in the list of people."""

    q = Text(label=_("Navn, e-post, brukernavn eller ansattnummer"), max_length=120, required=False)
    rolle = forms.ModelChoiceField(Role.objects.all(), label=_("Rolle"), required=False, empty_label=_("Alle roller"))
    vis = forms.ChoiceField(
        label=_("Vis"),
        choices=[("", _("Aktive")), ("uten", _("Uten rolle")), ("stengt", _("Stengte kontoer"))],
        required=False,
    )


class Account(Versioned):
    """Name, log-in, e-mail, employee number and home unit."""

    name = Text(label=_("Navn"), max_length=120, error_messages={"required": _("Skriv navnet.")})
    login = Text(
        label=_("Brukernavn"), help_text=_("Tomt: personen kan ikke logge inn."), max_length=80, required=False
    )
    email = forms.EmailField(
        label=_("E-post"),
        help_text=_("Hit går varsler og lenke til nytt passord."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Skriv en hel e-postadresse.")},
    )
    employee_no = Text(label=_("Ansattnummer"), max_length=30, required=False)
    home_unit = UnitChoice(Unit.objects.none(), label=_("Hører til"), required=False, empty_label=_("Ingen enhet"))

    def __init__(self, *args: Any, units: UnitQuerySet, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        field: Any = self.fields["home_unit"]
        field.queryset = units

    def clean_login(self) -> str | None:
        """Nobody else's, in any case; no spaces."""
        login = str(self.cleaned_data["login"])
        if any(letter.isspace() for letter in login):
            raise forms.ValidationError(_("Brukernavnet kan ikke ha mellomrom."))
        if (
            login
            and self._others().filter(Q(login__iexact=login) | Q(employee_no=login) | Q(email__iexact=login)).exists()
        ):
            raise forms.ValidationError(_("Brukernavnet er i bruk. Velg et annet."))
        return login or None

    def clean_employee_no(self) -> str | None:
        """Nobody else's."""
        number = str(self.cleaned_data["employee_no"])
        if number and self._others().filter(Q(employee_no=number) | Q(login__iexact=number)).exists():
            raise forms.ValidationError(_("Ansattnummeret er i bruk av en annen."))
        return number or None

    def clean_email(self) -> str:
        """Nobody else's: a new password is sent here."""
        email = str(self.cleaned_data["email"])
        if email and self._others().filter(email__iexact=email).exists():
            raise forms.ValidationError(_("E-postadressen er i bruk av en annen."))
        return email

    def _others(self) -> "QuerySet[Person]":
        return Person.objects.exclude(pk=self.person.pk) if self.person else Person.objects.all()


class Who(Text):
    """A person by name, employee number or log-in; several of one name are listed, so that one can be chosen."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("help_text", _("Navn, ansattnummer eller brukernavn"))
        facts.setdefault("error_messages", {"required": _("Skriv hvem det er.")})
        super().__init__(max_length=120, **facts)
        self.people: QuerySet[Person] = Person.objects.none()

    def clean(self, value: Any) -> Any:
        """Find the one person meant, or say how to name them."""
        text = super().clean(value)
        active = self.people.filter(is_active=True)
        exact = active.filter(Q(employee_no=text) | Q(login__iexact=text) | Q(name__iexact=text))
        found = list(exact[: MOST_NAMED + 1]) or list(active.filter(name__icontains=text)[: MOST_NAMED + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Vi finner ingen med dette navnet eller nummeret."))
        if len(found) > MOST_NAMED:
            raise forms.ValidationError(_("Mange heter dette. Skriv mer av navnet, eller ansattnummeret."))
        named = ", ".join(f"{person.name} ({person.employee_no or person.login or '–'})" for person in found)
        raise forms.ValidationError(_("Flere heter dette: %(names)s. Skriv ansattnummeret.") % {"names": named})


class Period(Versioned):
    """From–to, written as first and last day."""

    valid_from = DayField(label=_("Fra og med"), error_messages=FIRST_DAY)
    last_day = DayField(label=_("Til og med"), help_text=LAST_HELP, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first; the seat is free from the day after."""
        facts = super().clean() or self.cleaned_data
        first, last = facts.get("valid_from"), facts.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Siste dag kan ikke være før første dag."))
        return facts

    def valid_to(self) -> dt.date | None:
        """Give the first day without the role."""
        last: dt.date | None = self.cleaned_data["last_day"]
        return last + dt.timedelta(days=1) if last else None


class GiveRole(Period):
    """A role at a unit in a period."""

    role = forms.ModelChoiceField(
        Role.objects.all(), label=_("Rolle"), error_messages={"required": _("Velg en rolle.")}
    )
    unit = UnitChoice(Unit.objects.none(), label=_("Enhet"), error_messages={"required": _("Velg en enhet.")})
    field_order: tuple[str, ...] = ("role", "unit", "valid_from", "last_day")

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = units


class FillSeat(GiveRole):
    """The same, when the person is still to be named."""

    person = Who(label=_("Hvem skal ha rollen?"))
    field_order = ("person", "role", "unit", "valid_from", "last_day")

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.people = people


class Deputy(Period):
    """Somebody who stands in for the holder of a post."""

    person = Who(label=_("Hvem er stedfortreder?"))
    field_order = ("person", "valid_from", "last_day")

    def __init__(self, *args: Any, people: "QuerySet[Person]", post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.people = people.exclude(pk=post.person_id)


class EndPost(Versioned):
    """The last day in a role."""

    last_day = DayField(label=_("Siste dag i rollen"), error_messages={"required": _("Skriv siste dag i rollen.")})

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post = post

    def clean_last_day(self) -> dt.date:
        """Not before the role began."""
        last: dt.date = self.cleaned_data["last_day"]
        if last < self.post.valid_from:
            raise forms.ValidationError(_("Siste dag kan ikke være før rollen startet."))
        return last


class RoleTitle(Versioned):
    """The municipality's own word for a role."""

    title = Text(label=_("Tittel"), max_length=80, error_messages={"required": _("Skriv tittelen.")})
