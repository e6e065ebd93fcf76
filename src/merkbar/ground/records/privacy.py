"""Personal data in free text: a soft hint to the one who writes, never a gate.

A quality system is not a journal; names and national identity numbers do not belong in a deviation. The detector knows
rules only: the number rules of Folkeregisteret (date, century, two mod-11 digits; D-numbers day + 40, H-numbers and
some test numbers month + 40, synthetic numbers month + 80 and + 65), the Norwegian number plan, and words that stand
before a name or a birth date. Every repeat in every pattern has an upper limit, so the time is linear in the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Final, Literal

from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

Kind = Literal["national_id", "phone", "email", "birth_date", "name"]

MESSAGES: Final[dict[Kind, str]] = {
    "national_id": "Dette ligner et fødselsnummer.",
    "phone": "Dette ligner et telefonnummer.",
    "email": "Dette ligner en e-postadresse.",
    "birth_date": "Dette ligner en fødselsdato.",
    "name": "Dette ligner et navn.",
}
THINGS: Final[dict[Kind, str]] = {
    "national_id": "et fødselsnummer",
    "name": "et navn",
    "birth_date": "en fødselsdato",
    "phone": "et telefonnummer",
    "email": "en e-postadresse",
}
REMOVED: Final = "[fjernet]"

GAP = r"[ \t\u00a0.\-\u2010-\u2014/]{0,3}"
DIGITS = rf"[0-9](?:{GAP}[0-9]){{10}}"
ELEVEN = re.compile(rf"(?<![0-9])(?=({DIGITS})(?![0-9]))")
CALLED_ID = re.compile(
    rf"\b(?:fnr|f\.nr|fødselsnummer|fødselsnr|personnummer|personnr|d-nummer)[ .:]{{0,3}}({DIGITS})(?![0-9])",
    re.IGNORECASE,
)
NOT_DIGITS = dict.fromkeys(map(ord, " \t\u00a0.-\u2010\u2011\u2012\u2013\u2014/"))
ACCOUNT = re.compile(r"[0-9]{4}[ \u00a0.][0-9]{2}[ \u00a0.][0-9]{5}")
OTHER_NUMBER = re.compile(
    r"(?:konto|kontonr|kontonummer|faktura|fakturanr|fakturanummer|kid|orgnr|org\.nr|organisasjonsnummer|sak|saksnr|"
    r"saksnummer|ref|referanse|ordre|ordrenr|serienr|serienummer|varenr|kundenr|journalnr)[ .:]{0,3}\Z",
    re.IGNORECASE,
)

PAIR, TRIPLE = r"[ \u00a0][0-9]{2}", r"[ \u00a0][0-9]{3}"
PHONE = re.compile(
    r"(?<![0-9A-Za-zÆØÅæøå_/.,\-])(?<![0-9][ \u00a0])(?<!kr[ \u00a0])"
    r"(?:(?:\+|00)47[ \u00a0]?)?"
    rf"[2-9](?:[0-9]{{7}}|[0-9]{PAIR}{PAIR}{PAIR}|[0-9]{{2}}{PAIR}{TRIPLE})"
    r"(?![0-9]|[ \u00a0][0-9]{2}|[.,/\-][0-9]|,-|[ \u00a0]?(?:kr|kroner|nok|mill)\b)",
    re.IGNORECASE,
)
COUNTRY = re.compile(r"\A(?:\+|00)47")

EMAIL = re.compile(r"(?<![\w.%+\-])[\w.%+\-]{1,64}@\w[\w.\-]{0,252}\.[^\W\d_]{2,24}")

FULL_YEAR = 4
MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
BORN = re.compile(
    r"\b(?:f\.d\.?|f\.?|født den|født|fødd|fødselsdato|fødselsdag|fdato|f\.dato)[ \u00a0:.]{0,3}"
    rf"([0-9]{{1,2}})[ .\-/]{{0,2}}([0-9]{{1,2}}|{MONTHS})[ .\-/]{{0,2}}((?:1[89]|20)[0-9]{{2}}|[0-9]{{2}})"
    r"(?![0-9]|[ \-][0-9]{5})",
    re.IGNORECASE,
)

CAPITAL = r"[A-ZÆØÅÄÖÜÉÈÁČĐŠŽ][a-zæøåäöüéèáčđšžòóôêàíúñç]{1,30}"
NAME = rf"{CAPITAL}(?:[ \-](?:(?:von|van|de|af|al|el|bin) )?{CAPITAL}){{0,3}}"
LONG_NAME = rf"{CAPITAL}(?:[ \-](?:(?:von|van|de|af|al|el|bin) )?{CAPITAL}){{1,3}}"
ROLES = (
    "bruker|brukeren|pasient|pasienten|beboer|beboeren|elev|eleven|barnet|jenta|gutten|pårørende|mor|moren|mora|far|faren|"
    "sønn|sønnen|datter|datteren|datra|bror|broren|søster|søsteren|kona|mannen|ektefellen|samboeren|naboen|kollega|"
    "kollegaen|tjenestemottaker|tjenestemottakeren|søkeren|fru|herr"
)
AFTER_ROLE = re.compile(rf"\b(?i:{ROLES})(?: ({NAME})|[:,] ({LONG_NAME}))(?![a-zæøå])")
AFTER_IS_CALLED = re.compile(rf"\b(?i:heter|hette|ved navn|navnet er|kalles)[ :]{{1,2}}({NAME})(?![a-zæøå])")
BEFORE_BIRTH = re.compile(rf"(?<![A-Za-zÆØÅæøå])({NAME})[ ,(]{{0,3}}\Z")
BEFORE_BIRTH_REACH = 140
"""How far before a birth date a name may begin [characters]: four words of the pattern above."""
CONTEXT_REACH = 30

D_OFFSET: Final = 40
"""Added to the day in D-numbers (Folkeregisteret)."""
MONTH_OFFSETS: Final = (80, 65, 40)
"""Added to the month in synthetic numbers (Skatteetaten 80, Norsk helsenett 65) and in H-numbers (40)."""
SERIAL_AFTER_1999, SERIAL_EXTRA, YEAR_SPLIT, NO_CENTURY = 500, 900, 40, 9000
"""Serials from 500 belong to 2000–2039, from 900 also to 1940–1999; the rest to 1900–1999."""

SENTENCE_WORDS: Final = (
    "alle alene at av ble blir bad ba både da de den der deretter det dette dro du en er et etter falt fant fikk for "
    "fordi fra får gikk gir ga glemte hadde han har hans hennes hjelp hos hun hva hvis hvor i igjen ikke ingen jeg kan "
    "kom kommer kunne legevakt legevakten leder man med meg men mente mens må måtte noen nå når og også oppdaget om på "
    "ringte røk sa se ser selv sendt sier skal skulle slo som sto står så ta tatt til to tok truet under uten var ved "
    "vi vil ville ønsker ønsket sykehus sykehuset januar februar mars april mai juni juli august september oktober "
    "november desember mandag tirsdag onsdag torsdag fredag lørdag søndag paracet paracetamol ibux insulin marevan "
    "eliquis stesolid sobril norge norsk"
)
NOT_NAMES: Final = frozenset(SENTENCE_WORDS.split()) | frozenset(ROLES.split("|"))


@dataclass(frozen=True, order=True)
class Hit:
    """A stretch of the text [start, end) that looks like personal data."""

    start: int
    end: int
    kind: Kind
    message: str


def is_national_id(digits: str, *, today: date | None = None) -> bool:
    """Whether eleven digits can be a national identity number, D-, H- or synthetic number of someone born by `today`.

    Source: folkeregisterforskriften § 2-2-1; the rules are to be relaxed for new numbers from 2032.

    >>> is_national_id("01815000036"), is_national_id("12345678901")
    (True, False)
    """
    day, month, year, serial = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6:9])
    for offset in MONTH_OFFSETS:
        if offset < month <= offset + 12:
            month -= offset
            break
    born = _date(_century(year, serial) + year, month, day - D_OFFSET if day > D_OFFSET else day)
    if born is None or born > (today or datetime.now(tz=UTC).date()):
        return False
    checks: str = calc_check_digit1(digits) + calc_check_digit2(digits)
    return digits[9:] == checks


def _century(year: int, serial: int) -> int:
    """Read the century from the serial number (individnummer); an impossible one for those born before 1900."""
    if serial < SERIAL_AFTER_1999:
        return 1900
    if year < YEAR_SPLIT:
        return 2000
    return 1900 if serial >= SERIAL_EXTRA else NO_CENTURY


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hit(start: int, end: int, kind: Kind) -> Hit:
    return Hit(start, end, kind, MESSAGES[kind])


def _national_ids(text: str) -> Iterator[Hit]:
    """Find eleven digits that pass, or that are called a national identity number by the word before."""
    for found in CALLED_ID.finditer(text):
        yield _hit(*found.span(1), "national_id")
    for found in ELEVEN.finditer(text):
        if not is_national_id(found[1].translate(NOT_DIGITS)) or ACCOUNT.fullmatch(found[1]):
            continue
        if not OTHER_NUMBER.search(text[max(0, found.start() - CONTEXT_REACH) : found.start()]):
            yield _hit(*found.span(1), "national_id")


def _phones(text: str) -> Iterator[Hit]:
    """Find Norwegian eight-digit numbers; a date written 20260921 and a numbered thing are none."""
    for found in PHONE.finditer(text):
        number = found[0]
        is_day = number.isdigit() and _date(int(number[:4]), int(number[4:6]), int(number[6:8]))
        before = text[max(0, found.start() - CONTEXT_REACH) : found.start()]
        if COUNTRY.match(number) or not (is_day or OTHER_NUMBER.search(before)):
            yield _hit(found.start(), found.end(), "phone")


def _emails(text: str) -> Iterator[Hit]:
    return (_hit(found.start(), found.end(), "email") for found in EMAIL.finditer(text))


def _births(text: str) -> Iterator[Hit]:
    """Find «f. 010150» and its kin, with the name that stands right before."""
    months = MONTHS.split("|")
    for found in BORN.finditer(text):
        day, month, year = found.groups()
        number = months.index(month.lower()) + 1 if month.lower() in months else int(month)
        if _date(int(year) if len(year) == FULL_YEAR else 2000 + int(year), number, int(day)) is None:
            continue
        yield _hit(found.start(), found.end(), "birth_date")
        reach = max(0, found.start() - BEFORE_BIRTH_REACH)
        before = BEFORE_BIRTH.search(text[reach : found.start()])
        if before:
            yield from _name(before[1], reach + before.start(1))


def _names(text: str) -> Iterator[Hit]:
    """Find capitalised words after «bruker», «mor», «heter» and their kin."""
    for found in chain(AFTER_ROLE.finditer(text), AFTER_IS_CALLED.finditer(text)):
        group = found.lastindex or 1
        yield from _name(found[group], found.start(group))


def _name(words: str, start: int) -> Iterator[Hit]:
    """Keep what is left of a run of capitalised words when role words and sentence words are taken off its ends."""
    kept = list(re.finditer(r"[^ \-]{1,40}", words))
    while kept and kept[0][0].lower() in NOT_NAMES:
        kept.pop(0)
    for place, word in enumerate(kept):
        if word[0].lower() in NOT_NAMES:
            del kept[place:]
            break
    if kept:
        yield _hit(start + kept[0].start(), start + kept[-1].end(), "name")


FINDERS: Final[tuple[Callable[[str], Iterator[Hit]], ...]] = (_national_ids, _births, _names, _phones, _emails)


def find(text: str) -> list[Hit]:
    """Every stretch that looks like personal data, in order and without overlap; the surest kind wins a dispute."""
    taken: list[Hit] = []
    ranked = sorted(
        ((hit.start, rank, hit) for rank, finder in enumerate(FINDERS) for hit in finder(text)),
        key=lambda entry: entry[:2],
    )
    for _, _, hit in ranked:
        if not taken or hit.start >= taken[-1].end:
            taken.append(hit)
    return taken


def redact(text: str, hits: Iterable[Hit]) -> str:
    """Replace each hit with «[fjernet]»; the caller keeps the original sealed."""
    parts: list[str] = []
    position = 0
    for hit in sorted(hits):
        if hit.start >= position:
            parts += (text[position : hit.start], REMOVED)
        position = max(position, hit.end)
    return "".join([*parts, text[position:]])


def sentence(hits: Sequence[Hit], *, of: str = "meldingen") -> str:
    """Say softly what was seen in what is written; empty when nothing was."""
    kinds = {hit.kind for hit in hits}
    things = [words for kind, words in THINGS.items() if kind in kinds]
    if not things:
        return ""
    listed = " og ".join(filter(None, [", ".join(things[:-1]), things[-1]]))
    template = "Det kan se ut som det står %(things)s i teksten. Ta det gjerne bort, %(of)s trenger det ikke."
    return template % {"things": listed, "of": of}
