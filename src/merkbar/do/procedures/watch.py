"""Watch for words that have had their day: old titles, repealed laws. A list that the municipality keeps itself."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from merkbar.do.procedures.models import Document, OldWord

LAWS = Path(__file__).parent / "data" / "laws.json"


@dataclass(frozen=True, slots=True)
class Hint:
    """An old word found in a text, what to write now, and whether it is a law."""

    found: str
    advice: str
    is_law: bool


@cache
def pattern_of(words: str) -> re.Pattern[str]:
    """Find whole words in any of their forms, whatever the case and the space between them.

    >>> pattern_of("faks, kommuneloven av 1992").findall("Send faks etter Kommuneloven  av 1992, ikke telefaks.")
    ['faks', 'Kommuneloven  av 1992']
    """
    forms = sorted((" ".join(form.split()) for form in words.split(",") if form.strip()), key=len, reverse=True)
    chosen = "|".join(r"\s+".join(re.escape(part) for part in form.split(" ")) for form in forms)
    return re.compile(rf"(?<!\w)(?:{chosen})(?!\w)", re.IGNORECASE)


def hints(text: str) -> list[Hint]:
    """Find what a text should no longer say, each once, in the order of the text."""
    table = OldWord.objects.filter(active=True).values_list("words", "advice", "is_law")
    found = ((pattern_of(words).search(text), advice, law) for words, advice, law in table)
    hits = sorted(((match.start(), Hint(match[0], advice, law)) for match, advice, law in found if match), key=_place)
    return [hint for _start, hint in hits]


def _place(hit: tuple[int, Hint]) -> int:
    return hit[0]


def said_in(document: Document, text: str) -> str:
    """Give a text together with the laws and pages that its document builds on."""
    return "\n".join([text, *(f"{basis.law} {basis.title}" for basis in document.bases.all())])


@cache
def laws() -> tuple[str, ...]:
    """Give the laws and regulations in force that a form offers."""
    return tuple(json.loads(LAWS.read_text(encoding="utf-8")))
