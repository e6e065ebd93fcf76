"""A list in memory is never older than its history."""

from merkbar.check.deviations.lists import lists
from merkbar.check.deviations.taxonomy import HarmLevel
from merkbar.ground.trail import kept


def test_a_changed_word_is_there_at_once(db):
    before = lists().harms[0].name
    HarmLevel.objects.filter(level=0).update(name="Ingen skade i det hele tatt")
    assert lists().harms[0].name == "Ingen skade i det hele tatt" != before


def test_a_list_is_read_once_until_something_happens_to_it(db, django_assert_num_queries):
    lists()
    with django_assert_num_queries(1):
        lists()
    with django_assert_num_queries(1), kept.request():
        lists()
        lists()


def test_an_answer_lives_no_longer_than_its_request():
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    with kept.request():
        assert [kept.once("how many", ask), kept.once("how many", ask)] == [1, 1]
    with kept.request():
        assert kept.once("how many", ask) == 2
    assert [kept.once("how many", ask), kept.once("how many", ask)] == [3, 4]
