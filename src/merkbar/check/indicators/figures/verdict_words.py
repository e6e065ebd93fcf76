"""The sentences of a verdict. Each says what was seen, since when, and against what; none is made from two points."""

import datetime as dt
from typing import Final

from merkbar.check.indicators.figures.saying import NOUNS, Said, count, figure, gettext_noop, period

SHORT: Final = {
    "better": gettext_noop("Endring oppdaget %(when)s: bedre"),
    "worse": gettext_noop("Endring oppdaget %(when)s: verre"),
    "change": gettext_noop("Endring oppdaget %(when)s"),
}
WORDS: Final = {
    "better": gettext_noop("Bedre"),
    "worse": gettext_noop("Verre"),
    "change": gettext_noop("Endring"),
    "none": gettext_noop("Ingen endring"),
    "too_little": gettext_noop("For lite data"),
    "season": gettext_noop("Sesong – test av"),
    "trend": gettext_noop("Trend"),
}
"""The word of each verdict, as it stands beside its icon."""
RISING: Final = gettext_noop("Trend oppover")
FALLING: Final = gettext_noop("Trend nedover")
OVER: Final = gettext_noop("over medianen")
UNDER: Final = gettext_noop("under medianen")
BY_RUN: Final = gettext_noop("Endring oppdaget i %(when)s: %(count)s %(noun)s på rad %(side)s, fra %(since)s.")
BY_CROSSINGS: Final = gettext_noop(
    "Endring oppdaget i %(when)s: kurven krysser medianen sjeldnere enn tilfeldig variasjon gjør. "
    "%(count)s %(noun)s på rad %(side)s, fra %(since)s."
)
BOTH_WAYS: Final = gettext_noop(
    "Endring oppdaget i %(when)s: tallene svinger i lange bølger og ikke tilfeldig rundt medianen."
)
BY_NHS: Final = gettext_noop("Endring oppdaget i %(when)s: tallene skiller seg fra tilfeldig variasjon fra %(since)s.")
CALM: Final = gettext_noop("Ingen endring: tallene varierer tilfeldig rundt medianen %(centre)s.")
CALM_MEAN: Final = gettext_noop("Ingen endring: tallene varierer tilfeldig rundt gjennomsnittet %(centre)s.")
STILL: Final = gettext_noop("Ingen endring: alle verdiene er like.")
CALM_AGAIN: Final = gettext_noop(
    "Ingen endring nå. En endring fra %(since)s til %(until)s er over: etterpå varierer tallene tilfeldig."
)
TOO_LITTLE: Final = gettext_noop("For lite data: %(known)s av de %(least)s målingene som trengs.")
TOO_LITTLE_NEW: Final = gettext_noop(
    "For lite data siden ny prosess i %(since)s: %(known)s av de %(least)s målingene som trengs."
)
NO_NUMBERS: Final = gettext_noop("Ingen målinger ennå.")
SEASON: Final = gettext_noop("Tallene svinger med årstiden. Testen er av, ellers ville hver sommer vært en endring.")
SEASON_YEAR: Final = gettext_noop(
    "Tallene svinger med årstiden, så testen er av. Sammenlign med samme tid i fjor: %(now)s mot %(before)s."
)
STEADY: Final = gettext_noop("Jevn trend %(way)s: %(along)s av %(moves)s endringer siden %(since)s går samme vei.")
UP: Final = gettext_noop("oppover")
DOWN: Final = gettext_noop("nedover")


def short(word: str, when: dt.date | None, cadence: str, side: int = 0) -> Said:
    """The verdict in a few words.

    >>> str(short("better", dt.date(2025, 10, 1), "month"))
    'Endring oppdaget okt 2025: bedre'
    """
    if word in SHORT and when is not None:
        return Said(SHORT[word], {"when": period(when, cadence, short=True)})
    if word == "trend":
        return Said(RISING if side > 0 else FALLING)
    return Said(WORDS[word])


def changed(text: str, cadence: str, *, when: dt.date, since: dt.date, length: int, side: str) -> Said:
    """What was seen, when, and from when it counts."""
    facts = {
        "when": period(when, cadence),
        "since": period(since, cadence),
        "count": count(length),
        "noun": Said(NOUNS.get(cadence, NOUNS[""])),
        "side": Said(side),
    }
    return Said(text, facts)


def calm(median: float | None, decimals: int) -> Said:
    """Nothing but chance around the median."""
    return Said(CALM, {"centre": figure(median or 0.0, decimals)})


def calm_around_mean(mean: float | None, decimals: int) -> Said:
    """Nothing but chance around the mean."""
    return Said(CALM_MEAN, {"centre": figure(mean or 0.0, decimals)})


def season(now: float | None, before: float | None, decimals: int) -> Said:
    """Why nothing is tested, and what may be compared instead."""
    if now is None or before is None:
        return Said(SEASON)
    return Said(SEASON_YEAR, {"now": figure(now, decimals), "before": figure(before, decimals)})


def too_little(known: int, least: int, since: dt.date | None, cadence: str) -> Said:
    """How many values there are of those needed."""
    if not known and since is None:
        return Said(NO_NUMBERS)
    facts: dict[str, object] = {"known": known, "least": count(least)}
    if since is None:
        return Said(TOO_LITTLE, facts)
    return Said(TOO_LITTLE_NEW, {**facts, "since": period(since, cadence)})
