"""Read the history the database wrote: what changed on a row, when and by whom; refuse a save from a stale page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock

SHOWN = 40
"""How many of the latest changes a page shows."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since the page was opened; nothing was overwritten."""

    @property
    def sentence(self) -> str:
        """What the person reads."""
        return _(
            "Noen andre har endret dette siden du åpnet siden. Ingenting er overskrevet. "
            "Se hva som er endret nederst på siden. Det du skrev, står her. Lagre en gang til hvis det skal gjelde."
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One field that changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the history of a row."""

    at: dt.datetime
    who: str
    step: str
    why: str
    new: bool
    lines: tuple[Line, ...]


def last_event(thing: Model) -> int:
    """Give the number of the row's last event: the version a page carries while somebody writes."""
    found = _events(thing).aggregate(last=Max("pgh_id"))
    return int(found["last"] or 0)


def claim(thing: Model, *, seen: int | None) -> None:
    """Lock a row and refuse if it has moved on since `seen`; None: nobody looked first."""
    type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)  # noqa: SLF001 - any model's rows
    if seen is not None and last_event(thing) != seen:
        raise ChangedMeanwhile
    thing.refresh_from_db()


def changes(thing: Model, fields: Sequence[str]) -> list[Change]:
    """Tell what happened to these fields of a row, newest first."""
    events = list(_events(thing).order_by("-pgh_id")[: SHOWN + 1])
    names = _names(event.pgh_context for event in events)
    shift = clock.now() - timezone.now()
    told = []
    for number, event in enumerate(events[:SHOWN]):
        older = events[number + 1] if number + 1 < len(events) else None
        lines = tuple(_lines(thing, event, older, fields))
        if older is None or lines:
            context = event.pgh_context or {}
            told.append(
                Change(
                    at=event.pgh_created_at + shift,
                    who=names.get(context.get("by"), _("Oppsettet")),
                    step=str(context.get("step", "")),
                    why=str(context.get("why", "")),
                    new=older is None,
                    lines=lines if older else (),
                )
            )
    return told


def _events(thing: Model) -> "QuerySet[Any]":
    events: QuerySet[Any] = type(thing).pgh_event_model.objects.filter(pgh_obj_id=thing.pk)  # type: ignore[attr-defined]
    return events


def _names(contexts: Iterable[Any]) -> dict[Any, str]:
    keys = {(context or {}).get("by") for context in contexts}
    people = get_user_model().objects.filter(pk__in=[key for key in keys if isinstance(key, int)])
    return {person.pk: str(person) for person in people}


def _lines(thing: Model, event: Any, older: Any, fields: Sequence[str]) -> Iterable[Line]:
    if older is None:
        return
    for name in fields:
        field: Any = thing._meta.get_field(name)  # noqa: SLF001 - Django's own door to a model
        before, after = getattr(older, field.attname), getattr(event, field.attname)
        if before != after:
            if field.is_relation:
                before, after = _related(field, before), _related(field, after)
            yield Line(str(field.verbose_name), _said(before), _said(after))


def _related(field: Any, key: Any) -> Any:
    return "" if key is None else field.related_model._default_manager.filter(pk=key).first() or key  # noqa: SLF001 - any model's rows


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nei")
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)
