"""What the phone and the PC send in: the report. Forms read, they never save."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations.models import Area, EventType, HarmLevel, Kind
from merkbar.ground.clock import clock
from merkbar.ground.ui.forms import Day, Form, Text
from merkbar.ground.units.models import Unit

TILES = {"FO01": ("FO", Kind.SUGGESTION), "FO02": ("FO", Kind.GOOD_PRACTICE)}
"""Tiles of the first tap that are a type of their own: (area, kind)."""
CHIPS = (
    ("now", _("Nå")),
    ("today", _("I dag")),
    ("yesterday_evening", _("I går kveld")),
    ("tonight", _("I natt")),
    ("other", _("Annet tidspunkt")),
)
FIRST_YEAR, LAST_YEAR = 2000, 2200
"""A phone that says another year than these says nothing."""
RELATIVE = {"now", "today", "yesterday_evening", "tonight"}
"""Chips that say when from the moment of writing; only «annet tidspunkt» is a time of its own."""
OLDEST = dt.timedelta(days=3 * 365)
HOUR = re.compile(r"^([01]?[0-9]|2[0-3])[.:]([0-5][0-9])$")
WRITTEN_WITHIN = dt.timedelta(days=60)
AHEAD = dt.timedelta(days=1, hours=1)
"""A phone's clock may be a day ahead; the moment is then taken as now."""


ANSWERS = ("what", "area", "type", "harm", "unit", "when", "occurred_at", "immediate_action", "hide")


class Moment(forms.Field):
    """A point in time from the phone (ISO) or typed (21.09.2026 or 21.09.2026 07.30)."""

    def to_python(self, value: Any) -> dt.datetime | None:
        """Read it, or say how to write it."""
        if value in self.empty_values:
            return None
        text = str(value).strip()[:40]
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is not None:
            return moment if moment.tzinfo else moment.replace(tzinfo=clock.OSLO)
        day, _space, time = text.partition(" ")
        date = Day().to_python(day)
        if date is None:
            return None
        hour, minute = _clock(time)
        return clock.start_of(date) + dt.timedelta(hours=hour, minutes=minute)


def _clock(text: str) -> tuple[int, int]:
    text = text.strip().removeprefix("kl.").strip()
    if not text:
        return 12, 0
    if found := HOUR.match(text):
        return int(found[1]), int(found[2])
    raise ValidationError(_("Skriv klokkeslettet slik: 07.30"), code="invalid")


