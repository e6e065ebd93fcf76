"""What somebody had typed when the shared phone locked: kept with the session, given back after the PIN.

Sessions stand readable in the database, so only the long texts of cases and actions are kept, and never a secret.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest

KEY = "held"
MOST = 60_000
"""The longest form that is kept [characters]; a report is at most a sixth of this."""

KEPT = frozenset({"deviations", "actions"})
"""Namespaces of the addresses where a person writes more than a line: reports, drafts and the steps of a case."""
SECRET = re.compile(r"passw?ord|(^|[_-])pin\d*($|[_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """A form that was on its way: where to, and its fields in order."""

    path: str
    fields: list[tuple[str, str]]


def hold(request: HttpRequest) -> bool:
    """Keep the posted form if it is one of cases or actions, small and without files; says whether it did."""
    match = request.resolver_match
    if match is None or match.namespace not in KEPT:
        return False
    fields = [
        (name, text)
        for name, texts in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not SECRET.search(name)
        for text in map(str, texts)
    ]
    if request.FILES or sum(len(name) + len(text) for name, text in fields) > MOST:
        return False
    request.session[KEY] = {"path": request.get_full_path(), "fields": fields}
    return True


def take(request: HttpRequest) -> Held | None:
    """Give back what was kept, and forget it."""
    kept = request.session.pop(KEY, None)
    return Held(kept["path"], [(name, text) for name, text in kept["fields"]]) if kept else None
