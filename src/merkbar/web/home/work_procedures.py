"""What procedures ask of a person: read, hear, approve, answer readers, review."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.do.procedures import owners, reading_list, states
from merkbar.do.procedures.models import Document, Question, Version
from merkbar.ground.access.fixed import Fixed
from merkbar.ground.access.standing import Standing
from merkbar.ground.trail.written import Written
from merkbar.ground.ui.norwegian import day, days, near_day
from merkbar.web.home.tasks import Days, Task

MINUTES = {"read": 2, "hear": 10, "approve": 5, "answer": 3, "review": 1}
"""What each kind of work takes, on average [minutes] (journey J5)."""
AHEAD = 30
"""A review is shown so long before its day [d]."""
SHOWN = 8
WORDS = 200
"""So much of a reader's question is shown [characters]."""


def procedures(standing: Standing, by_day: Days) -> None:
    """Everything procedures ask of this person."""
    _reading(standing, by_day)
    _hearing(standing, by_day)
    if any(seat.leads for seat in standing.seats):
        _approving(standing, by_day)
    _answering(standing, by_day)
    _reviewing(standing, by_day)


def _when(standing: Standing, late: int) -> Callable[[str], str]:
    return lambda otherwise: _("%(days)s over frist") % {"days": days(late)} if late > 0 else otherwise


def _reading(standing: Standing, by_day: Days) -> None:
    """The reading list as one task, due with its first text."""
    found = reading_list.tasks(standing.person, standing.day)
    if not found:
        return
    first, only = found[0], len(found) == 1
    late = (standing.day - first.due).days
    title = (
        _("Les: %(title)s") % {"title": first.version.document.record.title}
        if only
        else ngettext("Les %(n)d prosedyre", "Les %(n)d prosedyrer", len(found)) % {"n": len(found)}
    )
    text = first.version.news if only else ", ".join(task.version.document.record.title for task in found[:3])
    address = (
        reverse("procedures:receipt", args=[first.version.document.record.reference])
        if only
        else reverse("procedures:reading")
    )
    shown = _when(standing, late)(near_day(first.due, today=standing.day).capitalize())
    by_day.of(first.due).tasks.append(Task(title, text, address, shown, MINUTES["read"] * len(found), late=late > 0))


def _hearing(standing: Standing, by_day: Days) -> None:
    """Drafts I am asked about."""
    for title, number, closes in _asked(standing):
        late = (standing.day - closes).days
        task = Task(
            _("Se på utkast: %(title)s") % {"title": title},
            _("%(ref)s. På høring til %(day)s.") % {"ref": number, "day": day(closes)},
            reverse("procedures:draft", args=[number]),
            _when(standing, late)(near_day(closes, today=standing.day).capitalize()),
            MINUTES["hear"],
            late=late > 0,
        )
        by_day.of(closes).tasks.append(task)


def _approving(standing: Standing, by_day: Days) -> None:
    """What waits for my approval, and removals I decide: two questions each, whatever waits for others."""
    waiting = list(_waiting(standing))
    found = owners.approvals(waiting, standing.day) if waiting else {}
    for version in [one for one in waiting if found[one.pk].is_for(standing)][:SHOWN]:
        record = version.document.record
        title, text = _("Godkjenn: %(title)s") % {"title": record.title}, f"{record.reference} v{version.number}"
        address = reverse("procedures:draft", args=[record.reference])
        by_day.today.tasks.append(Task(title, text, address, _("Venter på deg"), MINUTES["approve"]))
    proposed = list(_proposed(standing))
    owned = owners.owned(standing, [one.record.unit for one in proposed]) if proposed else set()
    for document in [one for one in proposed if one.record.unit_id in owned][:SHOWN]:
        title = _("Skal den slettes? %(title)s") % {"title": document.record.title}
        address = reverse("procedures:show", args=[document.record.reference])
        text = document.removal_reason[:200]
        by_day.today.tasks.append(Task(title, text, address, _("Venter på deg"), MINUTES["approve"]))


def _answering(standing: Standing, by_day: Days) -> None:
    """What readers wonder about in the texts I revise: one task for each text, whoever has waited longest first."""
    for title, number, waiting, words in _wondered(standing):
        task = Task(
            _("Svar leseren: %(title)s") % {"title": title},
            f"«{words}»" if waiting == 1 else _("%(ref)s. %(n)d spørsmål uten svar.") % {"ref": number, "n": waiting},
            reverse("procedures:questions", args=[number]),
            _("Venter på deg"),
            MINUTES["answer"] * waiting,
        )
        by_day.today.tasks.append(task)


def _reviewing(standing: Standing, by_day: Days) -> None:
    """Yearly reviews that are due within a month."""
    for document in _due(standing):
        on = document.review_due or standing.day
        late = (standing.day - on).days
        record = document.record
        task = Task(
            _("Gjelder den fortsatt? %(title)s") % {"title": record.title},
            _("%(ref)s. Årlig vurdering innen %(day)s.") % {"ref": record.reference, "day": day(on)},
            reverse("procedures:show", args=[record.reference]),
            _when(standing, late)(near_day(on, today=standing.day).capitalize()),
            MINUTES["review"],
            late=late > 0,
        )
        by_day.of(on).tasks.append(task)


@Written
def _asked(standing: Standing) -> "QuerySet[Version, tuple[str, str, dt.date]]":
    asked = Version.objects.visible_to(standing).filter(
        state=Fixed(states.HEARING),
        hearings__closed_at__isnull=True,
        hearings__parties__person=standing.person,
        hearings__parties__answered_at__isnull=True,
    )
    return asked.values_list("document__record__title", "document__record__reference", "hearings__closes_on")[:SHOWN]


@Written
def _waiting(standing: Standing) -> "QuerySet[Version]":
    """Those that apply widest first."""
    waiting = Version.objects.visible_to(standing).filter(state=Fixed(states.APPROVAL), approved_at__isnull=True)
    ordered = waiting.select_related("document__record__unit").order_by("document__record__unit__depth", "pk")
    return ordered.defer("body", "plain")


@Written
def _proposed(standing: Standing) -> "QuerySet[Document]":
    proposed = Document.objects.visible_to(standing).in_force().filter(removal_proposed_at__isnull=False)
    return proposed.select_related("record__unit").order_by("record__unit__depth", "pk")


@Written
def _wondered(standing: Standing) -> "QuerySet[Question, tuple[str, str, int, str]]":
    """(title, number, how many without an answer, the words of one) of each text this person revises."""
    mine = Document.objects.visible_to(standing).revised_by(standing.person, standing.day)
    asked = Question.objects.filter(answered_at__isnull=True, version__document__in=mine.values("pk"))
    by_text = asked.order_by().values_list("version__document__record__title", "version__document__record__reference")
    counted = by_text.annotate(waiting=Count("pk"), words=Left(Min("text"), WORDS), since=Min("at"))
    return counted.order_by("since").values_list(
        "version__document__record__title", "version__document__record__reference", "waiting", "words"
    )[:SHOWN]


@Written
def _due(standing: Standing) -> "QuerySet[Document]":
    own = Document.objects.visible_to(standing).revised_by(standing.person, standing.day).in_force()
    due = own.filter(review_due__lte=standing.day + dt.timedelta(days=AHEAD), removal_proposed_at__isnull=True)
    return due.select_related("record").order_by("review_due")[:SHOWN]
