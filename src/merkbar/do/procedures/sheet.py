"""Lists to take away: the register, the reviews, and who has read."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from merkbar.do.procedures import listing, states
from merkbar.do.procedures.models import Version
from merkbar.do.procedures.reading_list import Reader
from merkbar.ground.clock import clock


def headings() -> list[str]:
    """Name the columns of the register."""
    return [
        _("Nummer"),
        _("Tittel"),
        _("Gjelder for"),
        _("Tema"),
        _("Versjon"),
        _("Gjelder fra"),
        _("Neste vurdering"),
        _("Over fristen"),
        _("Revisjonsansvarlig"),
    ]


def lines(wanted: listing.Wanted) -> Iterator[list[Any]]:
    """One line a procedure, in the list's order."""
    for document in listing.rows(wanted).select_related("reviser_unit"):
        current = next((v for v in document.shown if v.state == states.IN_FORCE), None)  # type: ignore[attr-defined]
        role, unit = document.reviser_role, document.reviser_unit
        yield [
            document.record.reference,
            document.record.title,
            document.record.unit.short,
            document.topic.name if document.topic else "",
            current.number if current else "",
            current.in_force_from if current else None,
            document.review_due,
            is_overdue(document.review_due, wanted.day)
            and document.removal_proposed_at is None
            and current is not None,
            document.reviser.name if document.reviser else f"{role}, {unit.short if unit else ''}",
        ]


def is_overdue(due: dt.date | None, day: dt.date) -> bool:
    """Whether a review should have been done."""
    return due is not None and due < day


def reader_headings() -> list[str]:
    """Name the columns of who has read."""
    return [_("Navn"), _("Enhet"), _("Frist"), _("Lest"), _("I permisjon"), _("Nummer"), _("Tittel"), _("Versjon")]


def reader_lines(version: Version, readers: Iterable[Reader]) -> Iterator[list[Any]]:
    """One line a reader, with what it is they have read: a file goes further than its name."""
    record = version.document.record
    for reader in readers:
        read = reader.read_at.astimezone(clock.OSLO).date() if reader.read_at else None
        told = [reader.name, reader.unit_name, reader.due, read, reader.away]
        yield [*told, record.reference, record.title, version.number]


def share_headings() -> list[str]:
    """Name the columns of the overdue shares."""
    return [_("Område"), _("Prosedyrer"), _("Over fristen"), _("Andel i prosent")]
