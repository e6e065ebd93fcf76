"""What is asked for by the network. Forms read, they never save."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from merkbar.do.learning.models import Event
from merkbar.ground.clock import clock
from merkbar.ground.ui.forms import DayField, Form, StepForm, Text


def _clock_field(label: Any, hint: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H.%M", "%H:%M", "%H"],
        help_text=hint,
        widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Skriv klokkeslettet"), "invalid": _("Skriv klokkeslettet slik: 08.30")},
    )


class JoinForm(Form):
    """Come in."""

    cleared = forms.BooleanField(
        label=_("Jeg har avklart det med lederen min"),
        error_messages={"required": _("Snakk med lederen din først, og kryss av")},
    )

    def clean(self) -> dict[str, Any]:
        """The tick is for oneself; nothing of it is kept."""
        return {}


class EventForm(Form):
    """When, where and what."""

    title = Text(label=_("Tittel"), max_length=120, error_messages={"required": _("Skriv hva samlingen heter")})
    day = DayField(label=_("Dato"), error_messages={"required": _("Skriv datoen")})
    first = _clock_field(_("Fra klokken"), _("For eksempel 08.30"))
    last = _clock_field(_("Til klokken"), _("For eksempel 12.00"))
    place = Text(label=_("Sted"), max_length=120, error_messages={"required": _("Skriv hvor samlingen er")})
    programme = Text(
        label=_("Program"),
        rows=8,
        help_text=_("En linje for hvert punkt."),
        error_messages={"required": _("Skriv programmet")},
    )

    def clean(self) -> dict[str, Any]:
        """Give the moments it starts and ends."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        day, first, last = said.pop("day", None), said.pop("first", None), said.pop("last", None)
        if first and last and last <= first:
            self.add_error("last", _("Samlingen må slutte etter at den starter"))
        if day and first and last:
            said["starts"] = dt.datetime.combine(day, first, clock.OSLO)
            said["ends"] = dt.datetime.combine(day, last, clock.OSLO)
        return said


class ChangeEventForm(StepForm, EventForm):
    """The same of an event that others may have changed meanwhile."""


def typed(event: Event) -> dict[str, Any]:
    """Give what the form shows first."""
    starts, ends = event.starts.astimezone(clock.OSLO), event.ends.astimezone(clock.OSLO)
    return {
        "title": event.title,
        "place": event.place,
        "programme": event.programme,
        "day": starts.date(),
        "first": starts.time(),
        "last": ends.time(),
        "seen": event.version,
    }
