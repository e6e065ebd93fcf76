"""A question written once answers as one that is built anew: for other values, other persons, another day."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merkbar.ground.access.standing import standing_of
from merkbar.ground.people.models import Post
from merkbar.ground.records.models import Record
from merkbar.ground.trail.written import _MARKS, Written
from merkbar.ground.units.models import Unit


def _called(code, depth):
    return Unit.objects.filter(code=code, depth=depth)


def test_it_answers_for_the_values_of_today_and_not_of_the_first_time(solvik):
    asked = Written(_called)
    units = list(Unit.objects.all())
    assert [asked(unit.code, unit.depth) for unit in units] == [[unit] for unit in units]
    assert asked("finnes ikke", 0) == []


def test_it_is_not_built_again(solvik):
    built = []

    def build(code):
        built.append(code)
        return Unit.objects.filter(code=code)

    asked = Written(build)
    asked("MH")
    at_first = len(built)
    for unit in Unit.objects.all():
        asked(unit.code)
    assert len(built) == at_first


def test_what_belongs_to_a_row_comes_with_it(solvik, django_assert_num_queries):
    asked = Written(lambda day: Post.objects.on(day).select_related("person", "unit"))
    with django_assert_num_queries(1):
        assert all(post.person.name and post.unit.name for post in asked(dt.date(2026, 9, 21)))


def test_rows_are_counted_without_being_read(solvik):
    asked = Written(lambda depth: Unit.objects.filter(depth=depth).values_list("pk"))
    depth = Unit.objects.first().depth
    assert asked.number(depth) == Unit.objects.filter(depth=depth).count() > 0


@pytest.mark.parametrize("who", ["nurse", "leader", "manager", "auditor"])
def test_a_person_sees_no_more_with_a_statement_written_for_another(solvik, cast, who):
    asked = Written(lambda standing: Unit.objects.filter(pk__in=standing.units([s.path for s in standing.seats])))
    for person in (cast.leader, getattr(cast, who), cast.manager):
        standing = standing_of(person)
        paths = [seat.path for seat in standing.seats]
        assert set(asked(standing)) == {
            unit for unit in Unit.objects.all() if any(unit.path.startswith(path) for path in paths)
        }


def test_what_can_have_no_rows_has_none(solvik):
    asked = Written(lambda _nothing: Unit.objects.none())
    assert asked(None) == []
    assert asked.number(None) == 0


def test_a_value_that_would_be_lost_is_refused(solvik):
    with pytest.raises(ValueError, match="1"):
        Written(lambda depth, _code: Unit.objects.filter(depth=depth))(1, "MH")


def test_a_statement_may_not_be_made_of_what_the_database_says_just_now(solvik):
    with pytest.raises(ValueError, match="units_unit"):
        Written(lambda depth: Unit.objects.filter(depth=depth, pk__in=list(Unit.objects.values_list("pk", flat=True))))(
            1
        )


def test_a_value_that_is_sent_as_something_else_is_refused(solvik):
    with pytest.raises(ValueError, match="-1"):
        Written(lambda code: Unit.objects.filter(code__startswith=code))("MH")


def test_a_person_whose_number_looks_like_a_mark_is_nobody_else(solvik):
    asked = Written(lambda own, depth: Unit.objects.filter(pk__in=own, depth=depth))
    marks = [mark(number, turn) for mark in [_MARKS[int]] for number in (0, 1) for turn in (0, 1)]
    first, second = Unit.objects.all()[:2]
    for mark in marks:
        assert asked((first.pk, mark), first.depth) == [first]
    assert asked((second.pk, *marks), second.depth) == [second]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_words_are_only_words(db, title):
    asked = _titled(title)
    assert asked == list(Record.objects.filter(title=title))


_titled = Written(lambda title: Record.objects.filter(title=title))
