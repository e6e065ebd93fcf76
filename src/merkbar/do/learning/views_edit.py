"""Writing a module: its text, its questions, who is asked, into use and out of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from merkbar.do.learning import policy, writes
from merkbar.do.learning.finding import (
    attempt,
    by_of,
    find_module,
    find_question,
    find_rule,
    look_again,
    sent,
    status_of,
    step,
)
from merkbar.do.learning.forms import ChangeForm, ModuleForm, QuestionForm, RuleForm, typed
from merkbar.do.learning.models import Module, ModuleRule, Question
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.table import Right
from merkbar.ground.ui.forms import Form
from merkbar.ground.units.models import Unit


def _home(module: Module) -> str:
    return reverse("learning:build", args=[module.slug])


def page(request: HttpRequest, form: Form, title: str, back: str) -> HttpResponse:
    """Show a form on a page of its own."""
    facts = {"form": form, "title": title, "back": back}
    return render(request, "learning/form.html", facts, status=status_of(form))


@door(policy.may_write)
def make_module(request: HttpRequest) -> HttpResponse:
    """Start a new module."""
    form = ModuleForm(sent(request))
    if made := attempt(form, writes.make_module, by=by_of(request)):
        messages.success(request, _("Modulen er lagret som utkast. Legg til spørsmål, og ta den i bruk."))
        return redirect(_home(made))
    return page(request, form, _("Ny læringsmodul"), reverse("learning:mine"))


@door(policy.may_edit, find=find_module)
def build(request: HttpRequest, module: Module) -> HttpResponse:
    """The workshop of one module: what it has, and the ways to change it."""
    facts = {
        "module": module,
        "questions": list(module.questions.all()),
        "rules": list(module.rules.select_related("role", "unit")),
    }
    return render(request, "learning/build.html", facts)


@door(policy.may_edit, find=find_module)
def change_module(request: HttpRequest, module: Module) -> HttpResponse:
    """Change the text and the facts."""
    form = ChangeForm(sent(request), initial=typed(module))
    if attempt(form, writes.change_module, by=by_of(request), module=module):
        messages.success(request, _("Modulen er lagret."))
        return redirect(_home(module))
    look_again(form, module.version)
    return page(request, form, module.title, _home(module))


@require_POST
@door(policy.may_edit, find=find_module)
def publish(request: HttpRequest, module: Module) -> HttpResponse:
    """Take it into use."""
    return step(request, _home(module), _("Modulen er tatt i bruk."), writes.publish, module=module)


@require_POST
@door(policy.may_edit, find=find_module)
def retire(request: HttpRequest, module: Module) -> HttpResponse:
    """Take it out of use."""
    return step(
        request, _home(module), _("Modulen er avsluttet. Ingen blir bedt om å ta den."), writes.retire, module=module
    )


@door(policy.may_edit, find=find_module)
def add_question(request: HttpRequest, module: Module) -> HttpResponse:
    """Add a question."""
    form = QuestionForm(sent(request))
    if attempt(form, writes.add_question, by=by_of(request), module=module):
        messages.success(request, _("Spørsmålet er lagt til."))
        return redirect(_home(module))
    return page(request, form, _("Nytt spørsmål"), _home(module))


@require_POST
@door(policy.may_edit_question, find=find_question)
def remove_question(request: HttpRequest, question: Question) -> HttpResponse:
    """Take a question out."""
    home = _home(question.module)
    return step(request, home, _("Spørsmålet er tatt bort."), writes.remove_question, question=question)


@door(policy.may_edit, find=find_module)
def add_rule(request: HttpRequest, module: Module) -> HttpResponse:
    """Say who takes it."""
    standing = me(request)
    units = Unit.objects.under(*standing.reach(Right.EDIT_LEARNING).paths).on(standing.day).order_by("path")
    form = RuleForm(sent(request), units=units)
    if attempt(form, writes.add_rule, by=by_of(request), module=module):
        messages.success(request, _("Lagret. De finner modulen på siden Læring."))
        return redirect(_home(module))
    return page(request, form, _("Hvem skal ta modulen?"), _home(module))


@require_POST
@door(policy.may_end_rule, find=find_rule)
def end_rule(request: HttpRequest, rule: ModuleRule) -> HttpResponse:
    """Ask them no more."""
    return step(request, _home(rule.module), _("De blir ikke bedt om å ta modulen lenger."), writes.end_rule, rule=rule)
