"""What the system counts by itself. Modules of one phase are strangers, so whoever knows them all registers here.

A source gives, for a span of whole periods, one row for each unit that has anything to count; the sums of a larger unit
are added up from these.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from merkbar.check.indicators import periods


@dataclass(frozen=True, slots=True)
class Span:
    """Whole periods of one cadence, from the first day of the first to the last day of the last."""

    cadence: str
    first: dt.date
    last: dt.date

    def periods(self) -> list[dt.date]:
        """List the first days of the periods."""
        return list(periods.between(self.cadence, self.first, self.last))


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted at one unit in one period: numerator, and the denominator where there is one."""

    unit: int
    period: dt.date
    numerator: int
    denominator: int | None = None


Compute = Callable[..., Iterable[Count]]
"""(span, *what the indicator names after a colon) → rows."""


@dataclass(frozen=True, slots=True)
class Source:
    """A thing the system counts. `shape` and `per` are the indicator's."""

    code: str
    title: str | Promise
    shape: str
    compute: Compute
    per: int = 1


SOURCES: Final[dict[str, Source]] = {}


def of(source_code: str) -> Source | None:
    """Find the source an indicator names: `deviations.harm`, or with what it is about, `deviations.reported_of:BR06:I05`."""
    return SOURCES.get(source_code.partition(":")[0])


def counts(source_code: str, span: Span) -> Iterable[Count]:
    """Count one indicator's source for a span."""
    code, *about = source_code.split(":")
    return SOURCES[code].compute(span, *about)


def add(code: str, title: str | Promise, compute: Compute, *, shape: str, per: int = 1) -> None:
    """Say how something is counted. The same code again takes the place of the earlier."""
    SOURCES[code] = Source(code, title, shape, compute, per)


def choices() -> list[tuple[str, str | Promise]]:
    """List what can be chosen as a source, by title."""
    return sorted(((source.code, source.title) for source in SOURCES.values()), key=lambda pair: str(pair[1]))
