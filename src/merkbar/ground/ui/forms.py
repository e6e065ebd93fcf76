"""Form fields that read what Norwegians write and refuse in clear sentences. Forms read, they never save."""

import datetime as dt
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merkbar.ground.ui.norwegian import dmy

DAY = re.compile(r"^(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{2}|\d{4})$")
ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
KEPT_CONTROLS = {"\n", "\t"}


def clean_text(text: str) -> str:
    """Without control characters, lone surrogates and direction overrides; newlines as one kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        c
        for c in text
        if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs", "Cf", "Co"} or c == "\u00ad"
    )
    return "".join(kept).strip()


class Text(forms.CharField):
    """A line or a paragraph; `rows` makes it a text area."""

    def __init__(self, *, rows: int = 0, **facts: Any) -> None:
        facts.setdefault("max_length", 10_000 if rows else 300)
        longest = facts["max_length"]
        facts.setdefault("error_messages", {}).setdefault(
            "max_length", _("Teksten er for lang. Kort den ned til %(longest)s tegn.") % {"longest": longest}
        )
        if rows:
            facts.setdefault("widget", forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}))
        else:
            facts.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**facts)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        """Clean before length is judged."""
        return clean_text(str(value)) if value not in self.empty_values else ""

    def run_validators(self, value: Any) -> None:
        """NUL is already gone; only length is left to judge."""
        super().run_validators(value)


class Day(forms.DateField):
    """A date written 21.09.2026, 21.9.26 or 2026-09-21."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        facts.setdefault("help_text", _("For eksempel 15.10.2026"))
        super().__init__(**facts)

    def to_python(self, value: Any) -> dt.date | None:
        """Read the date or say how to write it."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        text = str(value).strip()
        if found := DAY.match(text):
            d, m, y = (int(part) for part in found.groups())
        elif found := ISO.match(text):
            y, m, d = (int(part) for part in found.groups())
        else:
            raise ValidationError(_("Skriv datoen slik: 15.10.2026"), code="invalid")
        try:
            return dt.date(y + 2000 if y < 100 else y, m, d)  # noqa: PLR2004 - two digits mean this century
        except ValueError as wrong:
            raise ValidationError(_("Datoen finnes ikke. Se over dag og måned."), code="invalid") from wrong

    def prepare_value(self, value: Any) -> Any:
        """Show a date as it is typed."""
        return dmy(value) if isinstance(value, dt.date) else value


DayField = Day


class Form(forms.Form):
    """A form that keeps what was typed and speaks plainly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False


class StepForm(Form):
    """A step on something others may change meanwhile: `seen` is the version the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    def look_again(self, version: int) -> None:
        """Keep what was typed, and let the next try be made on the present version."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "seen": str(version)}


def put_on(form: Form, wrong: ValidationError) -> None:
    """Show what a write refused beside the field it is about, or at the top."""
    by_field = wrong.message_dict if hasattr(wrong, "error_dict") else {"": wrong.messages}
    for field, said in by_field.items():
        form.add_error(field if field in form.fields else None, said)
