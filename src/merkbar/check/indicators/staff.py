"""Heltid, nærvær and medarbeidersamtaler as one page reads them (J13): the way to the target, the same month last year.

A forecast is a straight line through the last two years, drawn on; it is called a forecast wherever it is shown.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from merkbar.check.indicators import periods, readings
from merkbar.check.indicators.figures.numbers import far_from_zero
from merkbar.check.indicators.goal_status import status_of
from merkbar.check.indicators.models import Indicator, IndicatorTarget, Purpose, Theme
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui import charts
from merkbar.ground.ui.norwegian import SHORT_MONTHS, decimal
from merkbar.plan.goals.figures import sentence
from merkbar.plan.goals.status import Status

MONTHS_OF_TREND: Final = 24
"""Months a forecast is drawn through."""
YEAR: Final = 12
FEWEST: Final = 6
"""Values a forecast needs."""


@dataclass(frozen=True, slots=True)
class Line:
    """A target or a benchmark as the page needs it. `text`: «over 50 %»; a span ends at `value_to`."""

    value: Decimal
    text: str
    deadline: dt.date | None
    is_target: bool
    value_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month beside the same month the year before."""

    name: str
    value: Decimal
    before: Decimal | None

    @property
    def more(self) -> Decimal | None:
        """Percentage points more than the year before."""
        return None if self.before is None else self.value - self.before


@dataclass
class Topic:
    """One indicator on the page."""

    indicator: Indicator
    points: list[readings.Point]
    lines: list[Line]
    status: Status | None

    @property
    def first(self) -> readings.Point | None:
        """The first value."""
        return self.points[0] if self.points else None

    @property
    def last(self) -> readings.Point | None:
        """The latest value."""
        return self.points[-1] if self.points else None

    @property
    def target(self) -> Line | None:
        """The first of its targets."""
        return next((line for line in self.lines if line.is_target), None)

    @property
    def benchmark(self) -> Line | None:
        """The first line it is only compared with."""
        return next((line for line in self.lines if not line.is_target), None)

    @property
    def drawn_lines(self) -> list[Line]:
        """Lines for the chart: of two at the same value the target stays, or their words would lie on each other."""
        by_value = {line.value: line for line in sorted(self.lines, key=lambda line: line.is_target)}
        return list(by_value.values())

    @property
    def year_mean(self) -> Decimal | None:
        """The mean of the last twelve months, when there are as many."""
        last = [point.value for point in self.points[-YEAR:] if point.value is not None]
        return sum(last, Decimal(0)) / YEAR if len(last) == YEAR else None

    @property
    def months(self) -> list[Month]:
        """The last twelve months beside the year before, the newest first."""
        by_period = {point.period: point.value for point in self.points}
        found = []
        for point in reversed(self.points[-YEAR:]):
            before = by_period.get(dt.date(point.period.year - 1, point.period.month, 1))
            found.append(Month(periods.name("month", point.period), point.value or Decimal(0), before))
        return found

    @property
    def forecast(self) -> Decimal | None:
        """Where a straight line through the last two years leads at the target's deadline."""
        target = self.target
        if target is None or target.deadline is None or len(self.points) < FEWEST:
            return None
        ahead = _months_between(self.points[-1].period, target.deadline)
        return drawn_on([point.value or Decimal(0) for point in self.points[-MONTHS_OF_TREND:]], ahead)


