"""Name the procedure that was not followed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from merkbar.check.deviations import policy, writes
from merkbar.check.deviations.models import Deviation
from merkbar.do.procedures.models import Document
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.forms import Form, Text, put_on

MOST = 12
"""Procedures offered to choose between."""


class BreachForm(Form):
    """A number, or some words of the title; several that fit are offered."""

    procedure = Text(
        label=gettext_lazy("Hvilken prosedyre?"),
        max_length=200,
        help_text=gettext_lazy("Skriv nummeret eller noen ord fra tittelen."),
        error_messages={"required": gettext_lazy("Skriv nummeret eller noen ord fra tittelen")},
    )
    chosen = forms.ChoiceField(label=gettext_lazy("Velg en av disse"), required=False, widget=forms.RadioSelect)


def named(standing: Standing, words: str) -> list[Document]:
    """Find procedures in force by number or by words of the title."""
    known = Document.objects.visible_to(standing).in_force().select_related("record").order_by("record__reference")
    if exact := known.filter(record__reference__iexact=words).first():
        return [exact]
    wanted = Q()
    for word in words.split()[:6]:
        wanted &= Q(record__title__icontains=word)
    return list(known.filter(wanted)[:MOST])


@require_http_methods(["GET", "POST"])
@door(policy.may_handle, find=policy.find)
def breach(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Tie the case to a procedure."""
    standing = me(request)
    form = BreachForm(request.POST if request.method == "POST" else None)
    found = named(standing, request.POST.get("procedure", "").strip()) if form.is_bound else []
    form.fields["chosen"].choices = [(str(one.pk), str(one.record)) for one in found]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        chosen = [one for one in found if str(one.pk) == form.cleaned_data["chosen"]] or found
        if len(chosen) == 1:
            try:
                writes.breach(by=standing.person, deviation=deviation, document=chosen[0])
                messages.success(request, _("Saken er knyttet til prosedyren."))
                return redirect("deviations:case", ref=deviation.record.reference)
            except ValidationError as wrong:
                put_on(form, wrong)
        elif chosen:
            form.add_error("chosen", _("Flere passer. Velg en."))
        else:
            form.add_error("procedure", _("Vi finner ingen prosedyre som passer. Prøv andre ord."))
    if not found:
        del form.fields["chosen"]
    facts = {
        "d": deviation,
        "form": form,
        "title": _("Hvilken prosedyre ble ikke fulgt?"),
        "button": _("Knytt til prosedyren"),
        "says": _("Den som er revisjonsansvarlig, ser saken ved neste vurdering."),
    }
    return render(request, "deviations/step.html", facts, status=422 if form.errors else 200)
