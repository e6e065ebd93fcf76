"""The type a report's words suggest: what most of the newest cases with such words were found to be.

Counted words (naive Bayes), kept in memory and counted again now and then: a suggestion need not be younger than that.
Cases that few may read teach it nothing.
"""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log

from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.models import Deviation, EventType
from merkbar.ground.records.models import Access

LEARNT_FROM = 1000
"""Newest cases with a type."""
KEPT_SECONDS = 600.0
WORD = re.compile(r"[a-zæøå]{3,}")
LETTERS = 6
"""Longer words are cut here, which takes off most endings [letters]."""
SURE_ENOUGH = 0.5
"""Share of the likelihood that the best type must have among all."""
LEAST_WORDS = 2
"""Words of the report that must be known: one alone says too little."""


@dataclass(frozen=True, slots=True)
class Words:
    """How often each word stands in the cases of each type."""

    cases: Counter[str]
    counts: dict[str, Counter[str]]
    """Word → type → cases."""

    def likeliest(self, text: str, among: set[str]) -> str | None:
        """The type that fits the words best, if it stands out among these."""
        known = [self.counts[word] for word in _words(text) if word in self.counts]
        types = [code for code in self.cases if code in among]
        if len(known) < LEAST_WORDS or not types:
            return None
        score = {code: log(self.cases[code]) + sum(self._weight(word, code) for word in known) for code in types}
        best = max(types, key=lambda code: score[code])
        share = 1 / sum(exp(score[code] - score[best]) for code in types)
        return best if share >= SURE_ENOUGH else None

    def _weight(self, word: Counter[str], code: str) -> float:
        return log((word[code] + 0.1) / (self.cases[code] + 0.2))


def _words(text: str) -> set[str]:
    """The words of a text, without endings.

    >>> sorted(_words("Medisinen ble gitt, medisinene"))
    ['ble', 'gitt', 'medisi']
    """
    return {word[:LETTERS] for word in WORD.findall(text.lower())}


def learnt(rows: Iterable[tuple[str, str]]) -> Words:
    """Count (type, text) of cases."""
    cases: Counter[str] = Counter()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, text in rows:
        cases[code] += 1
        for word in _words(text):
            counts[word][code] += 1
    return Words(cases, dict(counts))


@dataclass
class _Memory:
    words: Words | None = None
    until: float = 0.0


_memory = _Memory()


def _all() -> Words:
    if _memory.words is None or time.monotonic() > _memory.until:
        typed = Deviation.objects.counted().filter(type__isnull=False, access__in=(Access.OPEN, Access.UNIT))
        newest = typed.order_by("-reported_at").values_list("type_id", "what")[:LEARNT_FROM]
        _memory.words, _memory.until = learnt(newest), time.monotonic() + KEPT_SECONDS
    return _memory.words


def forget() -> None:
    """Count again at the next question."""
    _memory.until = 0.0


def suggested_type(deviation: Deviation) -> EventType | None:
    """The type the words suggest for a case that has none; nothing when they say too little."""
    if deviation.type_id:
        return None
    fitting = {kind.code for kind in lists().types if kind.active and deviation.area_id in (None, kind.area_id)}
    return lists().type(_all().likeliest(deviation.what, fitting))
