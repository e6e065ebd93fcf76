"""Posts in the tree decide: nobody reaches outside the subtrees of their posts, and a vacancy falls upward."""

import datetime as dt

import pytest
import time_machine
from django.utils.functional import SimpleLazyObject
from hypothesis import given
from hypothesis import strategies as st

from merkbar.ground.access.standing import (
    Seat,
    Standing,
    holders,
    leader_of,
    standing_of,
    units_answered_by,
    units_within,
)
from merkbar.ground.access.table import POLICY, Right, matrix, roles_with
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.people.writes import appoint, deactivate, end_post
from merkbar.ground.units.models import Unit

TODAY = dt.date(2026, 10, 15)
YESTERDAY = TODAY - dt.timedelta(days=1)
TOMORROW = TODAY + dt.timedelta(days=1)

paths = st.lists(st.sampled_from(["A", "B", "AB", "A1", "ØA"]), min_size=1, max_size=4).map(
    lambda parts: ".".join(parts) + "."
)
seats = st.builds(
    Seat,
    role=st.sampled_from([*POLICY, "ukjent"]),
    title=st.just("tittel"),
    leads=st.booleans(),
    unit=st.just(1),
    unit_code=st.just("A"),
    unit_name=st.just("A"),
    path=paths,
)


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(dt.datetime(2026, 10, 15, 9, 0, tzinfo=dt.UTC), tick=False):
        yield


def anew(person):
    """Meet the person as the next request does."""
    return standing_of(Person.objects.get(pk=person.pk))


def answered(person):
    return set(units_answered_by(anew(person)).values_list("code", flat=True))


def leader(unit):
    post = leader_of(unit, TODAY)
    return post and post.person


