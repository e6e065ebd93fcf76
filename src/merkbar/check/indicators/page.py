"""The page of one indicator in one unit: what the series says, how it is drawn, what it is read by, and what it means."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.check.indicators import charts, goal_status, judging, readings, speech, staff, words
from merkbar.check.indicators.charts_words import CENTRED_ON, Look, outside
from merkbar.check.indicators.figures import Settings, Verdict, verdict_of
from merkbar.check.indicators.figures.numbers import known
from merkbar.check.indicators.figures.verdict_words import WORDS
from merkbar.check.indicators.models import Annotation, Indicator, Shape
from merkbar.check.indicators.readings import Series
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.norwegian import decimal
from merkbar.ground.units.models import Unit
from merkbar.plan.goals.models import ResultTarget
from merkbar.plan.goals.status import Status

VIEWS: Final[tuple[tuple[str, Promise], ...]] = (
    ("lop", gettext_lazy("Løpediagram")),
    ("kontroll", gettext_lazy("Kontrollkart")),
    ("nhs", gettext_lazy("NHS Making Data Count")),
)
LIMITS: Final[tuple[tuple[str, Promise], ...]] = (
    ("p", gettext_lazy("p: andel av hver måneds nevner")),
    ("pp", gettext_lazy("p′: andel med store nevnere")),
    ("u", gettext_lazy("u: hendelser per nevner")),
    ("up", gettext_lazy("u′: hendelser med store nevnere")),
    ("i", gettext_lazy("i: enkeltverdier")),
)
COUNTED: Final = frozenset({"p", "pp", "u", "up"})
"""Limits that need counts."""
YEARS: Final = 3
"""Years whose means are told."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address chooses: how it is drawn, whose limits, and whether outlying ranges are dropped first."""

    view: str = "lop"
    limits: str = ""
    screened: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether the reader sees something else than the indicator's own choice of limits."""
        return bool(self.limits) or not self.screened


def read(asked: QueryDict, indicator: Indicator) -> Asked:
    """Read the address; the indicator's own rules hold when it says nothing."""
    view, limits = asked.get("vis", ""), asked.get("grenser", "")
    own = "nhs" if indicator.engine == "nhs" else "lop"
    return Asked(
        view=view if view in dict(VIEWS) else own,
        limits=limits if limits in dict(LIMITS) else "",
        screened=asked.get("siling") != "nei",
    )


