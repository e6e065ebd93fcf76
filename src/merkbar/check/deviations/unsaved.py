"""What a leader has typed in other steps of the case page than the one that was taken: it is lost to nobody.

All steps are one HTML form, so each of them sends what stands in the others. Where the page is shown at once they come
back as typed; where it is fetched anew they wait in the person's session until their own step is taken.
"""

from typing import Any

from django.http import HttpRequest, QueryDict

from merkbar.check.deviations.forms_case import ON_PAGE
from merkbar.check.deviations.forms_step import StepForm
from merkbar.check.deviations.models import Deviation

KEY = "unsaved"
MOST_CASES = 5
"""Cases whose unsaved words are kept in one session; the oldest gives way."""


def beside(data: QueryDict, taken: str) -> dict[str, StepForm]:
    """The other steps' forms that something was typed in, by slot; nobody judges them yet."""
    forms = {kind.slot: kind(data) for kind in ON_PAGE if kind.slot != taken and f"was_{kind.slot}" in data}
    typed = {slot: form for slot, form in forms.items() if form.is_typed()}
    for form in typed.values():
        form.unjudged()
    return typed


def keep(request: HttpRequest, deviation: Deviation, forms: dict[str, StepForm]) -> None:
    """Let what was typed wait in the session. What the page did not show now waits as before."""
    every: dict[str, Any] = request.session.get(KEY, {})
    before = every.pop(str(deviation.pk), {})
    hidden = {slot: typed for slot, typed in before.items() if f"was_{slot}" not in request.POST}
    now = hidden | {slot: _typed(form) for slot, form in forms.items()}
    if now:
        every[str(deviation.pk)] = now
    if now or before:
        request.session[KEY] = dict(list(every.items())[-MOST_CASES:])


def kept(request: HttpRequest, deviation: Deviation) -> dict[str, StepForm]:
    """The forms as they were left, for a page that is fetched anew."""
    waiting = request.session.get(KEY, {}).get(str(deviation.pk), {})
    forms = {kind.slot: kind(_data(waiting[kind.slot])) for kind in ON_PAGE if kind.slot in waiting}
    for form in forms.values():
        form.unjudged()
    return forms


def _typed(form: StepForm) -> dict[str, list[str]]:
    data: QueryDict = form.data  # type: ignore[assignment]  # a form from a request has a QueryDict
    return {name: data.getlist(name) for name in (f"was_{form.slot}", *form.fields) if name in data and name != "seen"}


def _data(typed: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data
