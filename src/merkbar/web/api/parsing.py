"""Reading requests strictly: what could be understood in two ways is refused."""

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from merkbar.web.api.problems import Problem, wrong

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

LARGEST_BODY = 1_000_000
"""Bytes."""


class Strict(Parser):
    """JSON in UTF-8 without doubled names, and each query parameter once."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body or say why not."""
        try:
            body = request.body
        except RequestDataTooBig as error:
            raise too_large() from error
        if len(body) > LARGEST_BODY:
            raise too_large()
        try:
            return json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise Problem(400, _("Innholdet er ikke gyldig JSON i UTF-8.")) from error

    def parse_querydict(
        self, data: "MultiValueDict[str, Any]", list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Read parameters and headers."""
        doubled = [(f"?{name}", _("Oppgitt flere ganger.")) for name, values in data.lists() if len(values) > 1]
        if doubled:
            raise wrong(*doubled)
        return super().parse_querydict(data, list_fields, request)


def too_large() -> Problem:
    """Refuse a body over the limit."""
    return Problem(413, _("Innholdet kan være høyst 1 MB."))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _no_constant(_name: str) -> None:
    raise ValueError
