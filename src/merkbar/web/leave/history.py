"""What has been registered about a person's leave, read from the history the database wrote; also what was deleted."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.people.models import Leave, Person
from merkbar.ground.ui.norwegian import dmy

SHOWN = 40
"""How many of the latest changes a page shows."""


@dataclass(frozen=True, slots=True)
class Told:
    """One change: when, and a sentence."""

    at: dt.datetime
    text: str


def span(valid_from: dt.date, valid_to: dt.date | None) -> str:
    """Say the days of a leave.

    >>> span(dt.date(2026, 3, 1), dt.date(2026, 4, 2))
    'fra 01.03.2026, tilbake 02.04.2026'
    """
    if valid_to is None:
        return _("fra %(day)s, tilbake er ikke bestemt") % {"day": dmy(valid_from)}
    return _("fra %(day)s, tilbake %(back)s") % {"day": dmy(valid_from), "back": dmy(valid_to)}


def of(person: Person) -> list[Told]:
    """Tell every change to a person's leaves, the newest first."""
    events = list(Leave.pgh_event_model.objects.filter(person=person).order_by("-pgh_id")[:SHOWN])  # type: ignore[attr-defined]
    keys = {(event.pgh_context or {}).get("by") for event in events}
    names = dict(Person.objects.filter(pk__in=[key for key in keys if isinstance(key, int)]).values_list("pk", "name"))
    shift = clock.now() - timezone.now()
    told = []
    for event in events:
        by = (event.pgh_context or {}).get("by")
        who = names.get(by, _("Oppsettet")) if isinstance(by, int) else _("Oppsettet")
        facts = {"who": who, "span": span(event.valid_from, event.valid_to)}
        sentence = {
            "insert": _("%(who)s registrerte permisjon %(span)s"),
            "update": _("%(who)s endret permisjonen: %(span)s"),
            "delete": _("%(who)s slettet permisjonen %(span)s"),
        }[event.pgh_label]
        told.append(Told(event.pgh_created_at + shift, sentence % facts))
    return told
