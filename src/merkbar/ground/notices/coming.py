"""Whoever has come to the page of a record has read what they were told of it.

A page may be fetched by others than its reader: a browser that looks ahead, a mail filter, a script. What marks
something as read therefore needs a browser's own word that a person is on the way there (Fetch Metadata, W3C); a
browser that says nothing marks nothing.
"""

from django.http import HttpRequest

from merkbar.ground.notices import writes
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Record


def comes_here(request: HttpRequest) -> bool:
    """Whether a person opens this page now, and nothing fetches it ahead of them."""
    told = request.headers
    ahead = "prefetch" in f"{told.get('Sec-Purpose', '')} {told.get('Purpose', '')} {told.get('X-Moz', '')}".lower()
    return told.get("Sec-Fetch-Mode") == "navigate" and told.get("Sec-Fetch-Dest") == "document" and not ahead


def has_come(request: HttpRequest, record: Record, *, hidden: bool = False) -> bool:
    """Mark the person's notices of a record as read when they have come to it; true when they have."""
    if not comes_here(request):
        return False
    person: Person = request.user  # type: ignore[assignment]  # behind a door
    if Notice.objects.filter(person=person, record=record).unread().exists():
        writes.read_about(by=person, record=record, hidden=hidden)
    return True
