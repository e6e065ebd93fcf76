"""Who may do what with notices, and who must be reached at once."""

from merkbar.ground.access.standing import Standing
from merkbar.ground.notices.models import Notice
from merkbar.ground.records.models import Access

SHIELDED = frozenset({Access.RESTRICTED, Access.NAMED})


def may_open(standing: Standing, notice: Notice) -> bool:
    """Only one's own."""
    return notice.person_id == standing.person.pk


def must_be_reached(standing: Standing) -> bool:
    """Who answers for a unit gets serious things at once and cannot switch it off."""
    return any(seat.leads for seat in standing.seats)


def is_shielded(notice: Notice) -> bool:
    """Whether nothing but the reference may leave the house by mail."""
    return notice.record is not None and notice.record.access in SHIELDED