@given(st.lists(seats, max_size=4), st.sampled_from(Right), paths, st.sampled_from(["", "BR", "HM", "PV"]))
def test_nobody_reaches_a_unit_outside_the_subtrees_of_their_posts(held, right, path, area):
    standing = Standing(Person(name="Test"), TODAY, tuple(held))
    if standing.covers(right, path, area):
        parts = path.rstrip(".").split(".")
        above = {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
        giving = [seat for seat in held if seat.path.rstrip(".") in above]
        assert any(grant.right == right for seat in giving for grant in POLICY.get(seat.role, ()))


@given(st.lists(seats, max_size=4), st.sampled_from(Right), paths)
def test_a_right_for_one_area_says_nothing_about_another(held, right, path):
    standing = Standing(Person(name="Test"), TODAY, tuple(held))
    if standing.covers(right, path, "") is False:
        limits = {a for seat in held for g in POLICY.get(seat.role, ()) if g.right == right for a in g.areas}
        assert all(not standing.covers(right, path, area) for area in {"BR", "HM", "PV", "TJ"} - limits)


@given(st.lists(seats, max_size=4), st.sampled_from(Right))
def test_to_may_somewhere_is_to_reach_somewhere(held, right):
    standing = Standing(Person(name="Test"), TODAY, tuple(held))
    given_here = any(grant.right == right for seat in held for grant in POLICY.get(seat.role, ()))
    assert standing.may(right) == given_here == bool(standing.reach(right))


def test_reach_in_the_database_is_the_same_as_in_the_head(cast, solvik):
    for person in vars(cast).values():
        reach = anew(person).reach(Right.READ)
        found = set(units_within(reach.paths).values_list("path", flat=True))
        assert found == {path for path in Unit.objects.values_list("path", flat=True) if reach.covers(path)}


def test_an_expired_post_gives_nothing(cast):
    end_post(by=None, post=Post.objects.get(person=cast.leader), day=TODAY)
    assert anew(cast.leader).seats == ()
    assert not any(anew(cast.leader).may(right) for right in Right)


def test_a_post_that_begins_tomorrow_gives_nothing_today(cast, solvik):
    appoint(
        by=None,
        person=cast.teacher,
        role=Role.objects.get(code="avdelingsleder"),
        unit=solvik.east,
        valid_from=TOMORROW,
    )
    assert not anew(cast.teacher).covers(Right.HANDLE, solvik.east.path)


def test_a_post_on_its_last_day_still_counts(cast, solvik):
    end_post(by=None, post=Post.objects.get(person=cast.leader), day=TOMORROW)
    assert anew(cast.leader).covers(Right.HANDLE, solvik.east.path)


def test_standing_is_read_once_a_request_and_anew_the_next_day(cast, django_assert_num_queries):
    person = Person.objects.get(pk=cast.leader.pk)
    first = standing_of(person)
    assert standing_of(person) is first
    with time_machine.travel(dt.datetime(2026, 10, 16, 9, 0, tzinfo=dt.UTC), tick=False):
        assert standing_of(person) is not first


def test_the_seat_under_the_name_is_the_one_that_leads(cast, solvik):
    appoint(by=None, person=cast.leader, role=Role.objects.get(code="ansatt"), unit=solvik.root, valid_from=YESTERDAY)
    assert anew(cast.leader).main.role == "avdelingsleder"


def test_without_a_post_there_is_no_seat(db):
    person = Person.objects.create(name="Ny Prøve", login="ny")
    assert standing_of(person).main is None
    assert standing_of(person).roles() == frozenset()


def test_a_unit_is_answered_for_by_its_own_leader(cast, solvik):
    assert leader(solvik.east) == cast.leader


def test_a_vacant_seat_falls_to_the_nearest_leader_above(cast, solvik):
    assert leader(solvik.south) == cast.manager
    deactivate(by=None, person=cast.leader)
    assert leader(solvik.east) == cast.manager
    deactivate(by=None, person=cast.manager)
    assert leader(solvik.east) == cast.director
    deactivate(by=None, person=cast.director)
    assert leader(solvik.east) == cast.chief
    deactivate(by=None, person=cast.chief)
    assert leader(solvik.east) is None


def test_a_deputy_answers_only_when_the_holder_is_gone(cast, solvik):
    post = Post.objects.get(person=cast.leader)
    appoint(by=None, person=cast.nurse, role=post.role, unit=post.unit, valid_from=YESTERDAY, deputy_for=post)
    assert leader(solvik.east) == cast.leader
    end_post(by=None, post=post, day=TODAY)
    assert leader(solvik.east) == cast.nurse


def test_a_deputy_whose_time_is_out_answers_for_nothing(cast, solvik):
    post = Post.objects.get(person=cast.leader)
    appoint(
        by=None,
        person=cast.nurse,
        role=post.role,
        unit=post.unit,
        valid_from=dt.date(2026, 7, 1),
        valid_to=dt.date(2026, 8, 1),
        deputy_for=post,
    )
    end_post(by=None, post=post, day=TODAY)
    assert leader(solvik.east) == cast.manager


def test_what_waits_for_a_leader_is_the_own_unit_and_vacant_ones_below(cast):
    assert answered(cast.leader) == {"MH33"}
    assert answered(cast.manager) == {"MH3", "MH32"}
    assert answered(cast.director) == {"MH"}
    assert answered(cast.chief) == {"SOLVIK", "OL", "OL2"}
    assert answered(cast.nurse) == set()


def test_every_unit_waits_for_exactly_whom_leader_of_names(cast):
    deactivate(by=None, person=cast.manager)
    for unit in Unit.objects.all():
        asked = {person.pk for person in vars(cast).values() if unit.code in answered(person)}
        assert asked == {leader_of(unit, TODAY).person_id}, unit.code


def test_what_remembers_a_standing_does_not_keep_the_request_it_came_with(cast):
    assert type(standing_of(SimpleLazyObject(lambda: cast.nurse)).person) is Person


def test_holders_are_looked_for_upward_nearest_first(cast, solvik):
    assert [post.person for post in holders("verneombud", solvik.east, TODAY)] == [cast.safety]
    assert not holders("verneombud", solvik.school, TODAY).exists()
    near = appoint(
        by=None, person=cast.nurse, role=Role.objects.get(code="verneombud"), unit=solvik.east, valid_from=YESTERDAY
    )
    assert holders("verneombud", solvik.east, TODAY).first() == near


def test_the_matrix_has_a_row_for_each_role_and_says_which_area():
    rows = {row[0]: row[1:] for row in matrix()[1:]}
    assert set(rows) == set(POLICY)
    read = matrix()[0].index(Right.READ.value) - 1
    assert rows["verneombud"][read] == "HM"
    assert rows["avdelingsleder"][read] == "ja"
    assert rows["politiker"][read] == ""


def test_politicians_and_user_representatives_may_nothing_in_cases():
    for role in ("politiker", "brukerrepresentant"):
        assert not [
            grant.right for grant in POLICY[role] if grant.right.startswith(("deviation", "action", "statistics"))
        ]


def test_only_the_line_and_quality_staff_handle_cases():
    assert roles_with(Right.HANDLE) == {
        "avdelingsleder",
        "tjenesteleder",
        "virksomhetsleder",
        "kommunalsjef",
        "kommunedirektor",
        "kvalitetsradgiver",
        "kvalitetskoordinator",
    }
