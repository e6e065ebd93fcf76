"""Samleregistrering: frequent minor events counted in one go, so that cases worth inquiry get the time."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from merkbar.check.deviations import policy
from merkbar.check.deviations.models import EventType
from merkbar.check.deviations.writes import KeyReused, report_many
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.ui.forms import Form, Text
from merkbar.ground.ui.norwegian import day
from merkbar.ground.units.models import Unit

DAYS_BACK = 7
A_DAY = gettext_lazy("Skriv et helt tall fra 0 til 99")
HARMS = ((0, gettext_lazy("Ingen skade")), (1, gettext_lazy("Lite")))
"""Only minor events are counted in bulk; anything else deserves a report of its own."""


class BulkForm(Form):
    """A unit, a type, and how many each of the last seven days."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="code",
        label=gettext_lazy("Enhet"),
        error_messages={"required": gettext_lazy("Velg enheten det skjedde i")},
    )
    type = forms.ModelChoiceField(
        EventType.objects.filter(active=True, parent=None, restricted=False),
        to_field_name="code",
        label=gettext_lazy("Type"),
        error_messages={"required": gettext_lazy("Velg hva slags hendelse det var")},
    )
    key = Text(required=False, max_length=64, widget=forms.HiddenInput)
    harm = forms.TypedChoiceField(
        label=gettext_lazy("Hvordan gikk det?"),
        choices=HARMS,
        coerce=int,
        error_messages={"required": gettext_lazy("Velg hvordan det gikk")},
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = standing.reach(Right.HANDLE)
        self.fields["unit"].queryset = units_within(reach.paths).on(clock.today())  # type: ignore[attr-defined]
        self.days = [clock.today() - dt.timedelta(days=n) for n in range(DAYS_BACK)]
        for date in self.days:
            self.fields[f"n{date:%Y%m%d}"] = forms.IntegerField(
                label=day(date).capitalize(),
                min_value=0,
                max_value=99,
                required=False,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_DAY),
            )

    def numbers(self) -> list[Any]:
        """The fields of the seven days."""
        return [self[f"n{date:%Y%m%d}"] for date in self.days]

    def clean(self) -> dict[str, Any]:
        """At least one event."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.counted():
            raise ValidationError(_("Skriv minst ett tall."))
        return data

    def counted(self) -> dict[dt.date, int]:
        """How many each day; empty days are left out."""
        found = {date: self.cleaned_data.get(f"n{date:%Y%m%d}") or 0 for date in self.days}
        return {date: number for date, number in found.items() if number}


@require_http_methods(["GET", "POST"])
@door(policy.may_report_many)
def report_many_page(request: HttpRequest) -> HttpResponse:
    """The form of seven days."""
    standing = me(request)
    form = BulkForm(
        request.POST if request.method == "POST" else None, standing=standing, initial={"key": uuid.uuid4()}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            facts = {name: data[name] for name in ("unit", "type", "harm", "key")}
            made = report_many(by=standing.person, days=form.counted(), **facts)
        except KeyReused as reused:
            form.add_error(None, str(reused.sentence))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            said = ngettext("Én hendelse er registrert.", "%(n)d hendelser er registrert.", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("deviations:report_many")
    return render(request, "deviations/report_many.html", {"form": form}, status=422 if form.errors else 200)
