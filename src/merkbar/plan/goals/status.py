"""How each target stands: asked of whoever measures it, once a page.

Goals know no indicators. The module that measures registers a reader; what no reader answers is «ikke målt».
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.standing import Standing
from merkbar.plan.goals.models import ResultTarget

Word = Literal["reached", "on_track", "missed", "unmeasured"]
WORDS: Final[Mapping[str, Promise]] = {
    "reached": _("nådd"),
    "on_track": _("i rute"),
    "missed": _("ikke nådd"),
    "unmeasured": _("ikke målt"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A word, the measured value, the period it is from («2026», «juni 2026») and one sentence about it.

    `before`: earlier periods of the same kind with their values, the oldest first.
    """

    word: Word
    measured: Decimal | None = None
    period: str = ""
    sentence: str = ""
    before: tuple[tuple[str, Decimal], ...] = ()

    @property
    def name(self) -> Promise:
        """The word as it is shown."""
        return WORDS[self.word]


Reader = Callable[[Sequence[ResultTarget], Standing, dt.date], Mapping[int, Status]]
"""(targets, who asks, the day) → status by the target's key; leave out what you do not know."""

UNMEASURED: Final = Status("unmeasured")
_readers: list[Reader] = []


def add_reader(reader: Reader) -> None:
    """Let a later phase say how targets stand. The first who answers for a target is heard."""
    if reader not in _readers:
        _readers.append(reader)


def of(targets: Iterable[ResultTarget], standing: Standing, day: dt.date) -> dict[int, Status]:
    """Give every target its status; with a constant number of queries, as each reader is asked once."""
    wanted = list(targets)
    found: dict[int, Status] = {}
    for reader in _readers:
        found = {**reader(wanted, standing, day), **found}
    return {target.pk: found.get(target.pk, UNMEASURED) for target in wanted}


def counts(statuses: Iterable[Status]) -> dict[str, int]:
    """Count each word; those that none has are 0."""
    words: list[str] = [status.word for status in statuses]
    return {word: words.count(word) for word in WORDS}
