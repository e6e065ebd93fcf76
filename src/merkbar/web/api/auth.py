"""A bearer token opens the API as its person."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from merkbar.web.api.models import Token, digest_of
from merkbar.web.api.problems import Problem
from merkbar.web.api.writes import note_use

LONGEST = 200
"""Characters; our own have 51."""


class Bearer(HttpBearer):
    """Finds the token; `scope` is what the operation needs."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """Let the person in, or nobody; a token without the scope is told so."""
        if len(token) > LONGEST or not token.isascii():
            return None
        found = Token.objects.select_related("person").filter(digest=digest_of(token)).first()
        if found is None or not found.is_valid:
            return None
        if not found.allows(self.scope):
            raise Problem(403, "Nøkkelen kan ikke brukes til dette. Lag en ny med riktig tilgang på Min profil.")
        note_use(found)
        request.user = found.person
        return found


READ: Callable[[HttpRequest], Any] = Bearer("read")
WRITE: Callable[[HttpRequest], Any] = Bearer("write")
