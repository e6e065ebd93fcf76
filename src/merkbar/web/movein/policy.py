"""Who may move procedures in, and where."""

from collections.abc import Callable

from django.db.models import QuerySet

from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.web.movein.models import MoveIn


def may_move_in(standing: Standing) -> bool:
    """Whoever edits procedures, within the units where they do."""
    return standing.may(Right.EDIT_PROCEDURES)


def may_see(standing: Standing, sent: MoveIn) -> bool:
    """A move-in is its sender's: the report names documents that others may not see yet."""
    return sent.by_id == standing.person.pk and may_move_in(standing)


def sent_by(standing: Standing) -> QuerySet[MoveIn]:
    """Give what a person has sent."""
    return MoveIn.objects.filter(by=standing.person)


def reach_of(standing: Standing) -> Callable[[str], bool]:
    """Tell, for a unit's path, whether the person may have procedures there."""
    return lambda path: standing.covers(Right.EDIT_PROCEDURES, path)
