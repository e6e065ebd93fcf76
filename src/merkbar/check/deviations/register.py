"""The register's filter: from the address to rows, always within what the person may see."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from merkbar.check.deviations.kinds import ANSWER_WITHIN, Channel
from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.models import Deviation, DeviationQuerySet, State, in_reach
from merkbar.check.deviations.states import DRAFT, OPEN_STATES
from merkbar.check.deviations.taxonomy import EventType
from merkbar.ground.access.fixed import fixed
from merkbar.ground.access.one_of import OneOf
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.clock import clock
from merkbar.ground.records.language import expand
from merkbar.ground.records.models import Record
from merkbar.ground.records.writes import SEARCH_CONFIG
from merkbar.ground.ui.forms import Day
from merkbar.ground.units.models import Unit

NUMBERED = {"AV-", "TI-", "MØ-"}
"""How references begin."""
CANDIDATES = 2_000
"""Newest full-text hits weighed at most; older ones fall out. More cost 10 ms a thousand."""
OLD_DAYS = 60
PERIODS = ("", "i-ar", "i-fjor", "siste-30", "siste-365")


@dataclass(frozen=True)
class Filter:
    """What the address asks for; anything unreadable is as if it were not there."""

    unit: Unit | None
    type: str
    area: str
    status: str
    start: dt.date | None
    end: dt.date | None
    harm: int | None
    q: str
    kind: str
    period: str
    old: bool
    unanswered: bool = False
    path: str = ""
    """The unit's, today."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the status is chosen."""
        return bool(self.unit) or self.narrows_more

    @property
    def narrows_more(self) -> bool:
        """Whether anything but unit and status is chosen."""
        chosen = (self.type, self.area, self.start, self.end, self.q, self.kind, self.old, self.unanswered)
        return self.harm is not None or any(chosen)


def read(data: Any) -> Filter:
    """Read the query parameters: enhet type omrade status fra til periode skade slag eldre svar q."""

    def word(name: str, longest: int = 200) -> str:
        return str(data.get(name, ""))[:longest].replace("\x00", "").strip()

    unit = Unit.objects.filter(code=word("enhet", 30)).first() if word("enhet") else None
    period = word("periode")
    start, end = _period(period)
    status = word("status") or "apne"
    return Filter(
        unit=unit,
        path=unit.path if unit else "",
        type=word("type", 12),
        area=word("omrade", 4),
        status=status if status in {"apne", "alle", *State.values} and status != DRAFT else "apne",
        start=_day(word("fra")) or start,
        end=_day(word("til")) or end,
        harm=int(word("skade")) if word("skade") in {"0", "1", "2", "3", "4", "5"} else None,
        q=word("q"),
        kind=word("slag", 15),
        period=period if period in PERIODS else "",
        old=word("eldre") == str(OLD_DAYS),
        unanswered=word("svar") == "mangler",
    )


def _day(text: str) -> dt.date | None:
    try:
        return Day().to_python(text)
    except Exception:  # noqa: BLE001 - any unreadable date is no date
        return None


def _period(name: str) -> tuple[dt.date | None, dt.date | None]:
    today = clock.today()
    spans = {
        "i-ar": (dt.date(today.year, 1, 1), None),
        "i-fjor": (dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)),
        "siste-30": (today - dt.timedelta(days=30), None),
        "siste-365": (today - dt.timedelta(days=365), None),
    }
    return spans.get(name, (None, None))


def rows(standing: Standing, wanted: Filter, promised: dt.datetime | None = None) -> DeviationQuerySet:
    """The cases a filter leaves, of those this person may see; «alle» is what statistics count, not what was merged.

    `promised`: what was reported before this should have its answer.
    """
    cases = Deviation.objects.visible_to(standing).exclude(state=DRAFT)
    if wanted.status == "apne":
        cases = cases.filter(state__in=fixed(OPEN_STATES))
    elif wanted.status == "alle":
        cases = cases.counted()
    else:
        cases = cases.filter(state=wanted.status)
    if wanted.path:
        cases = cases.filter(OneOf("unit", units_within([wanted.path]).values("pk")))
    return _narrow(cases, standing, wanted, promised or promised_before())


