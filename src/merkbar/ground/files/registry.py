"""Who may see a record's files: the module that owns the record answers, asked by the record's kind.

An app registers in `AppConfig.ready`; a kind that nobody has registered shows its files to nobody.
"""

from collections.abc import Callable

from merkbar.ground.access.standing import Standing
from merkbar.ground.records.models import Record

Finder = Callable[[Standing, int], bool]
"""(standing, record id) → whether the person may."""

_finders: dict[str, Finder] = {}
_adders: dict[str, Finder] = {}


def add_finder(kind: str, finder: Finder, *, adder: Finder | None = None) -> None:
    """Say who sees the files of a kind of record, and who may add one (unless said: who sees)."""
    _finders[kind] = finder
    _adders[kind] = adder or finder


def sees(standing: Standing, record: Record) -> bool:
    """Whether a person sees this record and so its files."""
    finder = _finders.get(record.kind)
    return finder is not None and finder(standing, record.pk)


def may_add(standing: Standing, record: Record) -> bool:
    """Whether a person may hang a file on this record."""
    adder = _adders.get(record.kind)
    return adder is not None and sees(standing, record) and adder(standing, record.pk)