@dataclass
class Page:
    """What the template shows."""

    series: Series
    asked: Asked
    standing: Standing

    @cached_property
    def settings(self) -> Settings:
        """How the series is read: the indicator's choices, then the reader's."""
        own = speech.settings_of(self.series)
        limits = self.asked.limits if self.asked.limits in dict(self.choices) else own.chart
        engine = {"nhs": "nhs", "lop": "anhoj"}.get(self.asked.view, own.engine)
        return replace(own, chart=limits, engine=engine, screened=self.asked.screened, target=self._aim)

    @cached_property
    def choices(self) -> list[tuple[str, Promise]]:
        """Limits that can be drawn of this series."""
        counted = bool(self.series.known) and all(point.denominator for point in self.series.known)
        return [(value, text) for value, text in LIMITS if counted or value not in COUNTED]

    @cached_property
    def verdict(self) -> Verdict:
        """What the series says."""
        return verdict_of(speech.points_of(self.series), self.settings)

    @property
    def sign(self) -> str:
        """The name of its sign."""
        return words.sign_of(self.verdict.word)

    @property
    def said(self) -> str:
        """The verdict in a sentence, in the reader's language; the word of its sign is not said again."""
        told = self.verdict.said.told(_)
        word, colon, rest = told.partition(": ")
        return rest[:1].upper() + rest[1:] if colon and word == _(WORDS[self.verdict.word]) else told

    @property
    def counted_from(self) -> str:
        """The period the change counts from, when the sentence has not said it."""
        since = self.verdict.since if self.verdict.word in words.CALLS else None
        named = self.look.named(since) if since else ""
        return "" if named in self.said else named

    @property
    def notes(self) -> list[str]:
        """What makes the reading less sure."""
        return [note.told(_) for note in self.verdict.notes]

    @property
    def outside(self) -> str:
        """Which periods are outside the limits."""
        return outside(self.verdict, self.look)

    @cached_property
    def target(self) -> staff.Line | None:
        """The line to reach, when it has a value."""
        drawn = (staff.line_of(one, self.series.indicator) for one in self.series.targets)
        return next((line for line in drawn if line and line.is_target), None)

    @property
    def _aim(self) -> float | None:
        return float(self.target.value) if self.target else None

    @cached_property
    def look(self) -> Look:
        """What the charts know beside the figures."""
        indicator = self.series.indicator
        return Look(
            key=indicator.code.lower(),
            name=indicator.record.title,
            where=self.series.unit.name,
            settings=self.settings,
            unit=indicator.unit_word,
            marks=[(note.day, note.text) for note in self.series.annotations],
            target=self._aim,
            target_to=float(self.target.value_to) if self.target and self.target.value_to is not None else None,
            target_text=_("Mål: %(target)s") % {"target": self.target.text} if self.target else "",
        )

    @property
    def can_screen(self) -> bool:
        """Whether screening moves these limits."""
        return self.settings.chart in CENTRED_ON

    @property
    def has_limits(self) -> bool:
        """Whether there are limits to show."""
        return bool(known(self.verdict.drawing.upper))

    @property
    def main_chart(self) -> SafeString:
        """The chart at the top."""
        if self.asked.view == "lop":
            return charts.run_chart(self.verdict, self.look)
        return charts.control_chart(self.verdict, self.look)

    @property
    def second_chart(self) -> SafeString:
        """The control chart below a run chart, when it has limits."""
        return charts.control_chart(self.verdict, self.look)

    @cached_property
    def status(self) -> tuple[ResultTarget, Status] | None:
        """How the plan's target stands; it holds for the top unit only."""
        if self.series.unit.pk != self.series.indicator.record.unit_id:
            return None
        target = next((one.result_target for one in self.series.targets if one.result_target), None)
        seen = target and ResultTarget.objects.visible_to(self.standing).filter(pk=target.pk).exists()
        if target is None or not seen:
            return None
        return target, goal_status.of([target], self.standing, self.standing.day)[target.pk]

    @property
    def status_sign(self) -> str:
        """The sign of the target's status."""
        return words.STATUS_SIGNS[self.status[1].word] if self.status else ""

    @property
    def explained(self) -> list[Annotation]:
        """Notes from the change on: what somebody has said about it."""
        since = self.verdict.since if self.verdict.word in words.CALLS else None
        return [note for note in self.series.annotations if since and note.day >= since]

    @property
    def is_change(self) -> bool:
        """Whether there is a change to explain."""
        return self.verdict.word in words.CALLS

    @property
    def means(self) -> str:
        """The mean of each of the last years, in a sentence."""
        return means(self.series, self.standing.day)


def means(series: Series, day: dt.date) -> str:
    """Tell the mean of each of the last years; one who has less than two has nothing to compare."""
    indicator = series.indicator
    told = []
    for year in range(day.year - YEARS + 1, day.year + 1):
        value = _whole(indicator, [point for point in series.known if point.period.year == year])
        if value is not None:
            text = _("%(value)s så langt i %(year)s") if year == day.year else _("%(value)s i %(year)s")
            told.append(text % {"value": decimal(float(value), indicator.decimals + 1), "year": year})
    if indicator.cadence == "year" or len(told) < 2:  # noqa: PLR2004 - one year is nothing to compare with
        return ""
    listed = _("%(first)s og %(last)s") % {"first": ", ".join(told[:-1]), "last": told[-1]}
    if indicator.shape == Shape.COUNT:
        return _("I alt var det %(listed)s.") % {"listed": listed}
    return _("Gjennomsnittet var %(listed)s.") % {"listed": listed}


def _whole(indicator: Indicator, points: Sequence[readings.Point]) -> Decimal | None:
    return judging.whole(indicator.shape, indicator.per, readings.readings_of(points))


def page_of(indicator: Indicator, unit: Unit, standing: Standing, asked: Asked) -> Page:
    """Read the series and put the page together."""
    place = readings.place_of(standing, unit)
    return Page(readings.series_of(indicator, unit, place=place), asked, standing)
