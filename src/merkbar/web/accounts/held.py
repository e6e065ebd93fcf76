"""What somebody had typed when the shared phone locked: kept with the session, given back after the PIN."""

from dataclasses import dataclass

from django.http import HttpRequest

KEY = "held"
MOST = 60_000
"""The longest form that is kept [characters]; a report is at most a sixth of this."""


@dataclass(frozen=True, slots=True)
class Held:
    """A form that was on its way: where to, and its fields in order."""

    path: str
    fields: list[tuple[str, str]]


def hold(request: HttpRequest) -> bool:
    """Keep the posted form if it is small and has no files; says whether it did."""
    fields = [
        (name, text)
        for name, texts in request.POST.lists()
        if name != "csrfmiddlewaretoken"
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
