"""One piece of work for the same thing again and again: an action grows out of a pattern as out of a case."""

from urllib.parse import quote

import pytest

from merkbar.act.actions.models import Action
from merkbar.act.actions.tests.kit import address, case, start
from merkbar.check.deviations.writes import tie_to_pattern
from merkbar.ground.access.standing import standing_of
from merkbar.ground.records.models import Access

pytestmark = pytest.mark.django_db
NAME = "Oppdrag på feil liste"


def pattern_of(by, *cases):
    return tie_to_pattern(by=by, deviations=cases, title=NAME)


def page_of(web, person, pattern):
    return web.as_(person).get(f"/avvik/monster/{pattern.record.reference}/").content.decode()


def test_the_leader_starts_work_from_the_pattern_and_finds_it_there(cast, solvik, web):
    pattern = pattern_of(cast.leader, case(solvik.east, reporter=cast.nurse), case(solvik.east, reporter=cast.nurse))
    assert f"/tiltak/nytt/?fra={quote(pattern.record.reference)}" in page_of(web, cast.leader, pattern)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=pattern)
    assert address(action) in page_of(web, cast.leader, pattern)
    shown = web.as_(cast.leader).get(address(action)).content.decode()
    assert f"/avvik/monster/{pattern.record.reference}/" in shown
    assert NAME in shown


def test_who_sees_no_case_of_the_pattern_sees_nothing_of_the_work_on_it(cast, solvik, web):
    pattern = pattern_of(cast.leader, case(solvik.east, reporter=cast.nurse))
    action = start(by=cast.leader, owner=cast.leader, unit=solvik.east, origin=pattern)
    for stranger in (cast.neighbour, cast.teacher):
        assert web.as_(stranger).get(address(action)).status_code == 404
    assert not Action.objects.visible_to(standing_of(cast.neighbour)).exists()


@pytest.mark.parametrize("later", [False, True])
def test_the_work_on_a_pattern_of_shielded_cases_is_not_for_the_whole_ward(cast, solvik, web, later):
    shielded = case(solvik.east, reporter=cast.manager, access=Access.RESTRICTED)
    if later:
        pattern = pattern_of(cast.leader, case(solvik.east, reporter=cast.manager, access=Access.RESTRICTED))
        tie_to_pattern(by=cast.leader, deviations=[shielded], pattern=pattern)
    else:
        pattern = pattern_of(cast.leader, shielded)
    action = start(by=cast.leader, owner=cast.leader, unit=solvik.east, origin=pattern)
    assert web.as_(cast.leader).get(address(action)).status_code == 200
    assert web.as_(cast.colleague).get(address(action)).status_code == 404
    assert web.as_(cast.colleague).get(f"/avvik/monster/{pattern.record.reference}/").status_code == 404
