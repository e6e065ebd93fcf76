"""What counts alone cannot say: share with harm, share of near misses, answers in time, the age of open cases, rates.

A number of reports is never good or bad; these four say something about the culture of reporting and the promise to the
reporter (Macrae 2016, B5). One statement for each figure.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Q

from merkbar.check.deviations import figures
from merkbar.check.deviations.kinds import Kind
from merkbar.check.deviations.statistics import is_closed, suppressed
from merkbar.check.deviations.statistics_scope import Places, Selection, numbers, sees_all, tops
from merkbar.check.deviations.statistics_shapes import open_by_area, parted, parted_by, still_open, waits, waits_by_year
from merkbar.ground.access.standing import Standing
from merkbar.ground.clock import clock

PROMISED_DAYS: Final = 7
"""The promise to the reporter: a person answers within this [days, counted by date]."""
OLD_DAYS: Final = 60
"""An open case older than this is asked about [days]."""
ABOUT_USERS: Final = "BR"
NEAR_MISS_AREAS: Final = ("BR", "HM")
"""Near misses are told from harm where somebody can be harmed: users and employees."""
TIMES: Final = ("year", "quarter")


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole. `unknown` cases are in neither; `held` when showing it would point at somebody."""

    part: int = 0
    whole: int = 0
    unknown: int = 0
    held: bool = False

    @property
    def value(self) -> float | None:
        """The share [1]; None when there is no whole or it is held back."""
        return None if self.held else figures.share(self.part, self.whole)

    @property
    def pair(self) -> tuple[int, int]:
        """Part and whole, for comparing two shares."""
        return self.part, self.whole


@dataclass(frozen=True, slots=True)
class Answers:
    """How many got an answer in time of those whose answer is due, and the median wait [days] of those answered."""

    in_time: Share
    median: float | None


@dataclass(frozen=True, slots=True)
class Ages:
    """Open cases: how many, how many older than `OLD_DAYS`, and their median age [days]."""

    number: int
    old: int
    median: float | None
    held: bool = False


def harm_share(standing: Standing, wanted: Selection) -> Share:
    """Events with known harm that harmed somebody; of those about users unless an area or type is chosen."""
    return _share(standing, _about(wanted, ABOUT_USERS), _HARMED, _KNOWN)


def near_miss_share(standing: Standing, wanted: Selection) -> Share:
    """Near misses among events about users and employees."""
    return _share(standing, wanted, Q(kind=Kind.NEAR_MISS), Q(), also=_near_miss_area(wanted))


def harm_by(standing: Standing, wanted: Selection, time: str) -> dict[str, Share]:
    """The share with harm for each year (`2026`) or quarter (`2026-3`)."""
    return _shares(standing, _about(wanted, ABOUT_USERS), time, _HARMED, _KNOWN)


def near_miss_by(standing: Standing, wanted: Selection, time: str) -> dict[str, Share]:
    """The share of near misses for each year or quarter."""
    return _shares(standing, wanted, time, Q(kind=Kind.NEAR_MISS), Q(), also=_near_miss_area(wanted))


_HARMED = Q(harm_level__gte=1)
_KNOWN = Q(harm_level__isnull=False)


def _about(wanted: Selection, area: str) -> Selection:
    return wanted if wanted.area or wanted.type else replace(wanted, area=area)


def _near_miss_area(wanted: Selection) -> Q:
    return Q() if wanted.type else Q(area__in=NEAR_MISS_AREAS)


def _share(standing: Standing, wanted: Selection, part: Q, known: Q, *, also: Q = Q()) -> Share:  # noqa: B008 - Q is a value
    found = numbers(standing, wanted, parted, part, known, also)
    whole, harmed, every = found[0] if found else (0, 0, 0)
    return _guarded(Share(harmed, whole, every - whole), closed=_closed(standing, wanted))


def _shares(
    standing: Standing,
    wanted: Selection,
    time: str,
    part: Q,
    known: Q,
    *,
    also: Q = Q(),  # noqa: B008 - Q is a value
) -> dict[str, Share]:
    rows = numbers(standing, wanted, parted_by, time, part, known, also)
    found = {_named(at): Share(harmed, whole, every - whole) for at, whole, harmed, every in rows}
    closed = _closed(standing, wanted)
    if any(_guarded(share, closed=closed).held for share in found.values()):
        return {at: replace(share, held=True) for at, share in found.items()}
    return found


def _named(at: int | dt.date) -> str:
    return f"{at.year}-{(at.month + 2) // 3}" if isinstance(at, dt.date) else str(at)


def _closed(standing: Standing, wanted: Selection) -> bool:
    return is_closed(standing, tops(standing, wanted), wanted, ["kind"])


def _guarded(share: Share, *, closed: bool) -> Share:
    small = range(1, figures.N_MIN)
    points_at = closed and (share.part in small or share.whole - share.part in small)
    return replace(share, held=True) if points_at else share


def answer_time(standing: Standing, wanted: Selection) -> Answers:
    """How long reporters wait for a person's answer; reports whose week has not passed are not judged yet."""
    found = _answers(numbers(standing, wanted, waits, _last_due()))
    return _held_back(found, closed=_closed(standing, wanted))


