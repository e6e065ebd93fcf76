"""The unit a number counts: «21 virkedager», «minst to felles utviklingsarbeid», «92 % nærvær»."""

import re

from merkbar.plan.goals.reading.numerals import listed

_PERCENT = re.compile(r"^\s?(?:%|prosent(?:ar)?\b(?!poeng)|pst\b\.?)", re.IGNORECASE)
_POINTS = re.compile(r"^\s?(?P<unit>prosentpoeng|promille|‰)", re.IGNORECASE)
_MONEY = re.compile(r"^\s?(?P<unit>kr\b\.?|kroner|NOK)", re.IGNORECASE)
_WORD = re.compile(r"^(?:\s|-(?=åring))*(?P<word>[^\W\d_][\w-]*)", re.IGNORECASE)
_OR_MORE = re.compile(r"\s?(?:eller|og)\s(?:mer|meir|flere|fleire|færre|mindre|høyere|lavere)\b", re.IGNORECASE)
_STOP = listed("""
    pr per i av på og eller som er for til hos med innen innan ved om hver hvert kvar kvart årlig årleg årlige
    månedlig månadleg under over skal har blir ble vart vert når der dette det de ikke ikkje før etter siden sidan
    prosent gir samt totalt fra frå mellom at så minst høyst maks hvorav hvor alle men enn ut opp ned mot deltar
    deltok
""")
_ADJECTIVES = listed("""
    felles ulike nye ny nytt andre hele heile store gode god godt ekstra forskjellige ulik interne eksterne flere
    fleire egne eigne faste fast unike unik planlagte gjennomførte gjennomført fullførte ferdige hel heil åpne
    opne digitale lokale skriftlige
""")
_PEOPLE = listed("ansatte tilsatte tilsette pårørende pårørande hjemmeboende heimebuande studerende")
"""Nouns that look like adjectives."""
_ADJECTIVE = re.compile(r"(?:lige|lege|ende|ande|ske|bare|rte|tte|ete|ale|ive)$")


def unit_after(text: str, at: int) -> tuple[str | None, int]:
    """The unit that follows a number, and where it ends.

    >>> unit_after("minst to felles utviklingsarbeid per år", 8), unit_after("92 prosent nærvær", 2)
    (('utviklingsarbeid', 32), ('%', 10))
    """
    if match := _OR_MORE.match(text, at):
        at = match.end()
    rest = text[at:]
    if match := _PERCENT.match(rest):
        return "%", at + match.end()
    if match := _MONEY.match(rest):
        return "kroner", at + match.end()
    if match := _POINTS.match(rest):
        return match["unit"].lower(), at + match.end()
    end, last = at, None
    for _word in range(4):
        match = _WORD.match(text[end:])
        if not match or match["word"].lower() in _STOP:
            break
        word, end = match["word"].lower(), end + match.end()
        if word in _PEOPLE or (word not in _ADJECTIVES and not _ADJECTIVE.search(word)):
            return word, end
        last = word if word not in _ADJECTIVES else last
    return last, end if last else at


_COUNTED = re.compile(
    r"\b(?:antall|antal|tallet på|talet på|mengden|snitt)\s+(?P<words>\w+(?:\s+\w+){0,2})", re.IGNORECASE
)
_SUBJECT = re.compile(r"^\W*(?P<word>[A-ZÆØÅ]\w+(?:ere|ene|ane|er|ar))\b")


def unit_of_subject(text: str) -> str | None:
    """The unit when the number has none after it: «Antall brukere … er 15», «Klager … er under to».

    >>> unit_of_subject("Antall brukere av tilbudet"), unit_of_subject("Klager som får medhold"), unit_of_subject("Snitt")
    ('brukere', 'klager', None)
    """
    if match := _COUNTED.search(text):
        words = match["words"]
        return unit_after(words.removeprefix("antall ").removeprefix("antal "), 0)[0]
    if (match := _SUBJECT.match(text)) and match["word"].lower() not in _ADJECTIVES | _STOP:
        return match["word"].lower()
    return None
