"""Each step a form on the action's page posts to: finish, judge, edit, stop, reopen."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.act.actions import page, policy, states, writes
from merkbar.act.actions.models import Action
from merkbar.act.actions.views import find
from merkbar.ground.access.doors import door, me
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.records.writes import Stale
from merkbar.ground.ui.forms import StepForm, put_on

Write = Callable[..., Action]


@door(policy.may_finish, find=find)
def finish(request: HttpRequest, action: Action) -> HttpResponse:
    """Mark it done."""
    return _take(request, action, "finish", writes.finish, _("Tiltaket er markert som gjort."))


@door(policy.may_judge, find=find)
def judge(request: HttpRequest, action: Action) -> HttpResponse:
    """Say whether it worked."""
    return _take(request, action, "judge", writes.judge, _("Svaret er lagret."))


@door(policy.may_edit, find=find)
def edit(request: HttpRequest, action: Action) -> HttpResponse:
    """Change what, who and when."""
    return _take(request, action, "edit", _edit, _("Endringene er lagret."))


@door(policy.may_stop, find=find)
def stop(request: HttpRequest, action: Action) -> HttpResponse:
    """Give it up."""
    return _take(request, action, "stop", writes.stop, _("Tiltaket er stoppet."))


@door(policy.may_reopen, find=find)
def reopen(request: HttpRequest, action: Action) -> HttpResponse:
    """Take it up again."""
    return _take(request, action, "reopen", writes.reopen, _("Tiltaket er gjenåpnet."))


def _edit(*, owner: int, **said: Any) -> Action:
    return writes.edit(owner=Person.objects.get(pk=owner), **said)


def _take(request: HttpRequest, action: Action, name: str, write: Write, said: str) -> HttpResponse:
    """Read the form and take the step; what stands in the way is shown on the page with what was typed."""
    address = redirect("actions:show", action.record.reference)
    if request.method != "POST":
        return address
    form = page.form_for(name, action, request.POST)
    if form.errors.pop("seen", None):
        _moved_on(form, action)
    elif form.is_valid() and _done(form, write, by=request.user, action=action):
        messages.success(request, said)
        return address
    standing = me(request)
    now = find(standing, action.record.reference)
    if now is None:
        return redirect("actions:register")
    status = 409 if form.has_error(NON_FIELD_ERRORS, code="stale") else 422
    return render(request, "actions/show.html", page.facts(now, standing, {name: form}), status=status)


def _moved_on(form: StepForm, action: Action) -> None:
    """Say that the page is old, or does not say how old it is; the next try is made on the action as it is now."""
    form.add_error(None, ValidationError(str(Stale.sentence), code="stale"))
    form.look_again(Record.objects.values_list("version", flat=True).get(pk=action.pk))


def _done(form: StepForm, write: Write, *, by: Any, action: Action) -> bool:
    """Take the step, or put on the form why it was not taken; nothing is overwritten."""
    try:
        write(by=cast("Person", by), action=action, **form.cleaned_data)
    except Stale:
        _moved_on(form, action)
    except states.WrongState as wrong:
        form.add_error(None, wrong.sentence)
    except ValidationError as wrong:
        put_on(form, wrong)
    else:
        return True
    return False
