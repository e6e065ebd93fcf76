"""Run a move-in from beginning to end: judge the list, read every document, write all or none, or all that can be."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from merkbar.web.movein import writing
from merkbar.web.movein.lines import Fault, listed
from merkbar.web.movein.reading import Progress, Waiting, read_all
from merkbar.web.movein.report import Outcome
from merkbar.web.movein.source import Source

Reach = Callable[[str], bool]
"""Whether the one who moves in may have procedures at this unit path."""


def move_in(
    source: Source,
    *,
    by: Any,
    trial: bool,
    whole: bool = True,
    reach: Reach = lambda _path: True,
    progress: Progress = lambda _done, _total: None,
    kept: Callable[[Outcome], None] = lambda _outcome: None,
) -> Outcome:
    """Move in, and tell every fault. With `whole`, one fault and nothing is kept; else each document stands by itself.

    Whatever is kept, is kept in one transaction; `kept` is called inside it, so a run that is killed leaves nothing.
    """
    found = listed(source)
    known, faults = writing.judged(found.lines, reach, by)
    faults = [*found.faults, *faults]
    with tempfile.TemporaryDirectory(prefix="merkbar-") as folder:
        waiting, carried, unread = read_all(source, found, Path(folder), progress)
        faults += unread
        outcome = Outcome(found.rows, carried, faults, found.unused, trial, whole)
        bad = {row for row, _column, _sentence in faults}
        good = [one for one in waiting if one.line.row not in bad]
        with transaction.atomic():
            outcome.faults.extend(_write_all([] if whole and faults else good, known, source, by))
            if outcome.is_kept:
                kept(outcome)
            else:
                transaction.set_rollback(True)
    return outcome


def _write_all(waiting: Sequence[Waiting], known: dict[int, writing.Known], source: Source, by: Any) -> list[Fault]:
    """Write each document, or tell why it is not written: then nothing of it is there."""
    faults: list[Fault] = []
    for one in waiting:
        try:
            with transaction.atomic():
                writing.move_in_one(by=by, one=one, known=known[one.line.row], source=source)
        except ValidationError as error:
            faults += [(one.line.row, "raden", sentence) for sentence in error.messages]
    return faults
