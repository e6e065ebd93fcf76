"""What an address names, fetched from what the person may see; and how a step is tried and its refusal shown."""

from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures import states
from merkbar.do.procedures.models import Comment, Document, Question, ReadingRule, Version
from merkbar.ground.access.standing import Standing
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record
from merkbar.ground.records.writes import Stale
from merkbar.ground.ui.forms import Form, StepForm, put_on

SAVED_MEANWHILE = _(
    "Noen har lagret prosedyren siden du åpnet siden. Det du skrev, står fortsatt her. Se over og lagre på nytt."
)
WITH = ("document__record__unit", "document__topic", "document__reviser", "document__reviser_role")


def find_document(standing: Standing, number: str) -> Document | None:
    """Find a document by its number."""
    known = Document.objects.visible_to(standing).select_related(
        "record__unit", "topic", "reviser", "reviser_role", "reviser_unit", "removal_proposed_by"
    )
    return known.filter(record__reference=number).first()


def find_draft(standing: Standing, number: str) -> Version | None:
    """Find the version of a document that is being worked on."""
    known = Version.objects.visible_to(standing).at_work().select_related(*WITH, "document__reviser_unit")
    return known.filter(document__record__reference=number).first()


def find_current(standing: Standing, number: str) -> Version | None:
    """Find the version of a document that is in force."""
    known = Version.objects.visible_to(standing).in_force().select_related(*WITH, "document__reviser_unit")
    return known.filter(document__record__reference=number).first()


def find_version(standing: Standing, number: str, major: str, minor: str) -> Version | None:
    """Find a version by its number: an old one can be cited."""
    known = Version.objects.visible_to(standing).select_related(*WITH, "document__reviser_unit")
    return known.filter(document__record__reference=number, major=int(major), minor=int(minor)).first()


def find_comment(standing: Standing, number: str, pk: str) -> Comment | None:
    """Find a comment on a draft that the person sees."""
    version = find_draft(standing, number)
    if version is None:
        return None
    comment = version.comments.filter(pk=int(pk)).first()
    if comment:
        comment.version = version
    return comment


def find_question(standing: Standing, number: str, pk: str) -> Question | None:
    """Find a reader's question about a document that the person sees."""
    document = find_document(standing, number)
    if document is None:
        return None
    question = Question.objects.select_related("version", "by").filter(version__document=document, pk=int(pk)).first()
    if question:
        question.version.document = document
    return question


def find_rule(standing: Standing, number: str, pk: str) -> ReadingRule | None:
    """Find a reading rule of a document that the person sees."""
    document = find_document(standing, number)
    if document is None:
        return None
    rule = ReadingRule.objects.select_related("unit", "role").filter(document=document, pk=int(pk)).first()
    if rule:
        rule.document = document
    return rule


def by_of(request: HttpRequest) -> Person:
    """Tell who asks; only behind a door."""
    return cast("Person", request.user)


def version_of(record: Record) -> int:
    """The record's present version."""
    return Record.objects.values_list("version", flat=True).get(pk=record.pk)


def attempt(form: Form, write: Callable[..., Any], record: Record | None, **facts: Any) -> Any:
    """Take a step with what the form read; None: it was refused, and the form says why. Nothing is overwritten."""
    try:
        return write(**facts, **form.cleaned_data) or True
    except Stale:
        moved_on(form, record)
    except states.WrongState as wrong:
        form.add_error(None, str(wrong.sentence))
    except ValidationError as wrong:
        put_on(form, wrong)
    return None


def moved_on(form: Form, record: Record | None) -> None:
    """Say that the page is old; what was typed stays, and the next try is made on the procedure as it is now."""
    form.add_error(None, ValidationError(str(SAVED_MEANWHILE), code="stale"))
    if isinstance(form, StepForm) and record is not None:
        form.look_again(version_of(record))


def is_old(form: Form) -> bool:
    """Whether a posted page does not say, or says wrongly, which version it showed."""
    return form.is_bound and "seen" in form.errors and bool(form.errors.pop("seen"))


def status_of(form: Form) -> int:
    """The status of a page that shows a form again."""
    if form.is_bound and form.has_error(NON_FIELD_ERRORS, code="stale"):
        return 409
    return 422 if form.errors else 200


def refusal(write: Callable[..., Any], **facts: Any) -> str:
    """Take a step that has no form; the sentence that refuses it, or nothing when it was taken."""
    try:
        write(**facts)
    except (states.WrongState, Stale) as wrong:
        return str(wrong.sentence)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return ""
