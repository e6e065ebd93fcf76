"""Search help for Norwegian: what PostgreSQL's stemmer cannot know.

The stemmer `norwegian` handles regular endings. It does not know that «falt» is «falle», that «medisin» is
«legemiddel», or that «kveldsmedisin» holds «medisin». A short word list of our own (data/words.json) does.
`expand` writes a query for `to_tsquery('norwegian', …)`; whatever comes in, the syntax of what goes out is right.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

WORDS_FILE: Final = Path(__file__).parent / "data" / "words.json"
WORD: Final = re.compile(r"[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]{1,200}")
MOST_CHARACTERS, MOST_WORDS, MOST_LETTERS = 400, 12, 40
"""A search box is a line: what is longer is cut [characters of input, words, letters of a word]."""
SHORTEST_PREFIX: Final = 4
"""Shorter forms are matched whole, or «ga» would find «gammel» [letters]."""
ENDINGS: Final = ("ene", "en", "et", "er", "a", "e", "n", "r", "s")


class WordList:
    """The word list, turned so that each form finds its relatives."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.groups: dict[str, list[list[str]]] = {}
        for group in (*data["irregular"], *data["synonyms"]):
            for form in group:
                self.groups.setdefault(form, []).append(group)
        self.compounds: dict[str, list[str]] = data["compounds"]
        self.joined = {tuple(parts): whole for whole, parts in self.compounds.items() if len(parts) > 1}

    def base(self, word: str) -> str:
        """Find the form the list knows: the word itself, or without a regular ending."""
        shorter = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
        known = (form for form in (word, *shorter) if form in self.groups or form in self.compounds)
        return next(known, word)

    def relatives(self, word: str) -> Iterator[str]:
        """Give the word first, then its other forms and synonyms."""
        yield word
        for group in self.groups.get(self.base(word), ()):
            yield from group


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """Read the list once in a process."""
    return WordList(json.loads(WORDS_FILE.read_text(encoding="utf-8")))


def words(text: str) -> list[str]:
    """Cut a text to the words a search may hold: letters and digits, lower case, at most twelve.

    >>> words("Falt!! & (kveldsmedisin:*)")
    ['falt', 'kveldsmedisin']
    """
    line = unicodedata.normalize("NFC", text[:MOST_CHARACTERS]).lower()
    return [word[:MOST_LETTERS] for word in WORD.findall(line)[:MOST_WORDS]]


def expand(query: str) -> str:
    """Write what was typed as a tsquery: every word must match, in one of its forms; '' when nothing is left.

    >>> expand("kveldsmedisinen")
    '(kveldsmedisinen:* | ((kveld:*) & (medisin:* | legemiddel:* | legemidler:* | medikament:*)))'
    """
    typed = words(query)
    known = word_list()
    terms: list[str] = []
    place = 0
    while place < len(typed):
        pair = tuple(known.base(word) for word in typed[place : place + 2])
        whole = known.joined.get(pair)
        if whole:
            both = " & ".join(_any_of(known.relatives(word)) for word in typed[place : place + 2])
            terms.append(f"(({both}) | {_term(whole)})")
            place += 2
        else:
            terms.append(_word(known, typed[place]))
            place += 1
    return " & ".join(terms)


def _word(known: WordList, word: str) -> str:
    """Write one word: its forms, or the word or all parts of a compound."""
    parts = known.compounds.get(known.base(word))
    if not parts:
        return _any_of(known.relatives(word))
    return f"({_term(word)} | ({' & '.join(_any_of(known.relatives(part)) for part in parts)}))"


def _any_of(forms: Iterable[str]) -> str:
    return f"({' | '.join(_term(form) for form in dict.fromkeys(forms))})"


def _term(form: str) -> str:
    return f"{form}:*" if len(form) >= SHORTEST_PREFIX else form
