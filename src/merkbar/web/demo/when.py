"""When each case happened and was reported: even over the days, weekends a little quieter, clock as the wards live."""

from datetime import date, datetime, time, timedelta

from merkbar.ground.clock.zone import OSLO

from .draw import share, whole
from .periods import periods
from .rounding import largest_remainder
from .shapes import Draft
from .source import units
from .story import moment

WEEKEND, SATURDAY = 0.9, 5
CLOCK = {(360, 600): 22, (600, 900): 27, (900, 1200): 26, (1200, 1380): 15, (1380, 1800): 10}
"""Share of events [%] by minutes after midnight; past 1440 is the small hours."""
SAME_DAY = 0.8
LAST_MINUTE = 1435
DAY_ONLY_SQUEEZE = 0.32
"""How far into the clock's order places without evenings and nights reach: until about 17."""
AROUND_THE_CLOCK = {"sykehjem", "omsorgsbolig", "hjemmetjeneste", "bofellesskap", "rop", "lege"}


def at(day: date, minute: int) -> datetime:
    """Give a minute of a day, Oslo time."""
    return datetime.combine(day, time(minute // 60, minute % 60), OSLO)


def _days(first: date, last: date) -> list[tuple[float, date]]:
    """Each day with the share of the period that lies before its end."""
    days = [first + timedelta(turn) for turn in range((last - first).days + 1)]
    weights = [WEEKEND if day.weekday() >= SATURDAY else 1.0 for day in days]
    whole_weight, sums = sum(weights), 0.0
    found = []
    for day, weight in zip(days, weights, strict=True):
        sums += weight
        found.append((sums / whole_weight, day))
    return found


def _awake(draft: Draft) -> bool:
    """Whether the unit works evenings, nights and weekends."""
    unit = units().get(draft.unit)
    return unit is None or unit.kind in AROUND_THE_CLOCK


def _off_the_weekend(drafts: list[Draft], found: dict[int, date]) -> None:
    """Places closed at weekends change days with those that are not; the days' totals stay."""
    closed = [draft for draft in drafts if not _awake(draft) and found[draft.key].weekday() >= SATURDAY]
    others = [draft for draft in drafts if _awake(draft) and found[draft.key].weekday() < SATURDAY]
    step = max(len(others) // (len(closed) + 1), 1)
    for draft, other in zip(closed, others[::step], strict=False):
        found[draft.key], found[other.key] = found[other.key], found[draft.key]


def _deal_days(drafts: list[Draft]) -> dict[int, date]:
    """Spread the drafts of one period evenly over its days."""
    period = periods()[drafts[0].period]
    days, place = _days(period.first, period.last), 0
    drafts = sorted(drafts, key=lambda draft: share(draft.key, "day order"))
    found: dict[int, date] = {}
    for turn, draft in enumerate(drafts):
        position = (turn + share(draft.key, "day")) / len(drafts)
        while place < len(days) - 1 and days[place][0] <= position:
            place += 1
        found[draft.key] = days[place][1]
    _off_the_weekend(drafts, found)
    return found


def _minutes(drafts: list[Draft]) -> dict[int, int]:
    """Choose a minute of the day for each draft, the clock's shares exact."""
    order = sorted(
        drafts, key=lambda draft: share(draft.key, "clock order") * (1 if _awake(draft) else DAY_ONLY_SQUEEZE)
    )
    found, start = {}, 0
    for (low, high), count in largest_remainder(len(order), CLOCK).items():
        for draft in order[start : start + count]:
            found[draft.key] = whole(draft.key, "minute", low, high - 1) % 1440
        start += count
    return found


def _place(draft: Draft, day: date, minute: int) -> None:
    if share(draft.key, "same day") < SAME_DAY:
        draft.occurred_at = at(day, min(minute, LAST_MINUTE - 10))
        draft.reported_at = at(day, min(minute + whole(draft.key, "lag", 5, 180), LAST_MINUTE))
    else:
        draft.occurred_at = at(day - timedelta(whole(draft.key, "days late", 1, 3)), minute)
        draft.reported_at = at(day, whole(draft.key, "desk", 420, 1320))


def settle(drafts: list[Draft]) -> None:
    """Set `occurred_at` and `reported_at` of every draft, and number them through each year."""
    dealt: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.pin:
            draft.reported_at = moment(draft.pin["at"])
            happened = draft.pin.get("occurred")
            draft.occurred_at = moment(happened) if happened else draft.reported_at - timedelta(minutes=25)
        else:
            dealt.setdefault(draft.period, []).append(draft)
    for group in dealt.values():
        days, minutes = _deal_days(group), _minutes(group)
        for draft in group:
            _place(draft, days[draft.key], minutes[draft.key])
    drafts.sort(key=lambda draft: (draft.reported_at, draft.key))
    counted: dict[int, int] = {}
    for draft in drafts:
        draft.seq = counted[draft.year] = counted.get(draft.year, 0) + 1
