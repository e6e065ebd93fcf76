"""The quantities of a sentence: number, unit, comparator, and what part they play in it.

«over 70 år … minst 50»: 70 is an age and 50 the target. «over 14 dager og minst fire ganger i året»: 14 days are a
condition. «stillinger på 40 %»: a kind of post. A strict word stays strict: «under to» is < 2.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from merkbar.plan.goals.reading.numerals import ORDINALS, SHARES, Numeral, listed, numerals
from merkbar.plan.goals.reading.units import unit_after

_PLURAL = (
    r"(?:mer|mere|meir|flere|fleire|fler|høyere|høgare|lenger|lengre|lenger|større|bedre|betre|eldre|oftere|oftare)"
)
_FEWER = r"(?:mindre|færre|lavere|lågare|kortere|kortare|sjeldnere|sjeldnare)"
_BEFORE = [
    (">=", r"(?:minst|minimum|min\.|minstekrav(?:et)? (?:er|på)|som et minimum|≥|>=)"),
    ("<=", r"(?:høyst|høgst|maks(?:imum|imalt)?\.?|inntil|opptil|opp til|på det meste|≤|<=)"),
    (">", rf"(?:over|{_PLURAL} enn|overstige\w*|overskrid\w*|overgå\w*|passere\w*|>)"),
    ("<", rf"(?:under|{_FEWER} enn|<)"),
]
_BETWEEN = r"(?:\s+(?:på|om|ca\.?|cirka|en|ein|ei|et|eit|til|være|vere|totalt|til sammen|det er))*\s*"
BEFORE = [(sign, re.compile(rf"(?<!\w){words}{_BETWEEN}$", re.IGNORECASE)) for sign, words in _BEFORE]
AFTER = [
    (">=", re.compile(rf"^[^.;,\d]{{0,30}}?\b(?:eller|og)\s+(?:{_PLURAL}|over|oppover)\b(?!\s+enn)", re.IGNORECASE)),
    ("<=", re.compile(rf"^[^.;,\d]{{0,30}}?\b(?:eller|og)\s+(?:{_FEWER}|under|nedover)\b(?!\s+enn)", re.IGNORECASE)),
]
_NEGATED = re.compile(r"\b(?:ikke|ikkje|aldri|ingen|inga)\b(?:\s+[^\W\d]+){0,4}\s*$", re.IGNORECASE)
FLIPPED = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_TO = re.compile(
    r"\b(?P<verb>redus\w+|senk\w+|ned|halver\w+|minsk\w+|gå ned|lavere|lågare|økes?|økt|økning"
    r"|øke|aukar?|auke\w*|økende|hev\w+|styrk\w+"
    r"|opp|vokse\w*|stige\w*|løft\w+)\b[^.;]{0,60}?\b(?P<how>til|med)\s+(?:under|over|minst|høyst|ca\.?)?\s*$",
    re.IGNORECASE,
)
_DOWN = re.compile(r"^(?:redus|senk|ned|halver|minsk|gå ned|lavere|lågare)", re.IGNORECASE)
_AGED = re.compile(
    r"^\s*[- ]?(?:åring\w*|års?\s+(?:og|eller)\s+(?:eldre|yngre|oppover|over|meir)|år\s+gam\w+)", re.IGNORECASE
)
_AGE_BEFORE = re.compile(
    r"\b(?:i alderen|fylt\w*|fyller|fyll|alder|aldersgruppen?|aldersgruppa|født|"
    r"(?:bruk\w+|innbygg\w+|innbyggj\w+|person\w*|folk|ungdom\w*|unge|barn|pasient\w*|bebo\w+|bebu\w+|kvinne\w*|menn|ansatt\w*|tilsett\w*|"
    r"eldre|hjemmeboende|heimebuande|de|dei|alle|som er|seniorer|vaksne|voksne|pensjonist\w*))\s*(?:som\s+er\s+)?"
    r"(?:over|under|fra|frå|mellom|på|eldre enn|yngre enn|fylt)?\s*$",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:varig\w+|var(?:er|t|ar)|som\s+[^.;,]{0,30}|vedvar\w+|i)\s+(?:på\s+|i\s+)?(?:over|meir enn|mer enn|minst|lenger enn)?\s*$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:de|dei|disse|desse|våre|sine|alle|begge|kommunens|området|er valgt ut|er vald ut)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_POST = re.compile(r"stilling\w*\s+(?:på|med|i)\s*$", re.IGNORECASE)
_POST_AFTER = re.compile(r"^\s*(?:%|prosent)?s?[- ]?stilling", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-ZÆØÅ]{2,}\s?$")
_MASKS = [
    re.compile(r"§+\s?\d+(?:[-–]\d+)?\s?[a-z]?(?:,?\s(?:og|,)\s\d+(?:[-–]\d+)?)*", re.IGNORECASE),
    re.compile(
        r"\b(?:kap\.?|kapittel|kapitel|vedlegg|punkt|pkt\.?|side|fase|trinn|nivå|sak|nr\.?|prioritet|fig\.?|figur|tabell)\s?\d+[\w/.-]*",
        re.IGNORECASE,
    ),
    re.compile(r"\bskala(?:en)?\s+(?:fra|frå|på|1)?\s*\d+\s*(?:til|[-–])\s*\d+", re.IGNORECASE),
    re.compile(r"\b(?:av|of)\s+\d{1,2}\s+mulige\b", re.IGNORECASE),
]
_INTERVAL = re.compile(
    rf"\b(?:hvert|kvart)\s+(?:(?P<n>\d{{1,2}})\.|(?P<word>{'|'.join(ORDINALS)}))\s?(?P<unit>år|månad|måned|uke|veke)\b",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"(?<!\d)(?P<a>\d{1,2}|én|ein|en|to|tre|fire|fem|seks|sju|syv|åtte|ni)\s+av\s+(?P<b>\d{1,2}|to|tre|fire|fem|ti)\b(?!\s?%)",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"\b(?:{'|'.join(SHARES)})\b", re.IGNORECASE)
_YEARS = range(1900, 2100)
_MELLOM = re.compile(r"\bmellom\s*$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:innen|innan|i løpet av)\s+(?:ca\.?\s+)?$", re.IGNORECASE)
TIMES = listed("""
    virkedager virkedagar arbeidsdager arbeidsdagar dag dager dagar døgn time timer timar uke uker veke veker
    måned måneder månad månader minutt minutter
