"""A door on every view: a stranger gets 404 and learns nothing, the one who may see but not do gets a sentence."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from merkbar.ground.access.doors import anyone, door, holds, logged_in, says
from merkbar.ground.access.table import Right
from merkbar.ground.units.models import Unit


@pytest.fixture
def request_of():
    def made(person, **headers):
        request = RequestFactory().get("/noe/?a=1", headers=headers)
        request.user = person or AnonymousUser()
        return request

    return made


def unit_in_reach(standing, code):
    return Unit.objects.under(*standing.reach(Right.READ).paths).filter(code=code).first()


@says("Bare lederen kan gjøre dette.")
def may_handle(standing, unit):
    return standing.covers(Right.HANDLE, unit.path)


@door(may_handle, find=unit_in_reach)
def handle(request, unit):
    return HttpResponse(unit.code)


def test_the_one_who_may_is_let_in_with_the_thing(request_of, cast):
    assert handle(request_of(cast.leader), code="MH33").content == b"MH33"


@pytest.mark.parametrize("code", ["MH31", "OL21", "FINNES-IKKE"])
def test_a_stranger_cannot_tell_what_exists_from_what_does_not(code, request_of, cast):
    with pytest.raises(Http404):
        handle(request_of(cast.leader), code=code)


def test_the_one_who_sees_but_may_not_reads_why(request_of, cast):
    answer = handle(request_of(cast.nurse), code="MH33")
    assert answer.status_code == 403
    assert "Bare lederen kan gjøre dette." in answer.content.decode()


def test_nobody_logged_in_is_asked_to_log_in_and_comes_back(request_of, db):
    answer = handle(request_of(None), code="MH33")
    assert answer.status_code == 302
    assert "next=/noe/%3Fa%3D1" in answer["Location"]


def test_a_page_for_a_right_does_not_exist_for_those_without(request_of, cast):
    page = door(holds(Right.EDIT_TAXONOMY))(lambda _request: HttpResponse("her"))
    assert page(request_of(cast.adviser)).content == b"her"
    with pytest.raises(Http404):
        page(request_of(cast.leader))


def test_a_public_page_asks_nobody(request_of, django_assert_num_queries):
    page = door(anyone)(lambda _request: HttpResponse("her"))
    assert page(request_of(None)).status_code == 200


def test_a_page_for_every_account_needs_an_account(request_of, cast):
    page = door(logged_in)(lambda _request: HttpResponse("her"))
    assert page(request_of(cast.politician)).status_code == 200
    assert page(request_of(None)).status_code == 302


def test_every_door_can_be_read_by_the_house(db):
    assert handle.door is may_handle
    assert handle.door.sentence == "Bare lederen kan gjøre dette."
    assert holds(Right.READ).__name__ == "holds_read"
