"""The network: joined and left, events arranged, changed, cancelled, and who comes."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.do.learning.models import Event, Membership, SignUp
from merkbar.ground.clock import clock
from merkbar.ground.notices.writes import tell
from merkbar.ground.people.models import Person
from merkbar.ground.records.writes import Stale
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import dmy


@write
def join(*, by: Person) -> Membership:
    """Come into the network; whoever is in it stays in it."""
    made, _new = Membership.objects.get_or_create(person=by, left=None, defaults={"joined": clock.today()})
    return made


@write
def leave(*, by: Person) -> None:
    """Go out of the network."""
    Membership.objects.filter(person=by, left__isnull=True).update(left=clock.today())


@write
def arrange(*, by: Person, title: str, place: str, starts: dt.datetime, ends: dt.datetime, programme: str) -> Event:
    """Invite to an event: every member is told."""
    if starts < clock.now():
        raise ValidationError({"day": _("Velg en dag som kommer")})
    event = Event(title=title, place=place, starts=starts, ends=ends, programme=programme, arranged_by=by)
    event.full_clean()
    event.save()
    members = Person.objects.filter(pk__in=Membership.objects.filter(left__isnull=True).values("person"))
    _tell(event, members, by, _("Velkommen til «%(title)s» %(day)s"), _("Du er med i kvalitetsnettverket"))
    return event


@write
def change_event(*, by: Person, event: Event, seen: int, **facts: Any) -> Event:
    """Change an event unless somebody else has since `seen`; those who come are told of another time or place."""
    fresh = _open(event)
    if fresh.version != seen:
        raise Stale
    before = (fresh.starts, fresh.ends, fresh.place)
    for name, value in facts.items():
        setattr(fresh, name, value)
    if fresh.starts < clock.now():
        raise ValidationError({"day": _("Velg en dag som kommer")})
    fresh.version += 1
    fresh.full_clean()
    fresh.save()
    if before != (fresh.starts, fresh.ends, fresh.place):
        _tell(fresh, _coming(fresh), by, _("«%(title)s» har fått ny tid eller nytt sted: %(day)s"), _("Du er påmeldt"))
    return fresh


@write
def cancel(*, by: Person, event: Event) -> Event:
    """Cancel an event that has not been; those who come are told."""
    fresh = _open(event)
    fresh.cancelled = True
    fresh.version += 1
    fresh.save(update_fields=["cancelled", "version"])
    _tell(fresh, _coming(fresh), by, _("«%(title)s» %(day)s er avlyst"), _("Du er påmeldt"))
    return fresh


@write
def sign_up(*, by: Person, event: Event) -> SignUp:
    """Come to an event."""
    _open(event)
    made, _new = SignUp.objects.get_or_create(event=event, person=by, defaults={"at": clock.now()})
    return made


@write
def sign_off(*, by: Person, event: Event) -> None:
    """Not come after all."""
    if event.starts < clock.now():
        raise ValidationError(_("Samlingen har vært."))
    SignUp.objects.filter(event=event, person=by).delete()


def _open(event: Event) -> Event:
    """Give the event as it is now, held until the write is done; refused when it has been or is cancelled."""
    fresh = Event.objects.select_for_update().get(pk=event.pk)
    if fresh.cancelled or fresh.starts < clock.now():
        raise ValidationError(_("Samlingen har vært eller er avlyst."))
    return fresh


def _coming(event: Event) -> Any:
    return Person.objects.filter(pk__in=SignUp.objects.filter(event=event).values("person"))


def _tell(event: Event, people: Any, by: Person, text: str, why: str) -> None:
    told = text % {"title": event.title, "day": dmy(event.starts.astimezone(clock.OSLO))}
    for person in people.filter(is_active=True).exclude(pk=by.pk):
        tell(by=by, person=person, text=told, why=why, address=f"/laering/nettverk/{event.pk}/")