class ReportForm(Form):
    """One scrolling page, four questions. Only what happened and where are required."""

    what = Text(
        rows=4,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "id": "hva"}),
        label=_("Hva skjedde?"),
        help_text=_("Ikke skriv navn eller fødselsnummer."),
        error_messages={"required": _("Skriv hva som skjedde")},
    )
    area = forms.CharField(required=False, label=_("Hva gjelder det?"))
    type = forms.CharField(required=False, label=_("Hvilken type?"))
    harm = forms.CharField(required=False, label=_("Hvordan gikk det?"))
    when = forms.ChoiceField(
        required=False,
        choices=CHIPS,
        label=_("Når skjedde det?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Velg når det skjedde")},
    )
    occurred_at = Moment(required=False, label=_("Dag og klokkeslett"), help_text=_("For eksempel 20.09.2026 21.30"))
    unit = forms.CharField(label=_("Hvor skjedde det?"), error_messages={"required": _("Velg hvor det skjedde")})
    immediate_action = Text(
        required=False,
        max_length=2000,
        label=_("Hva gjorde du straks?"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "id": "straks"}),
    )
    hide = forms.BooleanField(
        required=False, label=_("Skjul navnet mitt for kolleger og leder"), help_text=_("Du får likevel svar.")
    )
    written_at = Moment(required=False, widget=forms.HiddenInput)
    channel = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, phone_now: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skew = _skew(phone_now)

    def clean_written_at(self) -> dt.datetime | None:
        """When the reporter pressed send, by our clock: the phone's own may be days off, but is not believed by months."""
        moment: dt.datetime | None = self.cleaned_data["written_at"]
        if moment is None or not FIRST_YEAR < moment.year < LAST_YEAR:
            return None
        moment, now = moment + self.skew, clock.now()
        return min(moment, now) if now - WRITTEN_WITHIN < moment < now + AHEAD else None

    def clean_unit(self) -> Unit:
        """The unit by its code; only those that exist today."""
        unit = Unit.objects.on(clock.today()).filter(code=self.cleaned_data["unit"]).first()
        if unit is None:
            raise ValidationError(_("Enheten finnes ikke. Velg hvor det skjedde."))
        return unit

    def clean_area(self) -> Area | None:
        """The area by its code; the two tiles for improvement mean a type."""
        code = self.cleaned_data["area"]
        if not code:
            return None
        area = Area.objects.filter(code=TILES.get(code, (code, ""))[0]).first()
        if area is None:
            raise ValidationError(_("Velg ett av områdene"))
        return area

    def clean_harm(self) -> int | None:
        """How it went: 0–5, or nothing for «vet ikke»."""
        harm = self.cleaned_data["harm"]
        if harm in {"", "unknown"}:
            return None
        if harm not in {"0", "1", "2", "3", "4", "5"}:
            raise ValidationError(_("Velg hvordan det gikk"))
        return int(harm)

    def clean_occurred_at(self) -> dt.datetime | None:
        """Not in the future and not long ago; a phone clock that is a little ahead means now."""
        moment: dt.datetime | None = self.cleaned_data["occurred_at"]
        now = clock.now()
        if moment is None or (self.data.get("written_at") and self.data.get("when") in RELATIVE):
            return None
        if moment > now + AHEAD:
            moment += self.skew
        if moment > now + AHEAD:
            raise ValidationError(_("Tidspunktet er i fremtiden. Når skjedde det?"))
        if moment < now - OLDEST:
            raise ValidationError(_("Tidspunktet er mer enn tre år siden. Se over datoen."))
        return min(moment, now)

    def clean(self) -> dict[str, Any]:
        """Fit the second tap to the first, and the moment to the chip."""
        facts = super().clean() or self.cleaned_data
        tile = self.data.get("area", "")
        type_code = tile if tile in TILES else facts.get("type")
        facts["kind"] = TILES[tile][1] if tile in TILES else Kind.DEVIATION
        facts["type"] = self._type(type_code or "", facts.get("area"))
        if facts["type"] is not None:
            facts["area"] = facts["type"].area
        if not facts.get("occurred_at") and "occurred_at" not in self.errors:
            facts["occurred_at"] = moment_of(facts.get("when") or "now", facts.get("written_at"))
        return facts

    def _type(self, code: str, area: Area | None) -> EventType | None:
        if not code or code == "other":
            return None
        found = EventType.objects.select_related("area").filter(code=code, active=True).first()
        if found is None:
            self.add_error("type", _("Velg en av typene"))
            return None
        return found if area is None or found.area_id == area.code else None


def as_typed(data: Any) -> dict[str, str]:
    """What a body is recognised by when its key comes again: every answer the reporter gave."""
    return {name: str(data.get(name, "")) for name in ANSWERS}


def _skew(phone_now: str | None) -> dt.timedelta:
    """How far the phone's clock is behind ours, from the time it says it is; nothing when it says nothing readable."""
    try:
        said = parse_datetime((phone_now or "")[:40])
    except ValueError:
        said = None
    if not said or not said.tzinfo or not FIRST_YEAR < said.year < LAST_YEAR:
        return dt.timedelta()
    return clock.now() - said


def moment_of(chip: str, written_at: dt.datetime | None) -> dt.datetime:
    """When a chip means, seen from when it was written."""
    now = clock.now()
    start = min(written_at, now) if written_at else now
    midnight = clock.start_of(start.astimezone(clock.OSLO).date())
    moments = {
        "now": start,
        "today": min(start, midnight + dt.timedelta(hours=12)),
        "yesterday_evening": midnight - dt.timedelta(hours=4),
        "tonight": _in_the_night(start, midnight),
    }
    return moments.get(chip, start)


def _in_the_night(start: dt.datetime, midnight: dt.datetime) -> dt.datetime:
    """Three o'clock, or now for one who writes before three or after ten in the evening."""
    three, ten = midnight + dt.timedelta(hours=3), midnight + dt.timedelta(hours=22)
    return start if start < three or start >= ten else three


def reporter_words() -> list[tuple[str, str]]:
    """The phone's words for harm, «vet ikke» last."""
    words = HarmLevel.objects.exclude(reporter_word="").values_list("level", "reporter_word")
    return [*((str(level), word) for level, word in words), ("unknown", str(_("Vet ikke")))]
