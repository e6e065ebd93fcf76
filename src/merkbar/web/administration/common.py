"""What the pages share: a form that knows its version, and how a write's refusal lands on the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model

from merkbar.ground.trail.history import ChangedMeanwhile, last_event
from merkbar.ground.ui.forms import Form


class Versioned(Form):
    """A form that carries the row's last event, so that a stale page overwrites nothing."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts(self) -> dict[str, Any]:
        """Give what was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def saved(form: Form, act: Callable[[], Any], *, thing: Model | None = None) -> bool:
    """Run a write; what it refuses becomes sentences on the form, with everything typed still there."""
    try:
        act()
    except ChangedMeanwhile as stale:
        form.add_error(None, stale.sentence)
        if thing is not None:
            form.data = form.data.copy()  # type: ignore[attr-defined]  # a form from a request has a QueryDict
            form.data["seen"] = str(last_event(thing))  # type: ignore[index]  # the copy may be changed
        return False
    except ValidationError as refused:
        _put(form, refused)
        return False
    return True


def rehearsed(form: Form, act: Callable[[], Any], *, thing: Model) -> bool:
    """Try a write and undo it: whatever would be refused is said before the person is asked to confirm."""

    def tried() -> None:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    went = saved(form, tried, thing=thing)
    thing.refresh_from_db()
    return went


def _put(form: Form, refused: ValidationError) -> None:
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)
