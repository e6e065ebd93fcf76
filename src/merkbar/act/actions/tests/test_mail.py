"""What a mail about an action may say when the case it grew out of is closed off."""

import pytest

from merkbar.act.actions.tests.kit import case, start
from merkbar.ground.notices.policy import is_shielded
from merkbar.ground.notices.writes import tell
from merkbar.ground.records.models import Access


@pytest.mark.parametrize(
    ("access", "closed"),
    [(Access.OPEN, False), (Access.UNIT, False), (Access.RESTRICTED, True), (Access.NAMED, True)],
)
def test_mail_about_an_action_is_as_closed_as_the_case_it_grew_out_of(access, closed, cast, solvik):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    assert action.record.access == Access.UNIT
    type(origin.record).objects.filter(pk=origin.record.pk).update(access=access)
    facts = {"text": "Kanarifugl", "why": "Du har ansvaret", "address": "/tiltak/1/", "record": action.record}
    assert is_shielded(tell(by=None, person=cast.nurse, **facts)) is closed
