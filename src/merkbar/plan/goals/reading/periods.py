"""Periods and deadlines: «per måned», «kvart tertial», «innen utgangen av 2024»."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_EACH = r"(?:per|pr\.?|hver|kvar|hvert|kvart|i|om|kvar|for hver|gjennom hele|gjennom heile)"
_PERIODS = {
    "month": re.compile(
        rf"\b(?:{_EACH}\s+(?:enkelt\s+)?(?:måned(?:en)?|månad(?:en)?|mnd\b\.?)|månedlige?|månadlege?|månedsvis)",
        re.IGNORECASE,
    ),
    "tertial": re.compile(
        rf"\b(?:{_EACH}\s+(?:enkelt\s+)?tertial(?:et)?|tertialvis\w*|tertialrapport\w*)", re.IGNORECASE
    ),
    "year": re.compile(
        rf"\b(?:{_EACH}\s+(?:enkelt\s+)?år(?:et)?\b|årlige?\b|årlege?\b|i løpet av (?:et |eit )?år(?:et)?\b"
        r"|års(?:kontroll|møte|samtale|gjennomgang|gjennomgong)\w*)",
        re.IGNORECASE,
    ),
}
_OTHER = re.compile(
    r"\b(?:(?:per|pr\.?|hver|kvar|hvert|kvart|i)\s+(?:uken?|uka|veke|veka|dag(?:en)?|døgn(?:et)?|kvartal(?:et)?|"
    r"halvår(?:et)?)|ukentlig\w*|vekentleg\w*|daglig|dagleg|kvartalsvis\w*|halvårlig\w*|halvårleg\w*)",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BY = r"(?:innen|innan|før|senest|seinast|i løpet av|ved|per|pr\.?|til)"
_MONTH = "|".join(MONTHS)
_DEADLINES = [
    re.compile(
        rf"(?:\b{_BY}\s+)?\b(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>(?:20)?\d\d)\b", re.IGNORECASE
    ),
    re.compile(rf"(?:\b{_BY}\s+)?\b(?P<day>\d{{1,2}})\.\s?(?P<name>{_MONTH})\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b(?:{_BY}\s+)?(?P<tertial>[123])\.\s?tertial\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b(?:{_BY}\s+)?(?P<half>1\.|2\.|første|fyrste|andre)\s?halvår\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<word>{_BY}|i)\s+(?:(?:utgangen|slutten|løpet|utløpet)\s+av\s+)?(?P<name>{_MONTH})\s+{_YEAR}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<word>{_BY}|i)\s+(?:(?:utgangen|slutten|løpet|utløpet|utgongen)\s+av\s+)?(?:året\s+)?{_YEAR}\b(?!\s?[-–]\s?\d)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:i\s+(?:løpet\s+av\s+)?)?perioden\s+(?:19|20)\d\d\s?(?:[-–/]|til)\s?(?P<year>(?:20)?\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\(" + _YEAR + r"\)", re.IGNORECASE),
]
_PLAN = re.compile(
    r"\b(?:i|innen|innan|ved|i løpet av)\s+(?:(?:utløpet|utgangen|slutten)\s+av\s+)?planperioden?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, the span of its words, and whether the year alone was said with «innen», which may mean two things."""

    day: date
    start: int
    end: int
    words: str
    doubtful: bool = False


def period_of(text: str) -> str | None:
    """Find the period a number is counted over.

    >>> period_of("minst to per år"), period_of("kvar månad"), period_of("hvert tertial"), period_of("hvert 4. år")
    ('year', 'month', 'tertial', None)
    """
    found = {name: match.start() for name, pattern in _PERIODS.items() if (match := pattern.search(text))}
    return min(found, key=lambda name: found[name]) if found else None


def other_period(text: str) -> str | None:
    """Find a period Merkbar does not count in: week, quarter, half-year."""
    match = _OTHER.search(text)
    return match[0] if match else None


def deadline_of(text: str) -> Deadline | None:
    """Find the last day of a deadline.

    >>> deadline_of("innen utgangen av 2024").day.isoformat(), deadline_of("senest 1. mai 2026").day.isoformat()
    ('2024-12-31', '2026-05-01')
    """
    for pattern in _DEADLINES:
        match = pattern.search(text)
        day = _day(match) if match else None
        if match and day:
            words = match[0]
            doubtful = bool(re.fullmatch(r"(?:innen|innan)\s+(?:19|20)\d\d", words, re.IGNORECASE))
            return Deadline(day, match.start(), match.end(), words, doubtful)
    return None


def says_plan_period(text: str) -> bool:
    """Whether the end of the plan is the deadline."""
    return bool(_PLAN.search(text))


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 100 else 0  # noqa: PLR2004
    before = (parts.get("word") or "").lower() == "før" or match[0].lower().startswith("før ")
    try:
        if parts.get("day"):
            month = int(parts["month"]) if parts.get("month") else MONTHS.index(parts["name"].lower()) + 1
            return date(year, month, int(parts["day"]))
        month = _month(parts)
        if before:
            return date.fromordinal(date(year, 1 if month == len(MONTHS) else month, 1).toordinal() - 1)
        return date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> int:
    """The last month of what is named."""
    if name := parts.get("name"):
        return MONTHS.index(name.lower()) + 1
    if tertial := parts.get("tertial"):
        return int(tertial) * 4
    if half := parts.get("half"):
        return 6 if half.lower() in {"1.", "første", "fyrste"} else 12
    return len(MONTHS)


PERIOD_YEARS = re.compile(r"(?<!\d)(?P<begin>20\d\d)\s?(?:[-–—/]|til|to|\s[-–—]\s)\s?(?P<end>20\d\d|\d\d)(?!\d)")


def years_in(text: str) -> tuple[int, int] | None:
    """The years a plan holds for.

    >>> years_in("Kvalitetsplan 2024–27"), years_in("Strategi 2021 - 2024"), years_in("fra 2019")
    ((2024, 2027), (2021, 2024), None)
    """
    for match in PERIOD_YEARS.finditer(text):
        begin, end = int(match["begin"]), int(match["end"])
        end += begin // 100 * 100 if end < 100 else 0  # noqa: PLR2004
        if begin < end <= begin + 30:
            return begin, end
    return None
