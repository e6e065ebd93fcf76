"""Numbers as Norwegians write them: digits, decimal comma, thousands, and number words in bokmål and nynorsk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

ONES = {
    "en": 1, "én": 1, "ein": 1, "éin": 1, "ei": 1, "éi": 1, "et": 1, "ett": 1, "eitt": 1, "éitt": 1, "to": 2, "tre": 3,
    "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9,
}  # fmt: skip
TEENS = {
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17,
    "atten": 18, "nitten": 19,
}  # fmt: skip
TENS = {
    "tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70,
    "åtti": 80, "nitti": 90,
}  # fmt: skip
ARTICLES = frozenset({"en", "ein", "ei", "et", "ett", "eitt"})
ORDINALS = {
    "annethvert": 2, "annakvart": 2, "andre": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "sjuende": 7,
    "sjuande": 7, "åttende": 8, "åttande": 8, "tiende": 10, "tiande": 10,
}  # fmt: skip
SHARES = {
    "halvparten": Decimal(50), "halvdelen": Decimal(50), "en fjerdedel": Decimal(25), "ein fjerdedel": Decimal(25),
    "tre fjerdedeler": Decimal(75), "tre fjerdedelar": Decimal(75), "en femtedel": Decimal(20),
    "ein femtedel": Decimal(20), "en tidel": Decimal(10), "ein tidel": Decimal(10),
}  # fmt: skip
SCALES = {"tusen": 1_000, "million": 10**6, "millioner": 10**6, "millionar": 10**6, "mill": 10**6, "milliard": 10**9}
SCALES |= {"milliarder": 10**9, "milliardar": 10**9, "mrd": 10**9}


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def _words() -> dict[str, int]:
    words = {"null": 0, **ONES, **TEENS, **TENS, "hundre": 100, "tusen": 1000}
    for ten, value in TENS.items():
        for one, more in ONES.items():
            words[f"{ten}{one}"] = value + more
            words[f"{one}og{ten}"] = value + more
    hundreds = {f"{one}hundre": 100 * value for one, value in ONES.items()}
    return words | hundreds


WORDS = _words()
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+"
_PART = r"(?:[,.](?P<part>\d{1,2})|,(?P<fine>\d{3,9}))(?!\d)"
_NAMES = "|".join(sorted((re.escape(word) for word in WORDS), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w,§/])(?<!\d[.])(?<![^\W\d]-)(?:(?P<digits>{_DIGITS})(?:{_PART})?|(?P<word>{_NAMES})(?!\w))"
    r"(?P<scale>\s?(?:tusen|millioner|millionar|million|mill|milliarder|milliardar|milliard|mrd)\b\.?)?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\.\s?[a-zæøå]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands. `loose` is a word that may be an article (en, et)."""

    start: int
    end: int
    value: Decimal
    loose: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """Every number of a text, ordinals («10. trinn») left out."""
    for match in _NUMBER.finditer(text):
        end = match.end()
        if match["digits"]:
            if _ORDINAL.match(text, end) or (end < len(text) and text[end].isalpha() and not match["scale"]):
                continue
            whole = re.sub(r"[^\d]", "", match["digits"])
            value = Decimal(f"{whole}.{match['part'] or match['fine'] or 0}")
        else:
            value = Decimal(WORDS[match["word"].lower()])
        if match["scale"]:
            value *= SCALES[match["scale"].strip().strip(".").lower()]
        loose = (match["word"] or "").lower() in ARTICLES
        yield Numeral(match.start(), end, value, loose)
