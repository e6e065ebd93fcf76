"""What the statistics page says in words: the lead, the period, and the sentences beside each figure."""

import datetime as dt
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from merkbar.check.deviations import figures, words
from merkbar.check.deviations.statistics import count_by
from merkbar.check.deviations.statistics_scope import Selection
from merkbar.check.deviations.statistics_shares import (
    Ages,
    Answers,
    Share,
    harm_by,
    harm_share,
    period_before,
    year_back,
)
from merkbar.ground.access.standing import Standing
from merkbar.ground.clock import clock
from merkbar.ground.ui.norwegian import day as long_day
from merkbar.ground.ui.norwegian import short_day

FIRST_MONTH: Final = 31
"""A year counts as whole from the start when its first report came within this [days]."""
HIDDEN: Final = _lazy("skjult")
"""What stands where a number is held back; – is for a number that there is nothing to count of."""
Compared = tuple[Selection, Selection, bool]
"""Before, after, and whether they are named by year."""


def lead(standing: Standing, wanted: Selection, total: int | None, *, whole_time: bool) -> list[str]:
    """How many reports, how many did harm, and what the two together mean."""
    if total is None:
        return [_("Tallene er for små til å vises. De kunne pekt på enkeltpersoner.")]
    if not total:
        return [_("Ingen meldinger i dette utvalget. Prøv en lengre periode eller en annen enhet.")]
    said = [_("%(reports)s %(when)s.") % {"reports": words.reports(total), "when": when(wanted, whole_time=whole_time)}]
    compared = _compared(wanted, whole_time=whole_time)
    if compared is None:
        return [*said, *_harm_alone(standing, wanted)]
    before, after, _by_year = compared
    shares = _harms(standing, compared, wanted)
    sentence = harm_sentence(shares[0], shares[1], wanted, before, after, by_year=compared[2])
    numbers = [count_by(standing, chosen, []).total for chosen in (before, after)]
    earlier, later = (n or 0 for n in numbers)
    if not sentence or not earlier:
        return [*said, *sentence]
    read = words.reading(
        figures.count_change(earlier, later),
        figures.share_change(shares[0].pair, shares[1].pair),
        min(earlier, later),
    )
    return [*said, *sentence, read]


def _compared(wanted: Selection, *, whole_time: bool) -> Compared | None:
    """Find the two equally long periods to compare: this year so far with the same days of the first, or with the one before."""
    if wanted.start is None or wanted.end is None:
        return None
    if not whole_time:
        start, end = period_before(wanted.start, wanted.end)
        return replace(wanted, start=start, end=end), wanted, False
    first = wanted.start.year + (1 if wanted.start.timetuple().tm_yday > FIRST_MONTH else 0)
    years = wanted.end.year - first
    if years < 1:
        return None
    after = replace(wanted, start=dt.date(wanted.end.year, 1, 1))
    return replace(wanted, start=dt.date(first, 1, 1), end=year_back(wanted.end, years)), after, True


def _harms(standing: Standing, compared: Compared, wanted: Selection) -> tuple[Share, Share]:
    """The shares with harm: by whole years when those are named, else of the two periods."""
    before, after, by_year = compared
    if not by_year:
        return harm_share(standing, before), harm_share(standing, after)
    years = harm_by(standing, wanted, "year")
    return tuple(years.get(str(chosen.end.year if chosen.end else 0), Share()) for chosen in (before, after))  # type: ignore[return-value]


def harm_sentence(
    earlier: Share, later: Share, wanted: Selection, before: Selection, after: Selection, *, by_year: bool
) -> list[str]:
    """Say the share with harm and what it was before; nothing when nobody knows."""
    if earlier.value is None or later.value is None:
        return [] if later.value is None else [_harm_text(later, wanted)]
    facts = {
        "now": words.percent(later.value, 1),
        "then": words.percent(earlier.value, 1),
        "year": after.end.year if after.end else "",
        "first": before.end.year if before.end else "",
        "events": _events(wanted),
    }
    if by_year:
        return [_("%(now)s av %(events)s ga skade i %(year)s; i %(first)s var det %(then)s.") % facts]
    if before.start and after.start and before.start == year_back(after.start):
        return [_("%(now)s av %(events)s ga skade; i samme periode året før var det %(then)s.") % facts]
    return [_("%(now)s av %(events)s ga skade; i perioden før var det %(then)s.") % facts]


