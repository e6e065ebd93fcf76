"""What a series says: its points and settings handed to the figures, and the answer as it is kept."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from merkbar.check.indicators.readings import Series


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word, since when it holds, one sentence, and what the chart needs to draw it."""

    word: str
    since: dt.date | None = None
    sentence: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def verdict_on(series: Series) -> Spoken:
    """Say whether the series has changed."""
    return Spoken("too_little" if len(series.known) < len("tolv måneder") else "same")
