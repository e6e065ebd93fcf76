"""What figures mean, in Norwegian: numbers as they are written, plural forms, and sentences that read a change.

A count of reports is never good or bad by itself; with the share that was harmed it says something about the culture of
reporting. Few cases say nothing, and the sentence says so. Pure functions; the sentences are for pages and reports.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from merkbar.check.deviations.figures import Change

SPACE: Final = "\u00a0"
"""No-break space."""
MINUS: Final = "\u2212"
NO_FIGURE: Final = "–"
GROUPED_FROM: Final = 10_000
"""Four digits stand together, five are grouped (Språkrådet)."""
FEW_CASES: Final = 30
"""Under this many cases in a period a change is not read [cases]."""
TOO_FEW: Final = "Foreløpig for få til å si noe."

READINGS: Final[dict[tuple[Change, Change], str]] = {
    ("up", "down"): "Flere meldinger og lavere andel skade tyder på bedre meldekultur, ikke dårligere tjeneste.",
    (
        "up",
        "same",
    ): "Flere meldinger og samme andel skade: det meldes mer, men tallene viser ikke om det også skjer mer.",
    ("up", "up"): "Flere meldinger og høyere andel skade: se på hva som skjer, og hvor.",
    ("same", "down"): "Like mange meldinger og lavere andel skade tyder på at mer stoppes i tide.",
    ("same", "same"): "Ingen endring i antall meldinger eller andel skade.",
    ("same", "up"): "Like mange meldinger og høyere andel skade: se på de alvorligste hendelsene først.",
    (
        "down",
        "down",
    ): "Færre meldinger og lavere andel skade kan være en bedring. Sjekk at det fortsatt meldes som før.",
    ("down", "same"): "Færre meldinger og samme andel skade: spør om det er blitt vanskeligere å melde.",
    ("down", "up"): "Færre meldinger og høyere andel skade kan bety at bare det alvorligste blir meldt.",
}
"""What a change in the number of reports and in the share with harm means together (reports, harm)."""


def number(value: float | None, decimals: int = 0) -> str:
    r"""Write a number with decimal comma, no-break space from 10 000 and a real minus; – when there is none.

    >>> number(5.05, 1), number(-0.5), number(12345.678, 2)
    ('5,1', '−1', '12\xa0345,68')
    """
    if value is None:
        return NO_FIGURE
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", SPACE) if int(whole) >= GROUPED_FROM else whole
    sign = MINUS if rounded < 0 else ""
    return sign + ",".join(filter(None, (grouped, fraction)))


def count(n: int | None) -> str:
    r"""Write a count.

    >>> count(5657), count(10000)
    ('5657', '10\xa0000')
    """
    return number(n)


def percent(share: float | None, decimals: int = 0) -> str:
    r"""Write a share [0–1] as per cent.

    >>> percent(0.385), percent(0.385, 1)
    ('39\xa0%', '38,5\xa0%')
    """
    if share is None:
        return NO_FIGURE
    return number(float(Decimal(str(share)) * 100), decimals) + SPACE + "%"


def plural(n: float, one: str, many: str, decimals: int = 0) -> str:
    r"""Write a number with its noun; only exactly one is singular.

    >>> plural(1, "sak", "saker"), plural(0, "sak", "saker"), plural(1.5, "dag", "dager", 1)
    ('1\xa0sak', '0\xa0saker', '1,5\xa0dager')
    """
    written = number(n, decimals)
    return written + SPACE + (one if written == "1" else many)


def days(n: float, decimals: int = 0) -> str:
    """«1 dag», «2 dager»."""
    return plural(n, "dag", "dager", decimals)


def workdays(n: int) -> str:
    """«1 virkedag», «2 virkedager»."""
    return plural(n, "virkedag", "virkedager")


def hours(n: int) -> str:
    """«1 time», «72 timer»."""
    return plural(n, "time", "timer")


def months(n: int) -> str:
    """«1 måned», «3 måneder»."""
    return plural(n, "måned", "måneder")


def reports(n: int) -> str:
    """«1 melding», «2 meldinger»."""
    return plural(n, "melding", "meldinger")


def cases(n: int) -> str:
    """«1 sak», «2 saker»."""
    return plural(n, "sak", "saker")


def out_of(part: int, whole: int) -> str:
    r"""Part of a whole, with per cent when the whole is large enough to bear one.

    >>> out_of(39, 210), out_of(2, 3)
    ('39 av 210 (19\xa0%)', '2 av 3')
    """
    if whole < FEW_CASES:
        return f"{count(part)} av {count(whole)}"
    return f"{count(part)} av {count(whole)} ({percent(part / whole)})"


def reading(reports_change: Change, harm_change: Change, n: int) -> str:
    """Say what the changes in reports and in the share with harm mean; `n` is the cases of the smaller period.

    >>> reading("up", "down", 1209)
    'Flere meldinger og lavere andel skade tyder på bedre meldekultur, ikke dårligere tjeneste.'
    """
    return TOO_FEW if n < FEW_CASES else READINGS[reports_change, harm_change]


def answered(part: int, whole: int, limit: int = 7) -> str:
    r"""Say how many reporters heard from a person in time; with few, in numbers only.

    >>> answered(1_442, 1_737)
    '1442 av 1737 (83\xa0%) fikk svar innen 7\xa0dager.'
    """
    if not whole:
        return "Ingen meldinger ventet på svar."
    template = "%(part)s fikk svar innen %(limit)s."
    return template % {"part": out_of(part, whole), "limit": days(limit)}


def age(n: int) -> str:
    """Say how long a case has been open."""
    if n == 0:
        return "meldt i dag"
    template = "meldt for %(days)s siden"
    return "meldt i går" if n == 1 else template % {"days": days(n)}
