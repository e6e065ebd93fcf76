"""Escalation rules: a list of sentences, and an editor that shows the sentence before it is saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from merkbar.check.deviations.taxonomy import EscalationRule
from merkbar.check.deviations.writes.taxonomy import CHANGEABLE, add_rule, change_entry
from merkbar.ground.access.doors import door
from merkbar.ground.trail.history import changes, last_event
from merkbar.web.administration import finders, policy
from merkbar.web.administration.common import saved
from merkbar.web.administration.forms_lists import RuleForm
from merkbar.web.administration.rule_words import listed, sentence, untold, words_of_rules

FIELDS = CHANGEABLE[EscalationRule]


@door(policy.may_edit_lists)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule as its sentence; those in use first."""
    titles, harm = words_of_rules()
    rows = [
        {"rule": rule, "sentence": sentence(rule, titles=titles, harm=harm), "untold": listed(untold(rule, titles))}
        for rule in EscalationRule.objects.select_related("area", "type").order_by("-active", "area__order", "code")
    ]
    return render(request, "administration/rules.html", {"rows": rows})


@door(policy.may_edit_lists)
def add(request: HttpRequest) -> HttpResponse:
    """Add a new local rule."""
    form = RuleForm(request.POST or None, initial={"active": True})
    if _wants_saving(request, form) and saved(form, lambda: add_rule(by=request.user, **form.facts())):
        messages.success(request, _("Regelen er lagt til."))
        return HttpResponseRedirect(reverse("administration:rules"))
    return render(request, "administration/rule.html", {"rule": None, "form": form, **_preview(form)})


@door(policy.may_edit_lists, find=finders.rule)
def change(request: HttpRequest, rule: EscalationRule) -> HttpResponse:
    """One rule: conditions, what then happens, and its history."""
    if request.method == "POST":
        form = RuleForm(request.POST, told=rule.tell)
    else:
        now = {name: getattr(rule, name) for name in FIELDS}
        form = RuleForm(initial={**now, "seen": last_event(rule)}, told=rule.tell)
    if _wants_saving(request, form) and saved(form, lambda: _change(request, rule, form), thing=rule):
        messages.success(request, _("Regelen er endret."))
        return HttpResponseRedirect(reverse("administration:rules"))
    rule.refresh_from_db()
    titles, harm = words_of_rules()
    shown = {
        "rule": rule,
        "form": form,
        "now": sentence(rule, titles=titles, harm=harm),
        "untold": listed(untold(rule, titles)),
        "changes": changes(rule, FIELDS),
    }
    return render(request, "administration/rule.html", {**shown, **_preview(form)})


def _change(request: HttpRequest, rule: EscalationRule, form: RuleForm) -> None:
    change_entry(by=request.user, entry=rule, seen=form.cleaned_data["seen"], **form.facts())


def _wants_saving(request: HttpRequest, form: RuleForm) -> bool:
    """Whether the form is whole and the button was «Lagre», not «Vis setningen»."""
    return request.method == "POST" and form.is_valid() and "vis" not in request.POST


def _preview(form: RuleForm) -> dict[str, Any]:
    """Say the sentence of what is typed, when it can be said."""
    if not form.is_bound or not form.is_valid():
        return {"preview": ""}
    titles, harm = words_of_rules()
    return {"preview": sentence(form.rule(), titles=titles, harm=harm)}
