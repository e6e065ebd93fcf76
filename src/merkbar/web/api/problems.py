"""Errors as RFC 9457 problem documents, in bokmål."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TITLES = {
    400: gettext_lazy("Forespørselen kan ikke leses"),
    401: gettext_lazy("Mangler gyldig nøkkel"),
    403: gettext_lazy("Nøkkelen gir ikke denne tilgangen"),
    404: gettext_lazy("Finnes ikke"),
    405: gettext_lazy("Ikke mulig her"),
    409: gettext_lazy("Kommer i konflikt med noe som er gjort"),
    413: gettext_lazy("For stort"),
    422: gettext_lazy("Noe må rettes"),
}
"""Status → what it is called."""
CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """Something the caller must know: a status, a sentence, and what in the request to correct."""

    def __init__(self, status: int, detail: str, errors: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, list(errors)


def wrong(*errors: tuple[str, str]) -> Problem:
    """Make a 422 with (pointer, sentence) for each thing to correct."""
    return Problem(422, _("Rett det som står under errors, og send på nytt."), errors)


def answer(
    status: int, detail: str, errors: Iterable[tuple[str, str]] = (), *, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Write a problem document."""
    body: dict[str, Any] = {"type": "about:blank", "title": str(TITLES[status]), "status": status, "detail": detail}
    if listed := [{"pointer": pointer, "detail": sentence} for pointer, sentence in errors]:
        body["errors"] = listed
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(
        text.encode(errors="replace"), status=status, content_type=CONTENT_TYPE, headers=dict(headers or {})
    )


SENTENCES = {
    "missing": gettext_lazy("Mangler."),
    "extra_forbidden": gettext_lazy("Ukjent felt."),
    "string_type": gettext_lazy("Må være tekst."),
    "string_unicode": gettext_lazy("Teksten har tegn som ikke er gyldig Unicode."),
    "string_too_short": gettext_lazy("Kan ikke være tom."),
    "string_too_long": gettext_lazy("For lang: høyst %(max_length)s tegn."),
    "string_pattern_mismatch": gettext_lazy("Har ikke riktig form."),
    "int_type": gettext_lazy("Må være et helt tall."),
    "int_parsing": gettext_lazy("Må være et helt tall."),
    "int_parsing_size": gettext_lazy("Tallet er for stort."),
    "int_from_float": gettext_lazy("Må være et helt tall."),
    "greater_than_equal": gettext_lazy("Må være minst %(ge)s."),
    "less_than_equal": gettext_lazy("Må være høyst %(le)s."),
    "literal_error": gettext_lazy("Må være en av: %(expected)s."),
    "date_from_datetime_parsing": gettext_lazy("Skriv datoen slik: 2026-09-21."),
    "date_parsing": gettext_lazy("Skriv datoen slik: 2026-09-21."),
    "date_type": gettext_lazy("Skriv datoen slik: 2026-09-21."),
    "model_attributes_type": gettext_lazy("Må være et JSON-objekt."),
    "model_type": gettext_lazy("Må være et JSON-objekt."),
    "dict_type": gettext_lazy("Må være et JSON-objekt."),
}
"""pydantic's error type → our sentence; placeholders are from its context."""
BODY = "body"


def from_pydantic(error: Mapping[str, Any]) -> tuple[str, str]:
    """Turn one of pydantic's errors into (pointer, sentence); query parameters are pointed at as `?name`."""
    place, *path = [str(step) for step in error["loc"]]
    if place == BODY:
        pointer = "/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in path[1:])
    else:
        pointer = "?" + path[-1] if path else "?"
    context = {name: _spelled(value) for name, value in error.get("ctx", {}).items()}
    if error["type"] == "value_error":
        return pointer, context.get("error", "")
    return pointer, str(SENTENCES.get(error["type"], _("Kan ikke brukes."))) % context


def _spelled(value: Any) -> str:
    return str(value).replace("'", "").replace(" or ", ", ")
