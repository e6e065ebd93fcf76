"""The register as a sheet to take away: the same rows as the list, in words."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from merkbar.act.actions import listing
from merkbar.act.actions.models import Action
from merkbar.ground.clock import clock


def headings() -> list[str]:
    """Name the columns."""
    return [
        _("Nummer"),
        _("Tiltak"),
        _("Ansvarlig"),
        _("Enhet"),
        _("Frist"),
        _("Dager over fristen"),
        _("Status"),
        _("Type tiltak"),
        _("Styrke"),
        _("Kilde"),
        _("Gjort"),
        _("Hva ble gjort"),
        _("Effektsjekk"),
        _("Virket det"),
        _("Hva viser det"),
    ]


def lines(wanted: listing.Wanted) -> Iterator[list[Any]]:
    """One line an action, in the list's order."""
    for action in listing.rows(wanted).iterator(chunk_size=500):
        yield _line(action, wanted)


def _line(action: Action, wanted: listing.Wanted) -> list[Any]:
    record = action.record
    shown = action.origin.reference if action.origin and getattr(action, "source_seen", False) else ""
    return [
        record.reference,
        record.title,
        record.owner.name if record.owner else "",
        record.unit.short,
        action.deadline,
        action.days_over(wanted.day),
        action.get_state_display(),
        action.type.name if action.type else "",
        action.get_strength_display(),
        shown,
        action.done_at.astimezone(clock.OSLO).date() if action.done_at else None,
        action.evidence,
        action.effect_due,
        action.get_verdict_display() if action.verdict else "",
        action.verdict_text,
    ]
