"""Who may see a record's files: the module that owns the record answers, asked by the record's kind.

An app registers in `AppConfig.ready`; a kind that nobody has registered shows its files to nobody.
"""

from collections.abc import Callable
from typing import Any

from merkbar.ground.access.standing import Standing
from merkbar.ground.records.models import Record

Finder = Callable[[Standing, int], bool]
"""(standing, record id) → whether the person may."""

Actor = Callable[[Standing, int], Any]
"""(standing, record id) → who the trail and the timeline may name: the person, or HIDDEN."""

_finders: dict[str, Finder] = {}
_adders: dict[str, Finder] = {}
_actors: dict[str, Actor] = {}


def add_finder(kind: str, finder: Finder, *, adder: Finder | None = None, actor: Actor | None = None) -> None:
    """Say who sees the files of a kind of record, who may add one (unless said: who sees), and who is then named."""
    _finders[kind] = finder
    _adders[kind] = adder or finder
    _actors[kind] = actor or _the_person


def sees(standing: Standing, record: Record) -> bool:
    """Whether a person sees this record and so its files."""
    finder = _finders.get(record.kind)
    return finder is not None and finder(standing, record.pk)


def may_add(standing: Standing, record: Record) -> bool:
    """Whether a person may hang a file on this record."""
    adder = _adders.get(record.kind)
    if adder is not _finders.get(record.kind) and not sees(standing, record):
        return False
    return adder is not None and adder(standing, record.pk)


def actor(standing: Standing, record: Record) -> Any:
    """Who stands as the one that added a file: a reporter whose name is hidden stays hidden."""
    return _actors.get(record.kind, _the_person)(standing, record.pk)


def _the_person(standing: Standing, _record: int) -> Any:
    return standing.person