def _months_between(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * YEAR + last.month - first.month


def drawn_on(values: Sequence[Decimal], ahead: int) -> Decimal:
    """The least-squares line through equally spaced values, `ahead` steps after the last.

    >>> drawn_on([Decimal(1), Decimal(2), Decimal(3)], 2)
    Decimal('5')
    """
    n = len(values)
    middle, mean = Decimal(n - 1) / 2, sum(values, Decimal(0)) / n
    spread = sum(((place - middle) ** 2 for place in range(n)), Decimal(0))
    slope = sum(((place - middle) * (value - mean) for place, value in enumerate(values)), Decimal(0)) / (spread or 1)
    return mean + slope * (n - 1 - middle + ahead)


def topics(standing: Standing) -> dict[str, list[Topic]]:
    """Every indicator of the three themes that the person may read, by theme."""
    seen = Indicator.objects.visible_to(standing).in_use().exclude(theme="").select_related("record__unit")
    found: dict[str, list[Topic]] = {theme.value: [] for theme in Theme}
    for indicator in seen.order_by("code"):
        if readings.may_see_at(standing, indicator, indicator.record.unit):
            found[indicator.theme].append(_topic(indicator, standing))
    return found


def _topic(indicator: Indicator, standing: Standing) -> Topic:
    day, top = standing.day, indicator.record.unit
    series = readings.series_of(indicator, top, place=readings.place_of(standing, top), until=day)
    lines = [line for target in series.targets if (line := line_of(target, indicator))]
    tie = next((one for one in series.targets if one.result_target), None)
    rows = [
        readings.Row(top.path, point.period, point.numerator, point.denominator, point.value) for point in series.known
    ]
    status = status_of(tie.result_target, tie, rows, day) if tie and tie.result_target else None
    return Topic(indicator, series.known, lines, status)


def line_of(target: IndicatorTarget, indicator: Indicator) -> Line | None:
    """Give a target or a benchmark its value and words; a milestone has none."""
    plan = target.result_target
    comparator, value = (plan.comparator, plan.value) if plan else (target.comparator, target.value)
    if value is None:
        return None
    value_to = plan.value_to if plan else target.value_to
    text = sentence(comparator, value, indicator.unit_word, value_to=value_to, tell=_)
    deadline = plan.deadline if plan else target.deadline
    return Line(value, target.words or text, deadline, target.purpose == Purpose.TARGET, value_to)


def chart_of(topic: Topic) -> SafeString:
    """Draw the months, the target, and the forecast as a broken line when there is one."""
    if not topic.points:
        return SafeString("")
    indicator = topic.indicator
    drawn = [_dot(point) for point in topic.points] + _ahead(topic)
    title = _("%(title)s, måned for måned") % {"title": indicator.record.title}
    legend = [_("Stiplet linje: framskriving av de siste 24 månedene. Den er ingen måling.")] if topic.forecast else []
    flat = far_from_zero([*(float(point.value or 0) for point in topic.points), *map(_height, topic.drawn_lines)])
    if flat:
        legend.append(_("Aksen begynner ikke på 0"))
    return charts.run_chart(
        charts.Chart(
            key=indicator.code.lower(),
            title=title,
            description=_described(topic),
            points=drawn,
            numbers=charts.Numbers(
                title, [_("Måned"), _("Prosent")], [_row(point) for point in reversed(topic.points)]
            ),
            levels=[
                charts.Level(_height(line), line.text, "goal" if line.is_target else "lim")
                for line in topic.drawn_lines
            ],
            legend=legend,
            from_zero=not flat,
        )
    )


def _height(line: Line) -> float:
    return float(line.value)


def _described(topic: Topic) -> str:
    first, last = topic.points[0], topic.points[-1]
    facts = {
        "first": decimal(float(first.value or 0)),
        "then": periods.name("month", first.period),
        "last": decimal(float(last.value or 0)),
        "now": periods.name("month", last.period),
    }
    return _("Fra %(first)s %% i %(then)s til %(last)s %% i %(now)s.") % facts


def _dot(point: readings.Point) -> charts.Point:
    named = periods.name("month", point.period)
    january = point.period.month == 1
    value = float(point.value or 0)
    tick = str(point.period.year) if january else ""
    return charts.Point(named, value, decimal(value), tick)


def _row(point: readings.Point) -> list[str]:
    return [periods.name("month", point.period), decimal(float(point.value or 0))]


def _ahead(topic: Topic) -> list[charts.Point]:
    """Draw the months from the last value to the deadline; the first lies at the last value so that the lines meet."""
    target, forecast = topic.target, topic.forecast
    if target is None or target.deadline is None or forecast is None:
        return []
    last = topic.points[-1]
    steps = _months_between(last.period, target.deadline)
    begun = last.value or Decimal(0)
    found = []
    for step in range(1, steps + 1):
        period = periods.step("month", last.period, step)
        value = float(begun + (forecast - begun) * step / steps)
        label = _("%(month)s, framskriving") % {"month": periods.name("month", period)}
        tick = str(period.year) if period.month == 1 else SHORT_MONTHS[period.month - 1] if step == steps else ""
        found.append(charts.Point(label, value, decimal(value), tick, signal=charts.FORECAST))
    return found