def answers_by_year(standing: Standing, wanted: Selection) -> dict[str, Answers]:
    """Answers in time and median wait for each year reported."""
    years: dict[str, list[Wait]] = defaultdict(list)
    for at, *wait in numbers(standing, wanted, waits_by_year, _last_due()):
        years[str(at)].append((wait[0], wait[1], wait[2]))
    closed = _closed(standing, wanted)
    return {at: _held_back(_answers(waits), closed=closed) for at, waits in years.items()}


def answers_by_unit(standing: Standing, wanted: Selection) -> dict[str, Share]:
    """Answers in time for each unit; held back where the others and the total would give a small number away."""
    grid: dict[tuple[str, bool], int] = defaultdict(int)
    for unit, waited, is_due, n in numbers(standing, wanted, waits, _last_due(), "unit"):
        if not is_due:
            continue
        place = wanted.places.current(unit) if wanted.tree == "now" else wanted.places.by_pk[unit]
        grid[place.code, waited is not None and waited <= PROMISED_DAYS] += n
    shown, _kept = (grid, True) if sees_all(standing, tops(standing, wanted)) else suppressed(dict(grid))
    return {
        unit: Share(
            grid.get((unit, True), 0),
            grid.get((unit, True), 0) + grid.get((unit, False), 0),
            held=shown.get((unit, True), 0) is None or shown.get((unit, False), 0) is None,
        )
        for unit, _in_time in sorted(grid)
    }


def _held_back(found: Answers, *, closed: bool) -> Answers:
    """Without the median too, where the numbers behind it would point at somebody."""
    share = _guarded(found.in_time, closed=closed)
    return Answers(share, None) if share.held else found


Wait = tuple[int | None, bool, int]
"""Days until the answer (None: no answer yet), whether an answer is due by now, number of cases."""


def _last_due() -> dt.date:
    """Find the day after the last one whose reports should have an answer by now."""
    return clock.today() - dt.timedelta(days=PROMISED_DAYS)


def _answers(waits: Iterable[Wait]) -> Answers:
    answered: dict[int, int] = defaultdict(int)
    due = in_time = 0
    for waited, is_due, n in waits:
        due += n * is_due
        if waited is not None:
            answered[waited] += n
            in_time += n * (is_due and waited <= PROMISED_DAYS)
    return Answers(Share(in_time, due), figures.weighted_median(answered))


def age_of_open(standing: Standing, wanted: Selection) -> Ages:
    """Open cases today, whenever they were reported."""
    found = _ages(numbers(standing, replace(wanted, start=None, end=None), still_open))
    small = range(1, figures.N_MIN)
    points_at = found.number in small or found.old in small or found.number - found.old in small
    return Ages(0, 0, None, held=True) if points_at and _closed(standing, wanted) else found


def age_of_open_by_area(standing: Standing, wanted: Selection) -> dict[str | None, Ages]:
    """Open cases today by what they concern; nothing where the small numbers would point at somebody."""
    rows = numbers(standing, replace(wanted, start=None, end=None), open_by_area)
    areas: dict[str | None, list[tuple[dt.date, int]]] = defaultdict(list)
    for area, day, n in rows:
        areas[area].append((day, n))
    found = {area: _ages(days) for area, days in areas.items()}
    small = any(0 < ages.number < figures.N_MIN for ages in found.values())
    return {} if small and _closed(standing, wanted) else found


def _ages(reported: Iterable[tuple[dt.date, int]]) -> Ages:
    today = clock.today()
    ages: dict[int, int] = defaultdict(int)
    for day, n in reported:
        ages[figures.age_days(day, today)] += n
    old = sum(n for age, n in ages.items() if age > OLD_DAYS)
    return Ages(sum(ages.values()), old, figures.weighted_median(ages))


def rate(number: int | None, employees: int, start: dt.date, end: dt.date) -> float | None:
    """Reports per employee and year [1/a]; None when a number is held back or nobody is counted as employed."""
    if number is None:
        return None
    return figures.per_employee_year(number, employees, (end - start).days + 1)


def rate_by_unit(
    by_unit: Mapping[str, int | None], places: Places, start: dt.date, end: dt.date
) -> dict[str, float | None]:
    """Reports per employee and year for each unit, by the employees it has today."""
    return {
        code: rate(n, places.by_code[code].employees, start, end)
        for code, n in by_unit.items()
        if code in places.by_code
    }


def period_before(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """Find the period to compare with: the same days of the year or the month before, else as many days just before.

    >>> period_before(dt.date(2026, 1, 1), dt.date(2026, 9, 21))
    (datetime.date(2025, 1, 1), datetime.date(2025, 9, 21))
    >>> period_before(dt.date(2026, 9, 1), dt.date(2026, 9, 21))
    (datetime.date(2026, 8, 1), datetime.date(2026, 8, 21))
    >>> period_before(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> period_before(dt.date(2026, 3, 2), dt.date(2026, 3, 11))
    (datetime.date(2026, 2, 20), datetime.date(2026, 3, 1))
    """
    if (start.month, start.day) == (1, 1) and start.year == end.year:
        return start.replace(year=start.year - 1), year_back(end)
    if start.day == 1 and (start.year, start.month) == (end.year, end.month):
        last = start - dt.timedelta(days=1)
        whole = (end + dt.timedelta(days=1)).day == 1
        return last.replace(day=1), last if whole else last.replace(day=min(end.day, last.day))
    return start - (end - start) - dt.timedelta(days=1), start - dt.timedelta(days=1)


def year_back(day: dt.date, years: int = 1) -> dt.date:
    """Find the same date years before; 28 February for a leap day.

    >>> year_back(dt.date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)
