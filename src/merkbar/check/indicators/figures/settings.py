"""What a verdict is asked of and what it answers: points, settings, what is drawn, and the verdict itself."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from merkbar.check.indicators.figures.saying import Said

Word = Literal["better", "worse", "change", "none", "too_little", "season", "trend"]


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `top` and `bottom`: the counts behind the value, when they are known."""

    period: dt.date
    value: float | None
    top: float | None = None
    bottom: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How a series is read; every choice is visible on the page.

    `chart`: whose limits are drawn (i, p, pp, u, up, c, g, t; `run` for none), its values being top ÷ bottom × `per`.
    `baselines`: last days of what centre and limits are frozen on, counted from the start of the part they lie in.
    `parts`: first days of new processes. `screened`: drop outlying moving ranges once before limits are made.
    """

    chart: str = "i"
    direction: str = "neutral"
    cadence: str = "month"
    baselines: tuple[dt.date, ...] = ()
    parts: tuple[dt.date, ...] = ()
    excluded: frozenset[dt.date] = frozenset()
    seasonal: bool = False
    engine: str = "anhoj"
    target: float | None = None
    screened: bool = True
    per: float = 1
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart shows, one place per point. `starts`: first place of each part; `frozen_to`: last frozen place of each."""

    starts: tuple[int, ...] = ()
    frozen_to: tuple[int | None, ...] = ()
    median: tuple[float | None, ...] = ()
    mean: tuple[float | None, ...] = ()
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()
    outside: tuple[int, ...] = ()
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `short` fits in a table, `said` is a sentence.

    `detected`: first period at which the data up to then spoke. `since` and `until`: the periods the change counts from and
    to, over `length` values on one `side` (1 above, -1 below); `places` are those points. `toward` is better, worse or
    nothing, also for a trend.
    """

    word: Word
    short: Said
    said: Said
    detected: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    length: int = 0
    side: int = 0
    rule: str = ""
    toward: str = ""
    places: tuple[int, ...] = ()
    points: tuple[Point, ...] = ()
    drawing: Drawing = field(default_factory=Drawing)

    @property
    def sentence(self) -> str:
        """The sentence in bokmål; `said.told(gettext)` says it in the reader's language."""
        return str(self.said)

    @property
    def notes(self) -> tuple[Said, ...]:
        """What makes the reading less sure."""
        return self.drawing.notes
