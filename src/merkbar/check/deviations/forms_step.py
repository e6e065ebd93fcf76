"""What every step on a case has in common: the version the page was opened at, and what was typed beside it."""

import hashlib
import json
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from merkbar.ground.records.writes import Stale
from merkbar.ground.ui.forms import Form, Text, clean_text


class PageForm(Form):
    """A step on a page of its own."""

    stale = False
    """Set when the case had moved on: the page then says so and carries the new version."""


class StepForm(PageForm):
    """A step on a case carries the version the page was opened at. Without one nobody knows what was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    slot = ""
    """What the form is called on the case page; those with a page of their own have none."""
    step = ""
    """The step of `states.STEPS` it takes."""
    ids = "id_%s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", self.ids)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A page that does not say what it saw is a stale one."""
        data = super().clean() or self.cleaned_data
        if "seen" in self.errors:
            del self.errors["seen"]
            self.add_error(None, str(Stale.sentence))
            self.stale = True
        return data

    def renew(self, version: int) -> None:
        """Keep what was typed, and let the next try be made on the case as it is now."""
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # a form from a request has a QueryDict
        data["seen"] = str(version)
        self.data = data

    def mark(self) -> SafeString:
        """A digest of what the fields said when the page was made, for telling later whether something was typed."""
        name = f"was_{self.slot}"
        return format_html('<input type="hidden" name="{}" value="{}">', name, self.data.get(name) or self._digest())

    def is_typed(self) -> bool:
        """Whether the form was on the page, and its fields say something else now."""
        was = self.data.get(f"was_{self.slot}")
        return bool(was) and was != self._digest()

    def texts(self) -> list[str]:
        """The fields that words are written in."""
        return [name for name, field in self.fields.items() if isinstance(field, Text)]

    def unjudged(self) -> None:
        """Show what was typed without saying what is wrong with it: another step was taken."""
        self._errors = ErrorDict()

    def _digest(self) -> str:
        said = {name: self._said(name) for name in self.fields if name != "seen"}
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    def _said(self, name: str) -> list[str]:
        if self.is_bound:
            values = self.data.getlist(name)  # type: ignore[attr-defined]  # a QueryDict, as above
        else:
            value = self[name].value()
            values = value if isinstance(value, list) else [value]
        return [clean_text(str(value)) for value in values if value not in {None, ""}]