""")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in its sentence. `role`: target, age, condition, name, baseline, post, interval or relative.

    `high` is the upper end of a span; `span` tells how it was said: «mellom» is clear, «til» (or a dash) less so.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    unit: str | None = None
    comparator: str | None = None
    role: str = "target"
    verb: str = ""
    loose: bool = False
    span: str = ""


def blank(text: str, start: int, end: int) -> str:
    """The same text with a span made empty, every other place kept."""
    return text[:start] + " " * (end - start) + text[end:]


def quantities(text: str) -> list[Quantity]:
    """Find all quantities of a sentence, in order."""
    for mask in _MASKS:
        for match in mask.finditer(text):
            text = blank(text, *match.span())
    found, text = _special(text)
    numbers = list(numerals(text))
    at = 0
    while at < len(numbers):
        pair = numbers[at : at + 2]
        joined = _span(text, *pair) if len(pair) > 1 else ""
        quantity = _read(text, numbers[at], pair[1] if joined else None, joined)
        at += 2 if joined else 1
        if quantity:
            found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.start)


def _special(text: str) -> tuple[list[Quantity], str]:
    """Intervals («hvert 4. år»), ratios («9 av 10») and shares («halvparten»)."""
    found = []
    for match in _INTERVAL.finditer(text):
        value = int(match["n"]) if match["n"] else ORDINALS[match["word"].lower()]
        found.append(
            Quantity(*match.span(), Decimal(value), unit=match["unit"].lower(), comparator="<=", role="interval")
        )
        text = blank(text, *match.span())
    for match in _RATIO.finditer(text):
        part, whole = (next(numerals(match[name])).value for name in "ab")
        if part <= whole and whole:
            share = (100 * part / whole).quantize(Decimal("0.1"))
            found.append(Quantity(*match.span(), share, unit="%", comparator=_comparator(text, *match.span())[0]))
            text = blank(text, *match.span())
    for match in _SHARE.finditer(text):
        percent = SHARES[match[0].lower()]
        found.append(Quantity(*match.span(), percent, unit="%", comparator=_comparator(text, *match.span())[0]))
        text = blank(text, *match.span())
    return found, text


def _span(text: str, first: Numeral, second: Numeral) -> str:
    """How two numbers belong together: `between` or `to` (a span), `change` (from one to the other), or not at all."""
    between = text[first.end : second.start]
    before = text[: first.start]
    if _MELLOM.search(before) and re.fullmatch(r"\s?(?:%|[^\W\d]+)?\s?og\s", between):
        return "between"
    if re.fullmatch(r"\s?(?:%|prosent)?\s?[-–—]\s?", between):
        return "to"
    if re.fullmatch(r"\s?(?:%|prosent)?\s?til\s(?:minst |over |under )?", between):
        changing = re.search(
            r"\b(?:øke|aukar?|auke|økes|økt|redus\w+|senk\w+|hev\w+|går?|løft\w+)\b", before, re.IGNORECASE
        )
        return "change" if changing else "to"
    return ""


def _read(text: str, first: Numeral, second: Numeral | None, joined: str) -> Quantity | None:
    last = second or first
    unit, end = unit_after(text, last.end)
    if unit is None and _year(text, first, last):
        return None
    comparator, verb = _comparator(text, first.start, last.end)
    value, high = first.value, second.value if second else None
    if comparator is None and unit in TIMES and _WITHIN.search(text[: first.start]):
        comparator = "<="
    if joined == "change" and second:
        falling = second.value < first.value
        return Quantity(
            first.start,
            end,
            second.value,
            unit=unit,
            comparator="<=" if falling else ">=",
            role="change",
            verb=str(first.value),
        )
    role = _role(text, first, last, unit)
    if joined and role == "baseline":
        role = "target"
    if verb == "relative":
        role = "relative"
    if first.loose and comparator is None and unit != "%":
        return None
    if high is not None:
        value, high = sorted((value, high))
    return Quantity(first.start, end, value, high, unit, comparator, role, verb, first.loose, joined)


def _year(text: str, first: Numeral, last: Numeral) -> bool:
    """Whether the number is a calendar year."""
    digits = text[first.start : last.end].strip()
    return first.value in _YEARS and digits[:4].isdigit()


def _comparator(text: str, start: int, end: int) -> tuple[str | None, str]:
    """The comparator of a number and the verb that led to it (`down`, `up`, `relative` or nothing)."""
    before = text[:start]
    leading = _TO.search(before)
    verb = ""
    if leading:
        if leading["how"].lower() == "med":
            return None, "relative"
        verb = "down" if _DOWN.search(leading["verb"]) else "up"
    for sign, pattern in BEFORE:
        if match := pattern.search(before):
            negated = bool(_NEGATED.search(before[: match.start()]))
            return (FLIPPED[sign] if negated else sign), verb
    for sign, pattern in AFTER:
        if pattern.search(text[end : end + 60]):
            return sign, verb
    if verb:
        return ("<=" if verb == "down" else ">="), verb
    return None, ""


def _role(text: str, first: Numeral, last: Numeral, unit: str | None) -> str:
    before, after = text[: first.start], text[last.end :]
    bare = before
    for _sign, pattern in BEFORE:
        bare = pattern.sub("", bare)
    if _AGED.match(after) or (unit in {"år", "åringer", "åringar"} and _AGE_BEFORE.search(bare + " ")):
        return "age"
    if unit == "%" and (_POST.search(before) or (_POST_AFTER.match(after) and first.value != 100)):  # noqa: PLR2004
        return "post"
    if unit in TIMES and bare != before and _LASTS.search(bare + " "):
        return "condition"
    if _NAMED.search(before) or (_ACRONYM.search(before) and unit != "%"):
        return "name"
    if re.search(r"\b(?:fra|frå)\s*$", before, re.IGNORECASE) and unit == "%":
        return "baseline"
    return "target"
