"""Sentences without a translator: the figures say what there is to say, and the page chooses the language.

`gettext_noop` only marks a text for the catalogues; this package loads no Django.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogues and give it back."""
    return message


@dataclass(frozen=True, slots=True)
class Said:
    """A bokmål text with named places, and what stands in them; a place may hold something said in its turn."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def told(self, translate: Callable[[str], str]) -> str:
        """Say it in the language of `translate`.

        >>> Said("%(n)s over", {"n": Said("ni")}).told({"ni": "nine", "%(n)s over": "%(n)s above"}.__getitem__)
        'nine above'
        """
        facts = {name: fact.told(translate) if isinstance(fact, Said) else fact for name, fact in self.facts.items()}
        return translate(self.text) % facts

    def __str__(self) -> str:
        return self.told(str)


SILENCE: Final = Said("")
MONTHS: Final = (
    gettext_noop("januar"),
    gettext_noop("februar"),
    gettext_noop("mars"),
    gettext_noop("april"),
    gettext_noop("mai"),
    gettext_noop("juni"),
    gettext_noop("juli"),
    gettext_noop("august"),
    gettext_noop("september"),
    gettext_noop("oktober"),
    gettext_noop("november"),
    gettext_noop("desember"),
)
SHORT: Final = (
    gettext_noop("jan"),
    gettext_noop("feb"),
    gettext_noop("mars"),
    gettext_noop("april"),
    gettext_noop("mai"),
    gettext_noop("juni"),
    gettext_noop("juli"),
    gettext_noop("aug"),
    gettext_noop("sep"),
    gettext_noop("okt"),
    gettext_noop("nov"),
    gettext_noop("des"),
)
COUNTS: Final = (
    gettext_noop("null"),
    gettext_noop("én"),
    gettext_noop("to"),
    gettext_noop("tre"),
    gettext_noop("fire"),
    gettext_noop("fem"),
    gettext_noop("seks"),
    gettext_noop("sju"),
    gettext_noop("åtte"),
    gettext_noop("ni"),
    gettext_noop("ti"),
    gettext_noop("elleve"),
    gettext_noop("tolv"),
)
NOUNS: Final = {
    "month": gettext_noop("måneder"),
    "tertial": gettext_noop("tertialer"),
    "year": gettext_noop("år"),
    "": gettext_noop("målinger"),
}


def period(day: dt.date, cadence: str, *, short: bool = False) -> Said:
    """Name the period that begins on `day`.

    >>> str(period(dt.date(2025, 10, 1), "month", short=True)), str(period(dt.date(2026, 5, 1), "tertial"))
    ('okt 2025', '2. tertial 2026')
    """
    if cadence == "year":
        return Said("%(year)s", {"year": day.year})
    if cadence == "tertial":
        return Said(gettext_noop("%(nth)s. tertial %(year)s"), {"nth": (day.month + 3) // 4, "year": day.year})
    if cadence == "month":
        names = SHORT if short else MONTHS
        return Said("%(month)s %(year)s", {"month": Said(names[day.month - 1]), "year": day.year})
    return Said("%(day)s", {"day": f"{day:%d.%m.%Y}"})


def count(number: int) -> Said:
    """Say a small count in words, a larger one in digits.

    >>> str(count(9)), str(count(13))
    ('ni', '13')
    """
    return Said(COUNTS[number]) if number < len(COUNTS) else Said("%(number)s", {"number": number})


def figure(value: float, decimals: int = 1) -> str:
    """Write a value with decimal comma.

    >>> figure(1.85, 1), figure(-0.04, 1)
    ('1,9', '0,0')
    """
    rounded = round(value + (1e-9 if value > 0 else -1e-9), decimals)
    return f"{rounded + 0.0 if rounded else 0.0:.{decimals}f}".replace(".", ",")
