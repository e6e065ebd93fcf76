"""Who may do what with notices, and who must be reached at once."""

from collections.abc import Callable

from merkbar.ground.access.standing import Standing
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import Access, Record

Shield = Callable[[Record], bool]
"""record → whether something it grew out of is closed off, so that its words may say what they must not."""
_shields: dict[str, Shield] = {}
SHIELDED = frozenset({Access.RESTRICTED, Access.NAMED})


def add_shield(kind: str, shield: Shield) -> None:
    """Let a later phase close records of a kind off for what they grew out of."""
    _shields[kind] = shield


def may_open(standing: Standing, notice: Notice) -> bool:
    """Only one's own."""
    return notice.person_id == standing.person.pk


def must_be_reached(standing: Standing) -> bool:
    """Who answers for a unit gets serious things at once and cannot switch it off."""
    return any(seat.leads for seat in standing.seats)


def is_shielded(notice: Notice) -> bool:
    """Whether nothing but the reference may leave the house by mail."""
    record = notice.record
    if record is None:
        return False
    return record.access in SHIELDED or (record.kind in _shields and _shields[record.kind](record))
