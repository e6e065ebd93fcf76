"""Watch for words that have had their day: old titles, repealed laws. A table of words, with what to write instead."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "watch.json"


@dataclass(frozen=True, slots=True)
class Hint:
    """An old word found in a text, what to write now, and whether it is a law."""

    found: str
    advice: str
    is_law: bool


@cache
def _table() -> list[tuple[re.Pattern[str], str, bool]]:
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    return [(re.compile(row["pattern"], re.IGNORECASE), row["advice"], row["law"]) for row in rows]


def hints(text: str) -> list[Hint]:
    """Find what a text should no longer say, each once.

    >>> [hint.found for hint in hints("Meld fra til rådmannen.")]
    ['rådmannen']
    """
    found = ((pattern.search(text), advice, law) for pattern, advice, law in _table())
    return [Hint(match[0], advice, law) for match, advice, law in found if match]
