"""What a procedure builds on, and the municipality's own lists: topics, and words that have had their day."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from merkbar.do.procedures import policy, states, watch, writes
from merkbar.do.procedures.finding import attempt, by_of, find_document, is_old, moved_on, status_of
from merkbar.do.procedures.forms_lists import BasisForm, TopicChangeForm, TopicForm, WordChangeForm, WordForm
from merkbar.do.procedures.models import Document, OldWord, Topic
from merkbar.do.procedures.views_edit import sent
from merkbar.ground.access.doors import door
from merkbar.ground.access.standing import Standing
from merkbar.ground.trail.history import ChangedMeanwhile, changes, last_event
from merkbar.ground.ui.forms import Form, put_on

LARGEST_KEY = 2**63 - 1


@door(policy.may_edit, find=find_document)
def set_basis(request: HttpRequest, document: Document) -> HttpResponse:
    """Say which laws and pages it builds on."""
    record, bases = document.record, list(document.bases.all())
    form = BasisForm(sent(request), initial={"seen": record.version}, bases=bases)
    if is_old(form):
        moved_on(form, record)
    elif (
        form.is_bound
        and form.is_valid()
        and attempt(form, writes.set_basis, record, by=by_of(request), document=document)
    ):
        messages.success(request, _("Lover og lenker er lagret."))
        return redirect("procedures:show", record.reference)
    hints = [hint for hint in watch.hints(watch.said_in(document, "")) if hint.is_law]
    facts = {"form": form, "rows": form.rows(), "record": record, "hints": hints}
    return render(request, "procedures/basis.html", facts, status=status_of(form))


def find_topic(standing: Standing, code: str) -> Topic | None:
    """Find a topic for whoever keeps the list."""
    return Topic.objects.filter(code=code[:40]).first() if policy.may_edit_lists(standing) else None


def find_word(standing: Standing, pk: str) -> OldWord | None:
    """Find a word for whoever keeps the list."""
    return OldWord.objects.filter(pk=min(int(pk), LARGEST_KEY)).first() if policy.may_edit_lists(standing) else None


@door(policy.may_edit_lists)
def topics(request: HttpRequest) -> HttpResponse:
    """The topics with how many procedures have each, and a new one."""
    form = TopicForm(sent(request))
    if form.is_bound and form.is_valid() and _kept(form, writes.add_topic, by=by_of(request)):
        messages.success(request, _("Temaet er lagt til."))
        return redirect("procedures:topics")
    used = Count("documents", filter=Q(documents__versions__state=states.IN_FORCE), distinct=True)
    facts = {"form": form, "topics": list(Topic.objects.annotate(used=used))}
    return render(request, "procedures/topics.html", facts, status=status_of(form))


@door(policy.may_edit_lists, find=find_topic)
def topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    """One topic: its name, its place, in or out of use."""
    fields = ("name", "order", "active")
    form = TopicChangeForm(sent(request), initial=_now(topic, fields))
    if form.is_bound and form.is_valid() and _kept(form, writes.change_topic, by=by_of(request), topic=topic):
        messages.success(request, _("Temaet er lagret."))
        return redirect("procedures:topics")
    topic.refresh_from_db()
    facts = {"form": form, "title": topic.name, "up": "procedures:topics", "changes": changes(topic, fields)}
    return render(request, "procedures/entry.html", facts, status=status_of(form))


@door(policy.may_edit_lists)
def words(request: HttpRequest) -> HttpResponse:
    """Old words and repealed laws, and a new one."""
    form = WordForm(sent(request))
    if form.is_bound and form.is_valid() and _kept(form, writes.add_word, by=by_of(request)):
        messages.success(request, _("Ordet er lagt til."))
        return redirect("procedures:words")
    facts = {"form": form, "words": list(OldWord.objects.all())}
    return render(request, "procedures/words.html", facts, status=status_of(form))


@door(policy.may_edit_lists, find=find_word)
def word(request: HttpRequest, word: OldWord) -> HttpResponse:
    """One word: its forms, the advice, in or out of use."""
    fields = ("words", "advice", "is_law", "active")
    form = WordChangeForm(sent(request), initial=_now(word, fields))
    if form.is_bound and form.is_valid() and _kept(form, writes.change_word, by=by_of(request), word=word):
        messages.success(request, _("Ordet er lagret."))
        return redirect("procedures:words")
    word.refresh_from_db()
    facts = {"form": form, "title": word.words, "up": "procedures:words", "changes": changes(word, fields)}
    return render(request, "procedures/entry.html", facts, status=status_of(form))


def _now(thing: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    return {**{name: getattr(thing, name) for name in fields}, "seen": last_event(thing)}


def _kept(form: Form, write: Callable[..., Any], **facts: Any) -> bool:
    """Run a write; what it refuses stands on the form, with everything typed still there."""
    try:
        write(**facts, **form.cleaned_data)
    except ChangedMeanwhile as stale:
        form.add_error(None, ValidationError(stale.sentence, code="stale"))
        thing = facts.get("topic") or facts["word"]
        form.data = {**{name: form.data.get(name) for name in form.data}, "seen": str(last_event(thing))}
        return False
    except ValidationError as wrong:
        put_on(form, wrong)
        return False
    return True
