"""A plan that is begun stands on the start page of those who may write it, until it is adopted."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from merkbar.ground.people.models import Post, Role
from merkbar.plan.goals import writes
from merkbar.plan.goals.tests import kit

START = dt.date(2024, 1, 1)
TITLE = "Utkast: Sammen om hverdagen"


def home(web, person):
    return web.as_(person).get("/").text


def test_a_plan_that_is_begun_waits_for_those_who_may_write_it_and_leads_to_its_desk(web, cast, solvik):
    plan = kit.draft(cast.coordinator, solvik.health)
    text = home(web, cast.adviser)
    assert TITLE in text
    assert f'href="/planer/{plan.record.reference}/rediger/"' in text
    assert "Ingenting venter på deg." not in text
    for other in (cast.nurse, cast.director, cast.teacher):
        assert TITLE not in home(web, other)


def test_a_plan_of_the_whole_municipality_does_not_wait_for_who_writes_in_a_part_of_it(web, cast, solvik):
    kit.draft(cast.adviser, solvik.root)
    assert TITLE in home(web, cast.adviser)
    assert TITLE not in home(web, cast.coordinator)


def test_who_only_adopts_in_one_place_is_not_asked_to_write_there(web, cast, solvik):
    writes_elsewhere = Role.objects.get(code="kvalitetskoordinator")
    Post.objects.create(person=cast.chief, role=writes_elsewhere, unit=solvik.upbringing, valid_from=START)
    kit.draft(cast.coordinator, solvik.health)
    assert TITLE not in home(web, cast.chief)


def test_a_plan_that_is_adopted_or_given_up_is_no_draft_any_more(web, cast, solvik):
    kit.adopted(cast.coordinator, solvik.health)
    writes.drop(by=cast.coordinator, plan=kit.draft(cast.coordinator, solvik.health))
    assert "Utkast:" not in home(web, cast.coordinator)


def test_the_drafts_are_found_in_one_question_however_many_there_are(web, cast, solvik):
    kit.draft(cast.coordinator, solvik.health)
    home(web, cast.coordinator)
    with CaptureQueriesContext(connection) as few:
        home(web, cast.coordinator)
    for _n in range(4):
        kit.draft(cast.coordinator, solvik.health)
    with CaptureQueriesContext(connection) as many:
        assert home(web, cast.coordinator).count(TITLE) == 5
    assert len(many) == len(few)
