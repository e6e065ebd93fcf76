"""Who may see a record's files: the module that owns the record answers, asked by the record's kind.

An app registers in `AppConfig.ready`; a kind that nobody has registered shows its files to nobody.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from merkbar.ground.access.standing import Standing
from merkbar.ground.files.models import Attachment
from merkbar.ground.records.models import Record

Finder = Callable[[Standing, Record], bool]
"""(standing, record) → whether the person may."""

Actor = Callable[[Standing, Record], Any]
"""(standing, record) → who the trail and the timeline may name: the person, or HIDDEN."""

Chooser = Callable[[Standing, Record, QuerySet[Attachment]], QuerySet[Attachment]]
"""(standing, record, its files) → those of them that a person who sees the record may have."""

_finders: dict[str, Finder] = {}
_adders: dict[str, Finder] = {}
_actors: dict[str, Actor] = {}
_reporters: dict[str, tuple[Finder, Finder]] = {}
_choosers: dict[str, Chooser] = {}


def add_finder(kind: str, finder: Finder, *, adder: Finder | None = None, actor: Actor | None = None) -> None:
    """Say who sees the files of a kind of record, who may add one (unless said: who sees), and who is then named."""
    _finders[kind] = finder
    _adders[kind] = adder or finder
    _actors[kind] = actor or _the_person


def add_reporter(kind: str, *, reported: Finder, reads: Finder) -> None:
    """Say who reported a record of this kind, and who reads all of it: a reporter who does not sees only own files."""
    _reporters[kind] = reported, reads


def add_chooser(kind: str, chooser: Chooser) -> None:
    """Say which files of a record of this kind are for whom: what hangs on a draft is not for its readers."""
    _choosers[kind] = chooser


def sees(standing: Standing, record: Record) -> bool:
    """Whether a person sees this record, or their own report of it."""
    finder = _finders.get(record.kind)
    return finder is not None and finder(standing, record)


def files(standing: Standing, record: Record) -> QuerySet[Attachment]:
    """Which files of a record that a person `sees` are theirs to see: all, those its module chooses, or a reporter's own."""
    found = Attachment.objects.filter(record=record)
    if chooser := _choosers.get(record.kind):
        return chooser(standing, record, found)
    reported, reads = _reporters.get(record.kind, (_no, _yes))
    if reads(standing, record):
        return found
    own = Q(by=standing.person)
    return found.filter(own | Q(by_reporter=True) if reported(standing, record) else own)


def is_reporter(standing: Standing, record: Record) -> bool:
    """Whether a file this person adds comes from who reported the record."""
    reported, _reads = _reporters.get(record.kind, (_no, _yes))
    return reported(standing, record)


def may_add(standing: Standing, record: Record, *, seen: bool = False) -> bool:
    """Whether a person may hang a file on this record; `seen`: it is known already that the person sees it."""
    adder = _adders.get(record.kind)
    if adder is not _finders.get(record.kind) and not seen and not sees(standing, record):
        return False
    return adder is not None and adder(standing, record)


def actor(standing: Standing, record: Record) -> Any:
    """Who stands as the one that added a file: a reporter whose name is hidden stays hidden."""
    return _actors.get(record.kind, _the_person)(standing, record)


def _the_person(standing: Standing, _record: Record) -> Any:
    return standing.person


def _yes(_standing: Standing, _record: Record) -> bool:
    return True


def _no(_standing: Standing, _record: Record) -> bool:
    return False
