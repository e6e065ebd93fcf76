import csv
import io

import pytest
from django.test import Client

from merkbar.act.actions.models import Action
from merkbar.act.actions.tests.kit import address, case, sent, start
from merkbar.ground.access.standing import standing_of
from merkbar.ground.records.models import Access
from merkbar.ground.records.writes import name

STEPS = ("gjort/", "virket/", "endre/", "stopp/", "gjenapne/")


def test_a_stranger_does_not_learn_that_it_exists(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    for stranger in (cast.neighbour, cast.teacher, cast.politician):
        visitor = web.as_(stranger)
        assert visitor.get(address(action)).status_code == 404
        assert action.record.title not in visitor.get("/tiltak/?status=alle").content.decode()
        for step in STEPS:
            assert visitor.post(address(action, step), sent(action)).status_code == 404


def test_the_line_above_and_the_unit_see_it(cast, solvik, web):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    for person in (cast.nurse, cast.colleague, cast.leader, cast.manager, cast.director, cast.adviser, cast.auditor):
        assert web.as_(person).get(address(action)).status_code == 200


def test_who_is_responsible_sees_it_wherever_they_work_but_not_the_case(cast, solvik, web):
    origin = case(solvik.east, reporter=cast.nurse)
    action = start(by=cast.leader, owner=cast.teacher, unit=solvik.east, origin=origin)
    page = web.as_(cast.teacher).get(address(action)).content.decode()
    assert "En sak du ikke har tilgang til" in page
    assert origin.record.reference not in page
    assert origin.record.reference not in web.as_(cast.teacher).get("/tiltak/").content.decode()
    assert origin.record.reference not in web.as_(cast.teacher).get("/tiltak/tiltak.csv").content.decode()


@pytest.mark.parametrize("access", [Access.RESTRICTED, Access.NAMED])
@pytest.mark.parametrize("later", [False, True])
def test_an_action_on_a_closed_case_is_nowhere_for_others(cast, solvik, web, access, later):
    origin = case(solvik.east, reporter=cast.nurse, access=Access.UNIT if later else access)
    name(by=cast.director, record=origin.record, person=cast.manager, why="Leder gjennomgangen")
    action = start(by=cast.manager, owner=cast.coordinator, unit=solvik.east, origin=origin)
    if later:
        origin.record.access = access
        origin.record.save()
        origin.refresh_from_db()
        assert origin.access == access
    others = [cast.nurse, cast.colleague, cast.neighbour, cast.teacher]
    others += [cast.leader, cast.chief] if access == Access.NAMED else []
    for other in others:
        visitor = web.as_(other)
        assert visitor.get(address(action)).status_code == 404
        listed = visitor.get("/tiltak/?status=alle").content.decode()
        assert action.record.reference not in listed
        assert "Ingen åpne tiltak." in listed
        assert action.record.title not in visitor.get("/tiltak/tiltak.csv?status=alle").content.decode()
        assert action.record.reference not in visitor.get("/tiltak/?q=oppdragene").content.decode()
    for known in (cast.manager, cast.coordinator, *([cast.leader] if access == Access.RESTRICTED else [])):
        assert web.as_(known).get(address(action)).status_code == 200


def test_a_report_of_ones_own_opens_no_actions(cast, solvik, web):
    origin = case(solvik.east, reporter=cast.teacher)
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east, origin=origin)
    assert web.as_(cast.teacher).get(address(action)).status_code == 404
    own = start(by=cast.leader, owner=cast.teacher, unit=solvik.east, origin=origin)
    assert origin.record.title not in web.as_(cast.teacher).get(address(own)).content.decode()


def test_the_list_the_count_and_the_sheet_agree(cast, solvik, web):
    for unit in (solvik.north, solvik.east, solvik.east):
        start(by=cast.manager, owner=cast.leader, unit=unit)
    for person, number in ((cast.colleague, 2), (cast.manager, 3), (cast.neighbour, 1), (cast.teacher, 0)):
        assert Action.objects.visible_to(standing_of(person)).count() == number
        text = web.as_(person).get("/tiltak/tiltak.csv").content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == number + 1


def test_without_a_token_nothing_is_taken(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.leader, backend="django.contrib.auth.backends.ModelBackend")
    for step in STEPS:
        assert client.post(address(action, step), sent(action)).status_code == 403
    assert client.post("/tiltak/nytt/", {}).status_code == 403


def test_who_is_not_logged_in_is_sent_to_log_in(cast, solvik):
    action = start(by=cast.leader, owner=cast.nurse, unit=solvik.east)
    for place in ("/tiltak/", "/tiltak/nytt/", "/tiltak/tiltak.csv", address(action)):
        assert Client().get(place)["Location"].startswith("/logg-inn/")
