"""The filter of the statistics page, kept in the address: unit, period, area, type, and which organisation."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.register import areas_for_filter, types_for_filter
from merkbar.check.deviations.statistics_scope import Places, Selection
from merkbar.check.deviations.statistics_shares import year_back
from merkbar.ground.clock import clock
from merkbar.ground.ui.forms import DayField, Form

ALL, THIS_YEAR, LAST_YEAR, LAST_12, OWN = "", "i-ar", "i-fjor", "siste-12", "fra-til"
PERIODS: Final = (
    (ALL, _("Hele tiden")),
    (THIS_YEAR, _("I år")),
    (LAST_YEAR, _("I fjor")),
    (LAST_12, _("Siste 12 måneder")),
    (OWN, _("Fra og til")),
)
TREES: Final = (("", _("Slik den er nå")), ("da", _("Slik den var da det ble meldt")))


class StatisticsForm(Form):
    """What the figures shall be about. An unreadable value is pointed out and counts as not chosen."""

    enhet = forms.ChoiceField(label=_("Enhet"), required=False)
    periode = forms.ChoiceField(label=_("Periode"), required=False, choices=PERIODS)
    fra = DayField(label=_("Fra dato"), required=False, help_text="")
    til = DayField(label=_("Til dato"), required=False, help_text="")
    omrade = forms.ChoiceField(label=_("Område"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    tre = forms.ChoiceField(label=_("Organisasjon"), required=False, choices=TREES)

    def __init__(self, data: Mapping[str, Any], *, units: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        choices = {
            "enhet": [("", _("Alle jeg ser")), *units],
            "omrade": [("", _("Alle områder")), *areas_for_filter()],
            "type": [("", _("Alle typer")), *types_for_filter()],
        }
        for name, chooser in self.fields.items():
            if isinstance(chooser, forms.ChoiceField):
                chooser.choices = choices.get(name, chooser.choices)
                chooser.error_messages["invalid_choice"] = _("Velg noe fra listen.")

    def clean(self) -> dict[str, Any]:
        """See that a period has its ends in the right order."""
        start, end = self.cleaned_data.get("fra"), self.cleaned_data.get("til")
        if start and end and end < start:
            self.add_error("til", ValidationError(_("Til dato må være lik eller etter fra dato."), code="order"))
        return self.cleaned_data

    @property
    def period(self) -> str:
        """The chosen period; dates typed without choosing one count as chosen."""
        chosen = str(self.cleaned_data.get("periode") or "")
        typed = self.cleaned_data.get("fra") or self.cleaned_data.get("til")
        return OWN if typed and not chosen else chosen

    def selection(self, *, since: dt.date, places: Places) -> Selection:
        """Read what to count; `since` is the day of the first report, where the whole time begins."""
        asked = self.cleaned_data
        start, end = self._span(since)
        return Selection(
            unit=asked.get("enhet") or None,
            start=start,
            end=end,
            tree="then" if asked.get("tre") else "now",
            area=asked.get("omrade") or "",
            type=asked.get("type") or "",
            places=places,
        )

    def _span(self, since: dt.date) -> tuple[dt.date, dt.date]:
        today = clock.today()
        new_year = today.replace(month=1, day=1)
        spans = {
            ALL: (since, today),
            THIS_YEAR: (new_year, today),
            LAST_YEAR: (new_year.replace(year=today.year - 1), new_year - dt.timedelta(days=1)),
            LAST_12: (year_back(today) + dt.timedelta(days=1), today),
            OWN: (self.cleaned_data.get("fra") or since, self.cleaned_data.get("til") or today),
        }
        start, end = spans[self.period]
        return start, max(start, end)