def _harm_alone(standing: Standing, wanted: Selection) -> list[str]:
    share = harm_share(standing, wanted)
    return [] if share.value is None else [_harm_text(share, wanted)]


def _harm_text(share: Share, wanted: Selection) -> str:
    facts = {"now": words.percent(share.value, 1), "events": _events(wanted)}
    return _("%(now)s av %(events)s ga skade.") % facts


def _events(wanted: Selection) -> str:
    narrowed = wanted.area or wanted.type
    return _("hendelsene i utvalget") if narrowed else _("hendelsene som gjaldt brukere,")


def when(wanted: Selection, *, whole_time: bool) -> str:
    """Name the period: «siden 2024», «i 2025», «så langt i 2026», «fra 1. mars 2026 til 10. mars 2026»."""
    if wanted.start is None or wanted.end is None:
        return ""
    facts = {
        "year": wanted.end.year,
        "first": wanted.start.year,
        "start": plain(wanted.start),
        "end": plain(wanted.end),
    }
    if whole_time:
        return _("siden %(first)s") % facts
    if wanted.start == dt.date(wanted.end.year, 1, 1):
        if wanted.end == dt.date(wanted.end.year, 12, 31):
            return _("i %(year)s") % facts
        if wanted.end == clock.today():
            return _("så langt i %(year)s") % facts
    return _("fra %(start)s til %(end)s") % facts


def plain(day: dt.date) -> str:
    """«21. september 2026»."""
    return long_day(day).partition(" ")[2]


def part_of(first: dt.date, last: dt.date, wanted: Selection) -> str:
    """Say which part of a year or month the figures have: «til 21. sept.»; nothing when they have it all."""
    start, end = max(first, wanted.start or first), min(last, wanted.end or last, max(first, clock.today()))
    facts = {"start": short_day(start, today=start), "end": short_day(end, today=end)}
    if start > first and end < last:
        return _("%(start)s til %(end)s") % facts
    if end < last:
        return _("til %(end)s") % facts
    return _("fra %(start)s") % facts if start > first else ""


def with_part(name: str, part: str) -> str:
    """«2026 (til 21. sept.)»."""
    return _("%(name)s (%(part)s)") % {"name": name, "part": part} if part else name


def span(start: dt.date, end: dt.date) -> str:
    """Name two days: «1. januar til 21. september 2025»; with both years where they differ."""
    if start == end:
        return plain(end)
    first = plain(start).rpartition(" ")[0] if start.year == end.year else plain(start)
    return _("%(start)s til %(end)s") % {"start": first, "end": plain(end)}


def answered(answers: Answers) -> str:
    """Say how many got an answer in time, and the wait in the middle."""
    share = answers.in_time
    if share.held:
        return _("Tallet er skjult, for det kunne pekt på en person.")
    if not share.whole and answers.median is None:
        return _("Ingen meldinger er gamle nok til å telle.")
    said = words.answered(share.part, share.whole)
    if answers.median is None:
        return said
    return _("%(said)s Halvparten fikk svar innen %(days)s.") % {
        "said": said,
        "days": words.days(round(answers.median, 1)),
    }


def ages(found: Ages) -> str:
    """Say how many cases are open today, and how old they are."""
    if found.held:
        return _("Tallet er skjult, for det kunne pekt på en person.")
    if not found.number:
        return _("Ingen åpne saker i dag.")
    facts = {
        "cases": words.plural(found.number, _("åpen sak"), _("åpne saker")),
        "old": words.count(found.old) if found.old else _("Ingen"),
        "days": words.days(round(found.median or 0)),
    }
    return _("%(cases)s i dag. %(old)s er eldre enn 60 dager. Halvparten er %(days)s eller yngre.") % facts


def share_of(share: Share) -> str:
    """Part of whole with per cent, or that it is held back."""
    if share.held:
        return str(HIDDEN)
    return words.out_of(share.part, share.whole) if share.whole else words.NO_FIGURE
