"""Notes on the chart: write one, correct it, take it away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from merkbar.check.indicators import policy, writes
from merkbar.check.indicators.forms import AmendForm, AnnotationForm, EraseForm, ForgetForm
from merkbar.check.indicators.models import Annotation, Indicator
from merkbar.check.indicators.views import facts_of, find, unit_of
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.records import privacy
from merkbar.ground.ui.forms import Form, put_on
from merkbar.ground.units.models import Unit


@require_POST
@door(policy.may_annotate, find=find)
def annotate(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Write on the chart what happened."""
    unit, units = unit_of(request, indicator)
    if not policy.may_enter_at(me(request), indicator, unit):
        raise Http404
    form = AnnotationForm(request.POST)
    if not form.is_valid():
        return render(request, "indicators/data.html", facts_of(request, indicator, unit, units, form), status=422)
    if hint := _hint(request, form):
        facts = {"indicator": indicator, "unit": unit, "form": form, "title": _("Skriv merknad"), "corrects": True}
        return render(request, "indicators/note.html", facts | {"hint": hint})
    writes.annotate(by=me(request).person, indicator=indicator, unit=unit, **form.cleaned_data)
    messages.success(request, _("Merknaden står på kurven."))
    return redirect(_notes(indicator, unit))


def find_annotation(standing: Standing, code: str, pk: int) -> Annotation | None:
    """Find a note of an indicator one sees, also one that somebody has changed since the page was opened."""
    seen = Annotation.objects.visible_to(standing).select_related("indicator__record__unit", "unit")
    return seen.filter(indicator__code__iexact=code, pk=pk).first()


@door(policy.may_change_note, find=find_annotation)
def amend(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    """Correct the day or the words of a note."""
    first = {"day": annotation.day, "text": annotation.text}
    form = AmendForm(request.POST if request.method == "POST" else None, initial=first)
    return _changed(request, annotation, form, writes.amend, (_("Rett merknaden"), _("Merknaden er rettet.")))


@door(policy.may_change_note, find=find_annotation)
def erase(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    """Take a note off the chart."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    return _changed(request, annotation, form, writes.erase, (_("Ta bort merknaden"), _("Merknaden er tatt bort.")))


@door(policy.may_change_note, find=find_annotation)
def forget(request: HttpRequest, annotation: Annotation) -> HttpResponse:
    """Take away for good the words of a note that was corrected or taken off the chart."""
    form = ForgetForm(request.POST if request.method == "POST" else None)
    if not annotation.ended_at or not annotation.text:
        raise Http404
    said = (_("Ta bort ordene for godt"), _("Ordene er tatt bort for godt."))
    return _changed(request, annotation, form, writes.forget, said)


def _changed(
    request: HttpRequest, annotation: Annotation, form: Form, change: Any, words: tuple[str, str]
) -> HttpResponse:
    """Ask, and when the answer is whole make the change."""
    title, said = words
    if annotation.ended_at and not form.is_bound and not isinstance(form, ForgetForm):
        raise Http404
    hint = _hint(request, form) if form.is_bound and form.is_valid() else ""
    if form.is_bound and form.is_valid() and not hint:
        try:
            change(by=me(request).person, annotation=annotation, **form.cleaned_data)
        except ValidationError as wrong:
            put_on(form, wrong)
        else:
            messages.success(request, said)
            return redirect(_notes(annotation.indicator, annotation.unit))
    facts = {"annotation": annotation, "indicator": annotation.indicator, "unit": annotation.unit, "form": form}
    facts |= {"title": title, "corrects": isinstance(form, AmendForm), "forgets": isinstance(form, ForgetForm)}
    facts["hint"] = hint
    return render(request, "indicators/note.html", facts, status=422 if form.errors else 200)


def _hint(request: HttpRequest, form: Form) -> str:
    """Tell the writer once, before it is kept, what looks like personal data in the words."""
    if "hint_seen" in request.POST:
        return ""
    written = (value for value in form.cleaned_data.values() if isinstance(value, str))
    return privacy.sentence([hit for text in written for hit in privacy.find(text)], of="merknaden")


def _notes(indicator: Indicator, unit: Unit) -> str:
    return f"{reverse('indicators:show', args=[indicator.code])}?enhet={unit.code}#merknader"
