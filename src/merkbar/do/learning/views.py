"""My learning, a module and its quiz, and a new leader's first duties."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from merkbar.do.learning import assigned, figures, gaps, leading, policy, writes
from merkbar.do.learning.finding import attempt, by_of, find_module, sent, status_of
from merkbar.do.learning.forms import QuizForm
from merkbar.do.learning.models import Completion, Module
from merkbar.ground.access.doors import door, me


@require_GET
@door(policy.may_learn)
def mine(request: HttpRequest) -> HttpResponse:
    """What I am asked to take, how I stand against my role's profile, and every module there is."""
    standing = me(request)
    tasks = assigned.tasks(standing.person, standing.day)
    asked = {task.module.pk for task in tasks}
    taken = Completion.objects.visible_to(standing).filter(person=standing.person).select_related("module")
    facts = {
        "left": [task for task in tasks if task.done is None],
        "done": [task for task in tasks if task.done],
        "others": list(Module.objects.visible_to(standing).exclude(pk__in=asked)),
        "taken": [one for one in taken if one.module_id not in asked],
        "profile": gaps.of_person(standing, standing.person),
        "start": leading.start_of(standing),
        "today": standing.day,
        "may_write": policy.may_write(standing),
        "may_follow": policy.may_follow(standing),
    }
    return render(request, "learning/mine.html", facts)


@door(policy.may_take, find=find_module)
def module(request: HttpRequest, module: Module) -> HttpResponse:
    """Show the text, the film to open and the questions; whoever answers enough of them right has taken it."""
    form = QuizForm(sent(request), questions=list(module.questions.all()))
    if made := attempt(form, writes.complete, by=by_of(request), module=module):
        said = _("Fint. Du har tatt «%(title)s».") % {"title": module.title}
        if made.asked:
            said += " " + _("Du hadde %(right)d av %(asked)d riktige.") % {"right": made.right, "asked": made.asked}
        messages.success(request, said)
        return redirect("learning:mine")
    return render(request, "learning/module.html", _facts(request, module, form), status=status_of(form))


def _facts(request: HttpRequest, module: Module, form: QuizForm) -> dict[str, Any]:
    standing = me(request)
    taken = list(Completion.objects.visible_to(standing).filter(person=standing.person, module=module))
    return {
        "module": module,
        "form": form,
        "least": figures.needed(len(form.questions), module.pass_percent),
        "mine": assigned.valid(taken, standing.day),
        "may_edit": policy.may_write(standing),
    }


@require_POST
@door(policy.may_learn)
def tick(request: HttpRequest, duty: str) -> HttpResponse:
    """Tick one of a new leader's first duties, or take the tick away."""
    if duty not in {one.code for one in leading.DUTIES}:
        raise Http404
    writes.tick(by=by_of(request), duty=duty, done=request.POST.get("ferdig") == "ja")
    return redirect("learning:mine")
