"""Who may do what with a procedure: questions that are answered yes or no.

Everybody employed reads what is in force. The revision owner and the line write; the process owner approves, and only
at the level where the procedure applies (`owners`).
"""

from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures import states
from merkbar.do.procedures.models import Comment, Document, Question, Version
from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit

NOT_YOURS = _("Bare revisjonsansvarlig og ledere eller kvalitetsroller i linjen kan gjøre dette.")


def may_read(standing: Standing, document: Document) -> bool:
    """Whether the person sees it at all."""
    return Document.objects.visible_to(standing).filter(pk=document.pk).exists()


def may_open(standing: Standing) -> bool:
    """Whether a new procedure may be written somewhere."""
    return standing.may(Right.EDIT_PROCEDURES)


def may_open_at(standing: Standing, unit: Unit) -> bool:
    """Whether a new procedure may be made for this unit."""
    return standing.covers(Right.EDIT_PROCEDURES, unit.path)


def revises(standing: Standing, document: Document) -> bool:
    """Whether the person is its revision owner, by name or by seat."""
    by_seat = any(
        seat.role == document.reviser_role_id and seat.unit == document.reviser_unit_id for seat in standing.seats
    )
    return document.reviser_id == standing.person.pk or by_seat


@says(NOT_YOURS)
def may_edit(standing: Standing, document: Document) -> bool:
    """Whether the person may write, send and review it."""
    return revises(standing, document) or standing.covers(Right.EDIT_PROCEDURES, document.record.unit.path)


@says(NOT_YOURS)
def may_edit_version(standing: Standing, version: Version) -> bool:
    """Whether the person may work on this version."""
    return may_edit(standing, version.document)


@says(_("Du kan lese dette utkastet hvis du arbeider med det eller er bedt om å uttale deg."))
def may_comment(standing: Standing, version: Version) -> bool:
    """Whether the person may say something to a draft: who sees a draft may."""
    return version.state in states.AT_WORK and Version.objects.visible_to(standing).filter(pk=version.pk).exists()


@says(_("Bare den som skrev kommentaren, kan endre den."))
def may_change_comment(standing: Standing, comment: Comment) -> bool:
    """Whether the person corrects these words or takes them back; the write asks whether it is too late."""
    return comment.by_id == standing.person.pk


@says(_("Bare ledere kan godkjenne prosedyrer."))
def may_approve(standing: Standing, version: Version) -> bool:
    """Whether the person approves procedures at all; the level is asked by the write, which says whose it is."""
    return standing.may(Right.APPROVE_PROCEDURES) and bool(version.pk)


@says(_("Bare ledere kan bestemme om prosedyrer skal slettes."))
def may_decide_removal(standing: Standing, document: Document) -> bool:
    """Whether the person decides about removals at all; the level is asked by the write."""
    return standing.may(Right.APPROVE_PROCEDURES) and document.published


@says(_("Bare revisjonsansvarlig, ledere og kvalitetsroller kan se hvem som har lest."))
def may_follow(standing: Standing, document: Document) -> bool:
    """Whether the person sees how many have read; names only within their own reach."""
    return revises(standing, document) or standing.may(Right.FOLLOW_READING)


def may_edit_lists(standing: Standing, _entry: object = None) -> bool:
    """Whether the person keeps the lists of topics and old words, which are one for the whole municipality."""
    return standing.may(Right.EDIT_LIBRARY)


def may_review_list(standing: Standing) -> bool:
    """Whether the person has a list of reviews: their own, or those of their line."""
    mine = Document.objects.visible_to(standing).revised_by(standing.person, standing.day)
    return standing.may(Right.REVIEW_PROCEDURES) or mine.exists()


@says(NOT_YOURS)
def may_answer(standing: Standing, question: Question) -> bool:
    """Whether the person answers readers' questions about this document."""
    return may_edit(standing, question.version.document)