def promised_before() -> dt.datetime:
    """Find the moment before which a report should have been answered by now."""
    return clock.now() - ANSWER_WITHIN


def old_before() -> dt.datetime:
    """Find the moment before which an open case is old: the same all day."""
    return clock.start_of(clock.today() - dt.timedelta(days=OLD_DAYS))


def exported(standing: Standing, wanted: Filter) -> DeviationQuerySet:
    """Those of the rows that lie where this person may export: more may be read than taken out."""
    reach = standing.reach(Right.EXPORT)
    within = Q(unit__in=units_within(reach.paths))
    for area, paths in reach.paths_by_area.items():
        within |= Q(area=area, unit__in=units_within(paths))
    return rows(standing, wanted).filter(within)


def _narrow(cases: DeviationQuerySet, standing: Standing, wanted: Filter, promised: dt.datetime) -> DeviationQuerySet:
    """What the address asks for; harm is weighed as it is shown, so that no judgement can be found by filtering."""
    if wanted.type:
        kinds = EventType.objects.filter(Q(code=wanted.type) | Q(parent=wanted.type))
        cases = cases.filter(OneOf("type", kinds.order_by().values("code")))
    if wanted.area:
        cases = cases.filter(area=wanted.area)
    if wanted.kind:
        cases = cases.filter(kind=wanted.kind)
    if wanted.harm is not None:
        only_own = Q(reporter=standing.person) & ~in_reach(standing)
        judged, told = Q(harm_level__gte=wanted.harm), Q(harm__gte=wanted.harm)
        cases = cases.filter(~only_own & judged | only_own & told)
    if wanted.start:
        cases = cases.filter(reported_at__gte=clock.start_of(wanted.start))
    if wanted.end:
        cases = cases.filter(reported_at__lt=clock.start_of(wanted.end + dt.timedelta(days=1)))
    if wanted.old:
        cases = cases.filter(reported_at__lt=old_before())
    if wanted.unanswered:
        late = cases.filter(answered_at__isnull=True, reported_at__lt=promised)
        cases = late.exclude(channel__in=[Channel.BULK, Channel.IMPORT])
    if wanted.q:
        cases = cases.filter(pk__in=hits(wanted.q))
    return cases


def hits(q: str, kind: str = "deviation") -> "QuerySet[Record, Any]":
    """Records whose words match, capped, or the one whose reference is asked for; as a subquery."""
    by, text = looked_for(q)
    return by(text, kind)


def looked_for(q: str) -> "tuple[Callable[[str, str], QuerySet[Record, Any]], str]":
    """How to look for what was typed, and for what: a reference, or words in any form."""
    text = expand(q)
    return (worded, text) if text and q[:3].upper() not in NUMBERED else (numbered, q.upper())


def numbered(reference: str, kind: str) -> "QuerySet[Record, Any]":
    """The record of a kind with this reference."""
    return Record.objects.filter(reference=reference, kind=kind).values("pk")


def worded(text: str, kind: str) -> "QuerySet[Record, Any]":
    """The newest records of a kind with these words."""
    found = Record.objects.filter(kind=kind, search=SearchQuery(text, config=SEARCH_CONFIG, search_type="raw"))
    return found.order_by("-pk").values("pk")[:CANDIDATES]


def types_for_filter() -> list[tuple[str, str]]:
    """Types to choose from, in the list's order."""
    return sorted((kind.code, kind.name) for kind in lists().types if kind.parent_id is None)


def areas_for_filter() -> list[tuple[str, str]]:
    """Areas to choose from."""
    return [(area.code, area.name) for area in lists().areas]
